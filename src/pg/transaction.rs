//! Transactions of a background process, whose errors come back as values.
use super::subtransaction::to_error;
use super::time_limit::{disable_timeout, enable_timeout_after, STATEMENT_TIMEOUT};
use crate::error::{Error, Result};
use pgrx::pg_sys;
use pgrx::prelude::*;
use std::panic::AssertUnwindSafe;

/// Whether the current transaction may not write: asked for, or a standby.
pub fn is_read_only() -> bool {
    // SAFETY: a plain variable of this process.
    unsafe { pg_sys::XactReadOnly }
}

/// Runs `work` in a transaction of its own: committed if it returns a value, aborted if it fails or raises an error.
/// Takes longer than `timeout_ms` (0: no limit), and it fails with 57014. A shutdown ends the process.
pub fn run<R>(timeout_ms: i32, work: impl FnOnce() -> Result<R>) -> Result<R> {
    // SAFETY: the order is that of an extension worker (src/test/modules/worker_spi) and, for errors, that of
    // PostgresMain: abort, then forget the timeout. STATEMENT_TIMEOUT is registered by InitPostgres for every
    // process that has a database; only the main loop of a client session would arm it by itself.
    unsafe {
        pg_sys::SetCurrentStatementStartTimestamp();
        pg_sys::StartTransactionCommand();
        if timeout_ms > 0 {
            enable_timeout_after(STATEMENT_TIMEOUT, timeout_ms);
        }
        let outcome = PgTryBuilder::new(AssertUnwindSafe(|| {
            pg_sys::PushActiveSnapshot(pg_sys::GetTransactionSnapshot());
            let value = work()?;
            pg_sys::PopActiveSnapshot();
            if timeout_ms > 0 {
                stop_timeout();
            }
            pg_sys::CommitTransactionCommand();
            Ok(value)
        }))
        .catch_others(|caught| Err(to_error(&caught)))
        .execute();
        outcome.inspect_err(|_: &Error| {
            if timeout_ms > 0 {
                stop_timeout();
            }
            pg_sys::AbortCurrentTransaction();
        })
    }
}

/// # Safety
/// The process must have the timeout registered.
unsafe fn stop_timeout() {
    // SAFETY: one that fired at the last moment must not cancel the next transaction.
    unsafe {
        disable_timeout(STATEMENT_TIMEOUT, false);
        (&raw mut pg_sys::QueryCancelPending).write_volatile(0);
    }
}

/// Runs `work`, which sees what the running statement has written.
#[cfg(any(test, feature = "pg_test"))]
pub fn with_new_snapshot<R>(work: impl FnOnce() -> R) -> R {
    // SAFETY: an error ends the transaction, and the snapshot with it.
    unsafe {
        pg_sys::CommandCounterIncrement();
        pg_sys::PushActiveSnapshot(pg_sys::GetTransactionSnapshot());
        let result = work();
        pg_sys::PopActiveSnapshot();
        result
    }
}
