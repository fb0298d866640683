//! What a planned statement writes, and into which columns.
use crate::pg::capture::relations::columns;
use crate::pg::compat;
use dbarch_core::model::workload::{Write, WriteKind};
use pgrx::pg_sys::{self, NodeTag};

/// What `plan` writes, CTEs included. Rows are those that the planner expects; MERGE may insert or update each.
///
/// # Safety
/// `plan` is a finished plan in a living memory context.
pub unsafe fn writes(plan: *const pg_sys::PlannedStmt) -> Vec<Write> {
    let mut found = Vec::new();
    // SAFETY: promised by the caller; each cast follows the tag.
    unsafe {
        let mut look = |node: *mut pg_sys::Plan| {
            if !node.is_null() && (*node.cast::<pg_sys::Node>()).type_ == NodeTag::T_ModifyTable {
                note(plan, &*node.cast::<pg_sys::ModifyTable>(), &mut found);
            }
        };
        look((*plan).planTree);
        for n in 0..pg_sys::list_length((*plan).subplans) {
            look(pg_sys::list_nth((*plan).subplans, n).cast());
        }
    }
    found
}

unsafe fn note(plan: *const pg_sys::PlannedStmt, node: &pg_sys::ModifyTable, found: &mut Vec<Write>) {
    // SAFETY: promised by the caller; range table indexes count from 1.
    unsafe {
        let place = i32::try_from(node.nominalRelation).unwrap_or(0) - 1;
        if place < 0 || place >= pg_sys::list_length((*plan).rtable) {
            return;
        }
        let entry = pg_sys::list_nth((*plan).rtable, place).cast::<pg_sys::RangeTblEntry>();
        let relation = (*entry).relid;
        let below = node.plan.lefttree;
        let rows = if below.is_null() { 1.0 } else { (*below).plan_rows };
        let set: Vec<i16> = compat::updated_columns(plan)
            .into_iter()
            .filter(|(of, _)| *of == relation)
            .flat_map(|(_, updated)| columns(updated))
            .collect();
        let mut add = |kind, columns| found.push(Write { table: relation.to_u32(), kind, columns, rows });
        match node.operation {
            pg_sys::CmdType::CMD_INSERT => {
                add(WriteKind::Insert, Vec::new());
                // ON CONFLICT: each row may as well be an update.
                if !set.is_empty() {
                    add(WriteKind::Update, set);
                }
            }
            pg_sys::CmdType::CMD_DELETE => add(WriteKind::Delete, Vec::new()),
            _ => add(WriteKind::Update, set),
        }
    }
}
