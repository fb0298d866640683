//! The SQL functions: arguments in, one call, results out. One file a topic.

// pgrx keeps SQLSTATE and hint of this error type only, and an error is no hot path.
#![allow(clippy::result_large_err)]

pgrx::extension_sql_file!("../../sql/read/schema_is_ours.sql", name = "schema_is_ours", bootstrap);

mod advice;
mod bloat;
mod check_progress;
mod check_runs;
mod check_settings;
mod check_tables;
mod checks;
mod exports;
mod pricing;
mod recommendations;
mod recording;
mod reports;
mod status;
mod suppressions;
mod validate;
mod what_if;
mod workload;
