//! Background processes: one launcher, and one short-lived worker at a time, which serves one database.

pub mod database_worker;
pub mod launcher;
mod round;
mod workload_saving;

pub use crate::pg::process::{LAUNCHER, WORKER};
