//! Where the server's own machinery works on somebody's text: nothing stays, nothing gains rights, nothing waits long.
//!
//! Parsing takes table locks and planning executes functions. Inside [`run`] both happen in a subtransaction that
//! is rolled back, with the caller's rights or fewer, under `SECURITY_RESTRICTED_OPERATION` (so that no function changes
//! session state), and a lock that somebody holds is waited for no longer than `dbarch.lock_timeout`.
use crate::error::Result;
use crate::pg::catalog_query::LocalSettings;
use crate::pg::{subtransaction, time_limit};
use pgrx::pg_sys;
use std::ffi::CString;

/// Whose rights apply inside: the caller's, or those of a role that the caller has the privileges of.
pub type Role = Option<u32>;

/// Runs `work`, whose result must own its memory; an error in it becomes a value.
pub fn run<R>(role: Role, work: impl FnOnce() -> Result<R>) -> Result<R> {
    subtransaction::discarded(|| {
        restrict(role);
        let _lock_timeout = limit_lock_wait();
        work()
    })
}

/// As [`run`], for no longer than `limit_ms` if that is above 0. `None` if that was too short. Inside another time limit
/// only that one holds.
pub fn run_within<R>(role: Role, limit_ms: i32, work: impl FnOnce() -> Result<R>) -> Result<Option<R>> {
    if limit_ms <= 0 || time_limit::is_armed() {
        return run(role, work).map(Some);
    }
    time_limit::discarded_within(limit_ms, || {
        restrict(role);
        let _lock_timeout = limit_lock_wait();
        work()
    })
}

fn restrict(role: Role) {
    // SAFETY: the abort of the subtransaction restores user and context (AbortSubTransaction in xact.c).
    unsafe {
        let (mut user, mut context) = (pg_sys::Oid::INVALID, 0);
        pg_sys::GetUserIdAndSecContext(&mut user, &mut context);
        let mut flags = pg_sys::SECURITY_RESTRICTED_OPERATION as i32;
        if let Some(role) = role {
            user = pg_sys::Oid::from(role);
            flags |= pg_sys::SECURITY_LOCAL_USERID_CHANGE as i32;
        }
        pg_sys::SetUserIdAndSecContext(user, context | flags);
    }
}

/// `dbarch.lock_timeout`; the caller's own, shorter lock_timeout stays in force.
pub fn limit_lock_wait() -> Option<LocalSettings> {
    let limit = crate::settings::LOCK_TIMEOUT.get();
    // SAFETY: a plain variable of this process, in milliseconds.
    let own = unsafe { pg_sys::LockTimeout };
    if own > 0 && own <= limit {
        return None;
    }
    let value = CString::new(format!("{limit}ms")).ok()?;
    Some(LocalSettings::set(&[(c"lock_timeout", &value)]))
}
