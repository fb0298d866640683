//! How many pages the live rows of a heap need when packed.
//!
//! Follows heap_compute_data_size() and heap_fill_tuple() of src/backend/access/common/heaptuple.c: values are aligned
//! one after the other, so a table of alternating small and large types is full of padding that no VACUUM FULL can
//! remove. Short variable-length values (below 127 bytes) have a one-byte header and no alignment.
use crate::model::snapshot::HeapColumn;

/// Bytes of a tuple header before the null bitmap (SizeofHeapTupleHeader).
const TUPLE_HEADER: f64 = 23.0;
/// Bytes of the pointer to a tuple at the start of its page (ItemIdData).
const ITEM_POINTER: f64 = 4.0;
/// Bytes of a page header (SizeOfPageHeaderData).
const PAGE_HEADER: f64 = 24.0;
/// MAXALIGN on every platform that PostgreSQL 14 and later are packaged for, all of 64 bits.
const MAX_ALIGNMENT: f64 = 8.0;
/// A longer variable-length value has a four-byte header and is aligned (VARATT_SHORT_MAX).
const SHORT_VALUE: f64 = 127.0;

fn align(offset: f64, alignment: f64) -> f64 {
    (offset / alignment).ceil() * alignment
}

/// Average bytes of one row, header included, rounded up as it lies in a page. `None` without statistics.
pub fn row_bytes(columns: &[&HeapColumn]) -> Option<f64> {
    // Rows written before a column was dropped keep its value and rows written since have a NULL there.
    let has_nulls = columns.iter().any(|c| c.is_dropped || c.null_fraction.is_some_and(|f| f > 0.0));
    let bitmap = if has_nulls { (columns.len() as f64 / 8.0).ceil() } else { 0.0 };
    let header = align(TUPLE_HEADER + bitmap, MAX_ALIGNMENT);

    // Offsets are exact until the first value that may be absent or vary; from there on padding is the mean.
    let mut offset = header;
    let mut is_exact = true;
    for column in columns.iter().filter(|c| !c.is_dropped) {
        let (width, nulls) = (column.avg_width?, column.null_fraction?);
        let is_varying = column.byte_length < 0;
        let alignment = if is_varying && width < SHORT_VALUE { 1.0 } else { f64::from(column.alignment) };
        let padding = if is_exact { align(offset, alignment) - offset } else { (alignment - 1.0) / 2.0 };
        offset += (1.0 - nulls) * (padding + width);
        is_exact = is_exact && !is_varying && nulls == 0.0;
    }
    Some(align(offset, MAX_ALIGNMENT))
}

/// Pages that `rows` rows of `row_bytes` need at `fillfactor` percent. A page holds whole rows only.
pub fn packed_pages(rows: f64, row_bytes: f64, block_size: f64, fillfactor: f64) -> f64 {
    let usable = (block_size - PAGE_HEADER - block_size * (100.0 - fillfactor) / 100.0).max(0.0);
    let rows_a_page = (usable / (row_bytes + ITEM_POINTER)).floor().max(1.0);
    (rows.max(0.0) / rows_a_page).ceil()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(bytes: i32) -> HeapColumn {
        HeapColumn {
            byte_length: bytes,
            alignment: bytes,
            avg_width: Some(f64::from(bytes)),
            null_fraction: Some(0.0),
            ..HeapColumn::default()
        }
    }

    fn text(width: f64) -> HeapColumn {
        HeapColumn {
            byte_length: -1,
            alignment: 4,
            avg_width: Some(width),
            null_fraction: Some(0.0),
            ..HeapColumn::default()
        }
    }

    fn bytes(columns: &[HeapColumn]) -> f64 {
        row_bytes(&columns.iter().collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn padding_between_columns_counts() {
        assert_eq!(bytes(&[fixed(4)]), 32.0);
        assert_eq!(bytes(&[fixed(8), fixed(1)]), 40.0);
        // 1 + 7 padding + 8, twice: what the same columns in another order would not take.
        assert_eq!(bytes(&[fixed(1), fixed(8), fixed(1), fixed(8)]), 56.0);
        assert_eq!(bytes(&[fixed(8), fixed(8), fixed(1), fixed(1)]), 48.0);
    }

    #[test]
    fn short_values_are_not_aligned() {
        assert_eq!(bytes(&[fixed(1), text(7.0)]), 32.0);
        assert_eq!(bytes(&[fixed(1), text(200.0)]), 232.0);
    }

    #[test]
    fn nulls_need_a_bitmap_and_no_value() {
        let mut nullable = fixed(8);
        nullable.null_fraction = Some(1.0);
        assert_eq!(bytes(&[fixed(8), nullable.clone()]), 32.0);
        let nine: Vec<_> = std::iter::repeat_n(nullable, 9).collect();
        assert_eq!(bytes(&nine), 32.0);
        let dropped = HeapColumn { is_dropped: true, ..HeapColumn::default() };
        assert_eq!(bytes(&[fixed(8), dropped]), 32.0);
    }

    #[test]
    fn without_statistics_nothing_is_known() {
        assert_eq!(row_bytes(&[&HeapColumn::default()]), None);
    }

    #[test]
    fn pages_hold_whole_rows() {
        // Measured: 226 rows of one integer fit into a page of 8 kB.
        assert_eq!(packed_pages(226.0, 32.0, 8192.0, 100.0), 1.0);
        assert_eq!(packed_pages(227.0, 32.0, 8192.0, 100.0), 2.0);
        assert_eq!(packed_pages(10.0, 3000.0, 8192.0, 100.0), 5.0);
        assert_eq!(packed_pages(227.0, 32.0, 8192.0, 50.0), 3.0);
        assert_eq!(packed_pages(0.0, 32.0, 8192.0, 100.0), 0.0);
    }
}
