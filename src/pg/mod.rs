//! The only place for `unsafe` and `pg_sys`: everything above this folder speaks in values.
#![allow(unsafe_code)]

pub mod build_index;
pub mod capture;
pub mod catalog_query;
pub mod clauses;
pub mod comparisons;
pub mod compat;
pub mod entry;
pub mod execute;
pub mod explain;
mod harvest;
pub mod hooks;
pub mod hypothetical;
pub mod imported;
pub mod index_entry;
mod index_interest;
mod index_offers;
pub mod index_statement;
pub mod interrupt;
pub mod invalidation;
pub mod literals;
pub mod names;
pub mod origin;
pub mod owner_query;
pub mod parameter_list;
pub mod parameter_uses;
pub mod plan_facts;
pub mod plan_tree;
pub mod planner;
pub mod process;
pub mod process_local;
pub mod raised;
pub mod requirements;
pub mod sample;
pub mod sandbox;
pub mod sqlstate;
pub mod statement;
pub mod subtransaction;
pub mod time_limit;
pub mod transaction;
pub mod what_if;
pub mod worker_notes;

pub use pgrx::pg_sys::panic::ErrorReport;
pub use pgrx::pg_sys::Oid;
