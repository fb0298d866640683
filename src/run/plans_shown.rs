//! Plans before and after each suggested index, for the statements that gain most. They are for people to see: what cannot be
//! planned, or not in time, is left out.
use crate::pg::interrupt;
use crate::pg::what_if::WhatIf;
use crate::run::judged::Judged;
use dbarch_core::advisor::plan_change::{gaining_most, PlanChange};
use dbarch_core::advisor::problem::Step;
use std::time::Instant;

/// Statements of one index that are shown.
const MOST_STATEMENTS: usize = 3;
/// Vectors of constants that are tried until the plan is another one: of so many executions the capture keeps them.
const MOST_VECTORS: usize = 8;
/// Plannings for all rows together: the search makes hundreds.
const MOST_PLANNINGS: usize = 60;

/// Of each step; `names` are those of the indexes.
pub fn plans(
    what_if: &mut WhatIf,
    judged: &Judged,
    steps: &[Step],
    names: &[String],
    deadline: Instant,
) -> Vec<Vec<PlanChange>> {
    let config: Vec<usize> = steps.iter().map(|step| step.candidate).collect();
    config.iter().zip(names).for_each(|(position, name)| what_if.name(*position, name));
    let gaining: Vec<Vec<usize>> = steps
        .iter()
        .map(|step| gaining_most(&judged.statements, &judged.representatives, step, MOST_STATEMENTS))
        .collect();
    let mut left = MOST_PLANNINGS;
    let mut all = vec![Vec::new(); steps.len()];
    // The first statement of each row is what its reason tells of.
    for turn in 0..MOST_STATEMENTS {
        for (place, statements) in gaining.iter().enumerate() {
            let Some(statement) = statements.get(turn) else { continue };
            interrupt::check();
            if Instant::now() >= deadline {
                return all;
            }
            let configurations = [&config[..place], &config[..=place]];
            all[place].extend(change(what_if, judged, *statement, configurations, &mut left));
        }
    }
    all
}

fn change(
    what_if: &WhatIf,
    judged: &Judged,
    position: usize,
    configurations: [&[usize]; 2],
    left: &mut usize,
) -> Option<PlanChange> {
    let statement = &judged.plannable[position];
    let mut found: Option<PlanChange> = None;
    for number in middle_first(statement.plannings()).take(MOST_VECTORS) {
        let Some(rest) = left.checked_sub(configurations.len()) else { break };
        *left = rest;
        let Ok(Ok([before, after])) =
            what_if.shown_plans(statement, number, &configurations).map(<[_; 2]>::try_from)
        else {
            continue;
        };
        let is_another = before.steps != after.steps;
        let values = statement.parameter_values(number);
        let change = PlanChange { judged: position, before, after, values };
        if is_another {
            return Some(change);
        }
        found.get_or_insert(change);
    }
    found
}

/// Constants are chosen from the selective to the unselective: those in the middle are the usual ones.
fn middle_first(count: usize) -> impl Iterator<Item = usize> {
    let middle = count / 2;
    std::iter::once(middle).chain((0..count).filter(move |number| *number != middle))
}
