//! How many pages the live rows of a heap need when packed.
//!
//! Follows heap_compute_data_size() and heap_fill_tuple() of src/backend/access/common/heaptuple.c and
//! RelationGetBufferForTuple() of src/backend/access/heap/hio.c, row by row, on rows drawn from the statistics: values are
//! aligned one after the other, so a table of alternating small and large types is full of padding that no VACUUM FULL can
//! remove, and where each value lies depends on which of those before it are NULL and how long they are. Short
//! variable-length values (below 127 bytes) have a one-byte header and no alignment.
use super::width::{Widths, LONGEST_SHORT};
use crate::index_size::packing::spread;
use crate::model::snapshot::HeapColumn;

/// Bytes of a tuple header before the null bitmap (SizeofHeapTupleHeader).
const TUPLE_HEADER: f64 = 23.0;
/// Bytes of the pointer to a tuple at the start of its page (ItemIdData).
pub(crate) const ITEM_POINTER: f64 = 4.0;
/// Bytes of a page header (SizeOfPageHeaderData).
pub(crate) const PAGE_HEADER: f64 = 24.0;
/// MAXALIGN on every platform that PostgreSQL 14 and later are packaged for, all of 64 bits.
const MAX_ALIGNMENT: f64 = 8.0;
/// Rows drawn. As many as `spread` has quantiles, so that their mean is exact.
const DRAWS: u64 = 1024;
/// From so many pages filled on their mean is better than the formula.
const ENOUGH_PAGES: f64 = 24.0;

fn align(offset: f64, alignment: f64) -> f64 {
    (offset / alignment).ceil() * alignment
}

/// What the rows of a table are like.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// Bytes of drawn rows, header included, not rounded up; one if all are alike.
    drawn: Vec<f64>,
    /// Mean bytes of a row that only align its values, or the next row.
    pub padding: f64,
    /// The lengths of all columns are as statistics say.
    pub is_known: bool,
}

impl Rows {
    /// `None` where a column has no statistics. `attributes`: columns of the table, dropped ones included.
    pub fn of(columns: &[HeapColumn], attributes: i32) -> Option<Rows> {
        let live: Vec<Column> =
            columns.iter().filter(|c| !c.is_dropped).map(Column::of).collect::<Option<_>>()?;
        // Rows written since a column was dropped have a NULL there, and so has every row that is written anew.
        let always_nulls = columns.iter().any(|c| c.is_dropped);
        let attributes = f64::from(attributes.max(columns.len() as i32));
        let with_bitmap = align(TUPLE_HEADER + (attributes / 8.0).ceil(), MAX_ALIGNMENT);
        let without = align(TUPLE_HEADER, MAX_ALIGNMENT);
        let varies = live.iter().any(|c| c.widths.is_some() || c.nulls > 0.0);
        let draws = if varies { DRAWS } else { 1 };
        let mut drawn = Vec::with_capacity(draws as usize);
        let mut padding = 0.0;
        for draw in 1..=draws {
            let (mut offset, mut values, mut nulls) = (0.0, 0.0, always_nulls);
            for (place, column) in live.iter().enumerate() {
                if column.nulls > 0.0 && spread(draw, 2 * place + 1) < column.nulls {
                    nulls = true;
                    continue;
                }
                let (width, alignment) = match &column.widths {
                    None => (column.length, column.alignment),
                    Some(widths) => {
                        let width = widths.at(spread(draw, 2 * place + 2));
                        (width, if width < LONGEST_SHORT { 1.0 } else { column.alignment })
                    }
                };
                offset = align(offset, alignment) + width;
                values += width;
            }
            let bytes = offset + if nulls { with_bitmap } else { without };
            padding += align(bytes, MAX_ALIGNMENT) - bytes + offset - values;
            drawn.push(bytes);
        }
        let is_known =
            live.iter().filter_map(|c| c.widths.as_ref()).all(|w| w.is_known || w.mean < LONGEST_SHORT);
        Some(Rows { drawn, padding: padding / draws as f64, is_known })
    }

    /// Rows that were measured and of whose columns nothing is known.
    pub fn of_mean(bytes: f64) -> Rows {
        Rows { drawn: vec![bytes.max(TUPLE_HEADER)], padding: 0.0, is_known: false }
    }

    /// Chunks of a TOAST table with a measured mean: all but the last one of a value are of full length, and the last
    /// ones are taken to have any.
    pub fn of_chunks(mean: f64) -> Rows {
        /// TOAST_MAX_CHUNK_SIZE with the headers of row and value, and these alone.
        const FULL: f64 = 2032.0;
        const EMPTY: f64 = 37.0;
        let last = (EMPTY + FULL) / 2.0;
        let full = ((mean - last) / (FULL - last)).clamp(0.0, 1.0);
        let longest = if full > 0.0 { FULL } else { (2.0 * mean - EMPTY).clamp(EMPTY, FULL) };
        let chunk = |draw| match spread(draw, 0) < full {
            true => FULL,
            false => (EMPTY + (longest - EMPTY) * spread(draw, 1)).round(),
        };
        if full >= 1.0 {
            return Rows { drawn: vec![FULL], padding: 0.0, is_known: true };
        }
        Rows { drawn: (1..=DRAWS).map(chunk).collect(), padding: 0.0, is_known: false }
    }

