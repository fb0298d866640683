//! What has changed since a recorded run.
use super::{run_chosen, Configuration, Selection};
use crate::error::{Error, Result};
use crate::pg::sandbox;
use crate::read::check_store::{self, RecordedRun};
use dbarch_core::catalogue::Registry;
use dbarch_core::finding::difference::{compare, Change, Difference, Observation, Observed};
use dbarch_core::finding::suppression::is_suppressed;
use dbarch_core::finding::{Finding, Severity, Status};
use pgrx::prelude::PgSqlErrorCode;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A finding of one of the runs or of both.
pub struct Compared {
    pub change: Change,
    /// In the recorded run.
    pub severity_before: Option<Severity>,
    pub observed: Observed,
    /// As it was found just now, with all its texts.
    pub found: Option<Finding>,
}

pub struct Comparison {
    pub baseline: i64,
    pub rows: Vec<Compared>,
}

/// Compares the recorded run `baseline`, a name or number, with the recorded run `compared`, or else with what the checks
/// find now. What `selection` leaves open is as in the recorded run.
pub fn since(
    registry: &Registry,
    owner: u32,
    baseline: Option<&str>,
    compared: Option<&str>,
    selection: Selection,
) -> Result<Comparison> {
    let (earlier, past, later) = sandbox::run(None, || {
        let later = match compared {
            Some(named) => Some(recorded(owner, Some(named), None)?),
            None => None,
        };
        // The one before, if only the later one is named.
        let before = later.as_ref().map(|run| run.id).filter(|_| baseline.is_none());
        let earlier = recorded(owner, baseline, before)?;
        let past = check_store::observation(owner, &earlier)?;
        let now = later.map(|run| check_store::observation(owner, &run)).transpose()?;
        Ok((earlier, past, now))
    })?;
    let (now, found) = match later {
        Some(seen) => (seen, Vec::new()),
        None => observe(registry, &earlier, &past, &selection)?,
    };
    let mut rows = differences(past, now, found, selection.include_suppressed);
    rows.retain(|row| is_wanted(row, &selection));
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    Ok(Comparison { baseline: earlier.id, rows })
}

fn key(row: &Compared) -> impl Ord + '_ {
    let seen = &row.observed;
    (row.change, Reverse(seen.severity), &seen.check_id, &seen.object_name, &seen.fingerprint)
}

fn recorded(owner: u32, named: Option<&str>, before: Option<i64>) -> Result<RecordedRun> {
    const HINT: &str =
        "SELECT dbarch.record_findings('a name'); records one, the table dbarch.check_runs lists them.";
    check_store::recorded(owner, named, before)?.ok_or_else(|| {
        let message = match (named, before) {
            (Some(name), _) => format!("there is no recorded run \"{name}\""),
            (None, Some(id)) => format!("there is no recorded run before {id}"),
            (None, None) => "there is no recorded run to compare with".to_string(),
        };
        Error::new(PgSqlErrorCode::ERRCODE_UNDEFINED_OBJECT, message).hint(HINT)
    })
}

/// Runs what of the selection the recorded run has had.
fn observe(
    registry: &Registry,
    earlier: &RecordedRun,
    past: &Observation,
    selection: &Selection,
) -> Result<(Observation, Vec<Finding>)> {
    let mut selection = selection.clone();
    if selection.areas.is_none() && selection.checks.is_none() {
        selection.areas.clone_from(&earlier.areas);
        // A check may have gone with another release.
        let known =
            |ids: &Vec<String>| ids.iter().filter(|id| registry.check(id).is_some()).cloned().collect();
        selection.checks = earlier.checks.as_ref().map(known);
    }
    if selection.schemas.is_none() {
        selection.schemas.clone_from(&earlier.schemas);
        selection.schemas_are_known = true;
    }
    let configuration = Configuration::load()?;
    let mut chosen = selection.checks(registry, &configuration)?;
    chosen.retain(|one| past.has(&one.check.meta.id));
    if chosen.is_empty() {
        return Err(Error::invalid_argument(format!("run {} has none of these checks", earlier.id))
            .hint("The columns judged and not_judged of dbarch.check_runs tell which checks a run had."));
    }
    let run = run_chosen(registry, &selection, &configuration, &chosen)?;
    let ids = run.ran.iter().map(|ran| ran.check_id.as_str());
    Ok((Observation::new(ids, selection.schemas.clone(), &run.findings), run.findings))
}

fn differences(
    past: Observation,
    now: Observation,
    found: Vec<Finding>,
    include_suppressed: bool,
) -> Vec<Compared> {
    let compared = compare(&past, &now, include_suppressed);
    let mut by_fingerprint = HashMap::new();
    let mut rows = Vec::with_capacity(compared.len());
    for finding in found {
        if finding.status == Status::Ok {
            by_fingerprint.entry(finding.fingerprint.clone()).or_insert(finding);
        } else if include_suppressed || !is_suppressed(&finding) {
            // Nor is it known whether anything is new or resolved there.
            let observed = Observed::from(&finding);
            rows.push(Compared {
                change: Change::Unknown,
                severity_before: None,
                observed,
                found: Some(finding),
            });
        }
    }
    for Difference { change, before, now: place } in compared {
        let earlier = before.map(|at| &past.findings[at]);
        let Some(observed) = place.map(|at| &now.findings[at]).or(earlier).cloned() else { continue };
        let found = place.and_then(|_| by_fingerprint.remove(&observed.fingerprint));
        rows.push(Compared { change, severity_before: earlier.map(|one| one.severity), observed, found });
    }
    rows
}

fn is_wanted(row: &Compared, selection: &Selection) -> bool {
    let has =
        |list: &Option<Vec<String>>, name: &String| list.as_ref().is_none_or(|names| names.contains(name));
    let seen = &row.observed;
    let unjudged = row.found.as_ref().is_some_and(|finding| finding.status != Status::Ok);
    has(&selection.areas, &seen.area)
        && has(&selection.checks, &seen.check_id)
        && seen.schema_name.as_ref().is_none_or(|schema| has(&selection.schemas, schema))
        && (unjudged || Some(seen.severity).max(row.severity_before) >= Some(selection.min_severity))
}
