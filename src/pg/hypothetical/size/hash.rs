//! Size of a hash index.
use super::{distinct, Heap};
use crate::pg::hypothetical::relation_index::RelationIndex;
use dbarch_core::index_size::hash::{hash_pages, HashShape};

pub fn pages(index: &RelationIndex, tuples: f64, heap: Heap) -> f64 {
    let key = &index.columns[0].statistics;
    hash_pages(&HashShape {
        heap_rows: heap.rows,
        tuples,
        fillfactor: index.options.fillfactor,
        null_fraction: key.null_fraction,
        distinct: distinct(key.n_distinct, heap.rows),
        most_common: &index.foreseen.most_common,
    })
}
