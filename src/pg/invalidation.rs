//! Counts the changes to catalogs that this backend hears of, so that what was derived from them can be told stale.
//!
//! The cached kinds are those that invalidate plans (InitPlanCache in src/backend/utils/cache/plancache.c), and operator
//! classes.
use pgrx::pg_sys::{self, Datum, Oid, SysCacheIdentifier};
use pgrx::prelude::*;
use std::cell::Cell;

thread_local! {
    static GENERATION: Cell<u64> = const { Cell::new(0) };
}

/// Grows with every change heard of. Changes are heard of when a lock is taken.
pub fn generation() -> u64 {
    GENERATION.get()
}

/// Call once, from `_PG_init`.
pub fn install() {
    let nothing = Datum::from(0);
    let caches = [
        SysCacheIdentifier::PROCOID,
        SysCacheIdentifier::TYPEOID,
        SysCacheIdentifier::NAMESPACEOID,
        SysCacheIdentifier::OPEROID,
        SysCacheIdentifier::AMOPOPID,
        SysCacheIdentifier::CLAOID,
    ];
    // SAFETY: the callbacks only count.
    unsafe {
        pg_sys::CacheRegisterRelcacheCallback(Some(relation_changed), nothing);
        for cache in caches {
            pg_sys::CacheRegisterSyscacheCallback(cache as i32, Some(entry_changed), nothing);
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn relation_changed(_argument: Datum, _relation: Oid) {
    GENERATION.set(GENERATION.get() + 1);
}

#[pg_guard]
unsafe extern "C-unwind" fn entry_changed(_argument: Datum, _cache: i32, _hash: u32) {
    GENERATION.set(GENERATION.get() + 1);
}
