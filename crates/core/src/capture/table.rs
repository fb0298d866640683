//! The statements: a hash table with room for a fixed number of them, and blocks for what has no fixed length.
//!
//! When either is full, the least useful statements go, some at a time, so that making room is rare and never takes long.
use super::backlog::Place;
use super::blocks::{self, Block, Blocks, Chain, Usage};
use super::counters::{Amounts, Counters};
use super::exclusion::Exclusion;
use super::schedule::RESERVOIR;
use std::ops::Range;
use std::sync::atomic::{
    AtomicU32, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Key {
    pub query_id: i64,
    pub database: u32,
    pub role: u32,
}

/// Zeroed memory is a valid start.
#[derive(Default)]
#[repr(C)]
pub struct Slot {
    key: Key,
    /// Number of the next one of the bucket or of the free list, from 1.
    next: u32,
    used: u32,
    pub facts: Chain,
    pub vectors: [Chain; RESERVOIR as usize],
    pub scans: Chain,
    pub counters: Counters,
    /// Microseconds since 2000-01-01.
    pub first_seen: i64,
    /// What it was worth when the last ones had to go, and what was counted until then.
    worth: f64,
    counted: f64,
}

impl Slot {
    pub fn key(&self) -> Key {
        self.key
    }

    pub fn is_used(&self) -> bool {
        self.used != 0
    }
}

/// What is counted of the table itself. Zeroed memory is a valid start.
#[derive(Default)]
#[repr(C)]
pub struct Header {
    free: u32,
    touched: u32,
    pub used: u32,
    pub usage: Usage,
    pub evicted: AtomicU64,
    /// Executions counted for statements that had gone meanwhile.
    pub forgotten: AtomicU64,
    pub excluded: [AtomicU64; Exclusion::COUNT],
    /// Microseconds since 2000-01-01.
    pub since: i64,
}

/// For who holds the lock together with others.
#[derive(Clone, Copy)]
pub struct Shared<'a> {
    pub header: &'a Header,
    pub buckets: &'a [u32],
    pub slots: &'a [Slot],
    pub generations: &'a [AtomicU32],
    pub blocks: &'a [Block],
}

/// For who holds the lock alone.
pub struct Table<'a> {
    pub header: &'a mut Header,
    pub buckets: &'a mut [u32],
    pub slots: &'a mut [Slot],
    /// Odd while the slot is used.
    pub generations: &'a [AtomicU32],
    pub blocks: &'a mut [Block],
}

/// Share of the statements that go at a time.
const BATCH: usize = 50;
/// What a statement was worth is worth that much when as many others have gone as there are.
const DECAY: f64 = 0.5;
/// Nanoseconds: what a call is worth beside its time.
const CALL: f64 = 1000.0;

/// Whether `place` still is the statement that it was.
pub fn is_current(generations: &[AtomicU32], place: Place) -> bool {
    (place.slot as usize)
        .checked_sub(1)
        .and_then(|n| generations.get(n))
        .is_some_and(|generation| generation.load(Acquire) == place.generation)
}

impl Shared<'_> {
    pub fn find(&self, key: &Key) -> Option<Place> {
        let mut number = *self.buckets.get(bucket(key, self.buckets.len()))?;
        for _ in 0..self.slots.len() {
            let slot = self.slots.get((number as usize).checked_sub(1)?)?;
            if slot.key == *key {
                let generation = self.generations.get(number as usize - 1)?.load(Relaxed);
                return Some(Place { slot: number, generation });
            }
            number = slot.next;
        }
        None
    }

    pub fn slot(&self, place: Place) -> Option<&Slot> {
        if !is_current(self.generations, place) {
            return None;
        }
        self.slots.get(place.slot as usize - 1)
    }

    pub fn add(&self, place: Place, amounts: &Amounts) {
        match self.slot(place) {
            Some(slot) => slot.counters.add(amounts),
            None => {
                self.header.forgotten.fetch_add(amounts.calls, Relaxed);
            }
        }
    }

    pub fn exclude(&self, reason: usize, count: u64) {
        if let Some(counter) = self.header.excluded.get(reason) {
            counter.fetch_add(count, Relaxed);
        }
    }

    pub fn read(&self, chain: Chain) -> Vec<u8> {
        blocks::read(self.blocks, chain)
    }
}

