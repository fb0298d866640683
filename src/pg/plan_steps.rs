//! The steps of a finished plan as values, and plans for people to see.
use crate::error::Result;
use crate::pg::explain::{self, Format};
use crate::pg::planner::{self, Plan};
use crate::pg::statement::Statement;
use crate::pg::what_if::WhatIf;
use crate::pg::{plan_facts, plan_tree};
use dbarch_core::model::plan_step::{PlanStep, ShownPlan, StepKind};
use pgrx::pg_sys::{self, Index, NodeTag};

impl WhatIf {
    /// The plans of `statement` with each of `configurations`, which are positions of indexes that exist, with the vector
    /// `number` of constants.
    pub fn shown_plans(
        &self,
        statement: &Statement,
        number: usize,
        configurations: &[&[usize]],
    ) -> Result<Vec<ShownPlan>> {
        let look =
            |plan: &Plan<'_>| ShownPlan { text: explain::explain(plan, Format::Text), steps: plan.steps() };
        planner::with_session(statement, |session| {
            let plan = |positions: &&[usize]| {
                session.planning(number, &self.active(positions.iter().copied()), look)
            };
            configurations.iter().map(plan).collect()
        })
    }
}

impl Plan<'_> {
    /// In the order in which EXPLAIN prints them.
    pub fn steps(&self) -> Vec<PlanStep> {
        let mut found: Vec<Found> = Vec::new();
        // SAFETY: the plan's memory lives.
        unsafe {
            plan_tree::walk(self.statement, &mut |plan| {
                let Some(step) = step(self.statement, plan) else { return };
                // Partitions have scans of their own each.
                let known =
                    |one: &Found| step.parent.is_some() && one.parent == step.parent && one.step == step.step;
                if !found.iter().any(known) {
                    found.push(step);
                }
            });
        }
        found.into_iter().map(|found| found.step).collect()
    }
}

struct Found {
    step: PlanStep,
    /// Place in the range table of the table that the scanned one is a partition of.
    parent: Option<Index>,
}

/// # Safety
/// `plan` is a node of `statement`, which lives.
unsafe fn step(statement: *const pg_sys::PlannedStmt, plan: *mut pg_sys::Plan) -> Option<Found> {
    // SAFETY: promised by the caller; each cast follows the tag.
    unsafe {
        let kind = match (*plan.cast::<pg_sys::Node>()).type_ {
            NodeTag::T_SeqScan => StepKind::SequentialScan,
            NodeTag::T_IndexScan => StepKind::IndexScan,
            NodeTag::T_IndexOnlyScan => StepKind::IndexOnlyScan,
            NodeTag::T_BitmapHeapScan => StepKind::BitmapScan,
            NodeTag::T_Sort => StepKind::Sort,
            NodeTag::T_IncrementalSort => StepKind::IncrementalSort,
            NodeTag::T_NestLoop => StepKind::NestedLoop,
            NodeTag::T_HashJoin => StepKind::HashJoin,
            NodeTag::T_MergeJoin => StepKind::MergeJoin,
            _ => return None,
        };
        let is_scan = matches!(
            kind,
            StepKind::SequentialScan | StepKind::IndexScan | StepKind::IndexOnlyScan | StepKind::BitmapScan
        );
        if !is_scan {
            return Some(Found { step: PlanStep { kind, table: None, indexes: Vec::new() }, parent: None });
        }
        let scanned = (*plan.cast::<pg_sys::Scan>()).scanrelid;
        let parent = topmost_parent(statement, scanned);
        let mut indexes = Vec::new();
        let mut note = |plan| indexes.extend(plan_tree::scanned_index(plan).map(plan_facts::index_name));
        match kind {
            // Those below it are its own.
            StepKind::BitmapScan => plan_tree::walk_node((*plan).lefttree, &mut note),
            _ => note(plan),
        }
        let table = relation(statement, parent.unwrap_or(scanned));
        Some(Found { step: PlanStep { kind, table, indexes }, parent })
    }
}

/// # Safety
/// `place` is one of the range table of `statement`, which lives.
unsafe fn relation(statement: *const pg_sys::PlannedStmt, place: Index) -> Option<u32> {
    // SAFETY: promised by the caller.
    unsafe {
        let at = i32::try_from(place).ok()? - 1;
        if at < 0 || at >= pg_sys::list_length((*statement).rtable) {
            return None;
        }
        let entry = pg_sys::list_nth((*statement).rtable, at).cast::<pg_sys::RangeTblEntry>();
        ((*entry).rtekind == pg_sys::RTEKind::RTE_RELATION).then(|| (*entry).relid.to_u32())
    }
}

/// The table above all partitions; `None` if there is none. What stands above the parts of UNION ALL is no table.
unsafe fn topmost_parent(statement: *const pg_sys::PlannedStmt, place: Index) -> Option<Index> {
    let mut topmost = None;
    let mut child = place;
    // SAFETY: promised by the caller of `step`; a list of AppendRelInfo, in which nobody is their own parent.
    unsafe {
        let parents = (*statement).appendRelations;
        let parent_of = |child: Index| {
            (0..pg_sys::list_length(parents))
                .map(|n| &*pg_sys::list_nth(parents, n).cast::<pg_sys::AppendRelInfo>())
                .find(|one| one.child_relid == child)
                .map(|one| one.parent_relid)
        };
        while let Some(parent) = parent_of(child).filter(|parent| relation(statement, *parent).is_some()) {
            topmost = Some(parent);
            child = parent;
        }
    }
    topmost
}
