//! id          = "inconsistent-spelling"
//! title       = "The same text in several spellings"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! enabled     = false
//! message     = "{{ column_name }} of {{ table_name }} spells {{ groups }} {% if groups == 1 %}text{% else %}texts{% endif %} in several ways that differ in {{ difference }}"
//! remediation = "Choose one spelling, bring the rows to it, and keep it: a CHECK constraint (btrim({{ column_name }}) = {{ column_name }}), a unique index on lower({{ column_name }}), a nondeterministic collation, or a lookup table. detail.examples shows some."
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
//! [params.max_letters]
//! default = 60
//! about   = "Letters on average above which a column is prose."
//! ---
//! ## What it does
//! Looks for short texts that occur in several spellings which differ in blanks around or between the words, or in
//! capitals only ('Berlin', 'berlin ', 'BERLIN'). Case-insensitive types, hashes and encoded texts do not count.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! Such rows are missing from results, are counted as different groups, and get past unique constraints: two accounts
//! with one address, one city twice in the report.
//!
//! ## How to fix
//! Correct the rows first: which spelling is right only a person can tell. Then prevent more of them where they come in.
//!
//! ## False positives
//! Texts in which case means something, such as units (m, M) and short codes; texts of one letter are left out.
//!
//! ## Sources
//! PostgreSQL documentation, "Nondeterministic Collations" and "citext".
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::Row;
use crate::model::sample::{SampledColumn, SampledTable};
use crate::rules::sampled_column::{column_row, is_text};
use serde_json::json;
use std::collections::BTreeMap;

pub struct InconsistentSpelling;

impl SampleRule for InconsistentSpelling {
    fn check(&self, table: &SampledTable, _rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        let is_short = |column: &SampledColumn| {
            let letters: usize = column.values.texts.iter().map(String::len).sum();
            letters as f64 <= params.number("max_letters") * column.values.distinct() as f64
        };
        let enough = |column: &SampledColumn| column.values.known() as f64 >= params.number("min_values");
        table
            .sampled()
            .filter(|(_, column)| is_text(column) && enough(column) && is_short(column))
            .filter_map(|(place, column)| row(table, place, &spellings(column)))
            .collect()
    }
}

/// Texts that are one when blanks and case do not count, by that one.
fn spellings(column: &SampledColumn) -> Vec<Vec<&str>> {
    // The type pads: blanks at the end mean nothing.
    let padded = column.base_type == "character";
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (text, _) in column.values.frequencies() {
        let text = if padded { text.trim_end() } else { text };
        let one = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let has_words = one.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        if has_words && !is_encoded(text) {
            groups.entry(one).or_default().push(text);
        }
    }
    groups.into_values().filter(|texts| texts.len() > 1).collect()
}

/// Letters of both cases and digits mixed without blanks, as in tokens.
fn is_encoded(text: &str) -> bool {
    let has = |test: fn(char) -> bool| text.chars().any(test);
    text.len() >= 8
        && !has(char::is_whitespace)
        && has(|c| c.is_ascii_digit())
        && has(|c| c.is_ascii_uppercase())
        && has(|c| c.is_ascii_lowercase())
        && !has(|c| c == '@')
}

fn row(table: &SampledTable, place: usize, groups: &[Vec<&str>]) -> Option<Row> {
    let blanks = |texts: &Vec<&str>| {
        let normal = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        texts.iter().any(|text| normal(text) != **text)
    };
    let case = |texts: &Vec<&str>| {
        let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        texts.iter().any(|text| joined(text) != joined(texts[0]))
    };
    let difference = match (groups.iter().any(blanks), groups.iter().any(case)) {
        (true, true) => "blanks and capitals",
        (true, false) => "blanks",
        _ => "capitals",
    };
    let detail = [
        ("groups", json!(groups.len())),
        ("difference", json!(difference)),
        ("examples", json!(groups.iter().take(5).collect::<Vec<_>>())),
    ];
    (!groups.is_empty()).then(|| column_row(table, place, "medium", detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{found, table, values, Others};

    #[test]
    fn blanks_and_capitals() {
        let cities = ["Berlin", "Paris", "berlin ", "New  York", "New York"];
        let t = table([
            ("id", "integer", values(100, |n| n.to_string())),
            ("city", "text", values(100, |n| cities[n % 5].to_string())),
            ("unit", "text", values(100, |n| ["m", "M"][n % 2].to_string())),
            ("fine", "text", values(100, |n| ["Berlin", "Bern"][n % 2].to_string())),
            ("token", "text", values(100, |n| ["aB3xY9Qw", "Ab3xy9qw"][n % 2].to_string())),
        ]);
        let rows = found(&InconsistentSpelling, "inconsistent-spelling", &t, &Others::default());
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (&rows[0].detail["groups"], &rows[0].detail["difference"]),
            (&json!(2), &json!("blanks and capitals"))
        );
    }
}
