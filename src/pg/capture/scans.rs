//! Rows of each scan of a finished execution, against what the planner expected.
use dbarch_core::capture::scans::Scan;
use pgrx::pg_sys::{self, NodeTag, PlanState};

/// The scans of `state`, subplans included.
///
/// # Safety
/// `state` is a plan that has run and still lives.
pub unsafe fn scans(state: *mut PlanState) -> Vec<Scan> {
    let mut found = Vec::new();
    // SAFETY: promised by the caller.
    unsafe { visit(state, &mut found) };
    found
}

/// The children are those of planstate_tree_walker_impl (src/backend/nodes/nodeFuncs.c).
unsafe fn visit(state: *mut PlanState, found: &mut Vec<Scan>) {
    if state.is_null() {
        return;
    }
    // SAFETY: each cast follows the tag.
    unsafe {
        subplans((*state).initPlan, found);
        match (*state).type_ {
            NodeTag::T_SeqScanState => scan(state, "Seq Scan", 0, found),
            NodeTag::T_SampleScanState => scan(state, "Sample Scan", 0, found),
            NodeTag::T_TidScanState => scan(state, "Tid Scan", 0, found),
            NodeTag::T_TidRangeScanState => scan(state, "Tid Range Scan", 0, found),
            NodeTag::T_IndexScanState => {
                let index = (*(*state).plan.cast::<pg_sys::IndexScan>()).indexid;
                scan(state, "Index Scan", index.to_u32(), found);
            }
            NodeTag::T_IndexOnlyScanState => {
                let index = (*(*state).plan.cast::<pg_sys::IndexOnlyScan>()).indexid;
                scan(state, "Index Only Scan", index.to_u32(), found);
            }
            NodeTag::T_BitmapHeapScanState => scan(state, "Bitmap Heap Scan", bitmap_index(state), found),
            NodeTag::T_AppendState => {
                let node = state.cast::<pg_sys::AppendState>();
                each((*node).appendplans, (*node).as_nplans, found);
            }
            NodeTag::T_MergeAppendState => {
                let node = state.cast::<pg_sys::MergeAppendState>();
                each((*node).mergeplans, (*node).ms_nplans, found);
            }
            NodeTag::T_SubqueryScanState => {
                visit((*state.cast::<pg_sys::SubqueryScanState>()).subplan, found);
            }
            _ => (),
        }
        visit((*state).lefttree, found);
        visit((*state).righttree, found);
        subplans((*state).subPlan, found);
    }
}

unsafe fn each(states: *mut *mut PlanState, count: i32, found: &mut Vec<Scan>) {
    for n in 0..usize::try_from(count).unwrap_or(0) {
        // SAFETY: an array of that many.
        unsafe { visit(*states.add(n), found) };
    }
}

unsafe fn subplans(list: *mut pg_sys::List, found: &mut Vec<Scan>) {
    // SAFETY: a list of SubPlanState.
    unsafe {
        for n in 0..pg_sys::list_length(list) {
            visit((*pg_sys::list_nth(list, n).cast::<pg_sys::SubPlanState>()).planstate, found);
        }
    }
}

/// The index of a bitmap that comes from one only.
unsafe fn bitmap_index(state: *mut PlanState) -> u32 {
    // SAFETY: a bitmap heap scan has its bitmap on the left.
    unsafe {
        let below = (*(*state).plan).lefttree;
        if below.is_null() || (*below).type_ != NodeTag::T_BitmapIndexScan {
            return 0;
        }
        (*below.cast::<pg_sys::BitmapIndexScan>()).indexid.to_u32()
    }
}

unsafe fn scan(state: *mut PlanState, node: &str, index: u32, found: &mut Vec<Scan>) {
    // SAFETY: a scan of a relation; its instrumentation is there if it was asked for in time.
    unsafe {
        let relation = (*state.cast::<pg_sys::ScanState>()).ss_currentRelation;
        let counted = (*state).instrument;
        if relation.is_null() || counted.is_null() {
            return;
        }
        pg_sys::InstrEndLoop(counted);
        let loops = (*counted).nloops;
        if loops < 1.0 {
            return;
        }
        let plan = (*state).plan;
        let mut columns = std::ptr::null_mut();
        pg_sys::pull_varattnos((*plan).qual.cast(), (*plan.cast::<pg_sys::Scan>()).scanrelid, &mut columns);
        found.push(Scan {
            relation: (*relation).rd_id.to_u32(),
            index,
            node: node.to_string(),
            filtered: super::relations::columns(columns),
            samples: 1,
            loops,
            estimated_rows: (*plan).plan_rows,
            actual_rows: (*counted).ntuples / loops,
            removed_rows: ((*counted).nfiltered1 + (*counted).nfiltered2) / loops,
        });
    }
}
