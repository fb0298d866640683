//! Hypothetical indexes: defined from `CREATE INDEX` text, seen by the planner for the length of one planning.
//!
//! They live in Rust values only: no catalog entry, no relcache entry, no state that outlasts a call.

pub mod active;
mod brin_cost;
mod columns;
mod counted_keys;
pub mod definition;
mod existing_statistics;
#[cfg(any(test, feature = "pg_test"))]
mod fidelity;
mod foreseen;
mod hidden;
pub mod index_statistics;
pub mod inject;
pub mod method;
pub mod naming;
pub mod opclass;
pub mod relation_index;
mod restrictions;
pub mod size;
mod spgist;
pub mod statistics;
mod storage;
pub(in crate::pg) mod width_spread;
pub mod written;
