//! A time limit for a part of a statement, which `statement_timeout` cannot set: it is armed before the statement runs.
//!
//! The timer raises a cancel as SIGINT does. The flag that it sets beside it tells the two apart, so that the user's own
//! cancel and `statement_timeout` still end the whole call.
use crate::error::{Error, Result};
use crate::pg::subtransaction;
use pgrx::pg_sys;
use pgrx::prelude::*;
use std::cell::Cell;
use std::ffi::{c_int, c_uint};
use std::sync::atomic::{AtomicBool, Ordering};

unsafe extern "C-unwind" {
    // src/include/utils/timeout.h; the bindings leave them out.
    fn RegisterTimeout(id: c_uint, handler: extern "C" fn()) -> c_uint;
    pub(in crate::pg) fn enable_timeout_after(id: c_uint, delay_ms: c_int);
    pub(in crate::pg) fn disable_timeout(id: c_uint, keep_indicator: bool);
    fn get_timeout_active(id: c_uint) -> bool;
    fn get_timeout_indicator(id: c_uint, reset: bool) -> bool;
}

/// `TimeoutId` in src/include/utils/timeout.h, the same from 14 to 18.
pub(in crate::pg) const STATEMENT_TIMEOUT: c_uint = 3;

/// `USER_TIMEOUT` differs between majors, but RegisterTimeout takes all from there on upwards for "any free one".
const ANY_USER_TIMEOUT: c_uint = c_int::MAX as c_uint;

/// Our timer has raised the cancel.
static EXPIRED: AtomicBool = AtomicBool::new(false);

thread_local! {
    static TIMER: Cell<Option<c_uint>> = const { Cell::new(None) };
    static ARMED: Cell<bool> = const { Cell::new(false) };
}

/// Runs in the SIGALRM handler, which has set the latch already (handle_sig_alarm in src/backend/utils/misc/timeout.c).
extern "C" fn expire() {
    // SAFETY: volatile writes to flags that exist for this, and an atomic store: all are async-signal-safe.
    unsafe {
        let cancel = &raw mut pg_sys::QueryCancelPending;
        // A cancel that is pending already is the user's, and stays so.
        if cancel.read_volatile() == 0 {
            EXPIRED.store(true, Ordering::Relaxed);
        }
        (&raw mut pg_sys::InterruptPending).write_volatile(1);
        cancel.write_volatile(1);
    }
}

/// The timer of this process, registered when it is first needed: there are ten for all extensions together.
fn timer() -> c_uint {
    TIMER.get().unwrap_or_else(|| {
        // SAFETY: the handler is async-signal-safe and lives as long as the library, which is never unloaded.
        let id = unsafe { pg_sys::ffi::pg_guard_ffi_boundary(|| RegisterTimeout(ANY_USER_TIMEOUT, expire)) };
        TIMER.set(Some(id));
        id
    })
}

/// The running timer. Stopped before the rollback that follows an error, for dropping is part of the unwinding.
struct Armed(c_uint);

impl Armed {
    fn start(limit_ms: c_int) -> Self {
        let id = timer();
        EXPIRED.store(false, Ordering::Relaxed);
        ARMED.set(true);
        // SAFETY: the id is registered.
        unsafe { enable_timeout_after(id, limit_ms.max(1)) };
        Armed(id)
    }
}

impl Drop for Armed {
    fn drop(&mut self) {
        ARMED.set(false);
        // SAFETY: the id is registered. A cancel that nobody has noticed yet is ours if we raised it and
        // statement_timeout did not as well.
        unsafe {
            disable_timeout(self.0, false);
            if EXPIRED.load(Ordering::Relaxed) && !get_timeout_indicator(STATEMENT_TIMEOUT, false) {
                (&raw mut pg_sys::QueryCancelPending).write_volatile(0);
            }
        }
    }
}

/// Whether a limit holds already: there is one timer.
pub fn is_armed() -> bool {
    ARMED.get()
}

/// Runs `work` in a subtransaction that is rolled back, as [`subtransaction::discarded`] does, but for no longer than
/// `limit_ms`. `None` if that was too short.
pub fn discarded_within<R>(limit_ms: i32, work: impl FnOnce() -> Result<R>) -> Result<Option<R>> {
    if ARMED.get() {
        return Err(Error::not_supported("a query that is being validated cannot validate queries"));
    }
    // SAFETY: only asks.
    let statement_limited = unsafe { get_timeout_active(STATEMENT_TIMEOUT) };
    let ours = || {
        // SAFETY: as above. A timeout that has fired is no longer active.
        let statement_expired = statement_limited && unsafe { !get_timeout_active(STATEMENT_TIMEOUT) };
        EXPIRED.load(Ordering::Relaxed) && !statement_expired
    };
    let outcome = subtransaction::discarded_unless(ours, || {
        let _armed = Armed::start(limit_ms);
        work()
    });
    match outcome {
        Err(error) if error.code == PgSqlErrorCode::ERRCODE_QUERY_CANCELED => Ok(None),
        other => other.map(Some),
    }
}

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use super::*;
    use std::panic::AssertUnwindSafe;

    fn sleep(seconds: f64) -> Result<()> {
        Spi::run(&format!("SELECT pg_sleep({seconds})")).unwrap();
        Ok(())
    }

    #[pg_test]
    fn work_beyond_the_limit_is_cut_short() {
        assert!(discarded_within(50, || sleep(30.0)).unwrap().is_none());
        assert!(discarded_within(10_000, || sleep(0.01)).unwrap().is_some());
    }

    #[pg_test]
    fn what_ends_in_time_is_not_cancelled_later() {
        assert!(discarded_within(30, || Ok(())).unwrap().is_some());
        sleep(0.1).unwrap();
        // Fired, but nobody looked before the end.
        let busy = || {
            std::thread::sleep(std::time::Duration::from_millis(60));
            Ok(())
        };
        assert!(discarded_within(10, busy).unwrap().is_some());
        sleep(0.01).unwrap();
    }

    #[pg_test]
    fn other_errors_are_values() {
        let failed = || Err::<(), _>(Error::invalid_argument("wrong"));
        assert_eq!(discarded_within(1000, failed).unwrap_err().message, "wrong");
        assert!(!ARMED.get());
    }

    #[pg_test]
    fn the_users_own_cancel_ends_the_call() {
        let cancelled = AssertUnwindSafe(|| {
            let outcome = discarded_within(10_000, || {
                // What StatementCancelHandler does, and our timer an instant later.
                // SAFETY: flags of this process.
                unsafe {
                    pg_sys::InterruptPending = 1;
                    pg_sys::QueryCancelPending = 1;
                }
                expire();
                pgrx::check_for_interrupts!();
                Ok(())
            });
            format!("{outcome:?}")
        });
        let raised = PgTryBuilder::new(cancelled)
            .catch_when(PgSqlErrorCode::ERRCODE_QUERY_CANCELED, |_| "raised".to_string())
            .execute();
        assert_eq!(raised, "raised");
        assert!(!ARMED.get());
    }
}
