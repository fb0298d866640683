//! What hypothetical indexes are called, also in EXPLAIN, which would look their OIDs up in the catalog in vain.
use super::active;
use super::columns::IndexColumn;
use super::relation_index::Definition;
use crate::error::{Error, Result};
use crate::pg::names;
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::collections::{HashMap, HashSet};
use std::ffi::{c_char, CStr, CString};

/// The name of an active hypothetical index, palloc'd; `None` when `index` is somebody else's.
pub fn name(index: Oid) -> Option<*const c_char> {
    active::with_index(index, |index| {
        let name = CString::new(index.name.as_str()).unwrap_or_default();
        // SAFETY: pstrdup copies into the current memory context.
        unsafe { pg_sys::pstrdup(name.as_ptr()).cast_const() }
    })
}

/// The given name, else one that says what the index is on.
///
/// # Safety
/// `table` is locked, `statement` lives.
pub unsafe fn display_name(
    table: Oid,
    statement: &pg_sys::IndexStmt,
    columns: &[(Option<CString>, IndexColumn)],
) -> String {
    // SAFETY: the table is locked.
    unsafe {
        given_name(statement).unwrap_or_else(|| {
            let names: Vec<_> = columns
                .iter()
                .map(|(n, _)| n.as_ref().map_or("expr".into(), |n| n.to_string_lossy()))
                .collect();
            format!("<hypothetical> {}({})", names::unqualified(table), names.join(", "))
        })
    }
}

/// # Safety
/// `statement` lives.
pub unsafe fn given_name(statement: &pg_sys::IndexStmt) -> Option<String> {
    // SAFETY: idxname is null or a C string.
    unsafe {
        (!statement.idxname.is_null())
            .then(|| CStr::from_ptr(statement.idxname).to_string_lossy().into_owned())
    }
}

/// Sees to it that indexes which are to exist together can be told apart in a plan: what it shows of them is the name.
///
/// Given names are refused as CREATE INDEX would refuse the second one. That a real relation has the name is no fault, for
/// the definition may be meant to replace it; IF NOT EXISTS is no excuse, for the second index would not come to be. Names
/// of our own get a number.
pub fn tell_apart(definitions: &mut [Definition]) -> Result<()> {
    let mut given = HashSet::new();
    let mut ours: HashMap<String, usize> = HashMap::new();
    for definition in definitions {
        if let Some(name) = &definition.given_name {
            if !given.insert(name.clone()) {
                return Err(Error::new(
                    PgSqlErrorCode::ERRCODE_DUPLICATE_TABLE,
                    format!("index \"{}\" is defined twice", name.1),
                )
                .hint("Give each index a name of its own, or none."));
            }
        } else if let Some(index) = definition.relations.first() {
            let number = ours.entry(index.name.clone()).and_modify(|number| *number += 1).or_insert(1);
            if *number > 1 {
                definition.relations.iter_mut().for_each(|index| index.name += &format!(" {number}"));
            }
        }
    }
    Ok(())
}
