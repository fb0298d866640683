//! What pg_index says of an index, changed for as long as a subtransaction lasts.
use pgrx::pg_sys::{self, Oid};

/// Lets `edit` change the entry of `index`, and the planner see it.
///
/// # Safety
/// The index is locked, and the subtransaction that we are in will be rolled back.
pub unsafe fn change(index: Oid, edit: impl FnOnce(&mut pg_sys::FormData_pg_index)) {
    // SAFETY: a catalog update as index_set_state_flags makes it (src/backend/catalog/index.c).
    unsafe {
        let lock = pg_sys::RowExclusiveLock as pg_sys::LOCKMODE;
        let catalog = pg_sys::table_open(pg_sys::IndexRelationId, lock);
        let none = pg_sys::Datum::from(0);
        let tuple = pg_sys::SearchSysCacheCopy(
            pg_sys::SysCacheIdentifier::INDEXRELID as i32,
            pg_sys::Datum::from(index),
            none,
            none,
            none,
        );
        if !tuple.is_null() {
            let entry = &mut *pg_sys::GETSTRUCT(tuple).cast::<pg_sys::FormData_pg_index>();
            let before = (entry.indcheckxmin, entry.indisvalid);
            edit(entry);
            if before != (entry.indcheckxmin, entry.indisvalid) {
                pg_sys::CatalogTupleUpdate(catalog, &raw mut (*tuple).t_self, tuple);
                pg_sys::CommandCounterIncrement();
            }
        }
        pg_sys::table_close(catalog, lock);
    }
}
