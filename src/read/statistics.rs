//! What the planner's statistics are worth, and what could be added to them.
use crate::error::Result;
use crate::pg::{catalog_query, Oid};
use dbarch_core::model::statistics::{ExtendedStatistics, TableStatistics, Trigrams};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Of `tables`, as far as they have rows of their own or in partitions.
pub fn of_tables(tables: &BTreeSet<u32>) -> Result<Vec<TableStatistics>> {
    let oids: Vec<Oid> = tables.iter().copied().map(Oid::from).collect();
    catalog_query::rows(include_str!("../../sql/read/table_statistics.sql"), &[oids.into()])
}

/// Extended statistics in `schemas`.
pub fn extended(schemas: &BTreeSet<String>) -> Result<Vec<ExtendedStatistics>> {
    let schemas: Vec<String> = schemas.iter().cloned().collect();
    catalog_query::rows(include_str!("../../sql/read/extended_statistics.sql"), &[schemas.into()])
}

/// Whether patterns can be indexed here.
pub fn trigrams() -> Result<Trigrams> {
    #[derive(Deserialize)]
    struct Row {
        installed: bool,
    }
    let row: Option<Row> = catalog_query::row(include_str!("../../sql/read/trigram_extension.sql"), &[])?;
    Ok(match row {
        Some(Row { installed: true }) => Trigrams::Installed,
        Some(_) => Trigrams::Available,
        None => Trigrams::Missing,
    })
}
