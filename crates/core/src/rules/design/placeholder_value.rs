//! id          = "placeholder-value"
//! title       = "Values that stand for no value"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! enabled     = false
//! message     = "{{ column_name }} of {{ table_name }} says that there is no value with {{ placeholders_text }} in {{ rows_with }} of {{ sampled_values }} looked-at rows{% if has_nulls %}, and with NULL in others{% endif %}"
//! remediation = "Make it NULL where nothing is known{% if is_not_null %} (the column is NOT NULL, which may be why){% endif %}{% if is_time %}, and 'infinity' where something has no end{% endif %}, and keep the placeholder out with a CHECK constraint."
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
//! [params.min_rows]
//! default = 3
//! about   = "Rows with a placeholder below which nothing is reported."
//! [params.min_percent]
//! default = 0.5
//! about   = "Share of the values that are placeholders, in percent, below which nothing is reported."
//! ---
//! ## What it does
//! Looks for texts such as 'N/A', '-', 'null', '?' or 'tbd', for empty texts beside NULLs, and for dates such as
//! 1900-01-01, 1970-01-01 and 9999-12-31. Words that may be a value of a short list ('none', 'unknown') count in columns
//! with many different values only.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! Every query must know all of the placeholders. Averages, minima, joins and unique constraints take them for values,
//! and the planner does too: an end of 9999-12-31 stretches the range of which it thinks rows are spread evenly.
//!
//! ## How to fix
//! UPDATE to NULL, NOT NULL dropped where it stands in the way, a CHECK constraint, and code that sends NULL.
//!
//! ## False positives
//! Names of people and things that look like a placeholder. Applications that cannot store NULL.
//!
//! ## Sources
//! PostgreSQL documentation, "Date/Time Types" on infinity. Lists of such values of data quality tools.
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::Row;
use crate::model::sample::{SampledColumn, SampledTable};
use crate::rules::sampled_column::{column_row, is_key, is_text};
use serde_json::json;

pub struct PlaceholderValue;

const ALWAYS: [&str; 16] = [
    "n/a",
    "#n/a",
    "n.a.",
    "null",
    "(null)",
    "<null>",
    "\\n",
    "nil",
    "-",
    "--",
    "---",
    "?",
    "??",
    "undefined",
    "tbd",
    "[object object]",
];
/// A value like others where there are few.
const IN_LONG_LISTS: [&str; 8] =
    ["na", "none", "unknown", "not available", "not applicable", "tba", "dummy", "nan"];
const DAYS: [&str; 8] = [
    "0001-01-01",
    "1753-01-01",
    "1899-12-30",
    "1899-12-31",
    "1900-01-01",
    "1970-01-01",
    "2999-12-31",
    "9999-12-31",
];
/// Different values from which a list is long.
const LONG: usize = 30;

impl SampleRule for PlaceholderValue {
    fn check(&self, table: &SampledTable, _rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        let columns =
            table.sampled().filter(|(place, column)| !column.is_generated && !is_key(table, *place));
        columns.filter_map(|(place, column)| row(table, place, &placeholders(column), params)).collect()
    }
}

fn placeholders(column: &SampledColumn) -> Vec<(String, usize)> {
    let is_time = column.category == "D";
    if !is_time && !is_text(column) {
        return Vec::new();
    }
    let has_nulls = column.values.known() < column.values.codes.len();
    let distinct = column.values.distinct();
    let stands_for_none = |text: &str| {
        if is_time {
            // Among few days any may be meant.
            return distinct >= LONG && DAYS.iter().any(|day| text == *day || is_midnight(text, day));
        }
        let lower = text.trim().to_lowercase();
        let is_list = distinct >= LONG;
        // One letter or sign may be a code among others.
        let is_code = lower.len() == 1 && !is_list;
        (lower.is_empty() && has_nulls)
            || (!is_code && ALWAYS.contains(&lower.as_str()))
            || (is_list && IN_LONG_LISTS.contains(&lower.as_str()))
    };
    let found = column.values.frequencies().into_iter().filter(|(text, _)| stands_for_none(text));
    found.map(|(text, rows)| (text.to_string(), rows)).collect()
}

fn is_midnight(text: &str, day: &str) -> bool {
    text.strip_prefix(day).is_some_and(|rest| rest.starts_with(" 00:00:00"))
}

fn row(table: &SampledTable, place: usize, found: &[(String, usize)], params: &Params<'_>) -> Option<Row> {
    let column = &table.columns[place];
    let rows: usize = found.iter().map(|(_, rows)| rows).sum();
    let known = column.values.known();
    let enough = rows as f64 >= params.number("min_rows")
        && rows as f64 * 100.0 >= params.number("min_percent") * known as f64;
    // A column that has nothing else is not in use.
    if !enough || found.len() == column.values.distinct() {
        return None;
    }
    let texts: Vec<String> = found.iter().map(|(text, _)| format!("'{text}'")).collect();
    Some(column_row(
        table,
        place,
        "medium",
        [
            ("placeholders", json!(found.iter().map(|(text, _)| text).collect::<Vec<_>>())),
            ("placeholders_text", json!(texts.join(", "))),
            ("rows_with", json!(rows)),
            ("sampled_values", json!(known)),
            ("has_nulls", json!(known < column.values.codes.len())),
            ("is_not_null", json!(column.is_not_null)),
            ("is_time", json!(column.category == "D")),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{found, table, values, Others};

    #[test]
    fn what_stands_for_no_value() {
        let day = |n: usize| format!("2024-{:02}-{:02}", n % 12 + 1, n % 28 + 1);
        let t = table([
            ("id", "integer", values(200, |n| n.to_string())),
            ("phone", "text", values(200, |n| if n % 9 == 0 { "N/A".into() } else { n.to_string() })),
            ("ended", "date", values(200, |n| if n % 9 == 0 { "9999-12-31".into() } else { day(n) })),
            ("state", "text", values(200, |n| ["none", "some"][n % 2].to_string())),
            ("grade", "text", values(200, |n| ["+", "-"][n % 2].to_string())),
            ("blank", "text", (0..200).map(|n| (n % 3 > 0).then(|| "x".repeat(n % 3 - 1))).collect()),
            ("unused", "text", values(200, |_| "-".to_string())),
        ]);
        let rows = found(&PlaceholderValue, "placeholder-value", &t, &Others::default());
        let told: Vec<_> = rows.iter().map(|row| row.detail["column_name"].as_str().unwrap()).collect();
        assert_eq!(told, ["phone", "ended", "blank"]);
    }
}
