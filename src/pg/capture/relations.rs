//! What a plan reads and changes, and whether it is to be captured at all.
use crate::pg::compat;
use crate::settings;
use dbarch_core::capture::exclusion::{is_dump, is_own, Exclusion};
use dbarch_core::capture::statement::Relation;
use dbarch_core::schedule::database_list::{parse, DatabaseList};
use pgrx::pg_sys::{self, Oid};
use std::collections::BTreeMap;
use std::ffi::{c_char, CStr};

/// Relations and views of `plan`, partitions too, with the columns that it sets.
///
/// # Safety
/// `plan` lives.
pub unsafe fn relations(plan: *const pg_sys::PlannedStmt) -> Vec<Relation> {
    // SAFETY: promised by the caller.
    unsafe {
        let mut found: BTreeMap<u32, Vec<i16>> = BTreeMap::new();
        for n in 0..pg_sys::list_length((*plan).rtable) {
            let entry = pg_sys::list_nth((*plan).rtable, n).cast::<pg_sys::RangeTblEntry>();
            if (*entry).relid != Oid::INVALID {
                found.entry((*entry).relid.to_u32()).or_default();
            }
        }
        for (relation, updated) in compat::updated_columns(plan) {
            let known = found.entry(relation.to_u32()).or_default();
            known.extend(columns(updated));
            known.sort_unstable();
            known.dedup();
        }
        found.into_iter().map(|(oid, updated)| Relation { oid, updated }).collect()
    }
}

/// Numbers of the table columns in a set that counts from the first system column.
///
/// # Safety
/// `set` lives.
pub unsafe fn columns(set: *const pg_sys::Bitmapset) -> Vec<i16> {
    let mut found = Vec::new();
    let mut member = -1;
    loop {
        // SAFETY: promised by the caller.
        member = unsafe { pg_sys::bms_next_member(set, member) };
        if member < 0 {
            return found;
        }
        let column = member + pg_sys::FirstLowInvalidHeapAttributeNumber;
        found.extend(i16::try_from(column).ok().filter(|column| *column > 0));
    }
}

/// Why a statement is no part of the workload.
///
/// # Safety
/// Call inside a transaction.
pub unsafe fn exclusion(sql: &str, relations: &[Relation]) -> Option<Exclusion> {
    // SAFETY: promised by the caller.
    unsafe {
        if is_own(sql) {
            return Some(Exclusion::Own);
        }
        if string(pg_sys::application_name).is_some_and(is_dump) {
            return Some(Exclusion::Dump);
        }
        let temporary = |relation: &Relation| {
            pg_sys::get_rel_persistence(Oid::from(relation.oid)) as u8 == pg_sys::RELPERSISTENCE_TEMP
        };
        if relations.iter().any(temporary) {
            return Some(Exclusion::Temporary);
        }
        // information_schema is of initdb, too.
        let catalog = |relation: &Relation| relation.oid < pg_sys::FirstNormalObjectId;
        (!relations.is_empty() && relations.iter().all(catalog)).then_some(Exclusion::Catalog)
    }
}

/// Whether constants of statements by the current role on these relations must not be kept.
///
/// # Safety
/// Call inside a transaction.
pub unsafe fn are_private(relations: &[Relation]) -> bool {
    let roles = settings::list(&settings::CAPTURE_PRIVATE_ROLES);
    let tables = settings::list(&settings::CAPTURE_PRIVATE_TABLES);
    if roles.is_empty() && tables.is_empty() {
        return false;
    }
    // SAFETY: promised by the caller; what the look-ups return is freed with the statement.
    unsafe {
        let role = string(pg_sys::GetUserNameFromId(pg_sys::GetUserId(), true));
        if role.is_some_and(|role| names(&roles, &[role.to_string()])) {
            return true;
        }
        relations.iter().any(|relation| {
            let oid = Oid::from(relation.oid);
            let Some(name) = string(pg_sys::get_rel_name(oid)) else { return false };
            let schema =
                string(pg_sys::get_namespace_name(pg_sys::get_rel_namespace(oid))).unwrap_or_default();
            names(&tables, &[name.to_string(), format!("{schema}.{name}")])
        })
    }
}

fn names(list: &str, candidates: &[String]) -> bool {
    match parse(list) {
        DatabaseList::All => true,
        DatabaseList::Named(named) => named.iter().any(|name| candidates.contains(name)),
    }
}

unsafe fn string<'a>(text: *const c_char) -> Option<&'a str> {
    if text.is_null() {
        return None;
    }
    // SAFETY: promised by the caller.
    unsafe { CStr::from_ptr(text) }.to_str().ok()
}
