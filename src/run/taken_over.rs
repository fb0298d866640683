//! Undo of indexes on partitioned tables, which have taken over indexes of partitions.
use crate::error::Result;
use crate::read::partition_indexes;
use dbarch_core::advisor::recommend::Recommendation;
use dbarch_core::advisor::taken_over::{bring_back, may_take_over};
use std::collections::BTreeSet;

/// Has the undo of `rows` bring back what their indexes take over.
pub fn complete_undo(rows: &mut [Recommendation]) -> Result<()> {
    let tables: BTreeSet<String> =
        rows.iter().filter(|row| may_take_over(row)).map(|row| row.table_name.clone()).collect();
    if !tables.is_empty() {
        bring_back(rows, &partition_indexes::below(tables.into_iter().collect())?);
    }
    Ok(())
}
