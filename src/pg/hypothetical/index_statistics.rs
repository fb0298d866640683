//! Serves the sampled statistics of a hypothetical index's expressions, in `get_index_stats_hook`.
use super::active;
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;

/// Whether the hook has an answer; then `data` holds it.
///
/// # Safety
/// Called from `get_index_stats_hook` with its arguments.
pub unsafe fn supply(
    root: *mut pg_sys::PlannerInfo,
    index: Oid,
    attribute: pg_sys::AttrNumber,
    data: *mut pg_sys::VariableStatData,
) -> bool {
    let found = active::with_index(index, |index| {
        // examine_variable (src/backend/utils/adt/selfuncs.c) fills in the expression before it asks, a cost function
        // asks with an empty structure. The former does not trust the statistics of a partial index, since they are of
        // some of the rows.
        // SAFETY: promised by the caller.
        let of_all_rows = unsafe { !(*data).var.is_null() };
        if of_all_rows && index.predicate.is_some() {
            return None;
        }
        let known = index.foreseen.statistics.get(usize::try_from(attribute - 1).ok()?)?;
        Some((known.as_ref()?.as_heap_tuple(), index.relation))
    });
    let Some(Some((tuple, table))) = found else { return false };
    // SAFETY: the tuple's data lives as long as the what-if, its head as long as the planner's memory.
    unsafe {
        (*data).statsTuple = tuple;
        (*data).freefunc = Some(keep);
        (*data).acl_ok = may_see_all_rows(root, (*data).rel, table);
    }
    true
}

/// all_rows_selectable of selfuncs.c, for the table of the index.
unsafe fn may_see_all_rows(root: *mut pg_sys::PlannerInfo, rel: *mut pg_sys::RelOptInfo, table: Oid) -> bool {
    // SAFETY: the planner's arrays; a cost function asks without a relation and needs no such leave.
    unsafe {
        if !rel.is_null() {
            let entry = *(*root).simple_rte_array.add((*rel).relid as usize);
            if entry.is_null() || !(*entry).securityQuals.is_null() {
                return false;
            }
        }
        let mode = pg_sys::ACL_SELECT as pg_sys::AclMode;
        pg_sys::pg_class_aclcheck(table, pg_sys::GetUserId(), mode) == pg_sys::AclResult::ACLCHECK_OK
    }
}

/// The tuple is not the planner's to free.
#[pg_guard]
unsafe extern "C-unwind" fn keep(_tuple: pg_sys::HeapTuple) {}
