//! Indexes as they are, for advice on what to do with them.
use crate::error::{Error, Result};
use crate::pg::{catalog_query, Oid};
use dbarch_core::catalogue::{read_query, Given, Registry};
use dbarch_core::model::existing_index::ExistingIndex;
use std::collections::BTreeSet;

/// Those of `tables`, or all that checks look at.
pub fn of_tables(registry: &Registry, tables: Option<&BTreeSet<u32>>) -> Result<Vec<ExistingIndex>> {
    let text = read_query(registry, "index_dependencies", false, &Given::new())
        .map_err(|error| Error::internal(error.to_string()))?;
    let query = format!("SELECT * FROM ({text}) AS i WHERE $1::oid[] IS NULL OR i.table_oid::oid = ANY ($1)");
    let oids: Option<Vec<Oid>> = tables.map(|tables| tables.iter().copied().map(Oid::from).collect());
    catalog_query::rows(&query, &[oids.into()])
}
