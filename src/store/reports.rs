//! The table of reports.
use crate::error::{Error, Result};
use crate::pg::{catalog_query, owner_query};
use crate::settings;
use pgrx::JsonB;
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub struct LastReport {
    pub status: String,
    pub error: Option<String>,
    pub started_at: String,
    pub age_seconds: f64,
}

/// The latest report of a kind, whatever became of it; read with the caller's rights.
pub fn last(kind: &str) -> Result<Option<LastReport>> {
    catalog_query::row(include_str!("../../sql/store/last_report.sql"), &[kind.into()])
}

/// Inserts the row of a run that begins; its id.
pub fn insert(owner: u32, kind: &str) -> Result<i64> {
    let statement = include_str!("../../sql/store/insert_report.sql");
    owner_query::write(owner, statement, &[kind.into()])?
        .ok_or_else(|| Error::internal("dbarch.reports did not accept a row"))
}

pub fn succeed(owner: u32, id: i64, body: Value) -> Result<()> {
    let statement = include_str!("../../sql/store/finish_report.sql");
    owner_query::write(owner, statement, &[id.into(), JsonB(body).into()]).map(drop)
}

pub fn fail(owner: u32, id: i64, error: &str) -> Result<()> {
    let statement = include_str!("../../sql/store/fail_report.sql");
    owner_query::write(owner, statement, &[id.into(), error.into()]).map(drop)
}

/// Rows that a worker left running. Only for the worker itself, which knows that it is alone.
pub fn fail_abandoned(owner: u32) -> Result<()> {
    owner_query::write(owner, include_str!("../../sql/store/fail_abandoned_reports.sql"), &[]).map(drop)
}

pub fn delete_expired(owner: u32) -> Result<()> {
    let seconds = f64::from(settings::REPORT_RETENTION.get());
    if seconds <= 0.0 {
        return Ok(());
    }
    let statement = include_str!("../../sql/store/delete_expired_reports.sql");
    owner_query::write(owner, statement, &[seconds.into()]).map(drop)
}
