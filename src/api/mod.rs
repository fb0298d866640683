//! The SQL functions: each converts its arguments, calls, and converts the result.
mod checks;
