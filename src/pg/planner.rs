//! Statement → plan inside this backend, never executed, and nothing left behind.
//!
//! Planning happens in the sandbox, because it folds constants and so executes functions.
use crate::error::{Error, Result};
use crate::pg::hypothetical::active::{self, ActiveIndexes};
use crate::pg::sandbox;
use crate::pg::statement::Statement;
use crate::pg::{compat, interrupt, plan_tree, real_loops, writes};
use dbarch_core::model::workload::Write;
use pgrx::is_a;
use pgrx::pg_sys::{self, NodeTag, Oid};
use std::ffi::{c_int, CString};

/// Plans `statement` with `indexes` visible and hands the plan to `look`, whose result must own its memory.
pub fn with_plan<R>(
    statement: &Statement,
    indexes: &ActiveIndexes<'_>,
    look: impl FnOnce(&Plan<'_>) -> Result<R>,
) -> Result<R> {
    sandbox::run(statement.role, || {
        // SAFETY: we are inside the sandbox's own memory context, which outlives `plan`.
        let (plan, _active) = unsafe { plan(statement.query()?, statement, 0, indexes)? };
        look(&Plan {
            statement: plan,
            text: &statement.text,
            parameters: statement.parameters(),
            beyond: real_loops::beyond(),
        })
    })
}

/// Cost of `statement` with `indexes` visible: the mean over the constants that stand for its parameters.
pub fn cost(statement: &Statement, indexes: &ActiveIndexes<'_>) -> Result<f64> {
    with_session(statement, |session| Ok(mean(&session.plans(indexes, |plan| plan.cost())?)))
}

/// What the planner expects of one planning.
pub struct Estimate {
    pub cost: f64,
    /// See [`Plan::likely_cost`].
    pub likely_cost: f64,
    /// Rows that come out, or go into what changes them.
    pub rows: f64,
    pub writes: Vec<Write>,
}

/// What is expected of `statement` with `indexes` visible, of each planning that it takes.
pub fn estimates(statement: &Statement, indexes: &ActiveIndexes<'_>) -> Result<Vec<Estimate>> {
    let look = |plan: &Plan<'_>| Estimate {
        cost: plan.cost(),
        likely_cost: plan.likely_cost(),
        rows: plan.rows(),
        writes: plan.writes(),
    };
    with_session(statement, |session| session.plans(indexes, look))
}

/// Cost of `statement` as things are, of each planning that it takes.
pub fn costs(statement: &Statement) -> Result<Vec<f64>> {
    Ok(estimates(statement, &ActiveIndexes::default())?.into_iter().map(|estimate| estimate.cost).collect())
}

/// The mean of the estimates for each vector of constants: rows that `statement` returns or changes.
pub fn rows(statement: &Statement) -> Result<f64> {
    let indexes = ActiveIndexes::default();
    with_session(statement, |session| Ok(mean(&session.plans(&indexes, |plan| plan.rows())?)))
}

pub(in crate::pg) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Plans `statement` as often as `work` asks, all in one sandbox, whose locks are held until the end: keep the number
/// small enough for somebody to wait for.
pub fn with_session<R>(statement: &Statement, work: impl FnOnce(&mut Session<'_>) -> Result<R>) -> Result<R> {
    sandbox::run(statement.role, || {
        // SAFETY: an error ends the sandbox, and the memory of the session with it.
        unsafe {
            let query = statement.query()?;
            let outer = pg_sys::CurrentMemoryContext;
            let memory = pg_sys::AllocSetContextCreateInternal(
                outer,
                c"dbarch planning".as_ptr(),
                pg_sys::ALLOCSET_DEFAULT_MINSIZE as usize,
                pg_sys::ALLOCSET_DEFAULT_INITSIZE as usize,
                pg_sys::ALLOCSET_DEFAULT_MAXSIZE as usize,
            );
            work(&mut Session { statement, query, outer, memory })
        }
    })
}

/// Plannings of one statement.
pub struct Session<'a> {
    statement: &'a Statement,
    query: *mut pg_sys::Query,
    outer: pg_sys::MemoryContext,
    /// Emptied after each planning.
    memory: pg_sys::MemoryContext,
}

