//! How many leaf pages nbtree fills: `_bt_load()` and `_bt_buildadd()` replayed on a sample of the tuples.

use super::duplicates::LeafKeys;
use super::shape::{align, BtreeShape, KeyWidth, LINE_POINTER};

const TID: f64 = 6.0;
/// `_bt_load()`: MAXALIGN_DOWN(BLCKSZ * 10 / 100) - sizeof(ItemIdData); a posting list tuple is itself MAXALIGNed.
const MAX_POSTING: f64 = 808.0;
/// Keys to replay, a power of two: see spread().
const KEYS: u64 = 1 << KEY_BITS;
const KEY_BITS: u32 = 10;
/// Tuples after which keys of many rows have been replayed enough, if they have filled as many pages.
const ENOUGH: (u32, u32) = (4000, 12);

/// Draws tuples of the index, evenly spread over what the statistics allow.
pub(crate) struct Tuple<'a> {
    columns: &'a [KeyWidth],
    draw: u64,
    /// Bytes of every tuple, where all are as long.
    fixed: Option<f64>,
}

fn maxalign(bytes: f64) -> f64 {
    align(bytes, 8)
}

/// A quantile for the `draw`-th tuple, each stream of its own: the middles of KEYS equal parts of 0..1, each once in
/// KEYS draws, so that their mean is exact, but shuffled, because how well a page fills depends on the variance of what
/// falls on it. The shuffle is a bijection of KEY_BITS bits, and fixed, so that the same index always has the same size.
pub(crate) fn spread(draw: u64, stream: usize) -> f64 {
    const MASK: u64 = KEYS - 1;
    const HALF: u32 = KEY_BITS / 2;
    let key = (stream as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut x = draw & MASK;
    for round in 0..4 {
        x = (x.wrapping_mul(key >> (8 * round) | 1) + (key >> (40 + round))) & MASK;
        x ^= x >> HALF;
    }
    (x as f64 + 0.5) / KEYS as f64
}

impl<'a> Tuple<'a> {
    fn new(columns: &'a [KeyWidth]) -> Self {
        let varies = columns.iter().any(|column| column.varlena || column.null_fraction > 0.0);
        let mut tuple = Tuple { columns, draw: 0, fixed: None };
        tuple.fixed = (!varies).then(|| tuple.next());
        Tuple { draw: 0, ..tuple }
    }

    /// Bytes of the next tuple, MAXALIGNed.
    fn next(&mut self) -> f64 {
        self.draw += 1;
        if let Some(fixed) = self.fixed {
            return fixed;
        }
        let (mut data, mut nulls) = (0.0, false);
        for (i, column) in self.columns.iter().enumerate() {
            if column.null_fraction > 0.0 && spread(self.draw, 2 * i + 1) < column.null_fraction {
                nulls = true;
                continue;
            }
            data = column.end(data, column.width(|| spread(self.draw, 2 * i + 2)));
        }
        // index_form_tuple(): a tuple with a NULL carries a bitmap for INDEX_MAX_KEYS columns, 4 bytes, MAXALIGNed with
        // the header of 8; the data then starts at 16.
        let header = if nulls || self.columns.is_empty() { 16.0 } else { 8.0 };
        maxalign(header + data)
    }

    /// Mean bytes of a tuple, MAXALIGNed.
    pub(crate) fn average_bytes(columns: &'a [KeyWidth]) -> f64 {
        let mut tuple = Tuple::new(columns);
        (0..256).map(|_| tuple.next()).sum::<f64>() / 256.0
    }
}

impl KeyWidth {
    /// A width at a quantile, taking widths as uniform around their mean.
    fn width(&self, at: impl Fn() -> f64) -> f64 {
        let mean = self.avg_width.clamp(0.0, 2704.0);
        if !self.varlena {
            return mean;
        }
        // One byte if unknown: between "all the same", where rounding up to 8 bytes has its full effect, and "spread",
        // where it averages out.
        let deviation = self.width_deviation.unwrap_or(1.0).max(0.0);
        (mean + deviation * 12f64.sqrt() * (at() - 0.5)).round().max(1.0)
    }
}

/// Leaf pages for `tuples` heap rows. `room`: bytes of an empty page; `free`: bytes the fillfactor leaves.
pub(crate) fn leaf_pages(shape: &BtreeShape, keys: &LeafKeys, tuples: f64, room: f64, free: f64) -> f64 {
    if !shape.deduplicates {
        return tuples / rows_per_page(shape.columns, room, free, |_| 1.0);
    }
    // Rows whose every column is NULL are one key, however many other keys there are, and are not among the others.
    let others = tuples * (1.0 - keys.all_null);
    let with_value: Vec<KeyWidth> = shape.columns.iter().map(|c| not_all_null(c, keys.all_null)).collect();
    let mut pages = 0.0;
    if tuples - others >= 1.0 {
        pages += (tuples - others) / rows_per_page(&[], room, free, |_| f64::INFINITY);
    }
    for (share, duplicates) in &keys.groups {
        if others * share >= 1.0 {
            let rows = |draw| duplicates.at(spread(draw, 0));
            pages += others * share / rows_per_page(&with_value, room, free, rows);
        }
    }
    pages.ceil()
}

/// A column of the tuples that hold at least one value: its share of NULLs among these.
fn not_all_null(column: &KeyWidth, all_null: f64) -> KeyWidth {
    let null_fraction = ((column.null_fraction - all_null) / (1.0 - all_null).max(1e-9)).clamp(0.0, 1.0);
    KeyWidth { null_fraction, ..*column }
}

/// Heap rows of an average leaf page when the `n`-th key has `duplicates(n)` rows.
fn rows_per_page(columns: &[KeyWidth], room: f64, free: f64, duplicates: impl Fn(u64) -> f64) -> f64 {
    let mut tuple = Tuple::new(columns);
    let mut page = Page { room, free, ..Page::default() };
    let (mut pages, mut filled) = (0, 0.0);
    let (mut items, mut bytes, mut rows) = (0, 0.0, 0.0);
    'replay: for _ in 0..KEYS {
        let base = tuple.next();
        let most = f64::max(((MAX_POSTING - base) / TID).trunc(), 1.0);
        let mut left = duplicates(tuple.draw);
        while left >= 1.0 {
            let take = left.min(most).trunc();
            left -= take;
            let posting = if take > 1.0 { maxalign(base + take * TID) - base } else { 0.0 };
            items += 1;
            bytes += base + posting + LINE_POINTER;
            rows += take;
            if let Some(stayed) = page.add(Item { base, posting }) {
                pages += 1;
                filled += stayed;
            }
            if items >= ENOUGH.0 && pages >= ENOUGH.1 {
                break 'replay;
            }
        }
    }
    // A finished page holds so many bytes, and these so many rows; KEYS tuples finish two pages at least.
    let per_page = filled / f64::from(pages.max(1));
    f64::max(rows * per_page / bytes, 1.0)
}

#[derive(Clone, Copy, Default)]
struct Item {
    base: f64,
    /// Bytes of the posting list, which the high key does not keep.
    posting: f64,
}

/// The page being filled.
#[derive(Default)]
struct Page {
    room: f64,
    free: f64,
    used: f64,
    items: u32,
    last: Item,
}

impl Page {
    /// `_bt_buildadd()`: when the item does not fit, the page is finished: its last item moves on to the next page and
    /// leaves a truncated copy as high key. Gives the bytes that stayed.
    fn add(&mut self, item: Item) -> Option<f64> {
        let size = item.base + item.posting;
        let space = self.room - self.used - LINE_POINTER;
        // 8 bytes: the high key may have to carry a heap TID.
        let full = space < size + 8.0 || (space + self.last.posting < self.free && self.items > 1);
        let mut finished = None;
        if full && self.items > 1 {
            let last = self.last.base + self.last.posting + LINE_POINTER;
            finished = Some(self.used - last);
            self.used = last;
            self.items = 1;
        }
        self.used += size + LINE_POINTER;
        self.items += 1;
        self.last = item;
        finished
    }
}
