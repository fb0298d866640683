//! What is counted of a statement.

use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// What the executions of a statement have taken, or one of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Amounts {
    pub calls: u64,
    /// Calls from within a function, a trigger or another utility command.
    pub nested_calls: u64,
    /// Nanoseconds.
    pub time: u64,
    /// Nanoseconds of the longest execution.
    pub longest: u64,
    pub rows: u64,
    pub shared_blks_hit: u64,
    pub shared_blks_read: u64,
    pub shared_blks_dirtied: u64,
    pub shared_blks_written: u64,
    pub temp_blks_read: u64,
    pub temp_blks_written: u64,
    pub wal_records: u64,
    pub wal_bytes: u64,
    /// Microseconds since 2000-01-01, as a timestamptz.
    pub last_seen: u64,
    /// How deep the deepest execution was nested; 0 is what a client sends.
    pub nesting: u64,
}

/// Number of those that are summed up; of the others the largest one stays.
const SUMS: usize = 12;
const TOPS: usize = 3;

impl Amounts {
    fn sums(&self) -> [u64; SUMS] {
        [
            self.calls,
            self.nested_calls,
            self.time,
            self.rows,
            self.shared_blks_hit,
            self.shared_blks_read,
            self.shared_blks_dirtied,
            self.shared_blks_written,
            self.temp_blks_read,
            self.temp_blks_written,
            self.wal_records,
            self.wal_bytes,
        ]
    }

    fn tops(&self) -> [u64; TOPS] {
        [self.longest, self.last_seen, self.nesting]
    }

    fn of(sums: [u64; SUMS], tops: [u64; TOPS]) -> Self {
        let [calls, nested_calls, time, rows, shared_blks_hit, shared_blks_read, shared_blks_dirtied, shared_blks_written, temp_blks_read, temp_blks_written, wal_records, wal_bytes] =
            sums;
        let [longest, last_seen, nesting] = tops;
        Amounts {
            calls,
            nested_calls,
            time,
            longest,
            rows,
            shared_blks_hit,
            shared_blks_read,
            shared_blks_dirtied,
            shared_blks_written,
            temp_blks_read,
            temp_blks_written,
            wal_records,
            wal_bytes,
            last_seen,
            nesting,
        }
    }
}

/// [`Amounts`] that other processes may change. Zeroed memory is a valid start.
#[derive(Debug, Default)]
#[repr(C)]
pub struct Counters {
    sums: [AtomicU64; SUMS],
    tops: [AtomicU64; TOPS],
}

impl Counters {
    /// Adds, whoever else adds at the same time.
    pub fn add(&self, amounts: &Amounts) {
        for (counter, amount) in self.sums.iter().zip(amounts.sums()) {
            if amount != 0 {
                counter.fetch_add(amount, Relaxed);
            }
        }
        for (counter, amount) in self.tops.iter().zip(amounts.tops()) {
            if counter.load(Relaxed) < amount {
                counter.fetch_max(amount, Relaxed);
            }
        }
    }

    /// Adds when nobody else does: without the locked instructions of [`Counters::add`].
    pub fn add_alone(&self, amounts: &Amounts) {
        for (counter, amount) in self.sums.iter().zip(amounts.sums()) {
            counter.store(counter.load(Relaxed).wrapping_add(amount), Relaxed);
        }
        for (counter, amount) in self.tops.iter().zip(amounts.tops()) {
            counter.store(counter.load(Relaxed).max(amount), Relaxed);
        }
    }

    pub fn load(&self) -> Amounts {
        Amounts::of(
            self.sums.each_ref().map(|c| c.load(Relaxed)),
            self.tops.each_ref().map(|c| c.load(Relaxed)),
        )
    }

    pub fn store(&self, amounts: &Amounts) {
        self.sums.iter().zip(amounts.sums()).for_each(|(counter, amount)| counter.store(amount, Relaxed));
        self.tops.iter().zip(amounts.tops()).for_each(|(counter, amount)| counter.store(amount, Relaxed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_grow_and_tops_stay() {
        let counters = Counters::default();
        let first = Amounts { calls: 1, time: 5, longest: 5, rows: 3, last_seen: 7, ..Amounts::default() };
        let second =
            Amounts { calls: 1, time: 2, longest: 2, wal_bytes: 9, nesting: 1, ..Amounts::default() };
        counters.add(&first);
        counters.add_alone(&second);
        let expected = Amounts {
            calls: 2,
            time: 7,
            longest: 5,
            rows: 3,
            wal_bytes: 9,
            last_seen: 7,
            nesting: 1,
            ..Amounts::default()
        };
        assert_eq!(counters.load(), expected);
        let copy = Counters::default();
        copy.store(&expected);
        assert_eq!(copy.load(), expected);
    }
}
