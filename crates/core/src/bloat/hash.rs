//! Bloat of a hash index.
//!
//! Buckets are split but never joined, and a page of overflow that is free again stays in the file. So the index is
//! compared with what CREATE INDEX would lay out for the rows of today.
use super::btree::entries;
use super::index::{pages, Estimate};
use super::{Confidence, Sizes, Trust, Unknown};
use crate::finding::Status;
use crate::index_size::hash::{hash_pages, HashShape};
use crate::model::snapshot::IndexStorage;

pub(super) fn estimate(index: &IndexStorage) -> Result<Estimate, Unknown> {
    let mut trust = Trust::full();
    let (tuples, rows) = entries(index, &mut trust)?;
    let block = index.block_size as f64;
    let column = index.columns.first();
    let statistics = column.and_then(|c| Some((c.n_distinct?, c.null_fraction?)));
    let Some((n_distinct, nulls)) = statistics else {
        let status = if column.is_some_and(|c| !c.is_readable) {
            Status::InsufficientPrivilege
        } else {
            Status::InsufficientEvidence
        };
        return Err(Unknown::new(status, "no statistics of its column"));
    };
    let distinct = if n_distinct < 0.0 { -n_distinct * rows } else { n_distinct };
    let built = hash_pages(&HashShape {
        heap_rows: rows,
        tuples,
        fillfactor: index.fillfactor.clamp(10, 100) as u8,
        null_fraction: nulls,
        distinct,
        most_common: &[],
    });
    // Buckets come in steps of a quarter, and which step a growing index is at depends on its past.
    trust.lower(Confidence::Medium, "hash indexes grow in steps of a quarter of their buckets");
    Ok(Estimate { sizes: Sizes::new(pages(index) * block, built * block), trust })
}
