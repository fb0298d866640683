//! id          = "column-repeats-table-name"
//! title       = "Columns that repeat the name of their table"
//! severity    = "info"
//! object      = "table"
//! confidence  = "low"
//! reads       = ["column_names", "foreign_key_columns", "primary_key_columns"]
//! message     = "{{ columns | length }} of {{ column_count }} columns of {{ table_name }} repeat its name: {{ columns | join(', ') }}"
//! remediation = "In a new table leave the table's name out of its columns. In an old one the code that names them may not be worth the change."
//! opinionated = true
//! since       = "0.1.0"
//! tags        = ["readability"]
//! [params.min_columns]
//! default = 2
//! about   = "A table with fewer such columns is not reported."
//! [params.min_objects]
//! default = 5
//! about   = "As many tables there must be."
//! [params.max_percent]
//! default = 40
//! about   = "Where more than this share of the tables has such columns, in percent, it is the convention."
//! [params.exempt]
//! default = ["*_id", "*_uuid", "*_key", "*_no", "*_number", "*_code"]
//! about   = "Columns that are not judged; * stands for any text."
//! ---
//! ## What it does
//! Looks for tables that have several columns with the table's own name in front, such as `order_status` and
//! `order_date` in `orders`. Keys, numbers and codes are left out: they are called so in other tables too. Where many tables
//! do that it is a convention, and nothing is said.
//!
//! ## Why it matters
//! The name says twice what the query says already (`o.order_status`), and the other columns of the table do not do it, so
//! nobody knows which do.
//!
//! ## How to fix
//! `ALTER TABLE ... RENAME COLUMN ...` is instant; the code that names the column is the work.
//!
//! ## False positives
//! Words that belong together, such as `user_agent` in `users`; tables that stand for themselves in an export.
//!
//! ## Sources
//! Opinion: style guides differ. It is of interest where a schema is reviewed before it goes live.
use super::convention::percent;
use super::deviation::is_exempt;
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::{ColumnNames, Snapshot};
use crate::rules::words::{singular, snake_case};
use serde_json::json;
use std::collections::HashSet;

pub struct ColumnRepeatsTableName;

fn repeating<'a>(table: &'a ColumnNames, keys: &HashSet<(&str, &str)>, exempt: &[&str]) -> Vec<&'a str> {
    let name = snake_case(&table.table_name);
    let prefixes = [format!("{}_", singular(&name)), format!("{name}_")];
    let columns = table.column_names.iter().map(String::as_str);
    columns
        .filter(|column| {
            let snake = snake_case(column);
            prefixes.iter().any(|prefix| snake.len() > prefix.len() && snake.starts_with(prefix))
                && !is_exempt(&snake, exempt)
                && !keys.contains(&(table.table_qualified.as_str(), *column))
        })
        .collect()
}

impl Rule for ColumnRepeatsTableName {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let exempt = params.list("exempt");
        let of_primary = snapshot.primary_key_columns.iter();
        let of_foreign = snapshot.foreign_key_columns.iter();
        let keys: HashSet<(&str, &str)> = of_primary
            .map(|key| (key.table_qualified.as_str(), key.column_name.as_str()))
            .chain(of_foreign.map(|key| (key.table_qualified.as_str(), key.column_name.as_str())))
            .collect();
        let found: Vec<_> = snapshot
            .column_names
            .iter()
            .map(|table| (table, repeating(table, &keys, &exempt)))
            .filter(|(_, columns)| {
                #[allow(clippy::cast_precision_loss)]
                let count = columns.len() as f64;
                count >= params.number("min_columns").max(1.0)
            })
            .collect();
        let tables = snapshot.column_names.len();
        #[allow(clippy::cast_precision_loss)]
        let too_few = (tables as f64) < params.number("min_objects");
        if too_few || percent(found.len(), tables) > params.number("max_percent") {
            return Vec::new();
        }
        found
            .into_iter()
            .map(|(table, columns)| Row {
                schema_name: Some(table.schema_name.clone()),
                object_name: Some(table.table_qualified.clone()),
                detail: [
                    ("table_name".to_string(), json!(table.table_name)),
                    ("columns".to_string(), json!(columns)),
                    ("column_count".to_string(), json!(table.column_names.len())),
                ]
                .into_iter()
                .collect(),
                ..Row::default()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_tables_that_repeat_their_name_are_found() {
        let table = |name: &str, columns: &[&str]| ColumnNames {
            schema_name: "shop".into(),
            table_name: name.into(),
            table_qualified: format!("shop.{name}"),
            column_names: columns.iter().map(|column| (*column).to_string()).collect(),
        };
        let plain = |name: &str| table(name, &["id", "day", "note"]);
        let mut snapshot = Snapshot {
            column_names: vec![
                table("orders", &["order_id", "order_status", "order_day", "total"]),
                table("cities", &["city_name", "country"]),
                plain("a"),
                plain("b"),
                plain("c"),
            ],
            ..Snapshot::default()
        };
        let params = json!({"min_columns": 2, "min_objects": 5, "max_percent": 40, "exempt": ["*_id"]});
        let run = |snapshot: &Snapshot| {
            ColumnRepeatsTableName.check(snapshot, &Params(params.as_object().unwrap()))
        };
        let rows = run(&snapshot);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].detail["columns"], json!(["order_status", "order_day"]));
        snapshot.column_names.truncate(4);
        assert!(run(&snapshot).is_empty());
    }
}
