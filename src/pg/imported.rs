//! Functions of the server that pgrx's bindings lack, each with the header that declares it.
//!
//! Every call passes through `pg_guard_ffi_boundary`, which turns an ERROR's longjmp into an unwinding.
use pgrx::pg_sys::{self, Oid};
use std::ffi::{c_char, c_int, CString};

unsafe extern "C-unwind" {
    // src/include/parser/parse_utilcmd.h
    fn transformIndexStmt(
        relation: Oid,
        statement: *mut pg_sys::IndexStmt,
        text: *const c_char,
    ) -> *mut pg_sys::IndexStmt;
    // src/include/catalog/pg_inherits.h
    fn find_all_inheritors(
        parent: Oid,
        lock: pg_sys::LOCKMODE,
        parents: *mut *mut pg_sys::List,
    ) -> *mut pg_sys::List;
    // src/include/catalog/partition.h
    fn map_partition_varattnos(
        expression: *mut pg_sys::List,
        from_varno: c_int,
        to: pg_sys::Relation,
        from: pg_sys::Relation,
    ) -> *mut pg_sys::List;
    // src/include/utils/datum.h
    fn datumCopy(value: pg_sys::Datum, by_value: bool, length: c_int) -> pg_sys::Datum;
    fn datumGetSize(value: pg_sys::Datum, by_value: bool, length: c_int) -> usize;
}

/// A copy of `value` in the current memory context.
///
/// # Safety
/// `value` is of a type with this `typbyval` and `typlen`.
pub unsafe fn datum_copy(value: pg_sys::Datum, by_value: bool, length: i16) -> pg_sys::Datum {
    // SAFETY: promised by the caller.
    unsafe { pg_sys::ffi::pg_guard_ffi_boundary(|| datumCopy(value, by_value, length.into())) }
}

/// Bytes of `value`.
///
/// # Safety
/// As for [`datum_copy`].
pub unsafe fn datum_size(value: pg_sys::Datum, by_value: bool, length: i16) -> usize {
    // SAFETY: promised by the caller.
    unsafe { pg_sys::ffi::pg_guard_ffi_boundary(|| datumGetSize(value, by_value, length.into())) }
}

/// Analyses the expressions and the predicate of CREATE INDEX.
///
/// # Safety
/// `relation` is locked and `statement` is fresh from the parser.
pub unsafe fn transform_index_statement(
    relation: Oid,
    statement: *mut pg_sys::IndexStmt,
    text: &CString,
) -> *mut pg_sys::IndexStmt {
    // SAFETY: promised by the caller.
    unsafe { pg_sys::ffi::pg_guard_ffi_boundary(|| transformIndexStmt(relation, statement, text.as_ptr())) }
}

/// The partitions below `parent` that have storage of their own, each locked with `lock`.
///
/// # Safety
/// `parent` is a locked partitioned table.
pub unsafe fn leaf_partitions(parent: Oid, lock: pg_sys::LOCKMODE) -> Vec<Oid> {
    all_inheritors(parent, lock)
        .into_iter()
        // SAFETY: a syscache look-up.
        .filter(|oid| unsafe { pg_sys::get_rel_relkind(*oid) } as u8 == pg_sys::RELKIND_RELATION)
        .collect()
}

/// `parent` and everything below it, each locked with `lock`.
pub fn all_inheritors(parent: Oid, lock: pg_sys::LOCKMODE) -> Vec<Oid> {
    // SAFETY: returns a list of OIDs in the current memory context.
    unsafe {
        let list =
            pg_sys::ffi::pg_guard_ffi_boundary(|| find_all_inheritors(parent, lock, std::ptr::null_mut()));
        (0..pg_sys::list_length(list)).map(|n| pg_sys::list_nth_oid(list, n)).collect()
    }
}

/// Rewrites column references of `parent` (varno 1) to those of its partition.
///
/// # Safety
/// Both are locked.
pub unsafe fn map_to_partition(list: *mut pg_sys::List, partition: Oid, parent: Oid) -> *mut pg_sys::List {
    if list.is_null() {
        return list;
    }
    // SAFETY: the relations are opened without a further lock and closed again; the mapping copies the list.
    unsafe {
        let no_lock = pg_sys::NoLock as pg_sys::LOCKMODE;
        let to = pg_sys::relation_open(partition, no_lock);
        let from = pg_sys::relation_open(parent, no_lock);
        let mapped = pg_sys::ffi::pg_guard_ffi_boundary(|| map_partition_varattnos(list, 1, to, from));
        pg_sys::relation_close(from, no_lock);
        pg_sys::relation_close(to, no_lock);
        mapped
    }
}

/// Options in parentheses (a list of DefElem) as the text array that checks and stores them.
///
/// # Safety
/// `options` is null or a list of DefElem.
pub unsafe fn relation_options(options: *mut pg_sys::List) -> pg_sys::Datum {
    // SAFETY: promised by the caller; no name space is allowed before an option.
    unsafe {
        pg_sys::transformRelOptions(
            pg_sys::Datum::from(0),
            options,
            std::ptr::null(),
            std::ptr::null_mut(),
            false,
            false,
        )
    }
}
