//! What users have set for checks and what was recorded of runs, read with the rights of the tables' owner: it holds for the
//! runs of everybody.
use crate::error::Result;
use crate::pg::{catalog_query, owner_query};
use dbarch_core::catalogue::Configured;
use dbarch_core::finding::difference::{Observation, Observed};
use dbarch_core::finding::suppression::Suppression;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Store {
    pub owner: u32,
    /// Name of the caller.
    pub caller: String,
}

/// A suppression, and who made it when.
#[derive(Debug, Deserialize)]
pub struct Stored {
    #[serde(flatten)]
    pub suppression: Suppression,
    pub created_at: String,
    pub created_by: String,
}

/// A recorded run.
#[derive(Debug, Deserialize)]
pub struct RecordedRun {
    pub id: i64,
    pub areas: Option<Vec<String>>,
    pub checks: Option<Vec<String>>,
    pub schemas: Option<Vec<String>>,
    pub judged: Vec<String>,
    pub not_judged: Vec<String>,
}

/// `None` where the tables are not there, such as before `ALTER EXTENSION dbarch UPDATE`.
pub fn store() -> Result<Option<Store>> {
    catalog_query::row(include_str!("../../sql/read/check_store.sql"), &[])
}

pub fn configured(owner: u32) -> Result<Vec<Configured>> {
    owner_query::rows(owner, include_str!("../../sql/read/check_settings.sql"), &[])
}

pub fn suppressions(owner: u32) -> Result<Vec<Stored>> {
    owner_query::rows(owner, include_str!("../../sql/read/suppressions.sql"), &[])
}

/// The last recorded run; of this name or number, if there is one; before the run of number `before`, if there is one.
pub fn recorded(owner: u32, named: Option<&str>, before: Option<i64>) -> Result<Option<RecordedRun>> {
    let query = include_str!("../../sql/read/check_run.sql");
    Ok(owner_query::rows(owner, query, &[named.into(), before.into()])?.into_iter().next())
}

/// What the run has seen.
pub fn observation(owner: u32, run: &RecordedRun) -> Result<Observation> {
    let query = include_str!("../../sql/read/check_run_findings.sql");
    let findings: Vec<Observed> = owner_query::rows(owner, query, &[run.id.into()])?;
    Ok(Observation {
        judged: run.judged.iter().cloned().collect(),
        not_judged: run.not_judged.iter().cloned().collect(),
        schemas: run.schemas.clone(),
        findings,
    })
}
