//! Indexes that foreign keys lack.
use crate::error::Result;
use crate::pg::catalog_query;
use dbarch_core::report::facts::NeededIndex;
use serde::Deserialize;

#[derive(Deserialize)]
struct ForeignKey {
    table_name: String,
    in_public: bool,
    relation: String,
    columns: Vec<String>,
    constraint_name: String,
}

pub fn needed_indexes() -> Result<Vec<NeededIndex>> {
    let query = include_str!("../../sql/read/foreign_keys_without_index.sql");
    let keys: Vec<ForeignKey> = catalog_query::rows(query, &[])?;
    let needed = keys.into_iter().map(|key| NeededIndex {
        short_table: if key.in_public { key.relation } else { key.table_name.clone() },
        table: key.table_name,
        columns: key.columns,
        reason: format!("foreign key {} has no index", key.constraint_name),
    });
    Ok(needed.collect())
}
