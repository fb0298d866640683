//! Every setting of dbarch, one record each; `docs/settings.md` says the same to users.
use dbarch_core::catalogue::Profile;
use pgrx::guc::{GucContext, GucFlags, GucRegistry, GucSetting, PostgresGucEnum};
use std::ffi::CString;

/// How long planning a statement may wait for a table lock that somebody holds.
pub static LOCK_TIMEOUT: GucSetting<i32> = GucSetting::<i32>::new(1000);

/// Milliseconds that a query may run while an index is validated, once with the index and once without.
pub static VALIDATE_TIMEOUT: GucSetting<i32> = GucSetting::<i32>::new(10_000);

/// Milliseconds that one check may take; 0 is no limit.
pub static CHECK_TIMEOUT: GucSetting<i32> = GucSetting::<i32>::new(30_000);

/// Which checks run that nobody names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PostgresGucEnum)]
pub enum CheckProfile {
    #[name = c"default"]
    Default,
    #[name = c"essential"]
    Essential,
    #[name = c"strict"]
    Strict,
}

static CHECK_PROFILE: GucSetting<CheckProfile> = GucSetting::<CheckProfile>::new(CheckProfile::Default);

pub fn check_profile() -> Profile {
    match CHECK_PROFILE.get() {
        CheckProfile::Default => Profile::Default,
        CheckProfile::Essential => Profile::Essential,
        CheckProfile::Strict => Profile::Strict,
    }
}

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

/// Whether statements are captured.
pub static CAPTURE: GucSetting<bool> = GucSetting::<bool>::new(true);

/// Statements that have room in shared memory.
pub static CAPTURE_MAX_STATEMENTS: GucSetting<i32> = GucSetting::<i32>::new(5000);

/// Kilobytes of shared memory for texts, constants and row counts.
pub static CAPTURE_TEXT_MEMORY: GucSetting<i32> = GucSetting::<i32>::new(16 * 1024);

/// Whether sizes are those that HypoPG would estimate.
#[cfg(feature = "hypopg_sizes")]
pub static HYPOPG_SIZES: GucSetting<bool> = GucSetting::<bool>::new(false);

/// What is kept of constants and parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PostgresGucEnum)]
pub enum Constants {
    #[name = c"on"]
    On,
    #[name = c"types"]
    Types,
    #[name = c"off"]
    Off,
}

pub static CAPTURE_CONSTANTS: GucSetting<Constants> = GucSetting::<Constants>::new(Constants::On);

/// Bytes of the longest constant that is kept.
pub static CAPTURE_CONSTANT_SIZE: GucSetting<i32> = GucSetting::<i32>::new(256);

/// Largest share of the executions of a statement that are looked at closely.
pub static CAPTURE_SAMPLE_RATE: GucSetting<f64> = GucSetting::<f64>::new(0.01);

/// Roles and tables of whose statements no constants are kept.
pub static CAPTURE_PRIVATE_ROLES: GucSetting<Option<CString>> = GucSetting::<Option<CString>>::new(Some(c""));
pub static CAPTURE_PRIVATE_TABLES: GucSetting<Option<CString>> =
    GucSetting::<Option<CString>>::new(Some(c""));

/// Seconds after which what was captured is saved while the server runs.
pub static CAPTURE_SAVE_INTERVAL: GucSetting<i32> = GucSetting::<i32>::new(600);

/// The text of a setting that is a list.
pub fn list(setting: &GucSetting<Option<CString>>) -> String {
    setting.get().map(|text| text.to_string_lossy().into_owned()).unwrap_or_default()
}

