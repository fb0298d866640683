//! Installs hooks of the planner and of EXPLAIN, and calls whoever was there before.
//!
//! Every planning of every session comes here, and nearly none is ours. So the hooks themselves are without pgrx's guard,
//! and they call the others without one: a guard makes a new error of the one that passes, and that has no CONTEXT, no
//! cursor position, no names of table and constraint, and leaves some bytes of memory behind. What is guarded is our own
//! work, in plannings of ours. There is no planner hook, for every error of planning would pass through it.
use crate::pg::hypothetical::{active, index_statistics, inject, naming};
use crate::pg::{harvest, real_loops, requirements};
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::cell::Cell;
use std::ffi::{c_char, c_void};

#[derive(Clone, Copy)]
struct Previous {
    relation_info: pg_sys::get_relation_info_hook_type,
    pathlist: pg_sys::set_rel_pathlist_hook_type,
    upper_paths: pg_sys::create_upper_paths_hook_type,
    index_name: pg_sys::explain_get_index_name_hook_type,
    index_stats: pg_sys::get_index_stats_hook_type,
}

thread_local! {
    static PREVIOUS: Cell<Previous> =
        const { Cell::new(Previous {
            relation_info: None, pathlist: None, upper_paths: None, index_name: None, index_stats: None,
        }) };
}

/// Call once, from `_PG_init`.
pub fn install() {
    // SAFETY: hooks are process-wide variables of a single-threaded backend, set once while the library loads.
    unsafe {
        PREVIOUS.set(Previous {
            relation_info: pg_sys::get_relation_info_hook,
            pathlist: pg_sys::set_rel_pathlist_hook,
            upper_paths: pg_sys::create_upper_paths_hook,
            index_name: pg_sys::explain_get_index_name_hook,
            index_stats: pg_sys::get_index_stats_hook,
        });
        pg_sys::get_relation_info_hook = Some(relation_info);
        pg_sys::set_rel_pathlist_hook = Some(pathlist);
        pg_sys::create_upper_paths_hook = Some(upper_paths);
        pg_sys::explain_get_index_name_hook = Some(index_name);
        pg_sys::get_index_stats_hook = Some(index_stats);
    }
}

unsafe extern "C-unwind" fn relation_info(
    root: *mut pg_sys::PlannerInfo,
    relation: Oid,
    inheritance_parent: bool,
    rel: *mut pg_sys::RelOptInfo,
) {
    // SAFETY: the arguments are passed on as they came, and those before us see real indexes only. Nothing in this frame
    // and the like below needs dropping when an error jumps over it.
    unsafe {
        if let Some(previous) = PREVIOUS.get().relation_info {
            previous(root, relation, inheritance_parent, rel);
        }
        if active::is_planning(root) {
            adjust(root, relation, inheritance_parent, rel);
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn adjust(
    root: *mut pg_sys::PlannerInfo,
    relation: Oid,
    inheritance_parent: bool,
    rel: *mut pg_sys::RelOptInfo,
) {
    // SAFETY: as above.
    unsafe { inject::adjust(root, relation, inheritance_parent, rel) }
}

unsafe extern "C-unwind" fn pathlist(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    number: pg_sys::Index,
    entry: *mut pg_sys::RangeTblEntry,
) {
    // SAFETY: as above.
    unsafe {
        if let Some(previous) = PREVIOUS.get().pathlist {
            previous(root, rel, number, entry);
        }
        if active::is_planning(root) {
            observe(root, rel, entry);
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn observe(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    entry: *mut pg_sys::RangeTblEntry,
) {
    // SAFETY: as above.
    unsafe {
        requirements::observe(root, rel, entry);
        harvest::observe(root, rel, entry);
    }
}

unsafe extern "C-unwind" fn upper_paths(
    root: *mut pg_sys::PlannerInfo,
    stage: pg_sys::UpperRelationKind::Type,
    input: *mut pg_sys::RelOptInfo,
    output: *mut pg_sys::RelOptInfo,
    extra: *mut c_void,
) {
    // SAFETY: as above.
    unsafe {
        if let Some(previous) = PREVIOUS.get().upper_paths {
            previous(root, stage, input, output, extra);
        }
        if active::is_planning(root) {
            price_again(root, stage, output);
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn price_again(
    root: *mut pg_sys::PlannerInfo,
    stage: pg_sys::UpperRelationKind::Type,
    output: *mut pg_sys::RelOptInfo,
) {
    // SAFETY: as above.
    unsafe { real_loops::observe(root, stage, output) }
}

unsafe extern "C-unwind" fn index_name(index: Oid) -> *const c_char {
    // SAFETY: as above.
    unsafe {
        if active::is_under_way() {
            let name = own_name(index);
            if !name.is_null() {
                return name;
            }
        }
        PREVIOUS.get().index_name.map_or(std::ptr::null(), |previous| previous(index))
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn own_name(index: Oid) -> *const c_char {
    naming::name(index).unwrap_or(std::ptr::null())
}

unsafe extern "C-unwind" fn index_stats(
    root: *mut pg_sys::PlannerInfo,
    index: Oid,
    attribute: pg_sys::AttrNumber,
    data: *mut pg_sys::VariableStatData,
) -> bool {
    // SAFETY: as above; ours are indexes that nobody else can know.
    unsafe {
        active::is_under_way() && own_stats(root, index, attribute, data)
            || PREVIOUS.get().index_stats.is_some_and(|previous| previous(root, index, attribute, data))
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn own_stats(
    root: *mut pg_sys::PlannerInfo,
    index: Oid,
    attribute: pg_sys::AttrNumber,
    data: *mut pg_sys::VariableStatData,
) -> bool {
    // SAFETY: as above.
    unsafe { index_statistics::supply(root, index, attribute, data) }
}
