//! Tables of the workload whose statistics are missing or of another time.
use super::Advised;
use crate::error::Result;
use crate::pg::sandbox;
use crate::read::statistics;
use dbarch_core::advisor::actions::analyze::recommendation;
use dbarch_core::advisor::recommend::Recommendation;
use std::collections::BTreeSet;

/// With the OID of the table.
pub fn rows(advised: &Advised<'_>) -> Result<Vec<(u32, Recommendation)>> {
    let oids = advised.tables.keys().copied().collect();
    let tables = sandbox::run(None, || statistics::of_tables(&oids))?;
    let judged = advised.judged;
    let row = |table: &_| {
        let table: &dbarch_core::model::statistics::TableStatistics = table;
        let places: BTreeSet<usize> =
            judged.accesses.iter().filter(|access| access.table == table.oid).map(|a| a.statement).collect();
        let statements = places.iter().map(|place| judged.representatives[*place].members.len()).sum();
        Some((table.oid, recommendation(table, statements, advised.source())?))
    };
    Ok(tables.iter().filter_map(row).collect())
}
