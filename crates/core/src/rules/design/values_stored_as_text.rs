//! id          = "values-stored-as-text"
//! title       = "Numbers, dates or other typed values in a text column"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! enabled     = false
//! message     = "All {{ sampled_values }} looked-at values of {{ column_name }} in {{ table_name }} are {{ kind }}, but its type is {{ type_name }}"
//! remediation = "Change the type after a look at all rows: {{ conversion }} The statement rewrites the table under an exclusive lock, and fails at the first value that does not fit."
//! since       = "0.1.0"
//! tags        = ["reads rows"]
//! [params.sample_rows]
//! default = 5000
//! about   = "Rows of each table that are looked at, about."
//! [params.max_tables]
//! default = 200
//! about   = "Tables that are looked at, the largest first."
//! [params.max_seconds]
//! default = 10
//! about   = "Seconds after which no further table is looked at."
//! [params.min_values]
//! default = 50
//! about   = "Rows with a value below which nothing is concluded."
//! [params.code_words]
//! default = ["account", "barcode", "code", "ean", "external", "fax", "iban", "isbn", "legacy", "number", "phone", "pin", "postal", "ref", "reference", "remote", "sku", "ssn", "tax", "tel", "vat", "version", "zip"]
//! about   = "Words in names of columns whose digits are codes and no amounts."
//! ---
//! ## What it does
//! Looks for text columns whose sampled values all are whole numbers, decimal numbers, truth values, dates or timestamps
//! in ISO form, UUIDs, network addresses or JSON documents. Numbers with zeros or a plus in front are codes, and so are
//! numbers in columns whose name says so.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! Text sorts '10' before '9', takes more room, lets anything in, and needs a cast in each comparison, which no plain
//! index serves. The planner knows nothing of ranges in it.
//!
//! ## How to fix
//! `ALTER TABLE ... ALTER COLUMN ... TYPE ... USING ...`, when no value is left that does not fit. Change columns that
//! reference it or are compared with it at the same time.
//!
//! ## False positives
//! Codes that happen to consist of digits so far. Values that come from elsewhere and shall be kept as they were
//! written.
//!
//! ## Sources
//! PostgreSQL documentation, "Data Types". The PostgreSQL wiki, "Don't Do This", on texts in the place of types.
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::Row;
use crate::model::sample::{SampledColumn, SampledTable};
use crate::rules::sampled_column::{column_row, common_shape, is_referencing, is_text, words, Shape};
use serde_json::json;

pub struct ValuesStoredAsText;

impl SampleRule for ValuesStoredAsText {
    fn check(&self, table: &SampledTable, _rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        let codes = params.list("code_words");
        let shape = |place: usize, column: &SampledColumn| {
            let enough = column.values.known() as f64 >= params.number("min_values");
            if !is_text(column) || !enough || is_referencing(table, place) {
                return None;
            }
            common_shape(column.values.texts.iter().map(String::as_str))
                .filter(|shape| fits(*shape, column, &codes))
        };
        table.sampled().filter_map(|(place, column)| Some(row(table, place, shape(place, column)?))).collect()
    }
}

/// A few different numbers are a code, a single letter is one too, and so are numbers that all have one length.
fn fits(shape: Shape, column: &SampledColumn, codes: &[&str]) -> bool {
    let texts = &column.values.texts;
    match shape {
        Shape::Integer => {
            let same_length = texts[0].len() > 3 && texts.iter().all(|text| text.len() == texts[0].len());
            let is_code = words(&column.name).iter().any(|word| codes.contains(&word.as_str()));
            texts.len() >= 10 && !same_length && !is_code
        }
        Shape::Decimal => {
            texts.len() >= 10 && !words(&column.name).iter().any(|w| codes.contains(&w.as_str()))
        }
        Shape::Boolean => texts.len() == 2 && texts.iter().all(|text| text.len() > 1),
        _ => texts.len() >= 3,
    }
}

fn row(table: &SampledTable, place: usize, shape: Shape) -> Row {
    let column = &table.columns[place];
    let target = shape.type_name();
    let conversion = format!(
        "ALTER TABLE {} ALTER COLUMN {1} TYPE {target} USING {1}::{target};",
        table.qualified, column.quoted
    );
    column_row(
        table,
        place,
        if column.values.known() >= 1000 { "high" } else { "medium" },
        [
            ("type_name", json!(column.type_name)),
            ("kind", json!(shape.plural())),
            ("suggested_type", json!(target)),
            ("sampled_values", json!(column.values.known())),
            ("conversion", json!(conversion)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{found, table, values, Others};

    #[test]
    fn only_what_is_typed_throughout() {
        let t = table([
            ("amount", "text", values(100, |n| format!("{}.50", n))),
            ("zip", "text", values(100, |n| format!("{}", 100 + n * 97))),
            ("article", "text", values(100, |n| format!("{}", 10_000 + n))),
            ("day", "text", values(100, |n| format!("2024-01-{:02}", n % 28 + 1))),
            ("flag", "text", values(100, |n| if n % 2 == 0 { "yes" } else { "no" }.to_string())),
            ("mixed", "text", values(100, |n| if n == 50 { "n/a".into() } else { n.to_string() })),
        ]);
        let rows = found(&ValuesStoredAsText, "values-stored-as-text", &t, &Others::default());
        let names: Vec<_> = rows.iter().map(|row| row.detail["column_name"].as_str().unwrap()).collect();
        assert_eq!(names, ["amount", "day", "flag"]);
        assert_eq!(
            rows[0].detail["conversion"],
            "ALTER TABLE shop.things ALTER COLUMN amount TYPE numeric USING amount::numeric;"
        );
    }
}
