//! Walks a finished plan, and says which indexes it scans.
use pgrx::pg_sys::{self, NodeTag, Oid};

/// OIDs of the indexes that `statement` scans, subplans included; one may appear more than once.
///
/// # Safety
/// `statement` is a finished plan in a living memory context.
pub unsafe fn scanned_indexes(statement: *const pg_sys::PlannedStmt) -> Vec<Oid> {
    let mut found = Vec::new();
    // SAFETY: promised by the caller.
    unsafe { walk(statement, &mut |plan| found.extend(scanned_index(plan))) };
    found
}

/// The index that the node scans itself.
///
/// # Safety
/// `plan` is a living node of a finished plan.
pub unsafe fn scanned_index(plan: *mut pg_sys::Plan) -> Option<Oid> {
    // SAFETY: each cast follows the tag.
    unsafe {
        match (*plan.cast::<pg_sys::Node>()).type_ {
            NodeTag::T_IndexScan => Some((*plan.cast::<pg_sys::IndexScan>()).indexid),
            NodeTag::T_IndexOnlyScan => Some((*plan.cast::<pg_sys::IndexOnlyScan>()).indexid),
            NodeTag::T_BitmapIndexScan => Some((*plan.cast::<pg_sys::BitmapIndexScan>()).indexid),
            _ => None,
        }
    }
}

/// Shows all nodes of `statement` to `look`, each before those below it, subplans included.
///
/// # Safety
/// `statement` is a finished plan in a living memory context.
pub unsafe fn walk(statement: *const pg_sys::PlannedStmt, look: &mut dyn FnMut(*mut pg_sys::Plan)) {
    // SAFETY: promised by the caller.
    unsafe {
        walk_node((*statement).planTree, look);
        walk_list((*statement).subplans, look);
    }
}

unsafe fn walk_list(plans: *mut pg_sys::List, look: &mut dyn FnMut(*mut pg_sys::Plan)) {
    // SAFETY: a list of plan nodes.
    unsafe {
        for n in 0..pg_sys::list_length(plans) {
            walk_node(pg_sys::list_nth(plans, n).cast(), look);
        }
    }
}

/// The same for the part of a plan from `plan` downwards, which may be null.
///
/// The children that a node keeps outside lefttree and righttree are those of planstate_tree_walker_impl
/// (src/backend/nodes/nodeFuncs.c).
///
/// # Safety
/// `plan` is null or a living node of a finished plan.
pub unsafe fn walk_node(plan: *mut pg_sys::Plan, look: &mut dyn FnMut(*mut pg_sys::Plan)) {
    if plan.is_null() {
        return;
    }
    look(plan);
    // SAFETY: each cast follows the tag.
    unsafe {
        match (*plan.cast::<pg_sys::Node>()).type_ {
            NodeTag::T_Append => walk_list((*plan.cast::<pg_sys::Append>()).appendplans, look),
            NodeTag::T_MergeAppend => walk_list((*plan.cast::<pg_sys::MergeAppend>()).mergeplans, look),
            NodeTag::T_BitmapAnd => walk_list((*plan.cast::<pg_sys::BitmapAnd>()).bitmapplans, look),
            NodeTag::T_BitmapOr => walk_list((*plan.cast::<pg_sys::BitmapOr>()).bitmapplans, look),
            NodeTag::T_SubqueryScan => walk_node((*plan.cast::<pg_sys::SubqueryScan>()).subplan, look),
            NodeTag::T_CustomScan => walk_list((*plan.cast::<pg_sys::CustomScan>()).custom_plans, look),
            _ => (),
        }
        walk_node((*plan).lefttree, look);
        walk_node((*plan).righttree, look);
    }
}
