//! How large the index would be: what is known of it, put in the form that `dbarch_core::index_size` takes.

pub mod brin;
pub mod btree;
mod fidelity;
mod gin;
mod gist;
mod hash;
#[cfg(feature = "hypopg_sizes")]
mod hypopg;
mod spgist;

use super::columns::IndexColumn;
use super::method::Kind;
use super::relation_index::{Heap, RelationIndex, Size, Sized};
use dbarch_core::index_size::shape::KeyWidth;

/// Size of the index when it holds `tuples` entries. Remembered, since every planning of a run asks.
pub fn size(index: &RelationIndex, tuples: f64, heap: Heap) -> Size {
    if let Some(known) = index.size.get() {
        if known.tuples == tuples && known.heap == heap {
            return known.size;
        }
    }
    let other = |pages: f64| Size { pages: pages.max(1.0).round(), tree_height: -1 };
    #[cfg(feature = "hypopg_sizes")]
    if crate::settings::HYPOPG_SIZES.get() && index.method.kind == Kind::Btree {
        let size = hypopg::size(index, tuples);
        index.size.set(Some(Sized { tuples, heap, size }));
        return size;
    }
    let size = match index.method.kind {
        Kind::Btree => btree::size(index, tuples, heap.rows),
        Kind::Hash => other(hash::pages(index, tuples, heap)),
        Kind::Gin => other(gin::pages(index, tuples, heap)),
        Kind::Gist => other(gist::pages(index, tuples)),
        Kind::SpGist => other(spgist::pages(index, tuples)),
        Kind::Brin => other(brin::pages(index, heap)),
    };
    index.size.set(Some(Sized { tuples, heap, size }));
    size
}

fn width(column: &IndexColumn) -> KeyWidth {
    let statistics = &column.statistics;
    KeyWidth {
        avg_width: statistics.avg_width,
        alignment: statistics.alignment,
        varlena: statistics.varlena,
        null_fraction: statistics.null_fraction,
        width_deviation: statistics.width_deviation,
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
