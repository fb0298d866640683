//! Background processes: one launcher, and one short-lived worker at a time, which serves one database.

pub mod database_worker;
pub mod launcher;
mod round;

/// Names in pg_stat_activity.backend_type, which `status()` looks for.
pub const LAUNCHER: &str = "dbarch launcher";
pub const WORKER: &str = "dbarch worker";