impl Session<'_> {
    /// What `look` makes of the plan with `indexes` visible, once for each vector of constants that stands for the
    /// parameters, or once if there is none.
    pub fn plans<R>(
        &mut self,
        indexes: &ActiveIndexes<'_>,
        mut look: impl FnMut(&Plan<'_>) -> R,
    ) -> Result<Vec<R>> {
        (0..self.statement.plannings()).map(|number| self.planning(number, indexes, &mut look)).collect()
    }

    /// The same for one of the vectors.
    pub fn planning<R>(
        &mut self,
        number: usize,
        indexes: &ActiveIndexes<'_>,
        look: impl FnOnce(&Plan<'_>) -> R,
    ) -> Result<R> {
        interrupt::check();
        // SAFETY: the planner scribbles on the tree that it is given, so it gets a copy.
        unsafe {
            pg_sys::MemoryContextSwitchTo(self.memory);
            let copy = pg_sys::copyObjectImpl(self.query.cast()).cast();
            let (plan, _active) = plan(copy, self.statement, number, indexes)?;
            let result = look(&Plan {
                statement: plan,
                text: &self.statement.text,
                parameters: self.statement.parameters(),
                beyond: real_loops::beyond(),
            });
            pg_sys::MemoryContextSwitchTo(self.outer);
            pg_sys::MemoryContextReset(self.memory);
            Ok(result)
        }
    }
}

/// A finished plan; lives as long as the planning's memory.
pub struct Plan<'a> {
    pub(in crate::pg) statement: *mut pg_sys::PlannedStmt,
    pub(in crate::pg) text: &'a CString,
    /// Number of `$n` parameters.
    pub(in crate::pg) parameters: usize,
    /// What it costs beyond what the planner says.
    beyond: f64,
}

impl Plan<'_> {
    /// Total cost, in the planner's units.
    pub fn cost(&self) -> f64 {
        // SAFETY: the planner always makes a top node.
        unsafe { (*(*self.statement).planTree).total_cost }
    }

    /// Total cost with as many loops as the plan makes; see `pg/real_loops.rs`.
    pub fn likely_cost(&self) -> f64 {
        (self.cost() + self.beyond).max(0.0)
    }

    /// Rows that come out, or go into what changes them.
    pub fn rows(&self) -> f64 {
        // SAFETY: as above; a ModifyTable has the plan of its rows below it, and returns none as a rule.
        unsafe {
            let top = (*self.statement).planTree;
            let changes = is_a(top.cast(), NodeTag::T_ModifyTable);
            let below = (*top).lefttree;
            (*(if changes && !below.is_null() { below } else { top })).plan_rows
        }
    }

    /// What the plan writes.
    pub fn writes(&self) -> Vec<Write> {
        // SAFETY: the plan's memory lives.
        unsafe { writes::writes(self.statement) }
    }

    /// OIDs of the indexes that the plan scans.
    pub fn scanned_indexes(&self) -> Vec<Oid> {
        // SAFETY: the plan's memory lives.
        unsafe { plan_tree::scanned_indexes(self.statement) }
    }
}

/// Plans with the vector `number` of constants.
///
/// # Safety
/// Call in the sandbox; `query` belongs to this planning.
unsafe fn plan<'a>(
    query: *mut pg_sys::Query,
    statement: &Statement,
    number: usize,
    indexes: &'a ActiveIndexes<'a>,
) -> Result<(*mut pg_sys::PlannedStmt, active::Restore<'a>)> {
    // SAFETY: promised by the caller.
    unsafe {
        // It also tells this planning from others, and so is there even without parameters.
        let mark = statement.parameter_list(number)?;
        let active = active::activate(indexes, mark);
        real_loops::forget();
        let plan = pg_sys::pg_plan_query(
            query,
            statement.text.as_ptr(),
            pg_sys::CURSOR_OPT_PARALLEL_OK as c_int,
            mark,
        );
        if plan.is_null() {
            return Err(Error::internal("the planner returned no plan"));
        }
        compat::check_permissions(plan);
        Ok((plan, active))
    }
}
