//! The SQL functions: arguments in, one call, results out.

pub mod reports;
pub mod status;
