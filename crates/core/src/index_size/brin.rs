//! How large a BRIN index comes out of `CREATE INDEX`: a tuple for each range of heap pages (brin_form_tuple() in
//! brin_tuple.c of PostgreSQL 15), a map to find it by (brin_revmap.c), a metapage.

use super::shape::{KeyWidth, LINE_POINTER};

const BLOCK: f64 = 8192.0;
/// Page header 24, BrinSpecialSpace 8.
pub(crate) const PAGE_ROOM: f64 = BLOCK - 24.0 - 8.0;
/// REVMAP_PAGE_MAXITEMS: a page of TIDs of 6 bytes.
const RANGES_PER_MAP_PAGE: f64 = 1360.0;
/// MaxHeapTuplesPerPage, by which bloom filters are dimensioned.
const MOST_ROWS_PER_PAGE: f64 = 291.0;
/// TOAST_INDEX_TARGET: brin_form_tuple() tries to compress longer values.
const COMPRESS_FROM: f64 = 510.0;
/// Widths beyond this have the four-byte varlena header.
const SHORT_VARLENA: f64 = 127.0;

/// What is to be built.
#[derive(Debug, Clone, Copy)]
pub struct BrinShape<'a> {
    pub heap_pages: f64,
    /// 128 is the default.
    pub pages_per_range: u32,
    pub columns: &'a [BrinColumn],
}

/// What an operator class stores of a range of pages. Widths and alignments are those of the values, as in `KeyWidth`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BrinColumn {
    /// The least and the greatest value (`*_minmax_ops`).
    MinMax { avg_width: f64, alignment: u8, varlena: bool },
    /// Intervals in one bytea (`*_minmax_multi_ops`).
    MinMaxMulti {
        avg_width: f64,
        /// 32 is the default.
        values_per_range: f64,
        /// Different values in the heap pages of a range; NaN if unknown: taken as many.
        distinct_in_range: f64,
    },
    /// A bit field in one bytea (`*_bloom_ops`).
    Bloom {
        /// -0.1 is the default; negative for a share of the rows that would fit.
        n_distinct_per_range: f64,
        /// 0.01 is the default.
        false_positive_rate: f64,
        /// Different values in the heap pages of a range; NaN if unknown: taken as many.
        distinct_in_range: f64,
    },
    /// A value that contains all others and two flags (`*_inclusion_ops`).
    Inclusion { avg_width: f64, alignment: u8, varlena: bool },
}

/// Pages of 8192 bytes.
pub fn brin_pages(shape: &BrinShape) -> f64 {
    let per_range = f64::from(shape.pages_per_range.max(1));
    let ranges = ranges_of(shape.heap_pages, shape.pages_per_range);
    // SizeOfBrinTuple is 5; with NULLs, two bits a column follow.
    let header = maxalign(5.0 + (shape.columns.len() as f64 / 4.0).ceil());
    let data = shape.columns.iter().fold(0.0, |offset, column| column.end(offset, per_range));
    // A tuple that does not fit a page is refused; the index of such columns cannot be built.
    let tuple = maxalign(header + data).min(PAGE_ROOM - LINE_POINTER) + LINE_POINTER;
    let regular = (ranges / (PAGE_ROOM / tuple).floor()).ceil();
    fixed_pages(ranges) + regular
}

/// brinbuild() forms a tuple for the last range even when nothing is in it.
pub(crate) fn ranges_of(heap_pages: f64, pages_per_range: u32) -> f64 {
    let heap_pages = if heap_pages.is_finite() { heap_pages.clamp(0.0, 4_294_967_295.0) } else { 0.0 };
    (heap_pages / f64::from(pages_per_range.max(1))).ceil().max(1.0)
}

/// The metapage and the map.
pub(crate) fn fixed_pages(ranges: f64) -> f64 {
    1.0 + (ranges / RANGES_PER_MAP_PAGE).ceil()
}

impl BrinColumn {
    /// Bytes after this column's summary, when `offset` bytes precede it.
    fn end(&self, offset: f64, pages_per_range: f64) -> f64 {
        match *self {
            BrinColumn::MinMax { avg_width, alignment, varlena } => {
                let key = key(avg_width, alignment, varlena);
                key.end(key.end(offset, key.avg_width), key.avg_width)
            }
            BrinColumn::Inclusion { avg_width, alignment, varlena } => {
                // Two booleans: whether values of different families or empty ones are there.
                let key = key(avg_width, alignment, varlena);
                key.end(offset, key.avg_width) + 2.0
            }
            BrinColumn::MinMaxMulti { avg_width, values_per_range, distinct_in_range } => {
                let values = interval_bounds(values_per_range, distinct_in_range);
                // SerializedRanges: type, ranges, values, maximum.
                bytea_end(offset, 16.0 + values * width(avg_width))
            }
            BrinColumn::Bloom { n_distinct_per_range, false_positive_rate, distinct_in_range } => {
                let rows = MOST_ROWS_PER_PAGE * pages_per_range;
                let filter = Filter::new(n_distinct_per_range, false_positive_rate, rows);
                bytea_end(offset, filter.stored_bytes(distinct_in_range))
            }
        }
    }
}

