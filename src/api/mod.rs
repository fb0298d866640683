//! The SQL functions: arguments in, one call, results out. One file a topic.

mod advice;
mod checks;
mod reports;
mod status;
mod what_if;
