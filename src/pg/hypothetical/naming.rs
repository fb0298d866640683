//! Names hypothetical indexes in EXPLAIN, which would look their OIDs up in the catalog in vain.
use super::active;
use pgrx::pg_sys::{self, Oid};
use std::ffi::{c_char, CString};

/// The name of an active hypothetical index, palloc'd; `None` when `index` is somebody else's.
pub fn name(index: Oid) -> Option<*const c_char> {
    active::with_index(index, |index| {
        let name = CString::new(index.name.as_str()).unwrap_or_default();
        // SAFETY: pstrdup copies into the current memory context.
        unsafe { pg_sys::pstrdup(name.as_ptr()).cast_const() }
    })
}
