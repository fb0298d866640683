//! Rows of `validate_index()`.
use super::measure::Outcome;
use super::subject::{Obstacle, Subject, Subjects};
use crate::error::{Error, Result};
use crate::pg::build_index::{Built, Target};
use crate::pg::plan_facts::PlanFacts;
use dbarch_core::advisor::validation::reason::reason;
use dbarch_core::advisor::validation::verdict::{deviation, Evidence, Run, Verdict};
use pgrx::prelude::PgSqlErrorCode;
use serde_json::{json, Map, Value};

pub struct Row {
    /// `None` in the row of an index without queries.
    pub query_no: Option<i32>,
    pub query: Option<String>,
    pub cost_before: Option<f64>,
    pub cost_after: Option<f64>,
    pub used: Option<bool>,
    pub time_before_ms: Option<f64>,
    pub time_after_ms: Option<f64>,
    pub size_estimated: Option<i64>,
    pub size_actual: Option<i64>,
    pub verdict: Verdict,
    pub detail: Value,
}

/// A query with the index, or without.
pub struct Side {
    pub facts: Result<PlanFacts>,
    /// If it was to be run.
    pub outcome: Option<Outcome>,
}

impl Side {
    pub fn of(facts: PlanFacts) -> Self {
        Side { facts: Ok(facts), outcome: None }
    }
}

/// Both sides of a query; none of one that cannot be planned at all.
pub struct Found {
    pub without: Option<Side>,
    pub with: Option<Side>,
}

impl Found {
    /// What the query is like, on any side.
    pub fn facts(&self) -> Option<&PlanFacts> {
        self.with.as_ref()?.facts.as_ref().ok()
    }

    pub fn has_failed(&self) -> bool {
        let failed = |side: &Option<Side>| {
            side.as_ref()
                .is_some_and(|side| side.facts.is_err() || matches!(side.outcome, Some(Outcome::Failed(_))))
        };
        failed(&self.with) || failed(&self.without)
    }
}

/// What is the same for all queries.
#[derive(Default)]
pub struct IndexFacts {
    pub size_estimated: Option<i64>,
    /// Why the planner could not be shown a hypothetical index.
    pub not_predicted: Option<String>,
    /// Nothing if they were not built.
    pub built: Vec<Built>,
    /// Those that stand for the indexes in plans.
    pub oids: Vec<u32>,
}

const CONCURRENTLY: &str =
    "CONCURRENTLY cannot run inside a transaction: the index was built plainly, which blocks writers meanwhile";

impl IndexFacts {
    /// Of all indexes that were built.
    fn bytes(&self) -> Option<i64> {
        (!self.built.is_empty()).then(|| self.built.iter().map(|built| built.bytes).sum())
    }

    fn row(&self, source: &str) -> Row {
        let mut detail = Map::new();
        detail.insert("source".into(), json!(source));
        if let Some(why) = &self.not_predicted {
            detail.insert("not_predicted".into(), json!(why));
        }
        let bytes = self.bytes();
        if let Some(bytes) = bytes {
            let names: Vec<&str> = self.built.iter().map(|built| built.name.as_str()).collect();
            detail.insert("index".into(), json!(names.join(", ")));
            let build_ms: f64 = self.built.iter().map(|built| built.build_ms).sum();
            detail.insert("build_ms".into(), json!(microseconds(build_ms)));
            if self.built.iter().any(|built| built.concurrently) {
                detail.insert("note".into(), json!(CONCURRENTLY));
            }
            if let Some(share) = self.size_estimated.and_then(|size| deviation(size as f64, bytes as f64)) {
                detail.insert("size_deviation_pct".into(), json!(percent(share)));
            }
        }
        Row {
            query_no: None,
            query: None,
            cost_before: None,
            cost_after: None,
            used: None,
            time_before_ms: None,
            time_after_ms: None,
            size_estimated: self.size_estimated,
            size_actual: bytes,
            verdict: Verdict::Skipped,
            detail: Value::Object(detail),
        }
    }
}

/// The row of an index that no query was found for.
pub fn without_query(subjects: &Subjects, index: &IndexFacts) -> Row {
    let mut row = index.row(subjects.source);
    row.detail["reason"] = json!(format!("There is no query to judge the index by: {}.", subjects.nothing));
    row
}

