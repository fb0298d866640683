//! Tables as index advice sees them.
use crate::error::Result;
use crate::pg::{catalog_query, Oid};
use dbarch_core::model::table::Table;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Those of `oids` that still exist. `since`, a timestamptz, is when the workload began, if that is known.
pub fn tables(oids: &BTreeSet<u32>, since: Option<&str>) -> Result<BTreeMap<u32, Table>> {
    let oids: Vec<Oid> = oids.iter().copied().map(Oid::from).collect();
    let rows: Vec<Table> =
        catalog_query::rows(include_str!("../../sql/read/advised_tables.sql"), &[oids.into(), since.into()])?;
    Ok(rows.into_iter().map(|table| (table.oid, table)).collect())
}

#[derive(Deserialize)]
struct SchemaNames {
    schema: String,
    names: BTreeSet<String>,
}

/// The names that are taken in the schemas of `tables`.
pub fn taken_names(tables: &BTreeMap<u32, Table>) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let schemas: BTreeSet<String> = tables.values().map(|table| table.schema.clone()).collect();
    let schemas: Vec<String> = schemas.into_iter().collect();
    let rows: Vec<SchemaNames> =
        catalog_query::rows(include_str!("../../sql/read/relation_names.sql"), &[schemas.into()])?;
    Ok(rows.into_iter().map(|row| (row.schema, row.names)).collect())
}
