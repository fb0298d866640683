//! The pure half of dbarch: it knows tables, plans' costs, rules and reports as values, and never a server.
//!
//! Nothing here performs IO or names pgrx, so all of it is tested in milliseconds without PostgreSQL.
#![forbid(unsafe_code)]

pub mod advisor;
pub mod bloat;
pub mod capture;
pub mod catalogue;
pub mod dependencies;
pub mod finding;
pub mod index_size;
pub mod model;
pub mod normalised;
pub mod report;
pub mod rules;
pub mod schedule;
