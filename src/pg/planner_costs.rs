//! What the planner's settings say of this machine.
use dbarch_core::advisor::upkeep::Machine;
use pgrx::pg_sys;

/// As the session has them set; a tablespace may have others.
pub fn machine() -> Machine {
    // SAFETY: plain variables of this process.
    let (pages, random_page) = unsafe { (pg_sys::effective_cache_size, pg_sys::random_page_cost) };
    Machine { cache_bytes: f64::from(pages) * f64::from(pg_sys::BLCKSZ), random_page }
}
