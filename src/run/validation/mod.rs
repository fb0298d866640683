//! One index and some queries: what it was to do for them, and what it does.
//!
//! Predictions are made before anything is built. The index is built next, so that a definition that fails does so before
//! any query has run; costs and times without it come last, after the rollback. Building refreshes the table's row count
//! for good, and only so do both sides rest on the same one.
mod measure;
mod row;
mod subject;

pub use row::Row;

use crate::error::{Error, Result};
use crate::pg::build_index::{self, Built};
use crate::pg::transaction;
use crate::pg::what_if::WhatIf;
use measure::{measure, Execution, Side};
use pgrx::prelude::PgSqlErrorCode;
use row::IndexFacts;
use subject::{Subject, Subjects};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Plans with the hypothetical index.
    Plan,
    /// Builds it and plans with the real one.
    Build,
    /// Runs the queries too.
    Execute,
}

impl std::str::FromStr for Mode {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "plan" => Ok(Mode::Plan),
            "build" => Ok(Mode::Build),
            "execute" => Ok(Mode::Execute),
            other => Err(Error::invalid_argument(format!("unknown mode: \"{other}\""))
                .hint("Modes: plan, build, execute.")),
        }
    }
}

pub struct Request<'a> {
    pub ddl: &'a str,
    /// `None`: the recorded ones.
    pub queries: Option<Vec<Option<String>>>,
    pub mode: Mode,
    /// Queries that change data are run as well.
    pub allow_writes: bool,
}

pub fn validate(request: Request<'_>) -> Result<Vec<Row>> {
    let builds = request.mode != Mode::Plan;
    if builds && transaction::is_read_only() {
        return Err(Error::new(
            PgSqlErrorCode::ERRCODE_READ_ONLY_SQL_TRANSACTION,
            "cannot execute CREATE INDEX in a read-only transaction",
        )
        .hint("Use mode => 'plan', which builds nothing."));
    }
    let target = build_index::target(request.ddl)?;
    let mut what_if = WhatIf::default();
    let mut facts = predict(&mut what_if, request.ddl, builds)?;
    let subjects = subject::find(request.queries, &what_if, &target)?;

    let execution =
        (request.mode == Mode::Execute).then_some(Execution { allow_writes: request.allow_writes });
    let with_index: Vec<Option<Result<Side>>> = if builds {
        let (built, sides) = build_index::with_index(request.ddl, |built: &Built| {
            Ok((built.clone(), subjects.list.iter().map(|s| side(s, execution)).collect::<Vec<_>>()))
        })?;
        facts.oids = built.oids.clone();
        facts.built = Some(built);
        sides
    } else {
        subjects
            .list
            .iter()
            .map(|subject| subject.predicted.clone().ok().map(|p| Ok(Side::planned(p))))
            .collect()
    };
    let without = |subject: &Subject, with: &Option<Result<Side>>| match with {
        Some(Ok(with)) => side(subject, execution.filter(|_| with.has_run())),
        _ => None,
    };
    let rows = subjects
        .list
        .iter()
        .zip(with_index)
        .map(|(subject, with)| {
            let without = without(subject, &with);
            row::row(subject, &facts, &target, without, with)
        })
        .collect();
    Ok(finish(rows, &subjects, &facts))
}

/// The hypothetical index. One that the planner cannot be shown is an error only if nothing else is to be shown.
fn predict(what_if: &mut WhatIf, ddl: &str, builds: bool) -> Result<IndexFacts> {
    let mut facts = IndexFacts::default();
    match what_if.define(ddl).and_then(|position| Ok((position, what_if.size_bytes(&[position])?))) {
        Ok((position, bytes)) => {
            facts.oids = what_if.oids(position);
            facts.size_estimated = Some(bytes.iter().sum::<f64>() as i64);
        }
        Err(error) if !builds => return Err(error),
        Err(error) => {
            *what_if = WhatIf::default();
            facts.not_predicted = Some(error.to_string());
        }
    }
    Ok(facts)
}

fn side(subject: &Subject, execution: Option<Execution>) -> Option<Result<Side>> {
    let sql = subject.sql.as_deref().filter(|_| subject.predicted.is_ok())?;
    Some(measure(subject.role, sql, execution))
}

/// The index is worth a row even when there is no query; how the queries were found is said once.
fn finish(mut rows: Vec<Row>, subjects: &Subjects, facts: &IndexFacts) -> Vec<Row> {
    if rows.is_empty() {
        rows.push(row::without_query(subjects, facts));
    }
    if let (Some(first), Some(found)) = (rows.first_mut(), &subjects.found) {
        first.detail["workload"] = found.clone();
    }
    rows
}
