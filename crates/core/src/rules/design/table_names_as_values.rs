//! id          = "table-names-as-values"
//! title       = "Column that says which table another one references"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! enabled     = false
//! message     = "All {{ values | length }} values of {{ column_name }} in {{ table_name }} are names of tables ({{ values_text }}), and {{ id_column }} has no foreign key: a reference to several tables at once"
//! remediation = "Give {{ table_name }} one nullable column with a foreign key for each table, and CHECK (num_nonnulls(...) = 1); or a table that all of these reference."
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
//! default = 10
//! about   = "Rows with a value below which nothing is concluded."
//! ---
//! ## What it does
//! Looks for columns with two or more different values that are all names of tables (as they are, in the singular, or as
//! a class is named), beside a column of numbers or UUIDs without a foreign key: a polymorphic reference, as frameworks
//! make it.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! No foreign key can hold such a reference. Rows stay when what they reference goes, and each query needs one join for
//! each table.
//!
//! ## How to fix
//! One column for each table with a foreign key, or one table of what they have in common. The old pair can be made a
//! generated column for the framework's sake.
//!
//! ## False positives
//! Audit tables, which must outlive what they tell of: tables called audit, log or history are left out, and so are columns
//! called table_name.
//!
//! ## Sources
//! B. Karwin, "SQL Antipatterns": Polymorphic Associations. GitLab's database guidelines on polymorphic associations.
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::Row;
use crate::model::sample::{SampledColumn, SampledTable};
use crate::rules::sampled_column::{column_row, is_key, is_referencing, words};
use crate::rules::words::{plural, snake_case};
use serde_json::json;
use std::collections::HashSet;

pub struct TableNamesAsValues;

impl SampleRule for TableNamesAsValues {
    fn check(&self, table: &SampledTable, rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        const AUDIT: [&str; 9] =
            ["audit", "audits", "log", "logs", "history", "journal", "activity", "activities", "outbox"];
        if words(&table.table_name).iter().any(|word| AUDIT.contains(&word.as_str())) {
            return Vec::new();
        }
        let names: HashSet<&str> = rows.table_names().iter().map(|(_, name)| name.as_str()).collect();
        let is_table = |text: &str| {
            // Classes of a framework have their module in front.
            let last = text.rsplit(['.', ':', '\\']).next().unwrap_or(text);
            let snake = snake_case(last);
            names.contains(last) || names.contains(plural(&snake).as_str()) || names.contains(snake.as_str())
        };
        table
            .sampled()
            .filter(|(_, column)| matches!(column.category.as_str(), "S" | "E") && !is_audit(&column.name))
            .filter(|(_, column)| {
                let values = &column.values;
                let enough = values.known() as f64 >= params.number("min_values");
                enough
                    && (2..=100).contains(&values.distinct())
                    && values.texts.iter().all(|text| is_table(text))
            })
            .filter_map(|(place, column)| {
                let id = companion(table, column)?;
                let mut values = column.values.texts.clone();
                values.sort();
                let text = values.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
                let detail = [
                    ("values", json!(values)),
                    ("values_text", json!(text)),
                    ("id_column", json!(table.columns[id].name)),
                ];
                Some(column_row(table, place, "high", detail))
            })
            .collect()
    }
}

fn is_audit(name: &str) -> bool {
    let name = name.to_lowercase().replace('_', "");
    ["tablename", "relname", "relation", "relationname", "schemaname"].contains(&name.as_str())
}

fn stem(name: &str) -> String {
    let snake = snake_case(name);
    let ends = ["_type", "_table", "_class", "_kind", "_model", "_id", "_uuid", "_key"];
    ends.iter().find_map(|end| snake.strip_suffix(end)).unwrap_or(&snake).to_string()
}

/// The column that says which row: of the same stem, or else the only one that could.
fn companion(table: &SampledTable, column: &SampledColumn) -> Option<usize> {
    let could: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(place, other)| {
            let fits = matches!(
                other.base_type.as_str(),
                "integer" | "bigint" | "uuid" | "text" | "character varying"
            );
            let is_id = ["id", "uuid", "key"].iter().any(|end| other.name.to_lowercase().ends_with(end));
            fits && is_id && !is_referencing(table, *place) && !is_key(table, *place) && !other.is_counted
        })
        .map(|(place, _)| place)
        .collect();
    let wanted = stem(&column.name);
    let same = could.iter().copied().find(|place| stem(&table.columns[*place].name) == wanted);
    same.or_else(|| (could.len() == 1).then(|| could[0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{found, table, values, Others};

    #[test]
    fn names_of_tables_beside_an_id() {
        let names = ["posts", "user_accounts"].map(|name| ("shop".to_string(), name.to_string()));
        let others = Others { names: names.to_vec(), ..Others::default() };
        let class = |n: usize| ["Post", "App\\UserAccount"][n % 2].to_string();
        let t = table([
            ("id", "integer", values(20, |n| n.to_string())),
            ("target_type", "text", values(20, class)),
            ("target_id", "integer", values(20, |n| (n % 5).to_string())),
            ("kind", "text", values(20, |n| ["post", "other"][n % 2].to_string())),
            ("table_name", "text", values(20, class)),
        ]);
        let rows = found(&TableNamesAsValues, "table-names-as-values", &t, &others);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].detail["id_column"], "target_id");
    }
}
