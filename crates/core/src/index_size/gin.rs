//! How large a GIN index comes out of `CREATE INDEX` (gininsert.c, ginbulk.c, ginentrypage.c of PostgreSQL 15), from
//! the keys of a sample of rows.
//!
//! ginBuildCallback() collects keys until maintenance_work_mem is full and inserts them in key order. Insertion in
//! order with entrySplitPage(), which splits evenly, leaves pages half full; later flushes fill the other half, or split
//! again. How full pages are in the end depends on how often that happens and on the sizes of the entries, so it is
//! replayed on a part of the keys.
//!
//! A key is taken to be spread over the heap at random, unless the column's correlation tells otherwise. Where rows with
//! the same elements or words lie together, posting lists are shorter by up to two thirds, and nobody knows.

use super::gin_entry::{bytes_per_tid, fits_entry, maxalign, KeyClass, Origin, MOST_ENTRY, PAGE_ROOM};
use super::gin_posting::{tree_pages, Heap};
use super::gin_replay::Replay;
use super::population::{population, Seen};
use super::shape::{finite, LINE_POINTER, MOST_ROWS};
use std::collections::BTreeMap;

/// GinEntryAccumulator.
const ACCUMULATOR: f64 = 64.0;
/// What PostgreSQL 15 puts before each chunk of an AllocSet.
const CHUNK: f64 = 16.0;
/// From this correlation on, a flush brings keys that no other brings.
const ORDERED: f64 = 0.9;

/// What is to be built.
#[derive(Debug, Clone, Copy)]
pub struct GinShape<'a> {
    /// Heap rows in the index.
    pub rows: f64,
    pub heap_pages: f64,
    pub columns: &'a [GinColumn<'a>],
    /// Bytes.
    pub maintenance_work_mem: f64,
}

/// A column, and what its operator class extracted from a random sample of rows.
#[derive(Debug, Clone, Copy)]
pub struct GinColumn<'a> {
    pub sampled_rows: f64,
    /// One for each different key.
    pub keys: &'a [GinKey],
    /// Sampled rows where the column is NULL.
    pub null_rows: f64,
    /// Sampled rows that have no key, such as an empty array.
    pub empty_rows: f64,
    /// `pg_stats.correlation` where the values are the keys, as btree_gin has it; else `None`.
    pub correlation: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GinKey {
    /// Sampled rows that hold the key.
    pub rows: u32,
    /// Bytes of the key as an index tuple stores it: a variable-length value of up to 126 bytes has a header of one.
    pub width: f64,
}

/// What comes out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GinSize {
    /// Pages of 8192 bytes, with the metapage.
    pub pages: f64,
    pub entry_pages: f64,
    /// Pages of posting trees.
    pub data_pages: f64,
    pub entries: f64,
}

/// Size of the index. Takes some milliseconds: keep the result.
pub fn gin_size(shape: &GinShape) -> GinSize {
    let rows = finite(shape.rows, MOST_ROWS);
    let heap = Heap { rows, pages: finite(shape.heap_pages, 4_294_967_295.0) };
    let classes = classes(shape, rows);
    let entries: f64 = classes.iter().map(|class| class.keys).sum();
    if entries < 1.0 || rows < 1.0 {
        // ginbuild() makes the metapage and an empty root.
        return GinSize { pages: 2.0, entry_pages: 1.0, data_pages: 0.0, entries: 0.0 };
    }
    let memory = finite(shape.maintenance_work_mem, 1e15).max(1_048_576.0);
    let flushes = flushes(&classes, rows, memory);
    let (mut data_pages, mut inner_bytes) = (0.0, 0.0);
    for class in &classes {
        inner_bytes += class.keys * (class.base + LINE_POINTER);
        let bytes_per_tid = bytes_per_tid(&heap, class);
        if !fits_entry(class.base, class.rows, bytes_per_tid) {
            data_pages += class.keys * tree_pages(class.rows, bytes_per_tid);
        }
    }
    let leaves = Replay::new(&classes, &heap, flushes).leaf_pages().max(1.0);
    let children = (PAGE_ROOM * 0.55 / (inner_bytes / entries)).max(2.0);
    let (mut level, mut entry_pages) = (leaves, leaves);
    while level > 1.0 {
        level = (level / children).ceil();
        entry_pages += level;
    }
    let (entry_pages, data_pages) = (entry_pages.round(), data_pages.round());
    GinSize { pages: 1.0 + entry_pages + data_pages, entry_pages, data_pages, entries }
}

/// All keys of the table, of all columns.
fn classes(shape: &GinShape, rows: f64) -> Vec<KeyClass> {
    let mut classes = Vec::new();
    // With several columns, each tuple starts with the column's number, an int2.
    let number = if shape.columns.len() > 1 { 2.0 } else { 0.0 };
    for (number_of, column) in shape.columns.iter().enumerate() {
        let sampled = finite(column.sampled_rows, rows).max(1.0);
        let share = (sampled / rows.max(1.0)).min(1.0);
        let mut seen: BTreeMap<u32, Seen> = BTreeMap::new();
        for key in column.keys {
            let cell = seen.entry(key.rows.max(1)).or_default();
            cell.keys += 1.0;
            // index_form_tuple(): header 8, then the datum, aligned as a whole.
            cell.base += maxalign(8.0 + number + finite(key.width, MOST_ENTRY - 16.0));
        }
        let seen: Vec<(f64, Seen)> = seen.into_iter().map(|(rows, seen)| (f64::from(rows), seen)).collect();
        let ordered = column.correlation.is_some_and(|c| c.abs() >= ORDERED);
        let origin = Origin { column: number_of, ordered };
        classes.extend(population(share, &seen).into_iter().map(|class| KeyClass {
            keys: class.keys,
            rows: class.rows,
            base: class.base,
            origin,
        }));
        for special in [column.null_rows, column.empty_rows].map(|special| finite(special, sampled)) {
            if special > 0.0 {
                classes.push(KeyClass {
                    keys: 1.0,
                    rows: special / share,
                    base: 24.0,
                    origin: Origin { ordered: false, ..origin },
                });
            }
        }
    }
    classes.iter_mut().for_each(|class| class.rows = class.rows.clamp(1.0, rows.max(1.0)));
    classes
}

/// How often the collected keys are written to the index: a whole number, and the part of the memory that is left.
fn flushes(classes: &[KeyClass], rows: f64, memory: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    if collected_bytes(classes, 1.0) <= memory {
        return 1.0;
    }
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if collected_bytes(classes, middle) <= memory {
            low = middle
        } else {
            high = middle
        }
    }
    (1.0 / f64::max(low, 1.0 / rows)).max(1.0)
}

/// Memory that the keys of a share of the rows take (ginInsertBAEntry()).
fn collected_bytes(classes: &[KeyClass], share: f64) -> f64 {
    classes
        .iter()
        .map(|class| {
            let present = match class.origin.ordered {
                true => share,
                false => -(class.rows * (-share.min(1.0 - 1e-12)).ln_1p()).exp_m1(),
            };
            let tids = (class.rows * share / present.max(1e-300)).max(1.0);
            // Room for five TIDs of six bytes, doubled whenever it is full; chunks are powers of two.
            let list = 32.0 * (tids / 5.0).log2().ceil().max(0.0).exp2() + CHUNK;
            // Keys up to 8 bytes are mostly passed by value; others are copied.
            let copy = if class.base > 16.0 { (class.base - 8.0).log2().ceil().exp2() + CHUNK } else { 0.0 };
            class.keys * present * (ACCUMULATOR + copy + list)
        })
        .sum()
}

#[cfg(test)]
#[path = "gin_tests.rs"]
mod tests;
