//! Candidate b-trees.

use std::collections::BTreeMap;

use crate::model::table::Table;
use crate::model::workload::TableAccess;

/// An index that might be worth creating.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Candidate {
    pub table: u32,
    pub keys: Vec<CandidateKey>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct CandidateKey {
    pub column: i16,
    pub descending: bool,
    pub nulls_first: bool,
}

/// The candidates of a workload, sorted.
pub fn candidates(
    tables: &BTreeMap<u32, Table>,
    accesses: &[TableAccess],
    max_columns: usize,
) -> Vec<Candidate> {
    let _ = (tables, accesses, max_columns);
    Vec::new()
}
