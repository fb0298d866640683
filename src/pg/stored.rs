//! What is on disk: pages of a relation, and how wide the values are that statistics keep.
use crate::pg::hypothetical::{statistics, width_spread};
use pgrx::pg_sys::{self, Oid};

/// Pages of the main fork; `None` if the relation is gone or somebody holds or awaits a lock that we would wait for.
pub fn pages(relation: u32) -> Option<i64> {
    let (oid, lock) = (Oid::from(relation), pg_sys::AccessShareLock as pg_sys::LOCKMODE);
    // SAFETY: the relation is opened under the lock and closed before it is given back.
    unsafe {
        if !pg_sys::ConditionalLockRelationOid(oid, lock) {
            return None;
        }
        let opened = pg_sys::try_relation_open(oid, pg_sys::NoLock as pg_sys::LOCKMODE);
        let mut pages = None;
        if !opened.is_null() {
            let fork = pg_sys::ForkNumber::MAIN_FORKNUM;
            pages = Some(i64::from(pg_sys::RelationGetNumberOfBlocksInFork(opened, fork)));
            pg_sys::relation_close(opened, pg_sys::NoLock as pg_sys::LOCKMODE);
        }
        pg_sys::UnlockRelationOid(oid, lock);
        pages
    }
}

/// Bytes and share of the values of a variable-length column that statistics keep; empty without any. Asks for no
/// privilege: the caller has been found to be shown these statistics.
pub fn kept_widths(relation: u32, attribute: i16, null_fraction: f64) -> Vec<(f64, f64)> {
    // SAFETY: a syscache look-up, whose tuple lives while it is looked at; of a dropped relation there is none.
    unsafe {
        statistics::with_column(Oid::from(relation), attribute, |tuple| {
            width_spread::kept(tuple, null_fraction)
        })
    }
    .unwrap_or_default()
}
