//! Names → OIDs, as `regclass` resolves them on the caller's `search_path`.
use crate::error::{Error, Result};
use crate::pg::compat;
use pgrx::pg_sys::{self, Oid};
use std::ffi::CString;

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
