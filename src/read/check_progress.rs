//! The runs of checks that go on, as far as the caller may see what they do.
use crate::error::{Error, Result};
use crate::pg::{catalog_query, check_progress};
use pgrx::JsonB;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct RunningChecks {
    pub pid: i32,
    pub database_name: Option<String>,
    pub user_name: String,
    pub started_at: String,
    pub area: Option<String>,
    pub check_id: Option<String>,
    pub check_started_at: Option<String>,
    pub checks_done: Option<i64>,
    pub checks_total: Option<i64>,
    pub findings: Option<i64>,
}

pub fn running() -> Result<Vec<RunningChecks>> {
    let runs = serde_json::to_value(check_progress::running())
        .map_err(|error| Error::internal(format!("progress is not JSON: {error}")))?;
    catalog_query::rows(include_str!("../../sql/read/check_progress.sql"), &[JsonB(runs).into()])
}
