//! Size of a b-tree.
use super::{width, Size};
use crate::pg::hypothetical::relation_index::RelationIndex;
use dbarch_core::index_size::btree::{
    self, btree_size, distinct_bounds, distinct_keys_of_part, BtreeShape, KeyCounts, KeyWidth, Keys,
};

/// Rows of a sample from which on it tells more of a part of a table than statistics of the whole.
const ENOUGH: f64 = 100.0;
/// A sample that has nearly all of the rows does, however few they are.
const NEARLY_ALL: f64 = 0.5;
/// Different values a row.
const NEARLY_UNIQUE: f64 = 0.9;

/// Of an index on `tuples` of the table's `rows`.
pub fn size(index: &RelationIndex, tuples: f64, rows: f64) -> Size {
    let counts = index.foreseen.rows.as_ref().and_then(|rows| rows.keys.as_deref());
    match counts.filter(|counts| counts.rows() >= ENOUGH || counts.share() > NEARLY_ALL) {
        Some(counts) => with_keys(index, tuples, Keys::Counted(counts)),
        None => {
            let distinct = distinct_keys_of_part(tuples, rows, &distinct_columns(index));
            with_keys(index, tuples, Keys::Estimated(distinct))
        }
    }
}

/// Whether the size of an index on all `rows` of a table, or on those of its predicate, depends on how its keys go
/// together with each other and with the predicate.
pub fn depends_on_keys(index: &RelationIndex, rows: f64) -> bool {
    let (mut least, most) = distinct_bounds(rows, &distinct_columns(index));
    // A predicate may leave a single value, unless nearly every row has its own.
    if index.predicate.is_some() && least < rows * NEARLY_UNIQUE {
        least = 1.0;
    }
    let columns: Vec<_> = index.columns.iter().map(width).collect();
    btree::depends_on_keys(&columns, rows, (least, most))
}

/// Whether equal keys share a tuple (_bt_allequalimage and BTGetDeduplicateItems of src/backend/access/nbtree).
pub fn deduplicates(index: &RelationIndex) -> bool {
    !index.unique
        && index.options.deduplicate_items
        && index.columns.len() == index.keys
        && index.columns.iter().all(|c| c.key.is_some_and(|k| k.equal_image))
}

fn distinct_columns(index: &RelationIndex) -> Vec<(f64, f64)> {
    let keys = &index.columns[..index.keys];
    keys.iter().map(|c| (c.statistics.n_distinct, c.statistics.null_fraction)).collect()
}

fn with_keys(index: &RelationIndex, tuples: f64, keys: Keys<'_>) -> Size {
    let columns: Vec<_> = index
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| in_index(width(column), place, keys))
        .collect();
    let size = btree_size(&BtreeShape {
        tuples,
        fillfactor: index.options.fillfactor,
        columns: &columns,
        included: index.columns.len() - index.keys,
        keys,
        deduplicates: deduplicates(index),
    });
    Size { pages: size.pages, tree_height: size.tree_height }
}

/// A predicate may let in NULLs only, or none.
fn in_index(column: KeyWidth, place: usize, keys: Keys<'_>) -> KeyWidth {
    let counted = |counts: &KeyCounts| counts.null_fraction(place);
    match keys {
        Keys::Counted(counts) => KeyWidth { null_fraction: counted(counts), ..column },
        Keys::Estimated(_) => column,
    }
}
