//! Names → OIDs, as `regclass` resolves them on the caller's `search_path`, and back.
use crate::error::{Error, Result};
use crate::pg::compat;
use pgrx::pg_sys::{self, Oid};
use std::ffi::{CStr, CString};

/// The relation called `name`, locked against being dropped until the (sub)transaction ends. Raises 42P01 for
/// an unknown one.
pub fn relation(name: &str) -> Result<Oid> {
    let text = CString::new(name).map_err(|_| Error::invalid_argument("a name contains a NUL byte"))?;
    // SAFETY: name resolution inside a transaction.
    unsafe {
        let range = pg_sys::makeRangeVarFromNameList(compat::name_parts(text.as_ptr()));
        let lock = pg_sys::AccessShareLock as pg_sys::LOCKMODE;
        Ok(pg_sys::RangeVarGetRelidExtended(range, lock, 0, None, std::ptr::null_mut()))
    }
}

/// The name of `relation`, qualified and quoted.
///
/// # Safety
/// `relation` is locked, so that it and its schema have names.
pub unsafe fn qualified(relation: Oid) -> String {
    // SAFETY: promised by the caller.
    unsafe {
        let schema = pg_sys::get_namespace_name(pg_sys::get_rel_namespace(relation));
        CStr::from_ptr(pg_sys::quote_qualified_identifier(schema, pg_sys::get_rel_name(relation)))
            .to_string_lossy()
            .into_owned()
    }
}

/// The name of `relation` alone, as messages have it.
///
/// # Safety
/// `relation` is locked.
pub unsafe fn unqualified(relation: Oid) -> String {
    // SAFETY: promised by the caller.
    unsafe { CStr::from_ptr(pg_sys::get_rel_name(relation)).to_string_lossy().into_owned() }
}
