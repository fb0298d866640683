//! A b-tree that might be worth creating: a table and an order of its columns.

use serde::{Deserialize, Serialize};

use crate::model::workload::OrderColumn;

/// An index that might be worth creating.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Candidate {
    /// OID of the table.
    pub table: u32,
    pub keys: Vec<CandidateKey>,
}

/// One key: an attribute number and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CandidateKey {
    pub column: i16,
    pub descending: bool,
    pub nulls_first: bool,
}

impl CandidateKey {
    /// Ascending, NULLs last: the default, and the only form where the direction does not matter.
    pub fn plain(column: i16) -> Self {
        CandidateKey { column, descending: false, nulls_first: false }
    }

    /// The key as a backward scan sees it.
    pub(super) fn reversed(self) -> Self {
        CandidateKey { descending: !self.descending, nulls_first: !self.nulls_first, ..self }
    }
}

impl From<OrderColumn> for CandidateKey {
    fn from(order: OrderColumn) -> Self {
        CandidateKey { column: order.column, descending: order.descending, nulls_first: order.nulls_first }
    }
}

/// For each of `candidates` the positions of those that are a prefix of it, with the same directions.
pub fn prefixes(candidates: &[Candidate]) -> Vec<Vec<usize>> {
    let is_prefix = |short: &Candidate, long: &Candidate| {
        short.table == long.table && short.keys.len() < long.keys.len() && long.keys.starts_with(&short.keys)
    };
    candidates
        .iter()
        .map(|long| (0..candidates.len()).filter(|&short| is_prefix(&candidates[short], long)).collect())
        .collect()
}