fn key(avg_width: f64, alignment: u8, varlena: bool) -> KeyWidth {
    KeyWidth { avg_width: width(avg_width), alignment, varlena, null_fraction: 0.0, width_deviation: None }
}

fn width(avg_width: f64) -> f64 {
    if avg_width.is_finite() {
        avg_width.clamp(1.0, 2704.0)
    } else {
        8.0
    }
}

/// Bytes after a bytea with so much content.
fn bytea_end(offset: f64, content: f64) -> f64 {
    if content + 1.0 <= SHORT_VARLENA {
        offset + 1.0 + content
    } else {
        (offset / 4.0).ceil() * 4.0 + 4.0 + content
    }
}

/// Values that minmax-multi stores (reduce_expanded_ranges() in brin_minmax_multi.c): all, if there is room; else the
/// widest gaps stay, and each interval between two of them takes two values, or one if it holds only one. Of `n` values
/// in random order on the line, a value has a kept gap on both sides in `(gaps / (n - 1))^2` of the cases.
fn interval_bounds(values_per_range: f64, distinct: f64) -> f64 {
    let most = if values_per_range.is_finite() { values_per_range.clamp(8.0, 256.0) } else { 32.0 };
    let distinct = if distinct.is_nan() { f64::INFINITY } else { distinct.max(1.0) };
    if distinct <= most {
        return distinct;
    }
    let intervals = (most / 2.0).floor();
    let gaps = intervals - 1.0;
    let alone = if distinct.is_finite() { distinct * (gaps / (distinct - 1.0)).powi(2) } else { 0.0 };
    (2.0 * intervals - alone.min(intervals)).max(1.0)
}

/// A bloom filter (brin_bloom.c).
struct Filter {
    bytes: f64,
    hashes: f64,
}

impl Filter {
    /// brin_bloom_get_ndistinct() and bloom_filter_size().
    fn new(n_distinct: f64, false_positive_rate: f64, most_rows: f64) -> Self {
        let n_distinct = if n_distinct.is_finite() && n_distinct != 0.0 { n_distinct } else { -0.1 };
        let rate =
            if false_positive_rate.is_finite() { false_positive_rate.clamp(0.0001, 0.25) } else { 0.01 };
        let wanted = if n_distinct < 0.0 { -n_distinct * most_rows } else { n_distinct };
        let wanted = wanted.max(16.0).min(most_rows).floor();
        let bits = -(wanted * rate.ln()) / 2f64.ln().powi(2);
        let bytes = (bits.ceil() / 8.0).ceil();
        Filter { bytes, hashes: (2f64.ln() * bytes * 8.0 / wanted).round() }
    }

    /// Flags, counts and bits, compressed when that saves a quarter, as pglz demands.
    fn stored_bytes(&self, distinct: f64) -> f64 {
        let plain = 12.0 + self.bytes;
        let distinct = if distinct.is_nan() { f64::INFINITY } else { distinct.max(1.0) };
        // pglz: a copy of up to 273 zeroes takes three bytes, a byte that is none with the copy after it 3.8 (measured).
        let (breaks, copies) = (distinct * self.hashes, self.bytes / 273.0);
        let packed = 16.0 + breaks * 3.8 + copies * (-breaks / copies).exp() * 3.0;
        if plain > COMPRESS_FROM && packed < plain * 0.75 {
            packed
        } else {
            plain
        }
    }
}

