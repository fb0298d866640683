//! Advice other than new indexes, composed: rows behind those that create.
//!
//! Whatever goes wrong in one action costs that action, with a notice, and never the indexes that were found.
mod indexes;
mod indexes_tests;
mod rewrites;
mod statistics;
mod tables;
mod trials;

use crate::error::Result;
use crate::pg::what_if::WhatIf;
use crate::pg::{interrupt, sandbox};
use crate::read::existing_indexes;
use crate::read::workload::{Workload, GIVEN};
use crate::run::advice::Request;
use crate::run::catalogue::registry;
use crate::run::checks::{self, Selection};
use crate::run::judged::Judged;
use dbarch_core::advisor::actions::drop::Evidence;
use dbarch_core::advisor::actions::statistics::doubt;
use dbarch_core::advisor::actions::{append, Concerned};
use dbarch_core::advisor::compress::Member;
use dbarch_core::advisor::dismissed::LeftOut;
use dbarch_core::advisor::recommend::Recommendation;
use dbarch_core::finding::{Finding, Status};
use dbarch_core::model::existing_index::ExistingIndex;
use dbarch_core::model::table::Table;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use trials::Trials;

/// Existing indexes by qualified name.
type Known = BTreeMap<String, ExistingIndex>;

/// What the search for new indexes leaves behind.
pub struct Advised<'a> {
    pub what_if: &'a mut WhatIf,
    pub judged: &'a Judged,
    /// Those of the workload that advice is wanted for.
    pub tables: &'a BTreeMap<u32, Table>,
    /// Positions in `what_if` of the indexes that are suggested.
    pub suggested: Vec<usize>,
    pub request: &'a Request,
    pub workload: &'a Workload,
    /// What was dismissed and would have been suggested.
    pub left_out: &'a mut LeftOut,
}

/// Parts of the advice that could not be made, and why.
type Failures = Vec<(String, String)>;

/// Puts rows of all other actions behind `rows`, some of which change their action; tells what could not be judged.
pub fn extend(rows: &mut Vec<Recommendation>, mut advised: Advised<'_>) -> Failures {
    let mut failures = Vec::new();
    let mut more = Vec::new();
    let analysed = told(tables::rows(&advised), "stale statistics", &mut failures);
    let unknown: BTreeSet<u32> = analysed.iter().map(|(oid, _)| *oid).collect();
    more.extend(analysed.into_iter().map(|(_, row)| row));
    let known: Known = told(advised.indexes(), "existing indexes", &mut failures)
        .into_iter()
        .map(|index| (index.qualified.clone(), index))
        .collect();
    let mut trials = advised.trials(&known);
    more.extend(told(
        existing(rows, &mut advised, trials.as_mut(), &known),
        "existing indexes",
        &mut failures,
    ));
    let statistics = told(statistics::rows(&advised, &unknown), "extended statistics", &mut failures);
    doubt(rows, &statistics);
    more.extend(statistics);
    if let Some(trials) = &trials {
        more.extend(told(rewrites::rows(&advised, &trials.with_all), "predicates", &mut failures));
    }
    append(rows, more, &advised.workload.skipped);
    failures
}

fn told<R>(outcome: Result<Vec<R>>, what: &str, failures: &mut Failures) -> Vec<R> {
    outcome.unwrap_or_else(|error| {
        failures.push((what.to_string(), error.to_string()));
        Vec::new()
    })
}

/// Everything about existing indexes: what to build again, then what to drop. Rows that create change where a new index
/// takes the place of an old one, or would stand beside an invalid one of the same definition.
fn existing(
    rows: &mut [Recommendation],
    advised: &mut Advised<'_>,
    mut trials: Option<&mut Trials>,
    known: &Known,
) -> Result<Vec<Recommendation>> {
    let findings = findings(advised, known)?;
    let mut more = indexes::repair(rows, advised, known, &findings);
    if let Some(trials) = trials.as_mut() {
        indexes::replace(rows, advised, trials, known);
    }
    let dropped = indexes::drop(rows, advised, trials, known, &findings);
    more.extend(indexes::shrink(rows.iter().chain(&dropped), advised, known));
    more.extend(dropped);
    Ok(more)
}

/// What checks say of indexes, as far as they can have something to say.
fn findings(advised: &Advised<'_>, known: &Known) -> Result<Vec<Finding>> {
    let mut ids = Vec::new();
    if known.values().any(|index| !index.is_usable) {
        ids.push("invalid-index");
    }
    if known.values().any(ExistingIndex::is_free) {
        ids.extend(["duplicate-index", "redundant-prefix-index"]);
        // The caller's own statements are not all that runs, so nothing that they leave unused is useless.
        if advised.source() != GIVEN {
            ids.push("unused-index");
        }
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = ids.into_iter().map(|id| Some(id.to_string())).collect();
    let selection = Selection::from_arguments(None, Some(ids), None, None)?;
    let mut findings = checks::run(registry()?, &selection)?;
    findings.retain(|finding| finding.status == Status::Ok);
    Ok(findings)
}

impl Advised<'_> {
    /// Existing indexes that advice is wanted for. The caller's own statements are about their tables only; a recorded
    /// workload is about the database.
    fn indexes(&self) -> Result<Vec<ExistingIndex>> {
        let used = || self.tables.keys().copied().collect::<BTreeSet<u32>>();
        let scope = match &self.request.tables {
            Some(tables) => Some(tables.clone()),
            None => (self.workload.source == GIVEN).then(used),
        };
        sandbox::run(None, || existing_indexes::of_tables(registry()?, scope.as_ref()))
    }

    /// One, if somebody will ask and there is time.
    fn trials(&mut self, known: &Known) -> Option<Trials> {
        let is_wanted = known.values().any(ExistingIndex::is_free)
            || self.judged.unservable.iter().any(|found| !found.is_empty())
            || self.judged.statements.iter().any(rewrites::may_be_optional);
        is_wanted.then(|| Trials::new(self)).flatten()
    }

    fn is_in_time(&self) -> bool {
        interrupt::check();
        Instant::now() < self.request.deadline
    }

    fn source(&self) -> &'static str {
        self.workload.source
    }

    /// Weighted cost of one statement of those judged, and of all.
    fn part(&self, judged: usize) -> f64 {
        self.judged.representatives[judged].weight * self.judged.baseline[judged]
    }

    fn whole(&self) -> f64 {
        (0..self.judged.baseline.len()).map(|judged| self.part(judged)).sum::<f64>().max(f64::MIN_POSITIVE)
    }

    /// The statements that `judged` stands for, as evidence.
    fn concerned(&self, judged: usize) -> Vec<Concerned> {
        let (whole, cost) = (self.whole(), self.judged.baseline[judged]);
        let members = &self.judged.representatives[judged].members;
        let share =
            |member: &Member| self.judged.statements[member.statement].calls * cost * member.scale / whole;
        members.iter().map(|m| Concerned { statement: m.statement, share: share(m) }).collect()
    }

    /// Calls `look` with what the evidence of all rows has in common.
    fn with_evidence<R>(&self, look: impl FnOnce(&Evidence<'_>) -> R) -> R {
        let judged: Vec<usize> = self.judged.representatives.iter().map(|one| one.statement).collect();
        let coverage = &self.judged.coverage;
        look(&Evidence {
            source: self.source(),
            is_whole: self.source() != GIVEN
                && self.workload.skipped.is_empty()
                && coverage.not_read == 0
                && coverage.left_out == 0,
            statements: &self.judged.statements,
            judged: &judged,
        })
    }
}
