//! Runs a finished plan, throws its rows away and undoes what it did.
use crate::error::Result;
use crate::pg::compat;
use crate::pg::planner::Plan;
use crate::pg::time_limit;
use pgrx::pg_sys;
use std::time::Instant;

/// Milliseconds that the plan takes, or `None` if it takes longer than `limit_ms`. Unless `may_write`, a function that
/// tries to write fails with 25006, as in a read-only transaction.
///
/// Rolled back are rows, settings and locks. Sequences, session-level advisory locks and what a function does outside of
/// the server are not PostgreSQL's to take back.
pub fn run_once(plan: &Plan<'_>, may_write: bool, limit_ms: i32) -> Result<Option<f64>> {
    time_limit::discarded_within(limit_ms, || {
        // SAFETY: the subtransaction's abort restores XactReadOnly, and closes what an error leaves open.
        unsafe {
            if !may_write {
                pg_sys::XactReadOnly = true;
            }
            let started = Instant::now();
            execute(plan);
            Ok(started.elapsed().as_secs_f64() * 1000.0)
        }
    })
}

/// # Safety
/// Call in a subtransaction.
unsafe fn execute(plan: &Plan<'_>) {
    // SAFETY: the sequence of ExplainOnePlan (src/backend/commands/explain.c) with ANALYZE, without instrumentation. The
    // plan's memory and locks belong to the planning around us; a plan may be run more than once.
    unsafe {
        pg_sys::PushActiveSnapshot(pg_sys::GetTransactionSnapshot());
        let query = pg_sys::CreateQueryDesc(
            plan.statement,
            plan.text.as_ptr(),
            pg_sys::GetActiveSnapshot(),
            std::ptr::null_mut(),
            pg_sys::None_Receiver,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            0,
        );
        pg_sys::ExecutorStart(query, 0);
        compat::run_to_the_end(query);
        pg_sys::ExecutorFinish(query);
        pg_sys::ExecutorEnd(query);
        pg_sys::FreeQueryDesc(query);
        pg_sys::PopActiveSnapshot();
    }
}
