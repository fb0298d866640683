//! `record_findings()`, `compare_findings()` and `forget_findings()`.
use super::check_tables::{store, writable_store, Arguments};
use crate::error::{Error, Result};
use crate::pg::ErrorReport;
use crate::read::check_store;
use crate::run::catalogue::registry;
use crate::run::checks::comparison::{since, Compared};
use crate::run::checks::{run_all, unused, Selection};
use crate::store::checks::{self as stored, NewRun};
use dbarch_core::finding::difference::Observation;
use dbarch_core::finding::suppression::EVERY_CHECK;
use dbarch_core::finding::Status;
use pgrx::prelude::*;
use pgrx::JsonB;
use std::time::Instant;

extension_sql_file!("../../sql/schema/check_runs.sql", name = "check_runs");
extension_sql_file!(
    "../../sql/schema/check_runs_functions.sql",
    name = "check_runs_functions",
    requires = ["check_runs", record_findings, compare_findings, forget_findings]
);

type TextArray = Option<Vec<Option<String>>>;

/// Runs checks with the caller's rights and records what they find, as the owner of the tables.
#[pg_extern(volatile, parallel_unsafe)]
fn record_findings(
    name: default!(Option<&str>, "NULL"),
    areas: default!(TextArray, "NULL"),
    checks: default!(TextArray, "NULL"),
    schemas: default!(TextArray, "NULL"),
) -> std::result::Result<i64, ErrorReport> {
    Ok(record(name, Selection::from_arguments(areas, checks, schemas, None)?)?)
}

fn record(name: Option<&str>, selection: Selection) -> Result<i64> {
    if let Some(name) = name.filter(|name| name.chars().all(|c| c.is_ascii_digit())) {
        return Err(Error::invalid_argument(format!("a run cannot be called \"{name}\""))
            .hint("A name has something beside digits, for runs are told by their numbers too."));
    }
    let store = writable_store("record findings")?;
    let started = Instant::now();
    let run = run_all(registry()?, &selection)?;
    let ids = run.ran.iter().map(|ran| ran.check_id.as_str());
    let seen = Observation::new(ids, selection.schemas.clone(), &run.findings);
    let id = stored::record(
        store.owner,
        &NewRun {
            name,
            role: &store.caller,
            areas: selection.areas.as_deref(),
            checks: selection.checks.as_deref(),
            seconds: started.elapsed().as_secs_f64(),
            seen: &seen,
        },
    )?;
    if selection.schemas.is_none() {
        let is_whole = selection.areas.is_none() && selection.checks.is_none();
        let suppressions = check_store::suppressions(store.owner)?;
        let matches: Vec<_> = suppressions
            .iter()
            .map(|one| &one.suppression)
            .filter(|one| is_whole || one.check_id != EVERY_CHECK)
            .filter_map(|one| {
                Some((one.check_id.as_str(), one.object_pattern.as_str(), unused::matched(one, &run)?))
            })
            .collect();
        // Another session that records at the same time must not cost this run.
        if let Err(error) = stored::note_matches(store.owner, &matches) {
            notice!("dbarch: what the suppressions have matched was not noted: {error}");
        }
    }
    Ok(id)
}

type ComparedRow = (
    String,
    Option<String>,
    String,
    String,
    String,
    String,
    String,
    Option<String>,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<JsonB>,
    String,
    i64,
);

fn to_row(row: Compared, baseline: i64) -> ComparedRow {
    let seen = row.observed;
    let status = row.found.as_ref().map_or(Status::Ok, |finding| finding.status);
    let (mut remediation, mut fix, mut undo, mut detail) = (None, None, None, None);
    if let Some(found) = row.found {
        (remediation, fix, undo) = (Some(found.remediation), found.fix_sql, found.undo_sql);
        detail = Some(JsonB(found.detail));
    }
    (
        row.change.as_str().to_string(),
        row.severity_before.map(|severity| severity.to_string()),
        seen.check_id,
        seen.area,
        seen.severity.to_string(),
        status.to_string(),
        seen.object_kind,
        seen.object_name,
        seen.title,
        seen.message,
        remediation,
        fix,
        undo,
        seen.confidence,
        detail,
        seen.fingerprint,
        baseline,
    )
}

/// What is new, changed, resolved, unchanged or unknown. The overload that takes numbers is plain SQL over this one.
#[pg_extern(volatile, parallel_unsafe)]
#[allow(clippy::type_complexity)]
fn compare_findings(
    baseline: default!(Option<&str>, "NULL"),
    compared: default!(Option<&str>, "NULL"),
    areas: default!(TextArray, "NULL"),
    checks: default!(TextArray, "NULL"),
    schemas: default!(TextArray, "NULL"),
    min_severity: default!(Option<&str>, "'info'"),
    include_suppressed: default!(Option<bool>, "false"),
) -> std::result::Result<
    TableIterator<
        'static,
        (
            name!(change, String),
            name!(severity_before, Option<String>),
            name!(check_id, String),
            name!(area, String),
            name!(severity, String),
            name!(status, String),
            name!(object_kind, String),
            name!(object_name, Option<String>),
            name!(title, String),
            name!(message, String),
            name!(remediation, Option<String>),
            name!(fix_sql, Option<String>),
            name!(undo_sql, Option<String>),
            name!(confidence, Option<String>),
            name!(detail, Option<JsonB>),
            name!(fingerprint, String),
            name!(baseline_id, i64),
        ),
    >,
    ErrorReport,
> {
    let selection = Selection {
        include_suppressed: include_suppressed.unwrap_or(false),
        ..Selection::from_arguments(areas, checks, schemas, min_severity)?
    };
    let comparison = since(registry()?, store()?.owner, baseline, compared, selection)?;
    let id = comparison.baseline;
    Ok(TableIterator::new(comparison.rows.into_iter().map(move |row| to_row(row, id))))
}

/// Deletes a recorded run by its number, or all of a name.
#[pg_extern(volatile, parallel_unsafe)]
fn forget_findings(run: Option<&str>) -> std::result::Result<i64, ErrorReport> {
    Ok(forget(run)?)
}

fn forget(run: Option<&str>) -> Result<i64> {
    let named = run.required("run")?;
    let store = writable_store("forget findings")?;
    match stored::forget(store.owner, named)? {
        0 => Err(Error::new(
            PgSqlErrorCode::ERRCODE_UNDEFINED_OBJECT,
            format!("there is no recorded run \"{named}\""),
        )
        .hint("SELECT id, name FROM dbarch.check_runs; lists them.")),
        count => Ok(count),
    }
}
