//! The only place for `unsafe` and `pg_sys`: everything above this folder speaks in values.
#![allow(unsafe_code)]

pub mod catalog_query;
pub mod hooks;
pub mod interrupt;
pub mod sqlstate;
pub mod subtransaction;
