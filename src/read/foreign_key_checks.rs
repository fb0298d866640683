//! What deleting a row makes the server look for in tables that refer to it.
use crate::error::Result;
use crate::pg::{catalog_query, Oid};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Debug, Deserialize)]
pub struct ForeignKeyCheck {
    /// OID of the table that rows are deleted from.
    pub referenced: u32,
    pub referencing: u32,
    /// ON DELETE CASCADE: what is found is deleted.
    pub cascades: bool,
    /// Run once for each row.
    pub query: String,
}

/// Those of the `tables` that rows are deleted from.
pub fn foreign_key_checks(tables: &BTreeSet<u32>) -> Result<Vec<ForeignKeyCheck>> {
    let oids: Vec<Oid> = tables.iter().copied().map(Oid::from).collect();
    catalog_query::rows(include_str!("../../sql/read/foreign_key_checks.sql"), &[oids.into()])
}
