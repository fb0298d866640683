//! The executions that have begun and not ended, and what they have taken so far.
//!
//! `QueryDesc.totaltime` would do the same. It costs an allocation and, at the end of a query that has no triggers to run,
//! two more looks at the clock.
use crate::pg::process_local::ProcessLocal;
use dbarch_core::capture::backlog::Place;
use dbarch_core::capture::counters::Amounts;
use pgrx::pg_sys::{self, QueryDesc};
use std::cell::RefCell;
use std::time::Instant;

/// Cursors and nested statements; those that an error ended stay until the transaction does.
const MOST: usize = 256;

pub struct Running {
    query: *const QueryDesc,
    pub place: Place,
    pub amounts: Amounts,
    /// Its scans count their rows.
    pub watched: bool,
}

static RUNNING: ProcessLocal<RefCell<Vec<Running>>> = ProcessLocal::new(RefCell::new(Vec::new()));

/// What was there before a part of an execution.
pub struct Begun {
    time: Instant,
    buffers: pg_sys::BufferUsage,
    wal: pg_sys::WalUsage,
}

pub fn start(query: *const QueryDesc, place: Place, watched: bool) {
    let mut running = RUNNING.borrow_mut();
    running.retain(|other| other.query != query);
    if running.len() >= MOST {
        running.remove(0);
    }
    running.push(Running { query, place, amounts: Amounts::default(), watched });
}

/// Hands the execution of `query`, which is over, to `last`.
pub fn finish<R>(query: *const QueryDesc, last: impl FnOnce(&mut Running) -> R) -> Option<R> {
    let mut running = RUNNING.borrow_mut();
    let at = running.iter().rposition(|other| other.query == query)?;
    let result = last(&mut running[at]);
    running.remove(at);
    Some(result)
}

/// After an error no execution goes on.
pub fn forget() {
    if let Ok(mut running) = RUNNING.try_borrow_mut() {
        running.clear();
    }
}

/// Before the executor works for `query`; `None` if it is not captured.
#[inline]
pub fn begin(query: *const QueryDesc) -> Option<Begun> {
    let captured = RUNNING.borrow().iter().rev().any(|other| other.query == query);
    // SAFETY: plain variables of this process.
    captured.then(|| unsafe {
        Begun { buffers: pg_sys::pgBufferUsage, wal: pg_sys::pgWalUsage, time: Instant::now() }
    })
}

/// After it: adds what that took, and the rows if it `ran`: the executor counts from 0 each time.
#[inline]
pub fn end(query: *const QueryDesc, begun: &Begun, ran: bool) {
    let time = begun.time.elapsed().as_nanos() as u64;
    let mut running = RUNNING.borrow_mut();
    let Some(running) = running.iter_mut().rev().find(|other| other.query == query) else { return };
    // SAFETY: plain variables of this process.
    let (buffers, wal) = unsafe { (pg_sys::pgBufferUsage, pg_sys::pgWalUsage) };
    let (before, amounts) = (&begun.buffers, &mut running.amounts);
    amounts.time += time;
    if ran {
        // SAFETY: a query that has run has its state.
        amounts.rows += unsafe { (*(*query).estate).es_processed };
    }
    amounts.shared_blks_hit += (buffers.shared_blks_hit - before.shared_blks_hit) as u64;
    amounts.shared_blks_read += (buffers.shared_blks_read - before.shared_blks_read) as u64;
    amounts.shared_blks_dirtied += (buffers.shared_blks_dirtied - before.shared_blks_dirtied) as u64;
    amounts.shared_blks_written += (buffers.shared_blks_written - before.shared_blks_written) as u64;
    amounts.temp_blks_read += (buffers.temp_blks_read - before.temp_blks_read) as u64;
    amounts.temp_blks_written += (buffers.temp_blks_written - before.temp_blks_written) as u64;
    amounts.wal_records += (wal.wal_records - begun.wal.wal_records) as u64;
    amounts.wal_bytes += wal.wal_bytes - begun.wal.wal_bytes;
}
