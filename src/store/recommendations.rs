//! The table of recommendations.
use crate::error::{Error, Result};
use crate::pg::subtransaction::kept;
use crate::pg::{owner_query, sandbox};
use dbarch_core::advisor::dismissed::Dismissal;
use dbarch_core::advisor::life_cycle::{Decision, EXPIRES_AFTER_DAYS};
use pgrx::JsonB;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::collections::BTreeMap;

/// What nobody has decided about is forgotten when it was not made for so long.
const FORGOTTEN_AFTER_DAYS: i32 = 365;

/// One that was just made; columns of the table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Made {
    pub fingerprint: String,
    pub action: String,
    pub table_name: String,
    pub index_name: String,
    pub definition: Option<String>,
    pub equivalents: i64,
    pub ddl: String,
    pub undo_ddl: String,
    pub size_bytes: i64,
    pub cost_before: Option<f64>,
    pub cost_after: Option<f64>,
    pub improvement_pct: Option<f64>,
    pub confidence: String,
    pub reason: String,
    pub detail: Value,
}

/// One as it is stored.
#[derive(Debug, Deserialize)]
pub struct Stored {
    pub id: i64,
    /// As it was last made.
    #[serde(flatten)]
    pub made: Made,
    pub first_seen: String,
    pub last_seen: String,
    pub times_seen: i64,
    pub decision: Decision,
    pub decided_at: Option<String>,
    pub decided_by: Option<String>,
    pub decision_reason: Option<String>,
    pub expires_at: String,
    pub overdue: bool,
}

#[derive(Deserialize)]
struct Known {
    id: i64,
    fingerprint: String,
}

pub fn all(owner: u32) -> Result<Vec<Stored>> {
    let query = include_str!("../../sql/store/recorded_recommendations.sql");
    owner_query::rows(owner, query, &[EXPIRES_AFTER_DAYS.into()])
}

pub fn dismissed(owner: u32) -> Result<Vec<Dismissal>> {
    owner_query::rows(owner, include_str!("../../sql/store/dismissed_recommendations.sql"), &[])
}

/// Numbers of those that are known, by fingerprint.
pub fn ids(owner: u32, fingerprints: Vec<String>) -> Result<BTreeMap<String, i64>> {
    let query = include_str!("../../sql/store/recommendation_ids.sql");
    let rows: Vec<Known> = owner_query::rows(owner, query, &[fingerprints.into()])?;
    Ok(rows.into_iter().map(|known| (known.fingerprint, known.id)).collect())
}

/// Notes that these were made, all or none; their numbers by fingerprint.
///
/// Two sessions at once take their rows in the same order, so that one waits and none is in the other's way for good. One
/// whose transaction stays open is waited for no longer than `dbarch.lock_timeout`.
pub fn record(owner: u32, made: &BTreeMap<String, Made>) -> Result<BTreeMap<String, i64>> {
    kept(|| {
        let _lock_timeout = sandbox::limit_lock_wait();
        let forget = include_str!("../../sql/store/forget_recommendations.sql");
        owner_query::write(owner, forget, &[FORGOTTEN_AFTER_DAYS.into()])?;
        made.iter().map(|(fingerprint, one)| Ok((fingerprint.clone(), record_one(owner, one)?))).collect()
    })
}

fn record_one(owner: u32, made: &Made) -> Result<i64> {
    let row = json!(made);
    let write = |statement| owner_query::write(owner, statement, &[JsonB(row.clone()).into()]);
    let see = include_str!("../../sql/store/see_recommendation.sql");
    for statement in [see, include_str!("../../sql/store/insert_recommendation.sql"), see] {
        if let Some(id) = write(statement)? {
            return Ok(id);
        }
    }
    Err(Error::internal("dbarch.recommendations did not accept a row"))
}

/// Stores what `role` decided; false if there is no recommendation of this number.
pub fn decide(owner: u32, id: i64, decision: Decision, role: &str, reason: Option<&str>) -> Result<bool> {
    let statement = include_str!("../../sql/store/decide_recommendation.sql");
    let arguments = [id.into(), decision.as_str().into(), role.into(), reason.into()];
    Ok(owner_query::write(owner, statement, &arguments)?.is_some())
}
