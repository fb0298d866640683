//! What one backend has counted and not yet added to the statements.
//!
//! Backends that run the same statement would wait for each other's cache lines at every execution. So each adds to a
//! backlog that is, as a rule, its own, and whoever reads the statements empties all backlogs first: nothing that was
//! executed is missing then. Several backends may share one backlog; its lock is held for some dozen instructions.
use super::counters::{Amounts, Counters};
use super::exclusion::{Excluded, Exclusion};
use std::sync::atomic::{
    AtomicU32, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};

/// Statements that a backlog holds at a time.
const RECORDS: usize = 16;

/// Zeroed memory is a valid start.
#[derive(Debug, Default)]
#[repr(C, align(64))]
pub struct Backlog {
    lock: AtomicU32,
    excluded: [AtomicU64; Exclusion::COUNT],
    records: [Record; RECORDS],
}

/// In cache lines of its own: two, not three.
#[derive(Debug, Default)]
#[repr(C, align(64))]
struct Record {
    /// Number of the statement, from 1; 0 is none.
    slot: AtomicU32,
    generation: AtomicU32,
    counters: Counters,
}

/// A statement in the table: its slot from 1, and what tells it from others that had the slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub slot: u32,
    pub generation: u32,
}

struct Held<'a>(&'a AtomicU32);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.store(0, Release);
    }
}

impl Backlog {
    fn hold(&self) -> Held<'_> {
        let mut spins = 0u32;
        while self.lock.compare_exchange_weak(0, 1, Acquire, Relaxed).is_err() {
            spins += 1;
            if spins.is_multiple_of(128) {
                // The holder has lost its processor.
                std::thread::yield_now();
            } else {
                std::hint::spin_loop();
            }
        }
        Held(&self.lock)
    }

    /// Adds an execution of `place`, and those that were left out before it. False if another statement is in the way:
    /// [`Backlog::empty`] then.
    pub fn add(&self, place: Place, amounts: &Amounts, excluded: Option<&Excluded>) -> bool {
        let record = &self.records[place.slot as usize % RECORDS];
        let _held = self.hold();
        let taken = record.slot.load(Relaxed);
        if taken != place.slot || record.generation.load(Relaxed) != place.generation {
            if taken != 0 {
                return false;
            }
            record.slot.store(place.slot, Relaxed);
            record.generation.store(place.generation, Relaxed);
        }
        record.counters.add_alone(amounts);
        excluded.iter().for_each(|excluded| self.exclude_alone(excluded));
        true
    }

    pub fn exclude(&self, excluded: &Excluded) {
        let _held = self.hold();
        self.exclude_alone(excluded);
    }

    /// For the holder.
    fn exclude_alone(&self, excluded: &Excluded) {
        for (counter, count) in self.excluded.iter().zip(excluded) {
            counter.store(counter.load(Relaxed).wrapping_add(*count), Relaxed);
        }
    }

    /// Hands over what is in it, and holds nothing then.
    pub fn empty(&self, mut statement: impl FnMut(Place, &Amounts), mut excluded: impl FnMut(usize, u64)) {
        let _held = self.hold();
        for record in &self.records {
            let slot = record.slot.load(Relaxed);
            if slot == 0 {
                continue;
            }
            let place = Place { slot, generation: record.generation.load(Relaxed) };
            statement(place, &record.counters.load());
            record.counters.store(&Amounts::default());
            record.slot.store(0, Relaxed);
        }
        for (reason, counter) in self.excluded.iter().enumerate() {
            let count = counter.load(Relaxed);
            if count != 0 {
                excluded(reason, count);
                counter.store(0, Relaxed);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;
    use std::sync::Mutex;

    #[test]
    fn nothing_is_lost_or_counted_twice_by_many_at_once() {
        const EACH: u64 = 20_000;
        let backlog = Backlog::default();
        let total: Mutex<HashMap<u32, u64>> = Mutex::default();
        let drain = || {
            let mut counts = total.lock().unwrap();
            backlog
                .empty(|place, amounts| *counts.entry(place.slot).or_default() += amounts.calls, |_, _| ());
        };
        let once = Amounts { calls: 1, ..Amounts::default() };
        std::thread::scope(|scope| {
            for thread in 0..4u32 {
                let (backlog, drain) = (&backlog, &drain);
                scope.spawn(move || {
                    for n in 0..EACH as u32 {
                        let place = Place { slot: 1 + (n + thread) % 40, generation: 1 };
                        while !backlog.add(place, &once, None) {
                            drain();
                        }
                    }
                });
            }
        });
        drain();
        assert_eq!(total.lock().unwrap().values().sum::<u64>(), 4 * EACH);
    }

    #[test]
    fn exclusions_are_counted() {
        let backlog = Backlog::default();
        let place = Place { slot: 1, generation: 1 };
        backlog.exclude(&[0, 0, 1, 0, 0]);
        assert!(backlog.add(place, &Amounts::default(), Some(&[0, 0, 1, 0, 0])));
        // Another statement is in the way.
        let other = Place { slot: 1 + RECORDS as u32, generation: 1 };
        assert!(!backlog.add(other, &Amounts::default(), Some(&[0, 0, 1, 0, 0])));
        let mut seen = Vec::new();
        backlog.empty(|_, _| (), |reason, count| seen.push((reason, count)));
        backlog.empty(|_, _| (), |reason, count| seen.push((reason, count)));
        assert_eq!(seen, [(Exclusion::Utility as usize, 2)]);
    }
}
