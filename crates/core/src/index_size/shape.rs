//! What a b-tree is made of, as far as its size depends on it.

use super::key_counts::KeyCounts;

/// Widths beyond this are stored with the four-byte, aligned varlena header (VARATT_SHORT_MAX).
const SHORT_VARLENA: f64 = 127.0;

/// One column of the index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KeyWidth {
    /// Bytes of a non-null value; a variable-length value counts its header, as `pg_stats.avg_width` does.
    pub avg_width: f64,
    /// 1, 2, 4 or 8 bytes (`pg_type.typalign`); only heeded for fixed-length types and long variable-length values.
    pub alignment: u8,
    /// Share of NULLs, 0 to 1.
    pub null_fraction: f64,
    /// `pg_type.typlen` is -1.
    pub varlena: bool,
    /// Standard deviation of the width in bytes; `None` when nobody measured it. Ignored for fixed-length types.
    pub width_deviation: Option<f64>,
}

/// How many different keys there are, NULLs being as good as any value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Keys<'a> {
    /// From statistics of the columns; see `distinct_keys_with_nulls`.
    Estimated(f64),
    /// In a sample of the rows.
    Counted(&'a KeyCounts),
}

/// What is to be built.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BtreeShape<'a> {
    pub tuples: f64,
    /// Per cent, 10 to 100; 90 is the default.
    pub fillfactor: u8,
    /// Keys, then included columns.
    pub columns: &'a [KeyWidth],
    /// How many of `columns`, at the end, are included ones: inner pages never hold them.
    pub included: usize,
    pub keys: Keys<'a>,
    /// Not unique, nothing included, and every operator class allows it.
    pub deduplicates: bool,
}

impl KeyWidth {
    /// Bytes after the value, when `offset` bytes precede it.
    pub(crate) fn end(&self, offset: f64, width: f64) -> f64 {
        let alignment = match self.varlena {
            true if width <= SHORT_VARLENA => 1,
            true => self.alignment.max(4),
            false => self.alignment.max(1),
        };
        align(offset, alignment) + width
    }
}

/// `bytes`, at most a few pages, rounded up to a multiple of `alignment`, a power of two. In whole numbers: ceil() is a
/// call for processors as old as a server may run on.
pub(crate) fn align(bytes: f64, alignment: u8) -> f64 {
    let whole = bytes as u64;
    let whole = whole + u64::from((whole as f64) < bytes);
    let mask = u64::from(alignment) - 1;
    (whole.saturating_add(mask) & !mask) as f64
}

/// Bytes that point to a tuple on its page (ItemIdData).
pub(crate) const LINE_POINTER: f64 = 4.0;

/// Of a heap: no more than 2^32 pages of 291 rows.
pub(crate) const MOST_ROWS: f64 = 1.25e12;

/// A figure that can be reckoned with.
pub(crate) fn finite(value: f64, most: f64) -> f64 {
    if value.is_finite() {
        value.clamp(0.0, most.max(0.0))
    } else {
        0.0
    }
}

/// Widths and shares that can be reckoned with.
pub(crate) fn sane(columns: &[KeyWidth]) -> Vec<KeyWidth> {
    let sane = |column: &KeyWidth| KeyWidth {
        avg_width: if column.avg_width.is_finite() { column.avg_width.clamp(0.0, 2704.0) } else { 8.0 },
        null_fraction: finite(column.null_fraction, 1.0),
        alignment: column.alignment.clamp(1, 8),
        width_deviation: column.width_deviation.map(|deviation| finite(deviation, 2704.0)),
        ..*column
    };
    columns.iter().take(32).map(sane).collect()
}
