//! How many leaf pages nbtree fills: `_bt_load()` and `_bt_buildadd()` replayed on a sample of the tuples.

use super::duplicates::LeafKeys;
use super::shape::{BtreeShape, KeyWidth};

const LINE_POINTER: f64 = 4.0;
const TID: f64 = 6.0;
/// `_bt_load()`: MAXALIGN_DOWN(BLCKSZ * 10 / 100) - sizeof(ItemIdData); a posting list tuple is itself MAXALIGNed.
const MAX_POSTING: f64 = 808.0;
/// Pages and tuples to replay at least: enough for 0.5 %.
const SAMPLE_PAGES: usize = 12;
const SAMPLE_ITEMS: usize = 4000;

/// Draws tuples of the index, evenly spread over what the statistics allow.
pub(crate) struct Tuple<'a> {
    columns: &'a [KeyWidth],
    draw: u64,
}

fn maxalign(bytes: f64) -> f64 {
    (bytes / 8.0).ceil() * 8.0
}

/// A number in 0..1 for the `draw`-th tuple, each stream of its own (SplitMix64's finalizer; Steele and others 2014).
/// Random rather than evenly spaced, because how well a page fills depends on the variance of what falls on it; fixed,
/// so that the same index always has the same size.
fn spread(draw: u64, stream: usize) -> f64 {
    let mut x = (draw << 8 | stream as u64 & 255).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

impl<'a> Tuple<'a> {
    fn new(columns: &'a [KeyWidth]) -> Self {
        Tuple { columns, draw: 0 }
    }

    /// Bytes of the next tuple, MAXALIGNed.
    fn next(&mut self) -> f64 {
        self.draw += 1;
        let (mut data, mut nulls) = (0.0, false);
        for (i, column) in self.columns.iter().enumerate() {
            if spread(self.draw, 2 * i + 1) < column.null_fraction {
                nulls = true;
                continue;
            }
            data = column.end(data, column.width(spread(self.draw, 2 * i + 2)));
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
    /// A width at quantile `at`, taking widths as uniform around their mean.
    fn width(&self, at: f64) -> f64 {
        let mean = self.avg_width.clamp(0.0, 2704.0);
        if !self.varlena {
            return mean;
        }
        // One byte if unknown: between "all the same", where rounding up to 8 bytes has its full effect, and "spread",
        // where it averages out.
        let deviation = self.width_deviation.unwrap_or(1.0).max(0.0);
        (mean + deviation * 12f64.sqrt() * (at - 0.5)).round().max(1.0)
    }
}

/// Leaf pages for `tuples` heap rows. `room`: bytes of an empty page; `free`: bytes the fillfactor leaves.
pub(crate) fn leaf_pages(shape: &BtreeShape, keys: &LeafKeys, tuples: f64, room: f64, free: f64) -> f64 {
    if !shape.deduplicates {
        return tuples / rows_per_page(shape.columns, room, free, |_| 1.0);
    }
    // Rows whose every column is NULL are one key, however many other keys there are.
    let others = tuples * (1.0 - keys.all_null);
    let mut pages = 0.0;
    if tuples - others >= 1.0 {
        pages += (tuples - others) / rows_per_page(&[], room, free, |_| f64::INFINITY);
    }
    for (share, duplicates) in &keys.groups {
        if others * share >= 1.0 {
            let rows = |draw| duplicates.at(spread(draw, 0));
            pages += others * share / rows_per_page(shape.columns, room, free, rows);
        }
    }
    pages.ceil()
}

/// Heap rows of an average leaf page when the `n`-th key has `duplicates(n)` rows.
fn rows_per_page(columns: &[KeyWidth], room: f64, free: f64, duplicates: impl Fn(u64) -> f64) -> f64 {
    let mut tuple = Tuple::new(columns);
    let mut page = Page { room, free, ..Page::default() };
    let (mut pages, mut items, mut rows) = (0, 0, 0.0);
    loop {
        let base = tuple.next();
        let most = ((MAX_POSTING - base) / TID).floor().max(1.0);
        let mut left = duplicates(tuple.draw);
        while left >= 1.0 {
            let take = left.min(most).floor();
            left -= take;
            let posting = if take > 1.0 { maxalign(base + take * TID) - base } else { 0.0 };
            items += 1;
            if let Some(kept) = page.add(Item { base, posting, rows: take }) {
                pages += 1;
                rows += kept;
                if pages >= SAMPLE_PAGES && items >= SAMPLE_ITEMS {
                    return f64::max(rows / pages as f64, 1.0);
                }
            }
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Item {
    base: f64,
    /// Bytes of the posting list, which the high key does not keep.
    posting: f64,
    rows: f64,
}

/// The page being filled.
#[derive(Default)]
struct Page {
    room: f64,
    free: f64,
    used: f64,
    items: u32,
    rows: f64,
    last: Item,
}

impl Page {
    /// `_bt_buildadd()`: when the item does not fit, the page is finished: its last item moves on to the next page and
    /// leaves a truncated copy as high key. Gives the rows that stayed.
    fn add(&mut self, item: Item) -> Option<f64> {
        let size = item.base + item.posting;
        let space = self.room - self.used - LINE_POINTER;
        // 8 bytes: the high key may have to carry a heap TID.
        let full = space < size + 8.0 || (space + self.last.posting < self.free && self.items > 1);
        let mut finished = None;
        if full && self.items > 1 {
            finished = Some(self.rows - self.last.rows);
            self.used = self.last.base + self.last.posting + LINE_POINTER;
            self.rows = self.last.rows;
            self.items = 1;
        }
        self.used += size + LINE_POINTER;
        self.rows += item.rows;
        self.items += 1;
        self.last = item;
        finished
    }
}
