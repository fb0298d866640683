//! What a background process needs of the server, as values.
use super::compat;
use pgrx::bgworkers::*;
use pgrx::pg_sys;
use pgrx::prelude::*;
use std::ffi::CStr;

/// Names in pg_stat_activity.backend_type, which sql/read/background_processes.sql looks for.
pub const LAUNCHER: &str = "dbarch launcher";
pub const WORKER: &str = "dbarch worker";

/// A database that allows connections.
#[derive(Debug, Clone)]
pub struct OpenDatabase {
    pub oid: u32,
    pub name: String,
    pub template: bool,
}

pub fn in_recovery() -> bool {
    // SAFETY: reads shared state; fine in any process attached to shared memory.
    unsafe { pg_sys::RecoveryInProgress() }
}

/// Reads the configuration files again.
pub fn reload_configuration() {
    // SAFETY: called between transactions, as the main loop of every background process does.
    unsafe { pg_sys::ProcessConfigFile(pg_sys::GucContext::PGC_SIGHUP) }
}

/// Ends the process with `code`. A worker that exits with 0 is never started again, one with 1 after its restart time.
pub fn exit(code: i32) -> ! {
    // SAFETY: runs the server's exit callbacks; nothing of ours needs unwinding.
    unsafe { compat::proc_exit(code) }
}

/// Registers the one worker of a database; `Err` when max_worker_processes is exhausted.
pub fn start_worker(
    database: &OpenDatabase,
) -> Result<DynamicBackgroundWorker, DynamicBackgroundWorkerLoadError> {
    // SAFETY: a plain variable of this process.
    let me = unsafe { pg_sys::MyProcPid };
    BackgroundWorkerBuilder::new(&format!("{} for {}", WORKER, database.name))
        .set_type(WORKER)
        .set_function("dbarch_worker_main")
        .set_library("dbarch")
        .enable_spi_access()
        .set_start_time(BgWorkerStartTime::RecoveryFinished)
        .set_restart_time(None)
        .set_argument(pg_sys::Oid::from(database.oid).into_datum())
        .set_notify_pid(me)
        .load_dynamic()
}

pub fn connect_to_database(oid: u32) {
    BackgroundWorker::connect_worker_to_spi_by_oid(Some(pg_sys::Oid::from(oid)), None);
}

/// Sets a setting for the life of this process, over what the configuration or ALTER DATABASE says.
pub fn fix_setting(name: &CStr, value: &CStr) {
    // SAFETY: both strings outlive the call, which copies them.
    unsafe {
        pg_sys::SetConfigOption(
            name.as_ptr(),
            value.as_ptr(),
            pg_sys::GucContext::PGC_SUSET,
            pg_sys::GucSource::PGC_S_SESSION,
        )
    }
}

/// What pg_stat_activity shows of this process.
pub fn show_activity(doing: Option<&CStr>) {
    // SAFETY: the text is copied.
    unsafe {
        match doing {
            Some(text) => pg_sys::pgstat_report_activity(pg_sys::BackendState::STATE_RUNNING, text.as_ptr()),
            None => pg_sys::pgstat_report_activity(pg_sys::BackendState::STATE_IDLE, std::ptr::null()),
        }
    }
}

/// The databases of the server that can be connected to, by scanning the shared catalog: a process without a database
/// of its own has no SQL. Must run in a transaction. See get_database_list in src/backend/postmaster/autovacuum.c.
pub fn open_databases() -> Vec<OpenDatabase> {
    let mut out = Vec::new();
    // SAFETY: the scan takes a catalog snapshot itself; a tuple is read only until the next call, and copied.
    unsafe {
        let lock = pg_sys::AccessShareLock as pg_sys::LOCKMODE;
        let relation = pg_sys::table_open(pg_sys::DatabaseRelationId, lock);
        let scan = pg_sys::systable_beginscan(
            relation,
            pg_sys::InvalidOid,
            false,
            std::ptr::null_mut(),
            0,
            std::ptr::null_mut(),
        );
        loop {
            let tuple = pg_sys::systable_getnext(scan);
            if tuple.is_null() {
                break;
            }
            let row = &*pg_sys::GETSTRUCT(tuple).cast::<pg_sys::FormData_pg_database>();
            // A limit of -2 marks a database whose DROP was interrupted (DATCONNLIMIT_INVALID_DB).
            if row.datallowconn && row.datconnlimit != -2 {
                out.push(OpenDatabase {
                    oid: row.oid.to_u32(),
                    name: CStr::from_ptr(row.datname.data.as_ptr()).to_string_lossy().into_owned(),
                    template: row.datistemplate,
                });
            }
        }
        pg_sys::systable_endscan(scan);
        pg_sys::table_close(relation, lock);
    }
    out
}
