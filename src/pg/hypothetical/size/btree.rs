//! Size of a b-tree.
use super::{width, Size};
use crate::pg::hypothetical::definition::RelationIndex;
use dbarch_core::index_size::btree::{btree_size, distinct_keys_with_nulls, BtreeShape};

pub fn size(index: &RelationIndex, tuples: f64) -> Size {
    let columns: Vec<_> = index.columns.iter().map(width).collect();
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
