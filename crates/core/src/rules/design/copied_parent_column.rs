//! id          = "copied-parent-column"
//! title       = "Column that repeats a column of the referenced table"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! enabled     = false
//! message     = "{{ column_name }} of {{ table_name }} is {{ parent_column }} of {{ parent_table }} over again, in {% if differing_rows == 0 %}all {{ rows_compared }}{% else %}all but {{ differing_rows }} of {{ rows_compared }}{% endif %} rows that were followed along {{ constraint_name }}"
//! remediation = "{% if differing_rows == 0 %}Read it through the foreign key and drop the copy, unless it shall stay when {{ parent_table }} changes.{% else %}Find out whether the {{ differing_rows }} rows that differ are meant: a copy that shall keep the value of its time deserves a name that says so; one that shall not has gone stale.{% endif %}"
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
//! default = 50
//! about   = "Rows with a value below which nothing is concluded."
//! [params.min_distinct]
//! default = 5
//! about   = "Different values below which columns may be equal by accident."
//! [params.min_percent]
//! default = 95
//! about   = "Share of the rows in which the two are equal, in percent, from which a column is reported."
//! [params.ignored_columns]
//! default = ["tenant_id", "organization_id", "org_id", "account_id", "workspace_id"]
//! about   = "Columns that are repeated on purpose, such as the tenant that row security asks for."
//! ---
//! ## What it does
//! Follows each foreign key for a few hundred rows, and compares the other columns of both sides: orders.customer_name
//! that always is customers.name. Copies that a foreign key of several columns keeps right are left out, and dates and
//! times, which are equal where rows are made together.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! The copy is right until the original changes. After that the database gives two answers, depending on whom one asks.
//!
//! ## How to fix
//! Join, and drop the copy. Where it is there for speed, measure it: the join by a key costs little. Where it keeps what
//! was at the time (the address of an invoice), leave it.
//!
//! ## False positives
//! Values that are kept as they were at the time; partition keys and tenants that are repeated for pruning and row
//! security.
//!
//! ## Sources
//! PostgreSQL documentation, "Foreign Keys". C. J. Date, "An Introduction to Database Systems", on redundancy.
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::Row;
use crate::model::sample::{Joined, SampledColumn, SampledReference, SampledTable, Values};
use crate::rules::sampled_column::{column_row, is_key};
use serde_json::json;
use std::collections::BTreeSet;

pub struct CopiedParentColumn;

impl SampleRule for CopiedParentColumn {
    fn check(&self, table: &SampledTable, rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        if table.rows == 0 {
            return Vec::new();
        }
        let mut told = BTreeSet::new();
        let mut found = Vec::new();
        for key in table.foreign_keys.iter().filter(|key| key.referenced_qualified != table.qualified) {
            let Some(joined) = rows.joined(table, key) else { continue };
            for (place, row) in copies(table, key, &joined, params) {
                if told.insert(place) {
                    found.push(row);
                }
            }
        }
        found
    }
}

fn copies(
    table: &SampledTable,
    key: &SampledReference,
    joined: &Joined,
    params: &Params<'_>,
) -> Vec<(usize, Row)> {
    let ignored = params.list("ignored_columns");
    let child = joined.child.iter().filter(|(place, _)| is_possible_copy(table, key, *place, &ignored));
    child
        .filter_map(|(place, values)| {
            let own = &table.columns[*place];
            let same = |parent: &&SampledColumn| {
                parent.base_type == own.base_type && !key.referenced_columns.contains(&parent.name)
            };
            let compared = joined.parent.iter().filter(same);
            let (parent, (rows, differing)) = compared
                .filter_map(|parent| Some((parent, equal_rows(values, &parent.values, params)?)))
                .min_by_key(|(_, (_, differing))| *differing)?;
            let detail = [
                ("parent_table", json!(key.referenced_qualified)),
                ("parent_column", json!(parent.name)),
                ("constraint_name", json!(key.name)),
                ("rows_compared", json!(rows)),
                ("differing_rows", json!(differing)),
            ];
            Some((*place, column_row(table, *place, if differing == 0 { "high" } else { "medium" }, detail)))
        })
        .collect()
}

fn is_possible_copy(table: &SampledTable, key: &SampledReference, place: usize, ignored: &[&str]) -> bool {
    let column = &table.columns[place];
    let is_enforced = table.foreign_keys.iter().any(|other| {
        other.columns.contains(&column.name) && key.columns.iter().all(|own| other.columns.contains(own))
    });
    !is_enforced
        && !column.is_generated
        && !column.is_counted
        && !matches!(column.category.as_str(), "D" | "B")
        && !is_key(table, place)
        && !ignored.contains(&column.name.as_str())
}

/// Rows in which the child has a value, and those of them in which the parent has another; `None` if few are equal, or if
/// chance would make as many.
fn equal_rows(child: &Values, parent: &Values, params: &Params<'_>) -> Option<(usize, usize)> {
    let rows = child.known();
    let enough = rows as f64 >= params.number("min_rows");
    let distinct = child.distinct().min(parent.distinct()) as f64;
    if !enough || distinct < params.number("min_distinct") || child.has_wide {
        return None;
    }
    let places = (0..child.codes.len()).filter(|row| child.codes[*row] != 0);
    let differing = places.filter(|row| child.get(*row) != parent.get(*row)).count();
    let of_parent: std::collections::HashMap<&str, usize> = parent.frequencies().into_iter().collect();
    let by_chance: f64 = child
        .frequencies()
        .iter()
        .map(|(text, count)| *count as f64 * of_parent.get(text).copied().unwrap_or(0) as f64)
        .sum::<f64>()
        / rows as f64
        / parent.codes.len() as f64;
    let share = params.number("min_percent") / 100.0;
    ((rows - differing) as f64 >= share * rows as f64 && by_chance <= 0.5).then_some((rows, differing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{found, table, values, Others};

    #[test]
    fn the_name_of_the_customer() {
        let name = |n: usize| format!("customer {}", n % 30);
        let mut t = table([
            ("id", "integer", values(200, |n| n.to_string())),
            ("customer_id", "integer", values(200, |n| (n % 30).to_string())),
            ("customer_name", "text", values(200, name)),
            ("note", "text", values(200, |n| format!("note {n}"))),
            ("stale", "text", values(200, |n| if n < 4 { "x".into() } else { name(n) })),
        ]);
        t.foreign_keys = vec![SampledReference {
            name: "fk".into(),
            columns: vec!["customer_id".into()],
            referenced_qualified: "shop.customers".into(),
            referenced_columns: vec!["id".into()],
            ..SampledReference::default()
        }];
        let parent = table([
            ("id", "integer", values(200, |n| (n % 30).to_string())),
            ("name", "text", values(200, name)),
        ]);
        let joined = Joined {
            rows: 200,
            child: t.columns.iter().map(|c| c.values.clone()).enumerate().collect(),
            parent: parent.columns,
        };
        let others = Others { joined: Some(joined), ..Others::default() };
        let rows = found(&CopiedParentColumn, "copied-parent-column", &t, &others);
        let told: Vec<_> =
            rows.iter().map(|r| (&r.detail["column_name"], &r.detail["differing_rows"])).collect();
        assert_eq!(told, [(&json!("customer_name"), &json!(0)), (&json!("stale"), &json!(4))]);
    }
}
