//! The captured statements as values, and what is done to them as a whole.
use super::{counting, memory};
use crate::pg::interrupt;
use dbarch_core::capture::exclusion::Exclusion;
use dbarch_core::capture::statement::Captured;
use dbarch_core::capture::table::Shared;
use std::sync::atomic::Ordering::Relaxed;

/// Slots that are read under one lock: others wait for it only while statements come and go.
const CHUNK: usize = 64;

/// All statements of `database`, or of all; nothing without shared memory.
pub fn statements(database: Option<u32>) -> Vec<Captured> {
    let mut found = Vec::new();
    each_part(database, |mut part| found.append(&mut part));
    found
}

/// The same, a part at a time.
pub fn each_part(database: Option<u32>, mut take: impl FnMut(Vec<Captured>)) {
    counting::settle_all();
    for from in (0..).step_by(CHUNK) {
        // What was copied under the lock is made sense of without it.
        let copied = memory::with_shared(|shared| chunk(shared, from, database));
        let Some(Some(raw)) = copied else { break };
        take(raw.into_iter().filter_map(Raw::captured).collect());
        interrupt::check();
    }
}

/// All statements, for the postmaster when its children have gone.
///
/// # Safety
/// No other process uses the memory.
pub unsafe fn statements_alone() -> Vec<Captured> {
    // SAFETY: promised by the caller.
    let all = unsafe {
        memory::with_table_unlocked(|table| {
            let shared = table.shared();
            (0..).step_by(CHUNK).map_while(|from| chunk(shared, from, None)).flatten().collect::<Vec<_>>()
        })
    };
    all.unwrap_or_default().into_iter().filter_map(Raw::captured).collect()
}

/// OID of the database that this session is in.
pub fn this_database() -> u32 {
    // SAFETY: a plain variable of this process.
    unsafe { pgrx::pg_sys::MyDatabaseId }.to_u32()
}

struct Raw {
    captured: Captured,
    facts: Vec<u8>,
    vectors: Vec<Vec<u8>>,
    scans: Vec<u8>,
}

impl Raw {
    fn captured(self) -> Option<Captured> {
        Some(Captured {
            facts: serde_json::from_slice(&self.facts).ok()?,
            vectors: self.vectors.iter().filter_map(|vector| serde_json::from_slice(vector).ok()).collect(),
            scans: serde_json::from_slice(&self.scans).unwrap_or_default(),
            ..self.captured
        })
    }
}

/// `None` behind the last slot.
fn chunk(shared: Shared<'_>, from: usize, database: Option<u32>) -> Option<Vec<Raw>> {
    let slots = shared.slots.get(from..)?;
    if slots.is_empty() {
        return None;
    }
    let wanted = |key: &dbarch_core::capture::table::Key| database.is_none_or(|oid| oid == key.database);
    let slots = slots.iter().take(CHUNK).filter(|slot| slot.is_used() && wanted(&slot.key()));
    Some(
        slots
            .map(|slot| Raw {
                captured: Captured {
                    database: slot.key().database,
                    role: slot.key().role,
                    query_id: slot.key().query_id,
                    amounts: slot.counters.load(),
                    first_seen: slot.first_seen,
                    ..Captured::default()
                },
                facts: shared.read(slot.facts),
                vectors: slot.vectors.iter().filter(|v| !v.is_empty()).map(|v| shared.read(*v)).collect(),
                scans: shared.read(slot.scans),
            })
            .collect(),
    )
}

/// What is known of the capture as a whole.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    pub statements: u64,
    pub capacity: u64,
    pub text_bytes: u64,
    pub text_capacity: u64,
    pub evicted: u64,
    pub forgotten: u64,
    /// Executions by reason.
    pub excluded: Vec<(&'static str, u64)>,
    /// Microseconds since 2000-01-01.
    pub since: i64,
}

pub fn totals() -> Option<Totals> {
    counting::settle_all();
    memory::with_shared(|shared| Totals {
        statements: u64::from(shared.header.used),
        capacity: shared.slots.len() as u64,
        text_bytes: shared.header.usage.used_bytes(),
        text_capacity: std::mem::size_of_val(shared.blocks) as u64,
        evicted: shared.header.evicted.load(Relaxed),
        forgotten: shared.header.forgotten.load(Relaxed),
        excluded: Exclusion::NAMES
            .into_iter()
            .zip(shared.header.excluded.each_ref().map(|count| count.load(Relaxed)))
            .collect(),
        since: shared.header.since,
    })
}

/// Forgets the statements of `database` and what was counted beside them; their number.
pub fn reset(database: u32) -> usize {
    counting::settle_all();
    // SAFETY: reads the clock.
    let now = unsafe { pgrx::pg_sys::GetCurrentTimestamp() };
    memory::with_table(|table| {
        table.header.since = now;
        table.header.evicted.store(0, Relaxed);
        table.header.forgotten.store(0, Relaxed);
        table.header.excluded.iter().for_each(|count| count.store(0, Relaxed));
    });
    memory::forget(database)
}
