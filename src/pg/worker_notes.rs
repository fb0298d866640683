//! The one number that a worker leaves for the launcher: in how many seconds to look at its database again.
//!
//! The launcher runs one worker at a time, so one slot of shared memory is enough.
use pgrx::pg_sys;
use pgrx::prelude::*;
use pgrx::{pg_shmem_init, PgAtomic};
use std::sync::atomic::{AtomicU32, Ordering};

// SAFETY: the name is ours alone.
static SECONDS: PgAtomic<AtomicU32> = unsafe { PgAtomic::new(c"dbarch worker notes") };

const NOTHING: u32 = u32::MAX;

/// Asks for the memory; only while the server loads its libraries.
// The macro asks for majors that we do not have.
#[allow(unexpected_cfgs)]
pub fn request() {
    pg_shmem_init!(SECONDS = AtomicU32::new(NOTHING));
}

/// Forgets what an earlier worker left.
pub fn clear() {
    SECONDS.get().store(NOTHING, Ordering::Relaxed);
}

pub fn leave(seconds: u32) {
    SECONDS.get().store(seconds.min(NOTHING - 1), Ordering::Relaxed);
}

/// `None` if the worker ended before it could say.
pub fn read() -> Option<u32> {
    Some(SECONDS.get().load(Ordering::Relaxed)).filter(|s| *s != NOTHING)
}