/// `preloading`: the server loads its libraries. Settings of the postmaster can be defined only then, and mean nothing
/// otherwise.
pub fn define(preloading: bool) {
    define_capture();
    define_checks();
    if preloading {
        define_capture_memory();
    }
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
    #[cfg(feature = "hypopg_sizes")]
    GucRegistry::define_bool_guc(
        c"dbarch.hypopg_sizes",
        c"Whether storage budgets are counted in HypoPG's sizes.",
        c"For a benchmark only.",
        &HYPOPG_SIZES,
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

fn define_checks() {
    GucRegistry::define_int_guc(
        c"dbarch.check_timeout",
        c"Longest time that one check runs; it then says so, and the others go on.",
        c"0 sets no limit.",
        &CHECK_TIMEOUT,
        0,
        86_400_000,
        GucContext::Userset,
        GucFlags::UNIT_MS,
    );
    GucRegistry::define_enum_guc(
        c"dbarch.check_profile",
        c"Checks that run unless they are named: default, essential or strict.",
        c"essential has those of severity warning and error that are sure, strict matters of taste as well. What configure_check() enables or disables is so in every profile.",
        &CHECK_PROFILE,
        GucContext::Userset,
        GucFlags::default(),
    );
}

fn define_capture() {
    GucRegistry::define_bool_guc(
        c"dbarch.capture",
        c"Whether statements are captured for advice.",
        c"Takes effect only if shared_preload_libraries names dbarch, and not with compute_query_id = off.",
        &CAPTURE,
        GucContext::Suset,
        GucFlags::default(),
    );
    GucRegistry::define_enum_guc(
        c"dbarch.capture_constants",
        c"Whether constants and parameters of captured statements are kept: on, types only, or off.",
        c"Without constants the texts have $1 in their place, and advice takes likely ones from statistics.",
        &CAPTURE_CONSTANTS,
        GucContext::Suset,
        GucFlags::default(),
    );
    GucRegistry::define_int_guc(
        c"dbarch.capture_constant_size",
        c"Bytes of the longest constant that is kept.",
        c"A longer one is left out of what is kept of an execution.",
        &CAPTURE_CONSTANT_SIZE,
        1,
        8192,
        GucContext::Suset,
        GucFlags::UNIT_BYTE,
    );
    GucRegistry::define_float_guc(
        c"dbarch.capture_sample_rate",
        c"Largest share of the executions of a statement whose constants and row counts are looked at.",
        c"The first ones are always looked at, and the share falls as their number grows. 0 looks at the constants of the first ones, and at no row counts.",
        &CAPTURE_SAMPLE_RATE,
        0.0,
        1.0,
        GucContext::Suset,
        GucFlags::default(),
    );
    GucRegistry::define_string_guc(
        c"dbarch.capture_private_roles",
        c"Roles of whose statements no constants are kept, separated by commas.",
        c"'*' is every role.",
        &CAPTURE_PRIVATE_ROLES,
        GucContext::Sighup,
        GucFlags::default(),
    );
    GucRegistry::define_string_guc(
        c"dbarch.capture_private_tables",
        c"Tables and views: no constants are kept of statements that use them. Separated by commas.",
        c"With or without schema; '*' is every table.",
        &CAPTURE_PRIVATE_TABLES,
        GucContext::Sighup,
        GucFlags::default(),
    );
    GucRegistry::define_int_guc(
        c"dbarch.capture_save_interval",
        c"Time after which captured statements are saved while the server runs.",
        c"A crash loses what ran since. A clean shutdown saves in any case; 0 saves only then.",
        &CAPTURE_SAVE_INTERVAL,
        0,
        86_400,
        GucContext::Sighup,
        GucFlags::UNIT_S,
    );
}

fn define_capture_memory() {
    GucRegistry::define_int_guc(
        c"dbarch.capture_max_statements",
        c"Captured statements that have room in shared memory.",
        c"Beyond that the least useful ones go, and are counted.",
        &CAPTURE_MAX_STATEMENTS,
        100,
        100_000,
        GucContext::Postmaster,
        GucFlags::default(),
    );
    GucRegistry::define_int_guc(
        c"dbarch.capture_text_memory",
        c"Shared memory for texts, constants and row counts of captured statements.",
        c"When it is full, the least useful statements go.",
        &CAPTURE_TEXT_MEMORY,
        256,
        1 << 20,
        GucContext::Postmaster,
        GucFlags::UNIT_KB,
    );
}
