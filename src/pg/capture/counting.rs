//! Counts executions, each process for itself as long as that will do.
use super::memory::{backlogs, settle, with_shared};
use crate::pg::compat;
use crate::pg::process_local::ProcessLocal;
use dbarch_core::capture::backlog::{Backlog, Place};
use dbarch_core::capture::counters::Amounts;
use dbarch_core::capture::exclusion::{Excluded, Exclusion};
use pgrx::pg_sys;
use std::cell::Cell;
use std::ffi::c_int;

/// Adds all that was counted to the statements, so that a reader misses nothing but the last commands that other sessions
/// have left out.
pub fn settle_all() {
    hand_on();
    with_shared(|shared| backlogs().iter().for_each(|backlog| settle(backlog, shared)));
}

fn backlog() -> Option<&'static Backlog> {
    let backlogs = backlogs();
    backlogs.get(compat::process_number().checked_rem(backlogs.len())?)
}

/// Counts an execution.
pub fn count(place: Place, amounts: &Amounts) {
    let Some(backlog) = backlog() else { return };
    let excluded = LEFT_OUT.take();
    while !backlog.add(place, amounts, excluded.as_ref()) {
        with_shared(|shared| settle(backlog, shared));
    }
}

/// What this process has left out since it counted an execution. Each transaction begins and ends with a command that is
/// left out, and to look at shared memory would be most of what that costs.
static LEFT_OUT: ProcessLocal<Cell<Option<Excluded>>> = ProcessLocal::new(Cell::new(None));

/// As many wait to be handed on.
const MOST_LEFT_OUT: u64 = 16;

pub fn count_excluded(why: Exclusion) {
    static WILL_HAND_ON: ProcessLocal<Cell<bool>> = ProcessLocal::new(Cell::new(false));
    if !WILL_HAND_ON.replace(true) {
        // SAFETY: the callback is of this library, which stays loaded.
        unsafe { pg_sys::before_shmem_exit(Some(hand_on_at_exit), pg_sys::Datum::from(0)) };
    }
    let mut excluded = LEFT_OUT.get().unwrap_or_default();
    excluded[why as usize] += 1;
    LEFT_OUT.set(Some(excluded));
    if excluded.iter().sum::<u64>() >= MOST_LEFT_OUT {
        hand_on();
    }
}

unsafe extern "C-unwind" fn hand_on_at_exit(_code: c_int, _argument: pg_sys::Datum) {
    hand_on();
}

fn hand_on() {
    if let (Some(backlog), Some(excluded)) = (backlog(), LEFT_OUT.take()) {
        backlog.exclude(&excluded);
    }
}
