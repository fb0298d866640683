//! How large the index would be.
use super::definition::RelationIndex;
use super::method::Kind;
use dbarch_core::index_size::btree::{btree_size, distinct_keys_with_nulls, BtreeShape, KeyWidth};
use dbarch_core::index_size::hash::{hash_pages, HashShape};

/// The table that the index is on, as the planner sees it now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heap {
    pub rows: f64,
    pub pages: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    pub pages: f64,
    /// Levels above the leaves of a b-tree; -1 for methods whose cost functions reckon it themselves.
    pub tree_height: i32,
}

/// A size and what it was computed for.
#[derive(Debug, Clone, Copy)]
pub struct Sized {
    tuples: f64,
    heap: Heap,
    pub size: Size,
}

/// Size of the index when it holds `tuples` entries. Remembered, since every planning of a run asks.
pub fn size(index: &RelationIndex, tuples: f64, heap: Heap) -> Size {
    if let Some(known) = index.size.get() {
        if known.tuples == tuples && known.heap == heap {
            return known.size;
        }
    }
    let size = match index.method.kind {
        Kind::Btree => btree(index, tuples),
        _ => Size { pages: pages(index, tuples, heap).max(1.0), tree_height: -1 },
    };
    index.size.set(Some(Sized { tuples, heap, size }));
    size
}

fn btree(index: &RelationIndex, tuples: f64) -> Size {
    let columns: Vec<_> = index
        .columns
        .iter()
        .map(|c| KeyWidth {
            avg_width: c.statistics.avg_width,
            alignment: c.statistics.alignment,
            varlena: c.statistics.varlena,
            null_fraction: c.statistics.null_fraction,
            width_deviation: c.statistics.width_deviation,
        })
        .collect();
    let keys = &index.columns[..index.keys];
    let distinct: Vec<_> =
        keys.iter().map(|c| (c.statistics.n_distinct, c.statistics.null_fraction)).collect();
    let included = index.columns.len() - index.keys;
    let size = btree_size(&BtreeShape {
        tuples,
        fillfactor: index.options.fillfactor,
        columns: &columns,
        included,
        distinct_keys: distinct_keys_with_nulls(tuples, &distinct),
        deduplicates: !index.unique
            && index.options.deduplicate_items
            && included == 0
            && keys.iter().all(|c| c.key.is_some_and(|k| k.equal_image)),
    });
    Size { pages: size.pages, tree_height: size.tree_height }
}

fn pages(index: &RelationIndex, tuples: f64, heap: Heap) -> f64 {
    let first = &index.columns[0].statistics;
    match index.method.kind {
        Kind::Hash => hash_pages(&HashShape {
            heap_rows: heap.rows,
            tuples,
            fillfactor: index.options.fillfactor,
            null_fraction: first.null_fraction,
            distinct: distinct(first.n_distinct, heap.rows),
            most_common: &index.foreseen.most_common,
        }),
        _ => tuples / 100.0,
    }
}

/// Distinct values of a column among `rows`; `n_distinct` is that of pg_stats. As many as rows when unknown.
fn distinct(n_distinct: f64, rows: f64) -> f64 {
    match n_distinct {
        n if n < 0.0 => -n * rows,
        n if n > 0.0 => n,
        _ => rows,
    }
}
