//! Catalogs and statistics into values.

pub mod health;
pub mod installation;
pub mod needed_indexes;
