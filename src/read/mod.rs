//! Catalogs and statistics into values.

pub mod advised_tables;
pub mod arguments;
pub mod bloat;
pub mod captured;
pub mod check_progress;
pub mod check_store;
pub mod column_values;
pub mod existing_indexes;
pub mod foreign_key_checks;
pub mod health;
pub mod installation;
pub mod partition_indexes;
pub mod recommended;
pub mod sampled_tables;
pub mod snapshot;
mod statement_view;
pub mod statistics;
pub mod workload;
