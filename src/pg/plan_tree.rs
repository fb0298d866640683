//! Walks a finished plan for the indexes that it scans.
use pgrx::pg_sys::{self, NodeTag, Oid};

/// OIDs of the indexes that `statement` scans, subplans included; one may appear more than once.
///
/// # Safety
/// `statement` is a finished plan in a living memory context.
pub unsafe fn scanned_indexes(statement: *const pg_sys::PlannedStmt) -> Vec<Oid> {
    let mut found = Vec::new();
    // SAFETY: promised by the caller.
    unsafe {
        visit((*statement).planTree, &mut found);
        visit_all((*statement).subplans, &mut found);
    }
    found
}

unsafe fn visit_all(plans: *mut pg_sys::List, found: &mut Vec<Oid>) {
    // SAFETY: a list of plan nodes.
    unsafe {
        for n in 0..pg_sys::list_length(plans) {
            visit(pg_sys::list_nth(plans, n).cast(), found);
        }
    }
}

/// The children that a node keeps outside lefttree and righttree are those of planstate_tree_walker_impl
/// (src/backend/nodes/nodeFuncs.c).
unsafe fn visit(plan: *mut pg_sys::Plan, found: &mut Vec<Oid>) {
    if plan.is_null() {
        return;
    }
    // SAFETY: each cast follows the tag.
    unsafe {
        match (*plan.cast::<pg_sys::Node>()).type_ {
            NodeTag::T_IndexScan => found.push((*plan.cast::<pg_sys::IndexScan>()).indexid),
            NodeTag::T_IndexOnlyScan => found.push((*plan.cast::<pg_sys::IndexOnlyScan>()).indexid),
            NodeTag::T_BitmapIndexScan => found.push((*plan.cast::<pg_sys::BitmapIndexScan>()).indexid),
            NodeTag::T_Append => visit_all((*plan.cast::<pg_sys::Append>()).appendplans, found),
            NodeTag::T_MergeAppend => visit_all((*plan.cast::<pg_sys::MergeAppend>()).mergeplans, found),
            NodeTag::T_BitmapAnd => visit_all((*plan.cast::<pg_sys::BitmapAnd>()).bitmapplans, found),
            NodeTag::T_BitmapOr => visit_all((*plan.cast::<pg_sys::BitmapOr>()).bitmapplans, found),
            NodeTag::T_SubqueryScan => visit((*plan.cast::<pg_sys::SubqueryScan>()).subplan, found),
            NodeTag::T_CustomScan => visit_all((*plan.cast::<pg_sys::CustomScan>()).custom_plans, found),
            _ => (),
        }
        visit((*plan).lefttree, found);
        visit((*plan).righttree, found);
    }
}
