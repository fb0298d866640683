//! The only place for `unsafe` and `pg_sys`: everything above this folder speaks in values.
#![allow(unsafe_code)]

pub mod catalog_query;
pub mod compat;
pub mod entry;
pub mod hooks;
pub mod interrupt;
pub mod owner_query;
pub mod process;
pub mod sqlstate;
pub mod subtransaction;
pub mod transaction;
pub mod worker_notes;
