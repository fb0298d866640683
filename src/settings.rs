//! Every setting of dbarch, one record each; `docs/settings.md` says the same to users.
use pgrx::guc::{GucContext, GucFlags, GucRegistry, GucSetting};
use std::ffi::CString;

/// How long planning a statement may wait for a table lock that somebody holds.
pub static LOCK_TIMEOUT: GucSetting<i32> = GucSetting::<i32>::new(1000);

/// Milliseconds that a query may run while an index is validated, once with the index and once without.
pub static VALIDATE_TIMEOUT: GucSetting<i32> = GucSetting::<i32>::new(10_000);

/// Rows that are looked at to foresee an index that statistics say nothing about.
pub static SAMPLE_ROWS: GucSetting<i32> = GucSetting::<i32>::new(30_000);

/// Whether the background worker does anything.
pub static WORKER_ENABLED: GucSetting<bool> = GucSetting::<bool>::new(true);

/// The databases that the background worker reports on.
pub static DATABASES: GucSetting<Option<CString>> = GucSetting::<Option<CString>>::new(Some(c"*"));

/// Seconds between two health reports of a database.
pub static REPORT_INTERVAL: GucSetting<i32> = GucSetting::<i32>::new(3600);

/// Milliseconds that the background worker may spend on one report.
pub static REPORT_TIMEOUT: GucSetting<i32> = GucSetting::<i32>::new(60_000);

/// Seconds that a report is kept.
pub static REPORT_RETENTION: GucSetting<i32> = GucSetting::<i32>::new(90 * 86_400);

pub fn define() {
    GucRegistry::define_int_guc(
        c"dbarch.lock_timeout",
        c"Longest wait for a lock while dbarch looks at a table; the statement is then skipped with its error.",
        c"Advice must not queue behind DDL, nor make others queue behind it.",
        &LOCK_TIMEOUT,
        1,
        3_600_000,
        GucContext::Userset,
        GucFlags::UNIT_MS,
    );
    GucRegistry::define_int_guc(
        c"dbarch.validate_timeout",
        c"Longest time that validate_index() runs a query with the index, and again without it.",
        c"A query that takes longer costs its own row and not the call.",
        &VALIDATE_TIMEOUT,
        1,
        86_400_000,
        GucContext::Userset,
        GucFlags::UNIT_MS,
    );
    GucRegistry::define_int_guc(
        c"dbarch.sample_rows",
        c"Rows of a table that are looked at to foresee an index that statistics do not tell enough about.",
        c"Such are indexes on expressions, on several columns or on part of a table, and those of GIN, GiST and SP-GiST. 0 looks at none. ANALYZE looks at 30000 rows by default.",
        &SAMPLE_ROWS,
        0,
        1_000_000,
        GucContext::Userset,
        GucFlags::default(),
    );
    GucRegistry::define_bool_guc(
        c"dbarch.worker_enabled",
        c"Whether the background worker writes reports.",
        c"Takes effect at the next reload; the worker exists only if shared_preload_libraries names dbarch.",
        &WORKER_ENABLED,
        GucContext::Sighup,
        GucFlags::default(),
    );
    GucRegistry::define_string_guc(
        c"dbarch.databases",
        c"Databases that the background worker reports on, separated by commas.",
        c"'*' is every database that allows connections and is no template; a database without the extension is passed over.",
        &DATABASES,
        GucContext::Sighup,
        GucFlags::default(),
    );
    GucRegistry::define_int_guc(
        c"dbarch.report_interval",
        c"Time between two health reports of a database.",
        c"0 writes none. A restart neither repeats a fresh report nor skips an overdue one.",
        &REPORT_INTERVAL,
        0,
        31_536_000,
        GucContext::Sighup,
        GucFlags::UNIT_S,
    );
    GucRegistry::define_int_guc(
        c"dbarch.report_timeout",
        c"Longest time that the background worker spends on one report; it is then stored as failed.",
        c"0 sets no limit. The worker does one database after the other, so that a report without limit holds up the rest.",
        &REPORT_TIMEOUT,
        0,
        86_400_000,
        GucContext::Sighup,
        GucFlags::UNIT_MS,
    );
    GucRegistry::define_int_guc(
        c"dbarch.report_retention",
        c"Time that a report is kept; each run deletes older ones.",
        c"0 keeps all.",
        &REPORT_RETENTION,
        0,
        i32::MAX,
        GucContext::Sighup,
        GucFlags::UNIT_S,
    );
}