fn maxalign(bytes: f64) -> f64 {
    (bytes / 8.0).ceil() * 8.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const INT: BrinColumn = BrinColumn::MinMax { avg_width: 4.0, alignment: 4, varlena: false };
    const TIMESTAMP: BrinColumn = BrinColumn::MinMax { avg_width: 8.0, alignment: 8, varlena: false };
    const UUID: BrinColumn = BrinColumn::MinMax { avg_width: 16.0, alignment: 1, varlena: false };
    const BOX: BrinColumn = BrinColumn::Inclusion { avg_width: 32.0, alignment: 8, varlena: false };

    fn text(avg_width: f64) -> BrinColumn {
        BrinColumn::MinMax { avg_width, alignment: 4, varlena: true }
    }

    fn inclusion(avg_width: f64) -> BrinColumn {
        BrinColumn::Inclusion { avg_width, alignment: 4, varlena: true }
    }

    fn multi(avg_width: f64, distinct_in_range: f64) -> BrinColumn {
        BrinColumn::MinMaxMulti { avg_width, values_per_range: 32.0, distinct_in_range }
    }

    fn bloom(n_distinct_per_range: f64, false_positive_rate: f64, distinct_in_range: f64) -> BrinColumn {
        BrinColumn::Bloom { n_distinct_per_range, false_positive_rate, distinct_in_range }
    }

    /// pg_relation_size() of indexes built by PostgreSQL 15.20 on 1 000 000 rows in 23 256 pages, with 128, 16 and 1
    /// pages a range; `distinct` are the values in so many rows.
    #[test]
    fn agrees_with_indexes_that_were_built() {
        type Columns = fn(f64) -> Vec<BrinColumn>;
        let cases: [(&str, Columns, [f64; 3]); 19] = [
            ("int", |_| vec![INT], [3.0, 7.0, 76.0]),
            ("timestamptz", |_| vec![TIMESTAMP], [3.0, 8.0, 99.0]),
            ("md5", |_| vec![text(33.0)], [4.0, 18.0, 259.0]),
            ("uuid", |_| vec![UUID], [3.0, 11.0, 145.0]),
            ("numeric", |_| vec![text(11.0)], [3.0, 10.0, 122.0]),
            ("int, timestamptz", |_| vec![INT, TIMESTAMP], [3.0, 10.0, 122.0]),
            ("inet", |_| vec![inclusion(7.0)], [3.0, 8.0, 99.0]),
            ("int4range", |_| vec![inclusion(14.0)], [3.0, 8.0, 99.0]),
            ("box", |_| vec![BOX], [4.0, 13.0, 169.0]),
            ("multi int", |rows| vec![multi(4.0, rows)], [6.0, 33.0, 419.0]),
            ("multi step", |rows| vec![multi(4.0, rows / 500.0 + 1.0)], [4.0, 11.0, 124.0]),
            ("multi uuid", |rows| vec![multi(16.0, rows)], [15.0, 102.0, 1357.0]),
            ("multi numeric", |rows| vec![multi(11.0, rows)], [12.0, 75.0, 979.0]),
            ("multi inet", |rows| vec![multi(7.0, rows)], [8.0, 50.0, 656.0]),
            ("bloom", |rows| vec![bloom(-0.1, 0.01, rows)], [184.0, 115.0, 190.0]),
            ("bloom step", |rows| vec![bloom(-0.1, 0.01, rows / 500.0 + 1.0)], [10.0, 22.0, 190.0]),
            ("bloom 3", |_| vec![bloom(-0.1, 0.01, 3.0)], [6.0, 24.0, 190.0]),
            ("bloom 5 %", |rows| vec![bloom(-0.1, 0.05, rows)], [93.0, 76.0, 169.0]),
            ("int, multi int", |rows| vec![INT, multi(4.0, rows)], [6.0, 34.0, 443.0]),
        ];
        let mut errors = Vec::new();
        for (name, columns, built) in &cases {
            for (pages_per_range, built) in [128u32, 16, 1].into_iter().zip(built) {
                let columns = columns(43.0 * f64::from(pages_per_range));
                let pages =
                    brin_pages(&BrinShape { heap_pages: 23_256.0, pages_per_range, columns: &columns });
                let error = (pages / built - 1.0).abs() * 100.0;
                assert!(
                    error <= 15.0 || (pages - built).abs() <= 1.0,
                    "{name}: {pages} pages, built {built}"
                );
                errors.push(error);
            }
        }
        errors.sort_by(f64::total_cmp);
        assert!(errors[errors.len() / 2] < 1.0, "median error {} %", errors[errors.len() / 2]);
    }

    #[test]
    fn small_and_absurd_shapes() {
        let shape = BrinShape { heap_pages: 0.0, pages_per_range: 128, columns: &[INT] };
        assert_eq!(brin_pages(&shape), 3.0);
        assert_eq!(brin_pages(&BrinShape { heap_pages: 35_399.0, pages_per_range: 1, ..shape }), 115.0);
        let wild = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e-300, 1e300];
        for a in wild {
            for b in wild {
                for c in wild {
                    let columns = [
                        BrinColumn::MinMax { avg_width: a, alignment: 0, varlena: true },
                        BrinColumn::MinMaxMulti { avg_width: a, values_per_range: b, distinct_in_range: c },
                        bloom(a, b, c),
                        BrinColumn::Inclusion { avg_width: b, alignment: 255, varlena: false },
                    ];
                    for pages_per_range in [0, 1, u32::MAX] {
                        for columns in [&columns[..], &columns[2..3], &[]] {
                            let shape = BrinShape { heap_pages: a, pages_per_range, columns };
                            let pages = brin_pages(&shape);
                            assert!(pages >= 1.0 && pages.is_finite(), "{shape:?}: {pages}");
                        }
                    }
                }
            }
        }
    }
}