impl Table<'_> {
    pub fn shared(&self) -> Shared<'_> {
        Shared {
            header: self.header,
            buckets: self.buckets,
            slots: self.slots,
            generations: self.generations,
            blocks: self.blocks,
        }
    }

    /// Whether one more statement may cost another its place.
    pub fn is_full(&self) -> bool {
        self.header.used as usize >= self.slots.len()
    }

    /// Whether the next one, with what belongs to it, may cost another its place.
    pub fn is_nearly_full(&mut self) -> bool {
        let blocks = self.blocks.len();
        self.is_full() || self.memory().room() <= blocks / BATCH
    }

    /// Adds a statement, which must not be there. Others may go for it. `None` if nothing can be kept at all.
    pub fn insert(&mut self, key: Key, facts: &[u8], now: i64) -> Option<Place> {
        self.make_room(1, facts.len());
        let facts = self.memory().write(facts)?;
        let number = self.take()?;
        let at = bucket(&key, self.buckets.len());
        let next = std::mem::replace(self.buckets.get_mut(at)?, number);
        let slot = self.slots.get_mut(number as usize - 1)?;
        *slot = Slot { key, next, used: 1, facts, first_seen: now, ..Slot::default() };
        let generation = &self.generations[number as usize - 1];
        generation.store(generation.load(Relaxed).wrapping_add(1), Release);
        self.header.used += 1;
        Some(Place { slot: number, generation: generation.load(Relaxed) })
    }

    /// Puts `bytes` in the place of what `which` holds. They are left out where there is no room, even after others went.
    pub fn replace(&mut self, place: Place, bytes: &[u8], which: impl Fn(&mut Slot) -> Option<&mut Chain>) {
        self.make_room(0, bytes.len());
        if !is_current(self.generations, place) {
            return;
        }
        let slot = &mut self.slots[place.slot as usize - 1];
        let Some(chain) = which(slot) else { return };
        let mut memory = Blocks { usage: &mut self.header.usage, blocks: self.blocks };
        memory.release(chain);
        if let Some(written) = memory.write(bytes) {
            *chain = written;
        }
    }

    /// Forgets those of the statements in `slots` for which `which` holds, and returns their number.
    pub fn remove(&mut self, slots: Range<usize>, which: impl Fn(&Key) -> bool) -> usize {
        let found = self.slots.iter().zip(1..).take(slots.end).skip(slots.start);
        let gone: Vec<u32> =
            found.filter(|(slot, _)| slot.is_used() && which(&slot.key)).map(|(_, number)| number).collect();
        gone.iter().for_each(|number| self.release(*number));
        gone.len()
    }

    fn memory(&mut self) -> Blocks<'_> {
        Blocks { usage: &mut self.header.usage, blocks: self.blocks }
    }

    fn make_room(&mut self, slots: usize, bytes: usize) {
        if bytes > std::mem::size_of_val(self.blocks) {
            return;
        }
        while self.header.used > 0
            && (self.header.used as usize + slots > self.slots.len() || !self.memory().has_room_for(bytes))
        {
            self.evict();
        }
    }

    /// Lets the least useful ones go.
    fn evict(&mut self) {
        let mut worth: Vec<(f64, u32)> = Vec::with_capacity(self.header.used as usize);
        let touched = self.header.touched as usize;
        let count = (self.header.used as usize / BATCH).max(1);
        let decay = DECAY.powf(count as f64 / f64::from(self.header.used.max(1)));
        for (slot, number) in self.slots.iter_mut().take(touched).zip(1..) {
            if slot.is_used() {
                let amounts = slot.counters.load();
                let counted = amounts.time as f64 + CALL * amounts.calls as f64;
                slot.worth = slot.worth * decay + (counted - slot.counted);
                slot.counted = counted;
                worth.push((slot.worth, number));
            }
        }
        if count < worth.len() {
            worth.select_nth_unstable_by(count, |a, b| a.0.total_cmp(&b.0));
        }
        for (_, number) in worth.into_iter().take(count) {
            self.release(number);
            self.header.evicted.fetch_add(1, Relaxed);
        }
    }

    fn take(&mut self) -> Option<u32> {
        if self.header.free != 0 {
            let number = self.header.free;
            self.header.free = self.slots.get(number as usize - 1)?.next;
            return Some(number);
        }
        if self.header.touched as usize >= self.slots.len() {
            return None;
        }
        self.header.touched += 1;
        Some(self.header.touched)
    }

    fn release(&mut self, number: u32) {
        let at = number as usize - 1;
        self.unlink(number);
        self.generations[at].store(self.generations[at].load(Relaxed).wrapping_add(1), Release);
        let slot = &mut self.slots[at];
        let mut memory = Blocks { usage: &mut self.header.usage, blocks: self.blocks };
        memory.release(&mut slot.facts);
        memory.release(&mut slot.scans);
        slot.vectors.iter_mut().for_each(|vector| memory.release(vector));
        *slot = Slot { next: self.header.free, ..Slot::default() };
        self.header.free = number;
        self.header.used -= 1;
    }

    fn unlink(&mut self, number: u32) {
        let next = self.slots[number as usize - 1].next;
        let at = bucket(&self.slots[number as usize - 1].key, self.buckets.len());
        if self.buckets[at] == number {
            self.buckets[at] = next;
            return;
        }
        let mut before = self.buckets[at];
        while let Some(slot) = (before as usize).checked_sub(1).and_then(|n| self.slots.get_mut(n)) {
            if slot.next == number {
                slot.next = next;
                return;
            }
            before = slot.next;
        }
    }
}

/// The query id is a hash already.
fn bucket(key: &Key, buckets: usize) -> usize {
    let hash = (key.query_id as u64)
        ^ (u64::from(key.role) << 32 | u64::from(key.database)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hash % buckets.max(1) as u64) as usize
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
