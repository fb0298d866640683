use super::*;
use proptest::prelude::*;
use std::collections::HashMap;

struct Memory {
    header: Header,
    buckets: Vec<u32>,
    slots: Vec<Slot>,
    generations: Vec<AtomicU32>,
    blocks: Vec<Block>,
}

impl Memory {
    fn new(slots: usize, blocks: usize) -> Self {
        Memory {
            header: Header::default(),
            buckets: vec![0; slots],
            slots: (0..slots).map(|_| Slot::default()).collect(),
            generations: (0..slots).map(|_| AtomicU32::new(0)).collect(),
            blocks: vec![Block::default(); blocks],
        }
    }

    fn table(&mut self) -> Table<'_> {
        Table {
            header: &mut self.header,
            buckets: &mut self.buckets,
            slots: &mut self.slots,
            generations: &self.generations,
            blocks: &mut self.blocks,
        }
    }
}

fn key(query_id: i64) -> Key {
    Key { query_id, database: 1, role: 10 }
}

fn spent(time: u64) -> Amounts {
    Amounts { calls: 1, time, ..Amounts::default() }
}

proptest! {
    /// What was inserted is found until it goes, whatever goes is counted, and all memory comes back.
    #[test]
    fn finds_what_it_holds(steps in prop::collection::vec((0i64..40, 0usize..900, 0u64..1000), 1..200)) {
        let mut memory = Memory::new(16, 40);
        let mut facts: HashMap<i64, Vec<u8>> = HashMap::new();
        let mut inserted = 0;
        for (id, length, time) in steps {
            let mut table = memory.table();
            if table.shared().find(&key(id)).is_none() {
                let bytes = vec![id as u8; length + 1];
                prop_assert!(table.insert(key(id), &bytes, 5).is_some());
                facts.insert(id, bytes);
                inserted += 1;
            }
            let place = table.shared().find(&key(id)).unwrap();
            table.shared().add(place, &spent(time));
            table.replace(place, &vec![7; length / 2], |slot| slot.vectors.first_mut());
            let shared = table.shared();
            let mut found = 0;
            for (id, bytes) in &facts {
                if let Some(slot) = shared.find(&key(*id)).and_then(|place| shared.slot(place)) {
                    prop_assert_eq!(&shared.read(slot.facts), bytes);
                    found += 1;
                }
            }
            prop_assert_eq!(found, shared.header.used);
            prop_assert_eq!(u64::from(found) + shared.header.evicted.load(Relaxed), inserted);
        }
        let mut table = memory.table();
        table.remove(0..usize::MAX, |_| true);
        prop_assert_eq!(table.header.used, 0);
        prop_assert_eq!(table.header.usage.used_bytes(), 0);
    }
}

#[test]
fn the_least_useful_go_first() {
    let mut memory = Memory::new(100, 1000);
    let mut table = memory.table();
    for id in 0..100 {
        let place = table.insert(key(id), b"facts", 0).unwrap();
        table.shared().add(place, &spent(if id == 50 { 0 } else { 1_000_000 * (1 + id as u64) }));
    }
    for id in 100..110 {
        table.insert(key(id), b"facts", 0).unwrap();
    }
    let shared = table.shared();
    assert!(shared.find(&key(50)).is_none());
    assert!(shared.find(&key(99)).is_some());
    // New ones are the least useful until they have run; the last one is there.
    assert!(shared.find(&key(109)).is_some());
}

#[test]
fn one_that_was_useful_long_ago_goes() {
    let mut memory = Memory::new(10, 100);
    let mut table = memory.table();
    let old = table.insert(key(0), b"facts", 0).unwrap();
    table.shared().add(old, &spent(1_000_000));
    for id in 1..1000 {
        let place = table.insert(key(id), b"facts", 0).unwrap();
        table.shared().add(place, &spent(100_000));
    }
    assert!(table.shared().find(&key(0)).is_none());
    assert!(!is_current(table.generations, old));
}

#[test]
fn what_is_too_long_for_all_memory_is_not_kept_and_nobody_goes_for_it() {
    let mut memory = Memory::new(10, 10);
    let mut table = memory.table();
    table.insert(key(1), b"facts", 0).unwrap();
    assert_eq!(table.insert(key(2), &[0; 5000], 0), None);
    assert!(table.shared().find(&key(1)).is_some());
    assert!(table.shared().find(&key(2)).is_none());
}

#[test]
fn executions_of_statements_that_are_gone_are_counted() {
    let mut memory = Memory::new(10, 10);
    let mut table = memory.table();
    let place = table.insert(key(1), b"facts", 0).unwrap();
    assert_eq!(table.remove(1..usize::MAX, |key| key.query_id == 1), 0);
    assert_eq!(table.remove(0..1, |key| key.query_id == 1), 1);
    table.insert(key(2), b"facts", 0).unwrap();
    table.shared().add(place, &spent(1));
    assert_eq!(table.header.forgotten.load(Relaxed), 1);
    assert_eq!(table.shared().find(&key(2)).unwrap().slot, place.slot);
}
