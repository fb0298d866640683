//! id          = "duplicated-column"
//! title       = "Two columns with the same values"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! enabled     = false
//! message     = "{{ column_name }} of {{ table_name }} has the same value as {{ same_as }} in each of {{ sampled_rows }} looked-at rows"
//! remediation = "Find out which of the two is written on purpose. If they cannot differ, drop {{ column_name }}, or make it GENERATED ALWAYS AS ({{ same_as }}) STORED as long as something reads it."
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
//! default = 100
//! about   = "Rows of a sample below which nothing is concluded."
//! [params.min_distinct]
//! default = 20
//! about   = "Different values below which two columns may be equal by accident."
//! ---
//! ## What it does
//! Looks for columns of the same type that are equal in all sampled rows, NULLs included, and have many different
//! values.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! One of them takes room for nothing. As long as both are written, some code will forget one, and then nobody knows
//! which is right.
//!
//! ## How to fix
//! Compare all rows (`WHERE a IS DISTINCT FROM b`). Then drop one, or generate it.
//!
//! ## False positives
//! Columns that are equal only until something happens: the time of a change that is set at creation (left out by its
//! name), an address that so far nobody gave a second of.
//!
//! ## Sources
//! Own observation; data profilers call such columns "identical".
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::Row;
use crate::model::sample::{SampledColumn, SampledTable};
use crate::rules::sampled_column::{column_row, words};
use serde_json::json;

pub struct DuplicatedColumn;

impl SampleRule for DuplicatedColumn {
    fn check(&self, table: &SampledTable, _rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        if (table.rows as f64) < params.number("min_rows") {
            return Vec::new();
        }
        let columns: Vec<(usize, &SampledColumn)> = table
            .sampled()
            .filter(|(_, column)| {
                let diverse = column.values.distinct() as f64 >= params.number("min_distinct");
                diverse && !column.is_generated && !column.values.has_wide && !changes_later(column)
            })
            .collect();
        let first_equal = |at: usize| {
            let own = columns[at].1;
            columns[..at].iter().find(|(_, other)| {
                own.base_type == other.base_type
                    && own.values.codes == other.values.codes
                    && own.values.texts == other.values.texts
            })
        };
        (0..columns.len())
            .filter_map(|at| {
                let (_, other) = first_equal(at)?;
                let place = columns[at].0;
                Some(column_row(table, place, "medium", [("same_as", json!(other.quoted))]))
            })
            .collect()
    }
}

/// Set together with another column when the row is made, to differ from it later.
fn changes_later(column: &SampledColumn) -> bool {
    const LATER: [&str; 9] =
        ["updated", "modified", "changed", "update", "edited", "seen", "login", "last", "current"];
    words(&column.name).iter().any(|word| LATER.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{found, table, values, Others};

    #[test]
    fn equal_in_all_rows() {
        let t = table([
            ("id", "integer", values(200, |n| n.to_string())),
            ("code", "text", values(200, |n| format!("c{}", n % 50))),
            ("old_code", "text", values(200, |n| format!("c{}", n % 50))),
            ("other", "text", values(200, |n| format!("c{}", if n == 9 { 1 } else { n % 50 }))),
            ("few", "text", values(200, |n| format!("{}", n % 3))),
            ("few2", "text", values(200, |n| format!("{}", n % 3))),
            ("created_at", "date", values(200, |n| format!("2024-01-{:02}", n % 28 + 1))),
            ("updated_at", "date", values(200, |n| format!("2024-01-{:02}", n % 28 + 1))),
        ]);
        let rows = found(&DuplicatedColumn, "duplicated-column", &t, &Others::default());
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (&rows[0].detail["column_name"], &rows[0].detail["same_as"]),
            (&json!("old_code"), &json!("code"))
        );
    }
}
