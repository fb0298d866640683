//! The only place for `unsafe` and `pg_sys`: everything above this folder speaks in values.
#![allow(unsafe_code)]

pub mod catalog_query;
pub mod clauses;
pub mod compat;
pub mod explain;
pub mod hooks;
pub mod hypothetical;
pub mod imported;
pub mod interrupt;
pub mod planner;
pub mod requirements;
pub mod sandbox;
pub mod sqlstate;
pub mod subtransaction;
pub mod what_if;
