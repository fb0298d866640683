//! Runs a piece of work in a subtransaction, which is rolled back when it fails, or always.
//!
//! Planning a statement or running a check can fail, take locks and execute user functions. What happens
//! inside [`discarded`] leaves no lock, snapshot, catalog change or memory behind, and an error in it becomes
//! a value. Cancel and shutdown are not values: they are raised again, but only after the rollback, because
//! raising them inside ends in `FATAL: EndTransactionBlock: unexpected state STARTED`.
use crate::error::{Error, Result};
use crate::pg::raised::Listener;
use pgrx::pg_sys;
use pgrx::pg_sys::panic::CaughtError;
use pgrx::prelude::*;
use std::panic::AssertUnwindSafe;

/// Errors that end the whole call rather than one row of it.
fn must_propagate(code: PgSqlErrorCode) -> bool {
    matches!(
        code,
        PgSqlErrorCode::ERRCODE_QUERY_CANCELED
            | PgSqlErrorCode::ERRCODE_ADMIN_SHUTDOWN
            | PgSqlErrorCode::ERRCODE_CRASH_SHUTDOWN
            | PgSqlErrorCode::ERRCODE_OUT_OF_MEMORY
    )
}

/// What was raised, as a value.
pub fn to_error(caught: &CaughtError) -> Error {
    match caught {
        CaughtError::PostgresError(r)
        | CaughtError::ErrorReport(r)
        | CaughtError::RustPanic { ereport: r, .. } => Error {
            code: r.sql_error_code().into(),
            message: r.message().to_string(),
            detail: r.detail().map(str::to_string),
            hint: r.hint().map(str::to_string),
            position: None,
        },
    }
}

/// Runs `work` in a subtransaction and a memory context of its own, rolls the one back and deletes the other.
///
/// `work` must return values that own their memory in Rust: whatever it pallocs is gone afterwards.
pub fn discarded<R>(work: impl FnOnce() -> Result<R>) -> Result<R> {
    discarded_unless(|| false, work)
}

/// As [`discarded`], but a cancel is a value like other errors if `cancel_is_ours`.
pub fn discarded_unless<R>(
    cancel_is_ours: impl FnOnce() -> bool,
    work: impl FnOnce() -> Result<R>,
) -> Result<R> {
    inside(false, cancel_is_ours, work)
}

/// As [`discarded`], but what `work` has written stays if it returns a value.
pub fn kept<R>(work: impl FnOnce() -> Result<R>) -> Result<R> {
    inside(true, || false, work)
}

fn inside<R>(
    keep: bool,
    cancel_is_ours: impl FnOnce() -> bool,
    work: impl FnOnce() -> Result<R>,
) -> Result<R> {
    // SAFETY: the order is that of plpgsql's exec_stmt_block (src/pl/plpgsql/src/pl_exec.c): remember context
    // and resource owner, begin, run, roll back, restore both. The context is a child of the caller's, so that
    // it goes with the caller if the rollback itself raises.
    unsafe {
        let outer_context = pg_sys::CurrentMemoryContext;
        let outer_owner = pg_sys::CurrentResourceOwner;
        pg_sys::BeginInternalSubTransaction(std::ptr::null());
        let context = pg_sys::AllocSetContextCreateInternal(
            outer_context,
            c"dbarch work in a subtransaction".as_ptr(),
            pg_sys::ALLOCSET_DEFAULT_MINSIZE as usize,
            pg_sys::ALLOCSET_DEFAULT_INITSIZE as usize,
            pg_sys::ALLOCSET_DEFAULT_MAXSIZE as usize,
        );
        pg_sys::MemoryContextSwitchTo(context);
        let listener = Listener::start(context);

        let outcome = PgTryBuilder::new(AssertUnwindSafe(|| Ok(work()))).catch_others(Err).execute();
        let outcome = outcome.map_err(|caught: CaughtError| {
            let mut error = to_error(&caught);
            error.code = listener.state(error.code.known(), &error.message);
            error.position = listener.position();
            (caught, error)
        });
        drop(listener);

        pg_sys::MemoryContextSwitchTo(outer_context);
        if keep && matches!(outcome, Ok(Ok(_))) {
            pg_sys::ReleaseCurrentSubTransaction();
        } else {
            pg_sys::RollbackAndReleaseCurrentSubTransaction();
        }
        pg_sys::MemoryContextSwitchTo(outer_context);
        pg_sys::CurrentResourceOwner = outer_owner;
        pg_sys::MemoryContextDelete(context);

        match outcome {
            Ok(value) => value,
            Err((caught, error)) => {
                let code = error.code.known();
                let ours = code == PgSqlErrorCode::ERRCODE_QUERY_CANCELED && cancel_is_ours();
                if must_propagate(code) && !ours {
                    caught.rethrow()
                }
                Err(error)
            }
        }
    }
}
