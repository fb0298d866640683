//! The SQL functions: arguments in, one call, results out.

// pgrx keeps SQLSTATE and hint of this error type only, and an error is no hot path.
#![allow(clippy::result_large_err)]

pub mod reports;
pub mod status;
