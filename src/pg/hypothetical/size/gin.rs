//! Size of a GIN index.
use super::Heap;
use crate::pg::hypothetical::relation_index::RelationIndex;
use dbarch_core::index_size::gin::{gin_size, GinColumn, GinKey, GinShape};
use pgrx::pg_sys;

pub fn pages(index: &RelationIndex, rows: f64, heap: Heap) -> f64 {
    let mut keys: Vec<Vec<GinKey>> = Vec::new();
    for position in 0..index.keys {
        let Some(sample) = index.foreseen.column(position).and_then(|c| c.keys.as_ref()) else {
            return without_sample(index, rows);
        };
        keys.push(
            sample
                .groups
                .iter()
                .flat_map(|((rows, width), count)| {
                    let key = GinKey { rows: *rows, width: f64::from(*width) };
                    std::iter::repeat_n(key, *count as usize)
                })
                .collect(),
        );
    }
    let columns: Vec<GinColumn<'_>> = keys
        .iter()
        .enumerate()
        .filter_map(|(position, keys)| {
            let sample = index.foreseen.column(position)?.keys.as_ref()?;
            let column = &index.columns[position];
            // Where the key is the value itself, as with btree_gin, the order of the values is that of the keys.
            let values_are_keys = column.key.is_some_and(|k| k.class.stored_type == column.type_oid);
            Some(GinColumn {
                sampled_rows: sample.rows,
                keys,
                null_rows: sample.null_rows,
                empty_rows: sample.empty_rows,
                correlation: column.statistics.correlation.filter(|_| values_are_keys),
            })
        })
        .collect();
    // SAFETY: a plain variable of this process, in kB.
    let memory = f64::from(unsafe { pg_sys::maintenance_work_mem }) * 1024.0;
    gin_size(&GinShape { rows, heap_pages: heap.pages, columns: &columns, maintenance_work_mem: memory })
        .pages
}

/// With sampling switched off: ten keys a row, of which each takes two bytes in a posting list.
fn without_sample(index: &RelationIndex, rows: f64) -> f64 {
    rows * index.keys as f64 * 20.0 / f64::from(pg_sys::BLCKSZ)
}
