//! How many leaf pages the entry tree has in the end: flushes replayed on some of the keys.

use super::gin_entry::{bytes_per_tid, fits_entry, maxalign, KeyClass, PAGE_ROOM};
use super::gin_posting::{list_bytes, Heap};
use super::shape::LINE_POINTER;

/// Keys to replay: enough for 2 %, and fewer where many flushes average out what is left to chance.
const MOST_KEYS: f64 = 6000.0;
const LEAST_KEYS: f64 = 2000.0;
/// Keys times flushes, where that allows.
const MOST_STEPS: f64 = 60_000.0;
/// After so many flushes pages are as full as they ever get.
const MOST_FLUSHES: f64 = 48.0;

/// A key whose entry grows with every flush.
struct Entry {
    rows: f64,
    base: f64,
    bytes_per_tid: f64,
    /// For keys in heap order, the share of the heap that comes before their rows.
    after: Option<f64>,
    /// Rows so far.
    present: f64,
    /// Bytes on the page so far, with the line pointer.
    size: f64,
}

pub(crate) struct Replay {
    entries: Vec<Entry>,
    /// Keys of the index for each replayed.
    scale: f64,
    flushes: f64,
    draws: u64,
}

#[derive(Default)]
struct Page {
    /// Replayed entries in key order.
    entries: Vec<usize>,
    used: f64,
}

impl Replay {
    pub(crate) fn new(classes: &[KeyClass], heap: &Heap, flushes: f64) -> Self {
        let keys: f64 = classes.iter().map(|class| class.keys).sum();
        let flushes = flushes.clamp(1.0, MOST_FLUSHES);
        let scale = (keys / (MOST_STEPS / flushes).clamp(LEAST_KEYS, MOST_KEYS)).max(1.0);
        let mut replay = Replay { entries: Vec::new(), scale, flushes, draws: 0 };
        let (mut carried, mut column, mut start) = (0.0, 0, 0);
        for class in classes {
            if class.origin.column != column {
                replay.order(start);
                (column, start) = (class.origin.column, replay.entries.len());
            }
            carried += class.keys / scale;
            let bytes_per_tid = bytes_per_tid(heap, class);
            let after = class.origin.ordered.then_some(0.0);
            while carried >= 0.5 {
                carried -= 1.0;
                let entry = Entry {
                    rows: class.rows,
                    base: class.base,
                    bytes_per_tid,
                    after,
                    present: 0.0,
                    size: 0.0,
                };
                replay.entries.push(entry);
            }
        }
        replay.order(start);
        replay
    }

    /// Puts the keys of a column, which follow those of the columns before, into an order: frequent keys are found
    /// anywhere (Fisher and Yates).
    fn order(&mut self, start: usize) {
        for i in (start + 1..self.entries.len()).rev() {
            let other = start + (self.draw() * (i - start + 1) as f64) as usize;
            self.entries.swap(i, other.min(i));
        }
        let keys = (self.entries.len() - start) as f64;
        for (i, entry) in self.entries[start..].iter_mut().enumerate() {
            entry.after = entry.after.map(|_| i as f64 / keys);
        }
    }

    /// A number in 0..1, the same in every run (SplitMix64's finalizer).
    fn draw(&mut self) -> f64 {
        self.draws += 1;
        let mut x = self.draws.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(crate) fn leaf_pages(mut self) -> f64 {
        let mut pages = vec![Page::default()];
        let whole = self.flushes.ceil();
        let mut done = 0.0;
        while done < whole {
            done += 1.0;
            // The last flush is what was left.
            let share = (1.0 / (self.flushes - (done - 1.0))).clamp(0.0, 1.0);
            let share = if done < whole { share } else { 1.0 };
            self.flush(&mut pages, share, done / self.flushes);
        }
        pages.len() as f64 * self.scale
    }

    /// Inserts the keys that `share` of the rows still to come bring, up to the place `until` in the heap.
    fn flush(&mut self, pages: &mut Vec<Page>, share: f64, until: f64) {
        let mut page = 0;
        for key in 0..self.entries.len() {
            let more = self.arriving(key, share, until);
            if more <= 0.0 {
                continue;
            }
            let entry = &mut self.entries[key];
            entry.present += more;
            let list = match fits_entry(entry.base, entry.present, entry.bytes_per_tid) {
                true => list_bytes(entry.present, entry.bytes_per_tid),
                // Moved to a posting tree: the entry keeps a pointer in its header.
                false => 0.0,
            };
            let size = maxalign(entry.base + list) + LINE_POINTER;
            let growth = size - entry.size;
            let is_new = entry.size == 0.0;
            entry.size = size;
            while page + 1 < pages.len() && pages[page].entries.last().is_some_and(|&last| last < key) {
                page += 1;
            }
            let at = pages[page].entries.partition_point(|&other| other < key);
            if is_new {
                pages[page].entries.insert(at, key);
            }
            pages[page].used += growth;
            if pages[page].used > PAGE_ROOM && pages[page].entries.len() > 1 {
                let right = self.split(&mut pages[page]);
                pages.insert(page + 1, right);
            }
        }
    }

    /// Rows of a key in a flush.
    fn arriving(&mut self, key: usize, share: f64, until: f64) -> f64 {
        let left = self.entries[key].rows - self.entries[key].present;
        if share >= 1.0 || left <= 0.0 {
            return left;
        }
        if let Some(after) = self.entries[key].after {
            return if after < until { left } else { 0.0 };
        }
        if left > 30.0 {
            return left * share;
        }
        (0..left.round() as usize).filter(|_| self.draw() < share).count() as f64
    }

    /// entrySplitPage(): entries stay on the left until more than half of the bytes are there.
    fn split(&self, page: &mut Page) -> Page {
        let mut left = 0.0;
        let mut stay = 0;
        while stay < page.entries.len() - 1 && left <= page.used / 2.0 {
            left += self.entries[page.entries[stay]].size;
            stay += 1;
        }
        let right = Page { entries: page.entries.split_off(stay), used: page.used - left };
        page.used = left;
        right
    }
}
