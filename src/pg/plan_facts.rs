//! What a finished plan says about its statement.
use crate::pg::hypothetical::naming;
use crate::pg::planner::Plan;
use pgrx::pg_sys::{self, Oid};
use std::ffi::CStr;

/// Facts that outlive the plan.
#[derive(Debug, Clone)]
pub struct PlanFacts {
    pub cost: f64,
    /// OIDs of all relations that the statement depends on, partitions that are pruned while planning left out.
    pub relations: Vec<u32>,
    /// OIDs of the indexes that the plan scans, and their names as EXPLAIN prints them, each once.
    pub indexes: Vec<(u32, String)>,
    /// The statement has `$n` parameters.
    pub parameterized: bool,
    /// It changes rows, itself or in a WITH.
    pub changes_rows: bool,
    /// FOR UPDATE and its kin.
    pub locks_rows: bool,
}

impl PlanFacts {
    /// Whether the plan scans one of `indexes`.
    pub fn scans(&self, indexes: &[u32]) -> bool {
        self.indexes.iter().any(|(oid, _)| indexes.contains(oid))
    }

    /// Whether the statement has to do with one of `tables`.
    pub fn touches(&self, tables: &[u32]) -> bool {
        self.relations.iter().any(|relation| tables.contains(relation))
    }
}

impl Plan<'_> {
    pub fn facts(&self) -> PlanFacts {
        // SAFETY: the plan's memory lives; the lists are those of a finished plan.
        unsafe {
            let statement = &*self.statement;
            let relations = (0..pg_sys::list_length(statement.relationOids))
                .map(|n| pg_sys::list_nth_oid(statement.relationOids, n).to_u32())
                .collect();
            let mut indexes: Vec<(u32, String)> = Vec::new();
            for oid in self.scanned_indexes() {
                if indexes.iter().all(|(known, _)| *known != oid.to_u32()) {
                    indexes.push((oid.to_u32(), index_name(oid)));
                }
            }
            PlanFacts {
                cost: self.cost(),
                relations,
                indexes,
                parameterized: self.parameters > 0,
                changes_rows: statement.commandType != pg_sys::CmdType::CMD_SELECT
                    || statement.hasModifyingCTE,
                locks_rows: !statement.rowMarks.is_null(),
            }
        }
    }
}

/// As EXPLAIN prints it.
pub(in crate::pg) fn index_name(oid: Oid) -> String {
    // SAFETY: both names are C strings; an index that a plan scans is locked, so it has one.
    unsafe {
        let real = pg_sys::get_rel_name(oid);
        let name = if real.is_null() { naming::name(oid) } else { Some(real.cast_const()) };
        name.map_or_else(
            || oid.to_u32().to_string(),
            |name| CStr::from_ptr(name).to_string_lossy().into_owned(),
        )
    }
}
