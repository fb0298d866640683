//! Entry points that the postmaster calls by name, and their registration.
use super::{capture, check_progress, compat, process, worker_notes};
use crate::worker;
use pgrx::bgworkers::{BackgroundWorkerBuilder, BgWorkerStartTime};
use pgrx::pg_sys;
use pgrx::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Set in the postmaster and inherited by every process that it forks.
static PRELOADED: AtomicBool = AtomicBool::new(false);

/// Whether the server loaded the library at its start, which is when workers can be registered.
pub fn preloaded() -> bool {
    PRELOADED.load(Ordering::Relaxed)
}

/// Whether the server loads the libraries of `shared_preload_libraries` right now.
pub fn preloading() -> bool {
    // SAFETY: a plain flag of the server, constant while libraries are loaded.
    unsafe { pg_sys::process_shared_preload_libraries_in_progress }
}

/// Called from `_PG_init`: registers the launcher when the library comes from `shared_preload_libraries`.
pub fn register() {
    if !preloading() {
        return;
    }
    PRELOADED.store(true, Ordering::Relaxed);
    // pg_upgrade starts both servers with the configured libraries; a write by a worker would break the upgrade.
    // SAFETY: a plain flag of the server.
    if unsafe { pg_sys::IsBinaryUpgrade } {
        return;
    }
    worker_notes::request();
    check_progress::request();
    capture::install();
    BackgroundWorkerBuilder::new(process::LAUNCHER)
        .set_function("dbarch_launcher_main")
        .set_library("dbarch")
        .enable_spi_access()
        // Earlier than the end of recovery, so that a standby can say why nothing happens.
        .set_start_time(BgWorkerStartTime::ConsistentState)
        .set_restart_time(Some(Duration::from_secs(10)))
        .load();
}

#[pg_guard]
#[no_mangle]
pub extern "C-unwind" fn dbarch_launcher_main(_argument: pg_sys::Datum) {
    worker::launcher::run();
}

#[pg_guard]
#[no_mangle]
pub extern "C-unwind" fn dbarch_worker_main(database: pg_sys::Datum) {
    // SAFETY: `die` is the server's own handler: it sets flags, and the next CHECK_FOR_INTERRUPTS ends the process,
    // in the middle of a query too. The default handler of a worker reports from within the signal.
    unsafe {
        compat::set_signal_handler(pg_sys::SIGTERM, compat::die);
        pg_sys::BackgroundWorkerUnblockSignals();
    }
    worker::database_worker::run(database.value() as u32);
}