    /// The same rows with a measured mean, header included.
    pub fn with_mean(self, bytes: f64) -> Rows {
        let mean = self.drawn.iter().sum::<f64>() / self.drawn.len() as f64;
        if self.drawn.len() == 1 && (bytes - mean).abs() < 0.5 {
            return self;
        }
        let scale = bytes / mean.max(1.0);
        Rows { drawn: self.drawn.iter().map(|row| (row * scale).round()).collect(), ..self }
    }

    /// Mean bytes of a row as it lies in a page, its pointer included.
    pub fn mean(&self) -> f64 {
        self.footprints().sum::<f64>() / self.drawn.len() as f64
    }

    fn footprints(&self) -> impl Iterator<Item = f64> + '_ {
        self.drawn.iter().map(|row| align(*row, MAX_ALIGNMENT) + ITEM_POINTER)
    }

    /// Pages that `rows` of them need at `fillfactor` percent. A page holds whole rows only.
    pub fn pages(&self, rows: f64, block_size: f64, fillfactor: f64) -> f64 {
        (rows.max(0.0) / self.rows_a_page(block_size, fillfactor)).ceil()
    }

    fn rows_a_page(&self, block_size: f64, fillfactor: f64) -> f64 {
        let reserve = (block_size * (100.0 - fillfactor) / 100.0).floor();
        let usable = (block_size - PAGE_HEADER - reserve).max(1.0);
        let [only] = self.drawn[..] else { return self.mean_rows_a_page(usable) };
        (usable / (align(only, MAX_ALIGNMENT) + ITEM_POINTER)).floor().max(1.0)
    }

    fn mean_rows_a_page(&self, usable: f64) -> f64 {
        let (mut pages, mut rows, mut filled, mut on_page) = (0.0, 0.0, 0.0, 0.0);
        let (mut sum, mut squares) = (0.0, 0.0);
        for bytes in self.footprints() {
            if filled + bytes > usable && on_page > 0.0 {
                pages += 1.0;
                rows += on_page;
                (filled, on_page) = (0.0, 0.0);
            }
            filled += bytes;
            on_page += 1.0;
            sum += bytes;
            squares += bytes * bytes;
        }
        let mean = sum / self.drawn.len() as f64;
        if pages >= ENOUGH_PAGES {
            return f64::max(rows / pages, 1.0);
        }
        // What is left at the end of a page, of rows in random order: the mean age of a renewal process, with lengths in
        // steps of 8.
        let rest = (squares / (2.0 * sum) - MAX_ALIGNMENT / 2.0).clamp(0.0, usable / 2.0);
        f64::max((usable - rest) / mean, 1.0)
    }
}

/// A column as rows are drawn from it.
struct Column {
    length: f64,
    alignment: f64,
    nulls: f64,
    /// Of variable length.
    widths: Option<Widths>,
}

