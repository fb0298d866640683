//! id          = "fixed-json-keys"
//! title       = "JSON whose keys are always the same"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! enabled     = false
//! message     = "{{ column_name }} of {{ table_name }} is JSON with the same {{ keys | length }} scalar keys in nearly all rows: {{ keys_text }}"
//! remediation = "Make columns of what is always there; detail.columns_sql has the statements. What differs from row to row may stay JSON."
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
//! [params.min_keys]
//! default = 3
//! about   = "Keys of that kind from which a column is reported."
//! [params.min_percent]
//! default = 95
//! about   = "Share of the rows that have a key, in percent."
//! [params.ignored_words]
//! default = ["payload", "raw", "request", "response", "event", "snapshot", "body", "message"]
//! about   = "Words in names of columns that keep what came from elsewhere as it came."
//! ---
//! ## What it does
//! Looks for json and jsonb columns whose values are objects with the same scalar keys, each always of one type. Keys
//! that are missing in many rows, nested objects and arrays do not count.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! Each row stores the names of the keys again. A value has no type, no constraint and no foreign key, the planner has
//! no statistics of it, and changing one value writes the whole document.
//!
//! ## How to fix
//! `ALTER TABLE ... ADD COLUMN`, an UPDATE in portions, and then the code that reads the keys; a generated column with
//! the expression keeps both in step meanwhile.
//!
//! ## False positives
//! Documents that are kept as evidence of what somebody sent, and documents whose keys others will add to.
//!
//! ## Sources
//! PostgreSQL documentation, "Designing JSON Documents".
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::quote::quote_identifier;
use crate::finding::Row;
use crate::model::sample::{SampledTable, Values};
use crate::rules::sampled_column::{column_row, is_json, words};
use serde_json::{json, Value};
use std::collections::BTreeMap;

pub struct FixedJsonKeys;

impl SampleRule for FixedJsonKeys {
    fn check(&self, table: &SampledTable, _rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        let ignored = params.list("ignored_words");
        let counts = |name: &str| !words(name).iter().any(|word| ignored.contains(&word.as_str()));
        let columns = table.sampled().filter(|(_, column)| is_json(column) && counts(&column.name));
        columns
            .filter_map(|(place, column)| {
                let keys = stable_keys(&column.values, params);
                (keys.len() as f64 >= params.number("min_keys").max(1.0)).then(|| row(table, place, &keys))
            })
            .collect()
    }
}

/// PostgreSQL's name for what fits all scalars seen so far; `None` once they differ.
fn type_of(value: &Value) -> Option<&'static str> {
    match value {
        Value::Bool(_) => Some("boolean"),
        Value::Number(_) => Some("numeric"),
        Value::String(_) => Some("text"),
        _ => None,
    }
}

fn stable_keys(values: &Values, params: &Params<'_>) -> Vec<(String, &'static str)> {
    let mut met: BTreeMap<String, (usize, Option<&'static str>)> = BTreeMap::new();
    let (mut objects, mut others) = (0, 0);
    // Wide values are not looked at.
    for (text, rows) in values.frequencies().into_iter().filter(|(text, _)| !text.starts_with('\u{1}')) {
        let Ok(Value::Object(object)) = serde_json::from_str::<Value>(text) else {
            others += rows;
            continue;
        };
        objects += rows;
        for (key, value) in object.iter().filter(|(_, value)| !value.is_null()) {
            let kind = type_of(value);
            let entry = met.entry(key.clone()).or_insert((0, kind));
            entry.0 += rows;
            entry.1 = entry.1.filter(|known| Some(*known) == kind);
        }
    }
    if (objects as f64) < params.number("min_values") || others * 20 > objects {
        return Vec::new();
    }
    let least = params.number("min_percent") / 100.0 * objects as f64;
    let stable = met.iter().filter(|(_, (rows, _))| *rows as f64 >= least);
    let found: Vec<_> = stable.filter_map(|(key, (_, kind))| Some((key.clone(), (*kind)?))).collect();
    // A document with many more keys than these is no row.
    if found.len() * 4 >= met.len() {
        found
    } else {
        Vec::new()
    }
}

fn row(table: &SampledTable, place: usize, keys: &[(String, &'static str)]) -> Row {
    let column = &table.columns[place];
    let names: Vec<&str> = keys.iter().map(|(key, _)| key.as_str()).collect();
    let new = |key: &str| {
        let taken = table.place(key).is_some();
        quote_identifier(&if taken { format!("{}_{key}", column.name) } else { key.to_string() })
    };
    let additions: Vec<String> =
        keys.iter().map(|(key, kind)| format!("ADD COLUMN {} {kind}", new(key))).collect();
    let sets: Vec<String> = keys
        .iter()
        .map(|(key, kind)| {
            let read = format!("({} ->> '{}')", column.quoted, key.replace('\'', "''"));
            format!(
                "{} = {read}{}",
                new(key),
                if *kind == "text" { String::new() } else { format!("::{kind}") }
            )
        })
        .collect();
    let sql = [
        format!("ALTER TABLE {} {};", table.qualified, additions.join(", ")),
        format!("UPDATE {} SET {};", table.qualified, sets.join(", ")),
    ];
    column_row(
        table,
        place,
        "medium",
        [
            ("keys", json!(names)),
            ("keys_text", json!(names.join(", "))),
            ("columns_sql", json!(sql.join("\n"))),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{found, table, values, Others};

    #[test]
    fn keys_that_are_always_there_want_columns() {
        let t = table([
            ("id", "integer", values(100, |n| n.to_string())),
            (
                "attrs",
                "jsonb",
                values(100, |n| format!(r#"{{"id": {n}, "on": true, "it's": "x", "more{n}": 1}}"#)),
            ),
            (
                "specs",
                "jsonb",
                values(100, |n| format!(r#"{{"w": {n}, "on": true, "it's": "x", "l": [{n}]}}"#)),
            ),
            (
                "mixed",
                "jsonb",
                values(100, |n| format!(r#"{{"a": {}, "b": 1, "c": null}}"#, ["1", "\"x\""][n % 2])),
            ),
        ]);
        let rows = found(&FixedJsonKeys, "fixed-json-keys", &t, &Others::default());
        assert_eq!(rows.len(), 1);
        assert_eq!(
            rows[0].detail["columns_sql"].as_str().unwrap().lines().collect::<Vec<_>>(),
            [
                "ALTER TABLE shop.things ADD COLUMN \"it's\" text, ADD COLUMN \"on\" boolean, ADD COLUMN w numeric;",
                "UPDATE shop.things SET \"it's\" = (specs ->> 'it''s'), \"on\" = (specs ->> 'on')::boolean, \
                 w = (specs ->> 'w')::numeric;",
            ]
        );
    }
}
