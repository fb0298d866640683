//! id          = "value-list-in-text"
//! title       = "A few values repeated in a text column"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! enabled     = false
//! message     = "{{ column_name }} of {{ table_name }} has only {{ values | length }} different values in {{ sampled_values }} looked-at rows, and nothing keeps others out"
//! remediation = "Declare which values are right: a lookup table with a foreign key if they have more to them than their name or change now and then, else a CHECK constraint or an enum type. detail.check_sql has the constraint; VALIDATE it when all rows fit."
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
//! default = 500
//! about   = "Rows with a value below which nothing is concluded."
//! [params.max_distinct]
//! default = 20
//! about   = "Different values above which a column is not reported."
//! ---
//! ## What it does
//! Looks for text columns with a handful of short values that all come again and again, without a foreign key, a check
//! constraint, a domain or an enum type. Values that occur once or twice show that there are more, so such columns are left out, and so are
//! codes of two or three capitals, such as those of countries.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! A misspelled value goes in like any other, and is then missing wherever the right one is asked for. What the values
//! mean and which there are is told in no place.
//!
//! ## How to fix
//! `ADD CONSTRAINT ... CHECK (...) NOT VALID`, then `VALIDATE CONSTRAINT`, which does not block writers. An enum can get
//! new values but not lose one; a lookup table can do both.
//!
//! ## False positives
//! Lists that the application checks and changes with each release. Free text in which few things have been written yet.
//!
//! ## Sources
//! PostgreSQL documentation, "Constraints" and "Enumerated Types". B. Karwin, "SQL Antipatterns": 31 Flavors.
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::quote::quote_identifier;
use crate::finding::Row;
use crate::model::sample::{SampledColumn, SampledTable};
use crate::rules::sampled_column::{column_row, common_shape, is_key, is_referencing, is_text};
use serde_json::json;

pub struct ValueListInText;

impl SampleRule for ValueListInText {
    fn check(&self, table: &SampledTable, _rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        let is_list = |place: usize, column: &SampledColumn| {
            is_text(column)
                && !column.is_checked
                && !are_codes(column)
                && !is_referencing(table, place)
                && !is_key(table, place)
                && column.values.known() as f64 >= params.number("min_values")
                && (2.0..=params.number("max_distinct")).contains(&(column.values.distinct() as f64))
                && column.values.frequencies().iter().all(|(text, rows)| *rows >= 5 && is_name(text))
                // Those want another type.
                && common_shape(column.values.texts.iter().map(String::as_str)).is_none()
        };
        let found = table.sampled().filter(|(place, column)| is_list(*place, column));
        found.map(|(place, _)| row(table, place)).collect()
    }
}

/// Countries, currencies and languages as ISO writes them: what is missing in the rows is no mistake.
fn are_codes(column: &SampledColumn) -> bool {
    column.values.texts.iter().all(|text| {
        let text = text.trim_end();
        matches!(text.len(), 2 | 3) && text.bytes().all(|b| b.is_ascii_uppercase())
    })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 30 && text.split_whitespace().count() <= 3
}

fn row(table: &SampledTable, place: usize) -> Row {
    let column = &table.columns[place];
    let frequencies = column.values.frequencies();
    let values: Vec<&str> = frequencies.iter().map(|(text, _)| *text).collect();
    let mut sorted = values.clone();
    sorted.sort_unstable();
    let quoted: Vec<String> = sorted.iter().map(|text| format!("'{}'", text.replace('\'', "''"))).collect();
    let name: String = format!("{}_{}_check", table.table_name, column.name).chars().take(60).collect();
    let check = format!(
        "ALTER TABLE {} ADD CONSTRAINT {} CHECK ({} IN ({})) NOT VALID;",
        table.qualified,
        quote_identifier(&name),
        column.quoted,
        quoted.join(", ")
    );
    column_row(
        table,
        place,
        "medium",
        [
            ("values", json!(values)),
            ("sampled_values", json!(column.values.known())),
            ("check_sql", json!(check)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{found, table, values, Others};

    #[test]
    fn few_values_that_come_again() {
        let of = |n: usize, list: &[&str]| list[n % list.len()].to_string();
        let mut t = table([
            ("state", "text", values(600, |n| of(n, &["new", "paid", "won't pay"]))),
            ("kind", "text", values(600, |n| of(n, &["a", "b"]))),
            ("flag", "text", values(600, |n| of(n, &["yes", "no"]))),
            ("rare", "text", values(600, |n| if n == 3 { "odd".into() } else { of(n, &["a", "b"]) })),
            ("many", "text", values(600, |n| format!("v{}", n % 50))),
        ]);
        t.columns[1].is_checked = true;
        let rows = found(&ValueListInText, "value-list-in-text", &t, &Others::default());
        assert_eq!(rows.len(), 1);
        assert_eq!(
            rows[0].detail["check_sql"],
            "ALTER TABLE shop.things ADD CONSTRAINT things_state_check CHECK (state IN ('new', 'paid', 'won''t pay')) \
             NOT VALID;"
        );
    }
}
