//! Indexes of partitions that one on the partitioned table may take over.
use crate::error::Result;
use crate::pg::catalog_query;
use dbarch_core::advisor::taken_over::PartitionIndex;

/// Those below `tables`, qualified names; what is not partitioned has none.
pub fn below(tables: Vec<String>) -> Result<Vec<PartitionIndex>> {
    catalog_query::rows(include_str!("../../sql/read/partition_indexes.sql"), &[tables.into()])
}
