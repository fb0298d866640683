//! Installs the planner and EXPLAIN hooks, and calls whoever was there before.
//!
//! All of them do nothing but ask a thread-local whether a what-if of ours is under way.
use crate::pg::hypothetical::{active, index_statistics, inject, naming};
use crate::pg::{harvest, requirements};
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::cell::Cell;
use std::ffi::{c_char, c_int};

#[derive(Clone, Copy)]
struct Previous {
    planner: pg_sys::planner_hook_type,
    relation_info: pg_sys::get_relation_info_hook_type,
    pathlist: pg_sys::set_rel_pathlist_hook_type,
    index_name: pg_sys::explain_get_index_name_hook_type,
    index_stats: pg_sys::get_index_stats_hook_type,
}

thread_local! {
    static PREVIOUS: Cell<Previous> =
        const { Cell::new(Previous {
            planner: None, relation_info: None, pathlist: None, index_name: None, index_stats: None,
        }) };
}

/// Call once, from `_PG_init`.
pub fn install() {
    // SAFETY: hooks are process-wide variables of a single-threaded backend, set once while the library loads.
    unsafe {
        PREVIOUS.set(Previous {
            planner: pg_sys::planner_hook,
            relation_info: pg_sys::get_relation_info_hook,
            pathlist: pg_sys::set_rel_pathlist_hook,
            index_name: pg_sys::explain_get_index_name_hook,
            index_stats: pg_sys::get_index_stats_hook,
        });
        pg_sys::planner_hook = Some(planner);
        pg_sys::get_relation_info_hook = Some(relation_info);
        pg_sys::set_rel_pathlist_hook = Some(pathlist);
        pg_sys::explain_get_index_name_hook = Some(index_name);
        pg_sys::get_index_stats_hook = Some(index_stats);
    }
}

// Without pgrx's guard, see planner().
unsafe extern "C-unwind" {
    // src/include/optimizer/planner.h
    fn standard_planner(
        query: *mut pg_sys::Query,
        text: *const c_char,
        options: c_int,
        params: pg_sys::ParamListInfo,
    ) -> *mut pg_sys::PlannedStmt;
}

/// Every planning of every session comes here, and nearly none is ours: those pass through without a guard. A guard makes
/// a new error of the one that passes, and that has no CONTEXT, no cursor position, no names of table and constraint, and
/// XX000 for a SQLSTATE which pgrx does not know.
unsafe extern "C-unwind" fn planner(
    query: *mut pg_sys::Query,
    text: *const c_char,
    options: c_int,
    params: pg_sys::ParamListInfo,
) -> *mut pg_sys::PlannedStmt {
    // SAFETY: the arguments are passed on as they came; nothing in this frame needs dropping when an error jumps over it.
    unsafe {
        if active::is_under_way() {
            return planner_in_what_if(query, text, options, params);
        }
        match PREVIOUS.get().planner {
            Some(previous) => previous(query, text, options, params),
            None => standard_planner(query, text, options, params),
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn planner_in_what_if(
    query: *mut pg_sys::Query,
    text: *const c_char,
    options: c_int,
    params: pg_sys::ParamListInfo,
) -> *mut pg_sys::PlannedStmt {
    let _planning = active::enter_planning(query);
    // SAFETY: the arguments are passed on as they came.
    unsafe {
        match PREVIOUS.get().planner {
            Some(previous) => pg_sys::ffi::pg_guard_ffi_boundary(|| previous(query, text, options, params)),
            None => pg_sys::standard_planner(query, text, options, params),
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn relation_info(
    root: *mut pg_sys::PlannerInfo,
    relation: Oid,
    inheritance_parent: bool,
    rel: *mut pg_sys::RelOptInfo,
) {
    // SAFETY: the arguments are passed on as they came; those before us see real indexes only.
    unsafe {
        if let Some(previous) = PREVIOUS.get().relation_info {
            pg_sys::ffi::pg_guard_ffi_boundary(|| previous(root, relation, inheritance_parent, rel));
        }
        inject::adjust(root, relation, inheritance_parent, rel);
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn pathlist(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    number: pg_sys::Index,
    entry: *mut pg_sys::RangeTblEntry,
) {
    // SAFETY: the arguments are passed on as they came.
    unsafe {
        if let Some(previous) = PREVIOUS.get().pathlist {
            pg_sys::ffi::pg_guard_ffi_boundary(|| previous(root, rel, number, entry));
        }
        requirements::observe(root, rel, entry);
        harvest::observe(root, rel, entry);
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn index_name(index: Oid) -> *const c_char {
    if let Some(name) = naming::name(index) {
        return name;
    }
    match PREVIOUS.get().index_name {
        // SAFETY: the argument is passed on as it came.
        Some(previous) => unsafe { pg_sys::ffi::pg_guard_ffi_boundary(|| previous(index)) },
        None => std::ptr::null(),
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn index_stats(
    root: *mut pg_sys::PlannerInfo,
    index: Oid,
    attribute: pg_sys::AttrNumber,
    data: *mut pg_sys::VariableStatData,
) -> bool {
    // SAFETY: the arguments are passed on as they came; ours are indexes that nobody else can know.
    unsafe {
        if index_statistics::supply(root, index, attribute, data) {
            return true;
        }
        match PREVIOUS.get().index_stats {
            Some(previous) => pg_sys::ffi::pg_guard_ffi_boundary(|| previous(root, index, attribute, data)),
            None => false,
        }
    }
}