/// The row of one query.
pub fn row(subject: &Subject, index: &IndexFacts, target: &Target, found: Found) -> Row {
    let mut row = index.row(subject.source);
    row.query_no = Some(subject.number);
    row.query = subject.sql.clone();
    if let Some(calls) = subject.calls {
        row.detail["calls"] = json!(calls);
    }
    let predicted = match &subject.predicted {
        Ok(predicted) => predicted,
        Err(Obstacle::Skipped(reason)) => {
            row.detail["reason"] = json!(format!("The query was passed over: {reason}."));
            return row;
        }
        Err(Obstacle::Failed(error)) => return failed(row, "The query cannot be planned", error),
    };
    let (Some(without), Some(with)) = (found.without, found.with) else { return row };
    let (before, after) = match (without.facts, with.facts) {
        (Ok(before), Ok(after)) => (before, after),
        (_, Err(error)) => return failed(row, "The query cannot be planned with the index", &error),
        (Err(error), _) => return failed(row, "The query cannot be planned without the index", &error),
    };
    let names: Vec<&str> = after.indexes.iter().map(|(_, name)| name.as_str()).collect();
    row.detail["indexes_used"] = json!(names);
    row.cost_before = Some(before.cost);
    row.cost_after = Some(after.cost);
    row.used = Some(after.scans(&index.oids));
    let real = !index.built.is_empty() && index.not_predicted.is_none();
    let evidence = Evidence {
        cost_before: before.cost,
        cost_after: after.cost,
        used: after.scans(&index.oids),
        touches: before.touches(&target.tables),
        writes: before.changes_rows,
        cost_predicted: real.then_some(predicted.cost),
        size_estimated: row.size_estimated,
        size_actual: row.size_actual,
        runs: None,
    };
    judge(row, evidence, without.outcome.as_ref(), with.outcome.as_ref())
}

fn judge(mut row: Row, mut evidence: Evidence, without: Option<&Outcome>, with: Option<&Outcome>) -> Row {
    if let Some(predicted) = evidence.cost_predicted {
        row.detail["cost_predicted"] = json!(predicted);
        if let Some(share) = deviation(predicted, evidence.cost_after) {
            row.detail["cost_deviation_pct"] = json!(percent(share));
        }
    }
    match (without, with) {
        (_, Some(Outcome::Failed(error))) => {
            return failed(row, "The query failed when it was run with the index", error)
        }
        (Some(Outcome::Failed(error)), _) => {
            return failed(row, "The query failed when it was run without the index", error)
        }
        (_, Some(Outcome::NotRun(why))) => row.detail["not_executed"] = json!(why),
        (Some(Outcome::Ran(before)), Some(Outcome::Ran(after))) => {
            row.time_before_ms = before.milliseconds().map(microseconds);
            row.time_after_ms = after.milliseconds().map(microseconds);
            evidence.runs = Some((*before, *after));
        }
        _ => (),
    }
    if let Some((Run::TimedOut(_), Run::TimedOut(_))) = evidence.runs {
        let error = Error::new(
            PgSqlErrorCode::ERRCODE_QUERY_CANCELED,
            "the query ran longer than dbarch.validate_timeout",
        );
        return failed(row, "The query did not end, with or without the index", &error);
    }
    let reason = reason(&evidence);
    row.verdict = evidence.verdict();
    // `prediction off` would otherwise hide it.
    row.detail["effect"] = json!(evidence.effect().name());
    row.detail["reason"] = json!(reason);
    row
}

fn failed(mut row: Row, what: &str, error: &Error) -> Row {
    row.verdict = Verdict::Error;
    row.detail["reason"] = json!(format!("{what}: {error}"));
    row.detail["error"] = json!(error.to_string());
    row.detail["sqlstate"] = json!(error.sqlstate());
    row
}

/// Finer than that is no measurement.
fn microseconds(ms: f64) -> f64 {
    (ms * 1000.0).round() / 1000.0
}

fn percent(share: f64) -> f64 {
    (share * 1000.0).round() / 10.0
}
