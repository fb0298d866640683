//! Differences between the majors of PostgreSQL.
use pgrx::pg_sys;
use std::ffi::c_int;

extern "C-unwind" {
    /// The server's SIGTERM handler (src/backend/tcop/postgres.c), as the handler that it is: the binding of the same
    /// name is a guarded Rust function.
    pub fn die(signal: c_int);

    /// src/backend/storage/ipc/ipc.c; the binding for 18 has lost that it does not return.
    pub fn proc_exit(code: c_int) -> !;
}

/// Installs a signal handler. PostgreSQL 18 renamed the server's function, 17 and older know one only.
///
/// # Safety
/// `handler` must be async-signal-safe.
pub unsafe fn set_signal_handler(signal: u32, handler: unsafe extern "C-unwind" fn(c_int)) {
    // SAFETY: the caller vouches for the handler; both functions only call sigaction(2).
    unsafe {
        #[cfg(not(feature = "pg18"))]
        pg_sys::pqsignal(signal as i32, Some(handler));
        #[cfg(feature = "pg18")]
        pg_sys::pqsignal_be(signal as i32, Some(handler));
    }
}
