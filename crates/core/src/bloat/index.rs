//! Bloat of an index from statistics, by its access method.
use super::{btree, hash, Sizes, Trust, Unknown};
use crate::finding::Status;
use crate::model::snapshot::IndexStorage;

/// What statistics tell of an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    pub sizes: Sizes,
    pub trust: Trust,
}

/// Pages that are judged.
pub fn pages(index: &IndexStorage) -> f64 {
    index.current_pages.unwrap_or(index.pages) as f64
}

pub fn estimate(index: &IndexStorage) -> Result<Estimate, Unknown> {
    match index.method.as_str() {
        "btree" => btree::estimate(index),
        "hash" => hash::estimate(index),
        "brin" => {
            Err(Unknown::new(Status::NotApplicable, "a BRIN index holds summaries of pages and no rows"))
        }
        method => {
            let reason =
                format!("statistics do not tell what a {method} index would take if it were built anew");
            Err(Unknown::new(Status::InsufficientEvidence, reason))
        }
    }
}

/// The statement that builds it anew; without a lock that keeps writers out, unless it serves an exclusion constraint.
pub fn rebuild(index: &IndexStorage) -> String {
    let concurrently = if index.is_exclusion { "" } else { "CONCURRENTLY " };
    format!("REINDEX INDEX {concurrently}{}", index.qualified)
}
