//! Which candidates to create: greedy from several directions, then local search, which ask for costs; then exactly, from
//! the costs that are known; then the order in which to present them. Either greedy alone falls to about 60 % of the
//! possible benefit on published workloads.

use std::collections::BTreeSet;

use super::exact;
use super::greedy::{self, Effort, Item, Manner, Merit};
use super::improve;
use super::ledger::{Ledger, State, Stop};
use super::oracle::CostOracle;
use super::path;
use super::problem::{Problem, Selection};
use super::simplify;
use super::together;

/// Up to so many items a search may ask about all of them at every step.
const FEW: usize = 40;

/// The best set of candidates found within budget, time and calls.
///
/// # Errors
/// Only the oracle's own.
pub fn select<O: CostOracle>(problem: &Problem, oracle: &mut O) -> Result<Selection, O::Error> {
    let relevant = within_budget(problem, oracle);
    let problem = Problem { relevant: &relevant, ..*problem };
    let mut ledger = Ledger::new(&problem, oracle);
    let empty = ledger.empty();
    let mut best = empty.clone();
    let found = search(&mut ledger, &mut best).and_then(|()| finish(&mut ledger, &mut best));
    let complete = match found {
        Ok(()) => true,
        Err(Stop::Expired) => false,
        Err(Stop::Failed(error)) => return Err(error),
    };
    let steps = match path::steps(&mut ledger, &best) {
        Ok(steps) => steps,
        // Cannot happen in overtime; an empty advice is still a true one.
        Err(Stop::Expired) => Vec::new(),
        Err(Stop::Failed(error)) => return Err(error),
    };
    Ok(Selection { steps, baseline: empty.total, complete, calls: ledger.calls })
}

/// What is too large for the budget would hide what statements can do without it.
fn within_budget<O: CostOracle>(problem: &Problem, oracle: &O) -> Vec<Vec<usize>> {
    let fits =
        |candidate: &usize| problem.storage_budget.is_none_or(|most| oracle.size_bytes(*candidate) <= most);
    problem.relevant.iter().map(|own| own.iter().copied().filter(fits).collect()).collect()
}

/// Share of its costs that another set must save to be preferred: its indexes are not those that came first. One that takes
/// more room must save more, unless a budget says how much room there is.
const PREFERRED: f64 = 0.002;
const PREFERRED_IF_LARGER: f64 = 0.05;
/// How many times the bytes make it larger.
const LARGER: f64 = 1.02;

fn is_preferred(other: &State, best: &State, budget: Option<f64>) -> bool {
    let larger = budget.is_none() && other.bytes > best.bytes * LARGER;
    let least = if larger { PREFERRED_IF_LARGER } else { PREFERRED };
    other.total < best.total * (1.0 - least)
}

/// Makes `best` simpler, and so a better set if the solver has one.
fn finish<O: CostOracle>(ledger: &mut Ledger<O>, best: &mut State) -> Result<(), Stop<O::Error>> {
    let solved = exact::better(ledger, best)?;
    *best = simplify::simplify(ledger, best.clone())?;
    if let Some(solved) = solved {
        let solved = simplify::simplify(ledger, solved)?;
        if is_preferred(&solved, best, ledger.problem.storage_budget) {
            *best = solved;
        }
    }
    Ok(())
}

fn search<O: CostOracle>(ledger: &mut Ledger<O>, best: &mut State) -> Result<(), Stop<O::Error>> {
    let empty = ledger.empty();
    let active = ledger.survey()?;
    // What the planner picks when it may have everything comes first: an answer that is mostly good, for few calls.
    let sets = together::used_sets(ledger, &active)?;
    let mut items = Vec::new();
    let favourites: BTreeSet<usize> = sets.iter().flatten().copied().collect();
    add_singles(ledger, &mut items, favourites.iter().copied())?;
    together::add_groups(ledger, &mut items, &sets)?;
    let manner = |merit, effort| Manner { merit, tabu: &[], effort };
    let mut starts = Vec::new();
    for merit in [Merit::PerByte, Merit::Plain] {
        starts.push(greedy::grow(ledger, &mut items, empty.clone(), manner(merit, Effort::Lazy), best)?);
    }
    let others = (0..ledger.problem.tables.len()).filter(|c| !favourites.contains(c));
    add_singles(ledger, &mut items, others)?;
    if items.len() <= FEW {
        let mut alone: Vec<Item> = items.iter().filter(|i| i.members.len() == 1).cloned().collect();
        for merit in [Merit::PerByte, Merit::Plain] {
            starts.push(greedy::grow(ledger, &mut alone, empty.clone(), manner(merit, Effort::Eager), best)?);
        }
    }
    let effort = if items.len() <= FEW { Effort::Eager } else { Effort::Thorough };
    for merit in [Merit::PerByte, Merit::PerRootByte, Merit::Plain] {
        starts.push(greedy::grow(ledger, &mut items, empty.clone(), manner(merit, effort), best)?);
    }
    starts.sort_by(|a, b| a.total.total_cmp(&b.total).then_with(|| a.config.cmp(&b.config)));
    starts.dedup_by(|a, b| a.config == b.config);
    for start in starts.into_iter().take(2) {
        improve::improve(ledger, &mut items, start, best)?;
    }
    Ok(())
}

fn add_singles<O: CostOracle>(
    ledger: &mut Ledger<O>,
    items: &mut Vec<Item>,
    candidates: impl Iterator<Item = usize>,
) -> Result<(), Stop<O::Error>> {
    let empty = ledger.empty();
    for candidate in candidates {
        if !ledger.users[candidate].is_empty() && ledger.fits(&empty, &[candidate]) {
            items.push(greedy::item(ledger, vec![candidate])?);
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "select_tests.rs"]
mod tests;
