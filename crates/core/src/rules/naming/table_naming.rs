//! id          = "table-naming"
//! title       = "Table name off the convention"
//! severity    = "info"
//! object      = "table"
//! confidence  = "medium"
//! reads       = ["tables", "relation_names"]
//! message     = "{{ table_name }} should be called {{ suggested_name }}: {{ reason }}"
//! remediation = "Rename it together with the code that names it{% if not name_is_free %}; {{ suggested_name }} is already taken, so first decide which of the two keeps it{% endif %}. A view under the old name keeps old code alive meanwhile."
//! since       = "0.1.0"
//! tags        = ["readability"]
//! [params.plural]
//! default = true
//! about   = "Whether the last word of a table's name must be in the plural."
//! ---
//! ## What it does
//! Looks for tables whose name is not in snake_case or, unless `plural` is off, does not end with a plural.
//! Partitions follow their parent, and extensions' tables are left out. Numbers at the end are no words.
//!
//! ## Why it matters
//! A name with capitals, blanks or hyphens must be quoted in every statement for ever, and a mixture of singular and
//! plural makes everybody look up what a table is called.
//!
//! ## How to fix
//! `ALTER TABLE ... RENAME TO ...` is instant and carries views and foreign keys along, but not the text of
//! functions and applications. Rename with a view of the old name in place for the time of transition.
//!
//! ## False positives
//! Words that are the same in singular and plural and are unknown to English grammar rules, names in other languages,
//! and schemas that another product dictates. A schema kept in the singular throughout should set `plural` to false.
//!
//! ## Sources
//! PostgreSQL documentation, "Identifiers and Key Words", on the folding of unquoted names to lower case. Plurals are
//! those of the crate `pluralizer`.
use crate::catalogue::{Params, Rule};
use crate::finding::quote::quote_identifier;
use crate::finding::Row;
use crate::model::snapshot::{Snapshot, Table};
use crate::rules::words::{is_snake_case, plural, snake_case};
use serde_json::json;

pub struct TableNaming;

/// The name by the convention and what is wrong with the present one.
fn judge(name: &str, want_plural: bool) -> Option<(String, &'static str)> {
    let snake = if is_snake_case(name) { name.to_string() } else { snake_case(name) };
    let suggested = if want_plural { plural(&snake) } else { snake.clone() };
    let reason = match (snake != name, suggested != snake) {
        (true, true) => "it is neither snake_case nor plural",
        (true, false) => "it is not snake_case",
        (false, true) => "it is not plural",
        (false, false) => return None,
    };
    // PostgreSQL would cut a longer one, and a name without a letter has no better form.
    (suggested.len() <= 63 && suggested.chars().any(char::is_alphanumeric)).then_some((suggested, reason))
}

fn row(table: &Table, suggested: &str, reason: &str, free: bool) -> Row {
    let verb = if table.is_foreign { "ALTER FOREIGN TABLE" } else { "ALTER TABLE" };
    let schema = quote_identifier(&table.schema_name);
    let (old, new) = (quote_identifier(&table.table_name), quote_identifier(suggested));
    Row {
        schema_name: Some(table.schema_name.clone()),
        object_name: Some(table.qualified.clone()),
        object_kind: table.is_foreign.then(|| table.kind.clone()),
        fix_sql: free.then(|| format!("{verb} {schema}.{old} RENAME TO {new}")),
        undo_sql: free.then(|| format!("{verb} {schema}.{new} RENAME TO {old}")),
        detail: [
            ("table_name".to_string(), json!(table.table_name)),
            ("suggested_name".to_string(), json!(suggested)),
            ("reason".to_string(), json!(reason)),
            ("name_is_free".to_string(), json!(free)),
        ]
        .into_iter()
        .collect(),
        ..Row::default()
    }
}

impl Rule for TableNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let taken: std::collections::HashSet<(&str, &str)> = snapshot
            .relation_names
            .iter()
            .map(|r| (r.schema_name.as_str(), r.relation_name.as_str()))
            .collect();
        let mut given = std::collections::HashSet::new();
        let want_plural = params.bool("plural");
        let mut tables: Vec<&Table> = snapshot.tables.iter().filter(|table| !table.is_partition).collect();
        tables.sort_by_key(|table| &table.qualified);
        tables
            .into_iter()
            .filter_map(|table| {
                let (suggested, reason) = judge(&table.table_name, want_plural)?;
                // Two tables may ask for one name ("Order" and "order"): the first one gets it.
                let free = !taken.contains(&(table.schema_name.as_str(), suggested.as_str()))
                    && given.insert((table.schema_name.clone(), suggested.clone()));
                Some(row(table, &suggested, reason, free))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::snapshot::RelationName;

    fn table(name: &str) -> Table {
        Table {
            schema_name: "shop".into(),
            table_name: name.into(),
            qualified: format!("shop.{name}"),
            ..Table::default()
        }
    }

    fn run(names: &[&str], plural: bool) -> Vec<Row> {
        let snapshot = Snapshot {
            tables: names.iter().map(|name| table(name)).collect(),
            relation_names: names
                .iter()
                .map(|name| RelationName { schema_name: "shop".into(), relation_name: (*name).into() })
                .collect(),
            ..Snapshot::default()
        };
        let params = json!({ "plural": plural });
        TableNaming.check(&snapshot, &Params(params.as_object().unwrap()))
    }

    #[test]
    fn names_on_the_convention_pass() {
        assert!(run(&["orders", "order_items", "orders_2024"], true).is_empty());
        assert!(run(&["order"], false).is_empty());
    }

    #[test]
    fn a_rename_and_its_undo_are_offered() {
        let rows = run(&["OrderItem"], true);
        assert_eq!(rows[0].fix_sql.as_deref(), Some("ALTER TABLE shop.\"OrderItem\" RENAME TO order_items"));
        assert_eq!(rows[0].undo_sql.as_deref(), Some("ALTER TABLE shop.order_items RENAME TO \"OrderItem\""));
    }

    #[test]
    fn no_rename_is_offered_to_a_taken_name() {
        assert_eq!(run(&["order", "orders"], true)[0].fix_sql, None);
        let rows = run(&["order", "Order"], true);
        assert_eq!(rows.iter().filter(|row| row.fix_sql.is_some()).count(), 1);
    }
}
