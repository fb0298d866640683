//! How long a query takes with whatever indexes there are right now.
use crate::error::{Error, Result};
use crate::pg::execute;
use crate::pg::interrupt;
use crate::pg::plan_facts::PlanFacts;
use crate::pg::planner::Plan;
use crate::pg::statement::Statement;
use crate::pg::what_if::WhatIf;
use crate::run::validation::subject::Subject;
use crate::settings::VALIDATE_TIMEOUT;
use dbarch_core::advisor::validation::repetition::{best, once_more, READS, WRITES};
use dbarch_core::advisor::validation::verdict::Run;

#[derive(Debug, Clone)]
pub enum Outcome {
    /// With the reason.
    NotRun(&'static str),
    Failed(Error),
    Ran(Run),
}

/// Why a query is not run.
pub fn obstacle(facts: &PlanFacts, allow_writes: bool) -> Option<&'static str> {
    if facts.parameterized {
        Some("the query has parameters, whose values are not known")
    } else if facts.changes_rows && !allow_writes {
        Some("the query changes data; allow_writes => true runs it and rolls it back")
    } else if facts.locks_rows && !allow_writes {
        Some("the query locks rows; allow_writes => true runs it and rolls it back")
    } else {
        None
    }
}

/// Plans the query in the sandbox and runs the plan there, with the rights of its role.
pub fn measure(what_if: &WhatIf, subject: &Subject, allow_writes: bool) -> Outcome {
    Statement::new(subject.role, subject.sql.as_deref().unwrap_or_default())
        .and_then(|statement| statement.with_search_path(subject.search_path.as_deref()))
        .and_then(|statement| what_if.with_plan(&statement, |plan| run(plan, allow_writes)))
        .map_or_else(Outcome::Failed, Outcome::Ran)
}

fn run(plan: &Plan<'_>, allow_writes: bool) -> Result<Run> {
    let limit_ms = VALIDATE_TIMEOUT.get();
    let most = if plan.facts().changes_rows { WRITES } else { READS };
    let mut times: Vec<f64> = Vec::new();
    while once_more(&times, most, f64::from(limit_ms)) {
        interrupt::check();
        let left_ms = limit_ms - times.iter().sum::<f64>() as i32;
        match execute::run_once(plan, allow_writes, left_ms)? {
            Some(ms) => times.push(ms),
            None => break,
        }
    }
    Ok(best(&times).map_or(Run::TimedOut(f64::from(limit_ms)), Run::Took))
}
