//! Which candidates to create. Few plannings tell what each statement could do with which of them; the best set is then
//! solved for exactly, and whatever its true costs add to that knowledge is solved for again.

use super::alternatives::explore;
use super::exact::{reconsider, settle};
use super::ledger::{Ledger, State, Stop};
use super::oracle::CostOracle;
use super::path;
use super::problem::{Problem, Selection};
use super::simplify;
use super::solver::Effort;
use super::worth::{self, tolls};

/// The best set of candidates found within budget, time and calls.
///
/// # Errors
/// Only the oracle's own.
pub fn select<O: CostOracle>(problem: &Problem, oracle: &mut O) -> Result<Selection, O::Error> {
    let relevant = within_budget(problem, oracle);
    let problem = Problem { relevant: &relevant, ..*problem };
    let mut ledger = Ledger::new(&problem, oracle);
    let mut best = ledger.empty();
    let mut gap = None;
    let complete = match search(&mut ledger, &mut best, &mut gap) {
        Ok(()) => true,
        Err(Stop::Expired) => {
            // What is known is enough for an answer, and the last plannings are few.
            ledger.overtime = true;
            match settle(&mut ledger, &mut best, LAST) {
                Ok(_) | Err(Stop::Expired) => (),
                Err(Stop::Failed(error)) => return Err(error),
            }
            // There may be plans that nobody has seen, but none is cheaper than with all candidates.
            let beyond = best.total - ledger.least_total();
            gap = ledger.surveyed.then(|| share(&ledger, beyond)).flatten();
            false
        }
        Err(Stop::Failed(error)) => return Err(error),
    };
    let steps = match path::steps(&mut ledger, &best) {
        Ok(steps) => steps,
        // Cannot happen in overtime; an empty advice is still a true one.
        Err(Stop::Expired) => Vec::new(),
        Err(Stop::Failed(error)) => return Err(error),
    };
    let rejected = worth::rejected(&ledger);
    Ok(Selection { steps, baseline: ledger.whole, complete, plannings: ledger.plannings, gap, rejected })
}

/// What is too large for the budget would hide what statements can do without it.
fn within_budget<O: CostOracle>(problem: &Problem, oracle: &O) -> Vec<Vec<usize>> {
    let fits =
        |candidate: &usize| problem.storage_budget.is_none_or(|most| oracle.size_bytes(*candidate) <= most);
    problem.relevant.iter().map(|own| own.iter().copied().filter(fits).collect()).collect()
}

/// While plans are still being found, nearly the best will do.
const ROUGH: Effort = Effort { gap: 2e-3, nodes: 20 };
const FINE: Effort = Effort { gap: 1e-4, nodes: 300 };
const LAST: Effort = Effort { gap: 1e-2, nodes: 1 };

/// Plannings that look for alternatives, for each statement; those that may save most get more.
const ALTERNATIVES: f64 = 10.0;
const FEWEST: f64 = 3.0;
const MOST: f64 = 40.0;
/// Rounds that look for what could be added to the best set.
const WISHES: usize = 4;
/// Share of the workload's cost that is not worth a planning.
const NEGLIGIBLE: f64 = 5e-5;

fn search<O: CostOracle>(
    ledger: &mut Ledger<O>,
    best: &mut State,
    gap: &mut Option<f64>,
) -> Result<(), Stop<O::Error>> {
    let active = ledger.survey()?;
    ledger.tolls = tolls(ledger);
    look_around(ledger, &active, best)?;
    share_out(ledger, &active)?;
    ledger.tolls = tolls(ledger);
    let mut beyond = settle(ledger, best, ROUGH)?;
    for _ in 0..WISHES {
        let before = best.config.clone();
        look_around(ledger, &active, best)?;
        share_out(ledger, &active)?;
        beyond = settle(ledger, best, ROUGH)?;
        if best.config == before {
            break;
        }
    }
    beyond = beyond.min(settle(ledger, best, FINE)?);
    reconsider(ledger, best)?;
    *gap = share(ledger, beyond);
    *best = simplify::simplify(ledger, best.clone())?;
    Ok(())
}

fn share<O: CostOracle>(ledger: &Ledger<O>, beyond: f64) -> Option<f64> {
    (beyond.is_finite() && ledger.whole > 0.0).then(|| (beyond / ledger.whole).max(0.0))
}

/// What one statement makes use of may serve others as well, although they would rather have something else.
fn share_out<O: CostOracle>(ledger: &mut Ledger<O>, active: &[usize]) -> Result<(), Stop<O::Error>> {
    let used: Vec<usize> = ledger.used_so_far().into_iter().collect();
    for &statement in active {
        ledger.ask_alone(statement, &used)?;
    }
    Ok(())
}

/// Looks for what each statement could do beside or instead of what it does with `state`.
fn look_around<O: CostOracle>(
    ledger: &mut Ledger<O>,
    active: &[usize],
    state: &State,
) -> Result<(), Stop<O::Error>> {
    let possible =
        |ledger: &Ledger<O>, s: usize| (state.costs[s] - ledger.floor[s]).max(0.0) * ledger.problem.weight(s);
    let all: f64 = active.iter().map(|&s| possible(ledger, s)).sum();
    for &statement in active {
        let saving = possible(ledger, statement);
        if saving <= ledger.whole * NEGLIGIBLE {
            continue;
        }
        let share = saving / all * active.len() as f64;
        let most = (ALTERNATIVES * share).clamp(FEWEST, MOST) as usize;
        let least = ledger.whole * NEGLIGIBLE / ledger.problem.weight(statement);
        explore(ledger, statement, &state.config, least, most)?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "select_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "erring_planner_tests.rs"]
mod erring_planner_tests;
