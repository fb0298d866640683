//! What users set for checks, and runs that are recorded.
use crate::error::{Error, Result};
use crate::pg::subtransaction::kept;
use crate::pg::{owner_query, sandbox};
use crate::settings;
use dbarch_core::finding::difference::Observation;
use pgrx::datum::TimestampWithTimeZone;
use pgrx::JsonB;
use serde_json::{json, Map, Value};

/// Findings that are written by one statement.
const PIECE: usize = 5000;

/// What is to be set; `None` leaves as it is, a null among the parameters takes that one back.
pub struct Change<'a> {
    pub enabled: Option<bool>,
    pub severity: Option<&'a str>,
    pub parameters: Map<String, Value>,
}

/// One whose transaction stays open is waited for no longer than `dbarch.lock_timeout`.
fn written<R>(work: impl FnOnce() -> Result<R>) -> Result<R> {
    kept(|| {
        let _lock_timeout = sandbox::limit_lock_wait();
        work()
    })
}

pub fn configure(owner: u32, check_id: &str, change: Change<'_>, role: &str) -> Result<()> {
    written(|| {
        let arguments = [
            check_id.into(),
            change.enabled.into(),
            change.severity.into(),
            JsonB(Value::Object(change.parameters)).into(),
            role.into(),
        ];
        owner_query::write(owner, include_str!("../../sql/store/configure_check.sql"), &arguments)?;
        delete_settings(owner, check_id, false).map(drop)
    })
}

/// Whether something was set.
pub fn reset(owner: u32, check_id: &str) -> Result<bool> {
    written(|| delete_settings(owner, check_id, true))
}

fn delete_settings(owner: u32, check_id: &str, whatever: bool) -> Result<bool> {
    let statement = include_str!("../../sql/store/delete_check_settings.sql");
    Ok(owner_query::write(owner, statement, &[check_id.into(), whatever.into()])?.is_some())
}

/// False if `until` has passed.
pub fn suppress(
    owner: u32,
    check_id: &str,
    pattern: &str,
    reason: Option<&str>,
    until: Option<TimestampWithTimeZone>,
    role: &str,
) -> Result<bool> {
    let statement = include_str!("../../sql/store/suppress.sql");
    let arguments = [check_id.into(), pattern.into(), reason.into(), until.into(), role.into()];
    written(|| Ok(owner_query::write(owner, statement, &arguments)?.is_some()))
}

/// False if there is no such suppression.
pub fn unsuppress(owner: u32, check_id: &str, pattern: &str) -> Result<bool> {
    let statement = include_str!("../../sql/store/unsuppress.sql");
    written(|| Ok(owner_query::write(owner, statement, &[check_id.into(), pattern.into()])?.is_some()))
}

/// A run that is to be recorded.
pub struct NewRun<'a> {
    pub name: Option<&'a str>,
    pub role: &'a str,
    pub areas: Option<&'a [String]>,
    pub checks: Option<&'a [String]>,
    pub seconds: f64,
    pub seen: &'a Observation,
}

/// Records the run; its number.
pub fn record(owner: u32, run: &NewRun<'_>) -> Result<i64> {
    let findings = &run.seen.findings;
    let suppressed = findings.iter().filter(|finding| finding.is_suppressed).count();
    let row = json!({
        "name": run.name,
        "recorded_by": run.role,
        "areas": run.areas,
        "checks": run.checks,
        "schemas": run.seen.schemas,
        "judged": run.seen.judged,
        "not_judged": run.seen.not_judged,
        "findings": findings.len() - suppressed,
        "suppressed": suppressed,
        "version": env!("CARGO_PKG_VERSION"),
    });
    delete_expired(owner)?;
    let arguments = [JsonB(row).into(), run.seconds.into()];
    let id = owner_query::write(owner, include_str!("../../sql/store/insert_check_run.sql"), &arguments)?
        .ok_or_else(|| Error::internal("dbarch.check_runs did not accept a row"))?;
    for piece in findings.chunks(PIECE) {
        let rows = JsonB(json!(piece));
        let statement = include_str!("../../sql/store/insert_check_run_findings.sql");
        owner_query::write(owner, statement, &[id.into(), rows.into()])?;
    }
    Ok(id)
}

/// What suppressions have matched: check, pattern, number.
pub fn note_matches(owner: u32, matches: &[(&str, &str, i64)]) -> Result<()> {
    let rows: Vec<Value> = matches
        .iter()
        .map(
            |(check, pattern, count)| json!({"check_id": check, "object_pattern": pattern, "matched": count}),
        )
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let statement = include_str!("../../sql/store/note_matches.sql");
    written(|| owner_query::write(owner, statement, &[JsonB(Value::Array(rows)).into()]).map(drop))
}

fn delete_expired(owner: u32) -> Result<()> {
    let seconds = f64::from(settings::REPORT_RETENTION.get());
    if seconds <= 0.0 {
        return Ok(());
    }
    let statement = include_str!("../../sql/store/delete_expired_check_runs.sql");
    owner_query::write(owner, statement, &[seconds.into()]).map(drop)
}

/// Deletes the run of this number, or all of this name; how many.
pub fn forget(owner: u32, named: &str) -> Result<i64> {
    let statement = include_str!("../../sql/store/delete_check_runs.sql");
    written(|| Ok(owner_query::write(owner, statement, &[named.into()])?.unwrap_or(0)))
}
