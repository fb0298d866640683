//! Indexes and some queries: what they were to do for them, and what they do.
//!
//! Several are judged as the set that they are.
//!
//! Predictions are made before anything is built. The index is built next, so that a definition that fails does so before
//! any query has run; times without it come last, after the rollback.
mod measure;
mod row;
mod subject;

pub use row::Row;

use crate::error::{Error, Result};
use crate::pg::build_index::{self, Built};
use crate::pg::index_statement::split;
use crate::pg::transaction;
use crate::pg::what_if::WhatIf;
use measure::{measure, obstacle, Outcome};
use pgrx::prelude::PgSqlErrorCode;
use row::{Found, IndexFacts, Side};
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
    let ddl = split(request.ddl)?;
    let target = build_index::target(&ddl)?;
    let mut what_if = WhatIf::default();
    let mut facts = predict(&mut what_if, &ddl, builds)?;
    let subjects = subject::find(request.queries, &what_if, &target)?;
    let mut found = if builds {
        let (built, found) = build_index::with_indexes(&ddl, |built| {
            (0..).zip(built).for_each(|(position, one)| what_if.realise(position, &one.leaves));
            let mut found = with_built(&subjects.list, &what_if, built)?;
            if request.mode == Mode::Execute {
                run_all(&subjects.list, &mut found, &what_if, request.allow_writes, |found| &mut found.with);
            }
            Ok((built.to_vec(), found))
        })?;
        facts.oids = built.iter().flat_map(|one| one.created.iter().copied()).collect();
        facts.built = built;
        found
    } else {
        with_hypothetical(&subjects.list)
    };
    if request.mode == Mode::Execute {
        let nothing = WhatIf::default();
        run_all(&subjects.list, &mut found, &nothing, request.allow_writes, |found| &mut found.without);
    }
    let rows = subjects.list.iter().zip(found);
    let rows = rows.map(|(subject, found)| row::row(subject, &facts, &target, found)).collect();
    Ok(finish(rows, &subjects, &facts))
}

/// The hypothetical indexes. One that the planner cannot be shown is an error only if nothing else is to be shown.
fn predict(what_if: &mut WhatIf, ddl: &[String], builds: bool) -> Result<IndexFacts> {
    let mut facts = IndexFacts::default();
    let defined = ddl.iter().map(|one| what_if.define(one)).collect::<Result<Vec<usize>>>();
    match defined.and_then(|positions| Ok((what_if.size_bytes(&positions)?, positions))) {
        Ok((bytes, positions)) => {
            facts.oids = positions.into_iter().flat_map(|position| what_if.oids(position)).collect();
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

fn with_hypothetical(subjects: &[Subject]) -> Vec<Found> {
    let nothing = WhatIf::default();
    subjects
        .iter()
        .map(|s| Found { with: s.predicted.clone().ok().map(Side::of), without: plan(s, &nothing) })
        .collect()
}

fn with_built(subjects: &[Subject], what_if: &WhatIf, built: &[Built]) -> Result<Vec<Found>> {
    let nothing = WhatIf::default();
    let with = subjects.iter().map(|s| plan(s, what_if)).collect::<Vec<_>>();
    build_index::without_indexes(built, || {
        Ok(subjects.iter().zip(with).map(|(s, with)| Found { with, without: plan(s, &nothing) }).collect())
    })
}

/// `None` if the query could not even be planned before; the row says so.
fn plan(subject: &Subject, what_if: &WhatIf) -> Option<Side> {
    subject.predicted.as_ref().ok()?;
    let path = subject.search_path.as_deref();
    Some(Side { facts: subject::plan(what_if, subject.role, subject.sql.as_deref()?, path), outcome: None })
}

/// Runs what may be run and has not failed on the other side. What writes comes last, for the others' times suffer from
/// the rows that a rollback leaves behind.
fn run_all(
    subjects: &[Subject],
    found: &mut [Found],
    what_if: &WhatIf,
    allow_writes: bool,
    side: impl Fn(&mut Found) -> &mut Option<Side>,
) {
    let writes = |found: &Found| found.facts().is_some_and(|facts| facts.changes_rows);
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|position| writes(&found[*position]));
    for position in order {
        let (subject, found) = (&subjects[position], &mut found[position]);
        if subject.sql.is_none() {
            continue;
        }
        let obstacle = match found.facts() {
            Some(facts) if !found.has_failed() => obstacle(facts, allow_writes),
            _ => continue,
        };
        let outcome = obstacle.map_or_else(|| measure(what_if, subject, allow_writes), Outcome::NotRun);
        if let Some(side) = side(found) {
            side.outcome = Some(outcome);
        }
    }
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