impl Column {
    fn of(column: &HeapColumn) -> Option<Column> {
        let (average, nulls) = (column.avg_width?, column.null_fraction?.clamp(0.0, 1.0));
        Some(Column {
            length: if column.byte_length > 0 { f64::from(column.byte_length) } else { average },
            alignment: f64::from(column.alignment.max(1)),
            nulls,
            widths: (column.byte_length < 0).then(|| Widths::new(average, &column.widths)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fixed(bytes: i32) -> HeapColumn {
        HeapColumn {
            byte_length: bytes,
            alignment: bytes.min(8),
            avg_width: Some(f64::from(bytes)),
            null_fraction: Some(0.0),
            ..HeapColumn::default()
        }
    }

    fn text(width: f64) -> HeapColumn {
        let widths = vec![(width, 1.0)];
        HeapColumn { byte_length: -1, alignment: 4, avg_width: Some(width), widths, ..fixed(4) }
    }

    /// Of a row as it lies in a page, without its pointer.
    fn bytes(columns: &[HeapColumn]) -> f64 {
        Rows::of(columns, columns.len() as i32).unwrap().mean() - ITEM_POINTER
    }

    #[test]
    fn padding_between_columns_counts() {
        assert_eq!(bytes(&[fixed(4)]), 32.0);
        assert_eq!(bytes(&[fixed(8), fixed(1)]), 40.0);
        // 1 + 7 padding + 8, twice: what the same columns in another order would not take.
        let loose = [fixed(1), fixed(8), fixed(1), fixed(8)];
        assert_eq!(bytes(&loose), 56.0);
        assert_eq!(bytes(&[fixed(8), fixed(8), fixed(1), fixed(1)]), 48.0);
        assert_eq!(Rows::of(&loose, 4).unwrap().padding, 14.0);
    }

    #[test]
    fn short_values_are_not_aligned() {
        assert_eq!(bytes(&[fixed(1), text(7.0)]), 32.0);
        assert_eq!(bytes(&[fixed(1), text(200.0)]), 232.0);
    }

    #[test]
    fn nulls_need_a_bitmap_and_no_value() {
        let nullable = HeapColumn { null_fraction: Some(1.0), ..fixed(8) };
        assert_eq!(bytes(&[fixed(8), nullable.clone()]), 32.0);
        assert_eq!(bytes(&vec![nullable; 9]), 32.0);
        let dropped = HeapColumn { is_dropped: true, ..HeapColumn::default() };
        assert_eq!(bytes(&[fixed(8), dropped]), 32.0);
        // A half of the rows takes 24 + 16, the others 24 + 8: nulls are drawn for each row.
        let half = HeapColumn { null_fraction: Some(0.5), ..fixed(8) };
        assert_eq!(bytes(&[fixed(8), half]), 36.0);
    }

    #[test]
    fn without_statistics_nothing_is_known() {
        assert_eq!(Rows::of(&[HeapColumn::default()], 1), None);
    }

    #[test]
    fn pages_hold_whole_rows() {
        // Measured: 226 rows of one integer fit into a page of 8 kB.
        let integers = Rows::of(&[fixed(4)], 1).unwrap();
        assert_eq!(integers.pages(226.0, 8192.0, 100.0), 1.0);
        assert_eq!(integers.pages(227.0, 8192.0, 100.0), 2.0);
        assert_eq!(Rows::of_mean(3000.0).pages(10.0, 8192.0, 100.0), 5.0);
        assert_eq!(integers.pages(227.0, 8192.0, 50.0), 3.0);
        assert_eq!(integers.pages(0.0, 8192.0, 100.0), 0.0);
        assert_eq!(Rows::of_chunks(2032.0).pages(4000.0, 8192.0, 100.0), 1000.0);
    }

    /// PostgreSQL's own arithmetic, row by row, on rows that are what the statistics say.
    fn loaded(columns: &[HeapColumn], rows: u64, fillfactor: f64) -> f64 {
        let one = Rows::of(columns, columns.len() as i32).unwrap();
        let room = 8192.0 - PAGE_HEADER - (8192.0 * (100.0 - fillfactor) / 100.0).floor();
        let (mut pages, mut left) = (0.0, 0.0);
        let footprints: Vec<f64> = one.footprints().collect();
        for row in 0..rows {
            let bytes = footprints[(row.wrapping_mul(7919) % footprints.len() as u64) as usize];
            if left < bytes {
                pages += 1.0;
                left = room;
            }
            left -= bytes;
        }
        pages
    }

    fn column() -> impl Strategy<Value = HeapColumn> {
        let kind = prop_oneof![
            (0u32..4).prop_map(|power| fixed(1 << power)),
            (2.0f64..400.0, 0.0f64..0.9).prop_map(|(width, spread)| {
                let kept: Vec<(f64, f64)> = (0..20)
                    .map(|n| ((width * (1.0 + spread * (f64::from(n) / 10.0 - 0.95))).max(1.0).round(), 0.05))
                    .collect();
                let mean = kept.iter().map(|(width, _)| width * 0.05).sum::<f64>();
                HeapColumn { widths: kept, ..text(mean.floor()) }
            }),
        ];
        (kind, prop_oneof![Just(0.0), 0.0f64..1.0])
            .prop_map(|(column, nulls)| HeapColumn { null_fraction: Some(nulls), ..column })
    }

    proptest! {
        #[test]
        fn a_freshly_loaded_table_has_about_no_bloat(
            columns in proptest::collection::vec(column(), 1..12),
            fillfactor in 50u32..=100,
        ) {
            let rows = Rows::of(&columns, columns.len() as i32).unwrap();
            let pages = loaded(&columns, 30_000, f64::from(fillfactor));
            let expected = rows.pages(30_000.0, 8192.0, f64::from(fillfactor));
            prop_assert!((expected / pages - 1.0).abs() < 0.04, "{} pages, loaded {}", expected, pages);
        }

        #[test]
        fn more_rows_never_take_fewer_pages(
            columns in proptest::collection::vec(column(), 1..6),
            (few, more) in (0.0f64..1e7, 0.0f64..1e6),
        ) {
            let rows = Rows::of(&columns, columns.len() as i32).unwrap();
            prop_assert!(rows.pages(few, 8192.0, 90.0) <= rows.pages(few + more, 8192.0, 90.0));
        }
    }
}
