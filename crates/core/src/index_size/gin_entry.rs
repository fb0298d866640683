//! Keys of a GIN index and the entries that hold them (GinFormTuple() of ginentrypage.c, PostgreSQL 15).

use super::gin_posting::{list_bytes, Heap};
use super::shape::align;

/// GinMaxItemSize: three entries must fit a page.
pub(crate) const MOST_ENTRY: f64 = 2712.0;
/// Page header 24 and GinPageOpaqueData 8.
pub(crate) const PAGE_ROOM: f64 = 8192.0 - 24.0 - 8.0;

/// Keys that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct KeyClass {
    /// How many keys.
    pub keys: f64,
    /// Rows of the table that hold such a key.
    pub rows: f64,
    /// Bytes of a leaf tuple before its posting list, aligned.
    pub base: f64,
    pub origin: Origin,
}

/// Where keys come from.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Origin {
    pub column: usize,
    /// The heap has the order of the keys.
    pub ordered: bool,
}

/// Mean bytes of a TID in the posting lists of a class.
pub(crate) fn bytes_per_tid(heap: &Heap, class: &KeyClass) -> f64 {
    if class.origin.ordered {
        heap.bytes_per_adjacent_tid()
    } else {
        heap.bytes_per_tid(class.rows)
    }
}

/// Whether the posting list stays in the entry (GinFormTuple()).
pub(crate) fn fits_entry(base: f64, rows: f64, bytes_per_tid: f64) -> bool {
    maxalign(base + list_bytes(rows, bytes_per_tid)) <= MOST_ENTRY
}

pub(crate) fn maxalign(bytes: f64) -> f64 {
    align(bytes, 8)
}
