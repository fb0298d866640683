//! id          = "index-naming"
//! title       = "Index name off the convention"
//! severity    = "info"
//! object      = "index"
//! reads       = ["indexes", "relation_names"]
//! message     = "{{ index_name }} on {{ table_name }} ({{ keys }}) should be called {{ suggested_name }}"
//! remediation = "Rename it: that is instant, and no query names an index."
//! since       = "0.1.0"
//! tags        = ["readability"]
//! ---
//! ## What it does
//! Looks for indexes that are not called `idx_<table>_<columns>`. The first column has to be there; further ones may
//! be shortened, and something may follow that says what is special about the index, such as its predicate. A unique
//! index may start with `uq_` instead. Left out are indexes that belong to a constraint, whose name is that of the
//! constraint, and those on partitions, most of which PostgreSQL names itself.
//!
//! ## Why it matters
//! A plan, an error message or a monitoring page shows the name alone: it should say which table and columns are meant.
//!
//! ## How to fix
//! `ALTER INDEX ... RENAME TO ...` takes a short lock and rewrites nothing.
//!
//! ## False positives
//! Names that a framework generates and its migrations refer to, and indexes named in hints.
//!
//! ## Sources
//! The convention is that of this project's own advice; PostgreSQL's default is `<table>_<columns>_idx`.
use crate::catalogue::{Params, Rule};
use crate::finding::name::index_name;
use crate::finding::quote::quote_identifier;
use crate::finding::Row;
use crate::model::snapshot::{Index, Snapshot};
use crate::rules::words::{is_snake_case, snake_case};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

pub struct IndexNaming;

/// Bytes of a long name that must agree: a longer one is cut somewhere to make room for a digest.
const COMPARED: usize = 40;

/// The words for each key column; an expression is named by the words in it.
fn key_words(index: &Index) -> Vec<String> {
    index
        .key_columns
        .iter()
        .zip(&index.key_texts)
        .map(|(column, text)| snake_case(column.as_ref().unwrap_or(text)))
        .map(|words| words.trim_start_matches('_').to_string())
        .filter(|words| !words.is_empty())
        .collect()
}

fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn follows(index: &Index, table: &str, keys: &[String]) -> bool {
    let name = index.index_name.as_str();
    let after = match (name.strip_prefix("idx_"), name.strip_prefix("uq_")) {
        (Some(after), _) => after,
        (None, Some(after)) if index.is_unique => after,
        _ => return false,
    };
    // An expression may be called by any words: only columns can be recognised in a name.
    let first = match index.key_columns.first() {
        Some(Some(_)) => keys.first().map_or("", String::as_str),
        _ => "",
    };
    let expected = format!("{table}_{first}");
    is_snake_case(name) && after.len() > table.len() && after.starts_with(cut(&expected, COMPARED))
}

impl Rule for IndexNaming {
    fn check(&self, snapshot: &Snapshot, _params: &Params<'_>) -> Vec<Row> {
        let mut taken: HashMap<&str, BTreeSet<String>> = HashMap::new();
        for relation in &snapshot.relation_names {
            taken.entry(&relation.schema_name).or_default().insert(relation.relation_name.clone());
        }
        let mut rows = Vec::new();
        // In the order of names, so that two indexes that ask for one name get the same ones tomorrow.
        let mut indexes: Vec<&Index> = snapshot.indexes.iter().collect();
        indexes.sort_by_key(|index| &index.qualified);
        for index in indexes {
            if index.on_partition || index.constraint_name.is_some() {
                continue;
            }
            let table = snake_case(&index.table_name);
            let keys = key_words(index);
            if follows(index, &table, &keys) {
                continue;
            }
            let taken = taken.entry(&index.schema_name).or_default();
            let columns: Vec<&str> = keys.iter().map(String::as_str).collect();
            let suggested = index_name(&table, &columns, taken);
            taken.insert(suggested.clone());
            rows.push(row(index, &suggested));
        }
        rows
    }
}

fn row(index: &Index, suggested: &str) -> Row {
    let schema = quote_identifier(&index.schema_name);
    let (old, new) = (quote_identifier(&index.index_name), quote_identifier(suggested));
    Row {
        schema_name: Some(index.schema_name.clone()),
        object_name: Some(index.qualified.clone()),
        fix_sql: Some(format!("ALTER INDEX {schema}.{old} RENAME TO {new}")),
        undo_sql: Some(format!("ALTER INDEX {schema}.{new} RENAME TO {old}")),
        detail: [
            ("index_name".to_string(), json!(index.index_name)),
            ("table_name".to_string(), json!(index.table_name)),
            ("keys".to_string(), json!(index.key_texts.join(", "))),
            ("suggested_name".to_string(), json!(suggested)),
        ]
        .into_iter()
        .collect(),
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::snapshot::RelationName;

    fn index(name: &str, table: &str, columns: &[&str]) -> Index {
        Index {
            schema_name: "shop".into(),
            table_name: table.into(),
            index_name: name.into(),
            qualified: format!("shop.{name}"),
            key_columns: columns.iter().map(|c| (!c.contains('(')).then(|| c.to_string())).collect(),
            key_texts: columns.iter().map(|c| c.to_string()).collect(),
            ..Index::default()
        }
    }

    fn suggested(index: Index, taken: &[&str]) -> Option<String> {
        let snapshot = Snapshot {
            indexes: vec![index],
            relation_names: taken
                .iter()
                .map(|name| RelationName { schema_name: "shop".into(), relation_name: name.to_string() })
                .collect(),
            ..Snapshot::default()
        };
        let params = serde_json::Map::new();
        let row = IndexNaming.check(&snapshot, &Params(&params)).into_iter().next()?;
        row.detail["suggested_name"].as_str().map(str::to_string)
    }

    #[test]
    fn names_on_the_convention_pass() {
        for (name, table, columns) in [
            ("idx_users_created_at", "users", vec!["created_at"]),
            ("idx_orders_user_id_created", "orders", vec!["user_id", "created_at"]),
            ("idx_orders_status_open", "orders", vec!["status"]),
            ("idx_users_lower_email", "users", vec!["lower(email)"]),
            ("idx_orders_user_id", "Orders", vec!["UserId"]),
        ] {
            assert_eq!(suggested(index(name, table, &columns), &[]), None, "{name}");
        }
        let unique = Index { is_unique: true, ..index("uq_users_email", "users", &["email"]) };
        assert_eq!(suggested(unique, &[]), None);
    }

    #[test]
    fn others_get_a_free_name() {
        for (name, columns, expected) in [
            ("orders_user_id_idx", vec!["user_id"], "idx_orders_user_id"),
            ("idx_user_id", vec!["user_id", "day"], "idx_orders_user_id_day"),
            ("idx_orders", vec!["day"], "idx_orders_day"),
            ("IDX_orders_day", vec!["day"], "idx_orders_day"),
            ("x", vec!["lower((email)::text)"], "idx_orders_lower_email_text"),
            ("uq_orders_day", vec!["day"], "idx_orders_day"),
        ] {
            assert_eq!(suggested(index(name, "orders", &columns), &[]).as_deref(), Some(expected), "{name}");
        }
        let taken = suggested(index("x", "orders", &["day"]), &["idx_orders_day"]);
        assert_eq!(taken.as_deref(), Some("idx_orders_day_2"));
    }

    #[test]
    fn a_name_that_had_to_be_cut_passes() {
        let table = "a_rather_long_name_of_a_table_in_this_schema";
        let long = index_name(table, &["a_long_name_of_a_column"], &BTreeSet::new());
        assert_eq!(suggested(index(&long, table, &["a_long_name_of_a_column"]), &[]), None);
    }
}
