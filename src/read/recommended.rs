//! Where recommendations are recorded, and the tables that they are about as they are now.
use crate::error::Result;
use crate::pg::catalog_query;
use dbarch_core::advisor::life_cycle::Existing;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The table of recommendations.
#[derive(Debug, Deserialize)]
pub struct Store {
    pub owner: u32,
    /// Name of the caller.
    pub caller: String,
    /// The caller may have recommendations recorded, and know of all.
    pub monitors: bool,
    /// The caller has the rights of the owner.
    pub owns: bool,
}

#[derive(Debug, Deserialize)]
pub struct RecommendedTable {
    pub name: String,
    /// The caller may read all its rows.
    pub readable: bool,
    pub indexes: Vec<Existing>,
}

/// `None` where the table is not there, such as before `ALTER EXTENSION dbarch UPDATE`.
pub fn store() -> Result<Option<Store>> {
    catalog_query::row(include_str!("../../sql/read/recommendation_store.sql"), &[])
}

/// The tables called `names` that there are, by name.
pub fn tables(names: BTreeSet<String>) -> Result<BTreeMap<String, RecommendedTable>> {
    let names: Vec<String> = names.into_iter().collect();
    let rows: Vec<RecommendedTable> =
        catalog_query::rows(include_str!("../../sql/read/recommended_tables.sql"), &[names.into()])?;
    Ok(rows.into_iter().map(|table| (table.name.clone(), table)).collect())
}
