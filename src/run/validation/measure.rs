//! Cost and time of a query, with whatever indexes there are right now.
use crate::error::{Error, Result};
use crate::pg::execute;
use crate::pg::interrupt;
use crate::pg::plan_facts::PlanFacts;
use crate::pg::planner::Plan;
use crate::pg::sandbox::Role;
use crate::pg::what_if::WhatIf;
use crate::settings::VALIDATE_TIMEOUT;
use dbarch_core::advisor::validation::repetition::{best, once_more};
use dbarch_core::advisor::validation::verdict::Run;

#[derive(Debug, Clone, Copy)]
pub struct Execution {
    pub allow_writes: bool,
}

/// A query with the index, or without.
#[derive(Debug, Clone)]
pub struct Side {
    pub facts: PlanFacts,
    pub outcome: Outcome,
}

#[derive(Debug, Clone)]
pub enum Outcome {
    /// Nobody asked.
    Planned,
    /// With the reason.
    NotRun(&'static str),
    Failed(Error),
    Ran(Run),
}

impl Side {
    pub fn planned(facts: PlanFacts) -> Self {
        Side { facts, outcome: Outcome::Planned }
    }

    pub fn has_run(&self) -> bool {
        matches!(self.outcome, Outcome::Ran(_))
    }
}

/// Plans `sql` in the sandbox and, if asked, runs the plan there, with the rights of `role`.
pub fn measure(role: Role, sql: &str, execution: Option<Execution>) -> Result<Side> {
    WhatIf::default().with_plan(role, sql, |plan| {
        let facts = plan.facts();
        let outcome = match execution {
            None => Outcome::Planned,
            Some(execution) => match obstacle(&facts, execution) {
                Some(reason) => Outcome::NotRun(reason),
                None => run(plan, execution),
            },
        };
        Ok(Side { facts, outcome })
    })
}

fn obstacle(facts: &PlanFacts, execution: Execution) -> Option<&'static str> {
    if facts.parameterized {
        Some("the query has parameters, whose values are not known")
    } else if facts.changes_rows && !execution.allow_writes {
        Some("the query changes data; allow_writes => true runs it and rolls it back")
    } else if facts.locks_rows && !execution.allow_writes {
        Some("the query locks rows; allow_writes => true runs it and rolls it back")
    } else {
        None
    }
}

fn run(plan: &Plan<'_>, execution: Execution) -> Outcome {
    let limit_ms = VALIDATE_TIMEOUT.get();
    let mut times: Vec<f64> = Vec::new();
    while once_more(&times, f64::from(limit_ms)) {
        interrupt::check();
        let left_ms = limit_ms - times.iter().sum::<f64>() as i32;
        match execute::run_once(plan, execution.allow_writes, left_ms) {
            Ok(Some(ms)) => times.push(ms),
            Ok(None) => break,
            Err(error) => return Outcome::Failed(error),
        }
    }
    Outcome::Ran(best(&times).map_or(Run::TimedOut, Run::Took))
}
