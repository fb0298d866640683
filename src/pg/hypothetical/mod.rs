//! Hypothetical indexes: defined from `CREATE INDEX` text, seen by the planner for the length of one planning.
//!
//! They live in Rust values only: no catalog entry, no relcache entry, no state that outlasts a call.

pub mod active;
mod columns;
pub mod definition;
#[cfg(any(test, feature = "pg_test"))]
mod fidelity;
pub mod inject;
pub mod naming;
mod width_spread;
