//! Which candidates to create: greedy from several directions, then local search, then the order in which to present
//! them. Either greedy alone falls to about 60 % of the possible benefit on published workloads.

use std::collections::BTreeSet;

use super::greedy::{self, Effort, Item, Manner, Merit};
use super::improve;
use super::ledger::{Ledger, State, Stop};
use super::oracle::CostOracle;
use super::path;
use super::simplify;
use super::together;

/// Up to so many items a search may ask about all of them at every step.
const FEW: usize = 40;

/// What is to be decided.
#[derive(Debug, Clone, Copy)]
pub struct Problem<'a> {
    /// Executions of each statement.
    pub weights: &'a [f64],
    /// Cost of one execution of each statement without any candidate.
    pub baseline: &'a [f64],
    /// Candidates that each statement could use, sorted.
    pub relevant: &'a [Vec<usize>],
    /// OID of the table of each candidate; as long as the list of candidates.
    pub tables: &'a [u32],
    /// For each candidate those that are a prefix of it; may be empty.
    pub prefixes: &'a [Vec<usize>],
    /// Bytes that all chosen indexes together may take.
    pub storage_budget: Option<f64>,
    pub max_indexes: Option<usize>,
    pub max_indexes_per_table: Option<usize>,
    /// Calls of the oracle after which the search ends with the best it has.
    pub max_calls: usize,
    pub acceptance: Acceptance,
}

/// When an index is worth having. All are shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Acceptance {
    /// It lowers the workload's cost by this share of the cost without candidates ...
    pub workload_gain: f64,
    /// ... or some statement's cost by this share of its cost without candidates ...
    pub statement_gain: f64,
    /// ... if that statement is this share of the workload's cost.
    pub statement_share: f64,
    /// No statement may cost more than without candidates by more than this share.
    pub regression: f64,
}

impl Default for Acceptance {
    fn default() -> Self {
        Acceptance { workload_gain: 0.01, statement_gain: 0.20, statement_share: 0.001, regression: 0.10 }
    }
}

impl Problem<'_> {
    pub(super) fn statements(&self) -> usize {
        self.baseline.len()
    }

    pub(super) fn weight(&self, statement: usize) -> f64 {
        self.weights.get(statement).copied().filter(|w| w.is_finite()).unwrap_or(0.0).max(0.0)
    }

    pub(super) fn relevant_to(&self, statement: usize) -> &[usize] {
        self.relevant.get(statement).map_or(&[], Vec::as_slice)
    }
}

/// The choice, best first: any number of first steps is a sensible choice as well.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    pub steps: Vec<Step>,
    /// Weighted workload cost without candidates.
    pub baseline: f64,
    /// False when time or calls ran out before the search was done.
    pub complete: bool,
    /// Calls of the oracle.
    pub calls: usize,
}

/// One index to create.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub candidate: usize,
    pub size_bytes: f64,
    /// Weighted workload cost before and after this and all steps above.
    pub cost_before: f64,
    pub cost_after: f64,
    /// Statements whose cost this step changes: position, cost of one execution before and after.
    pub statements: Vec<(usize, f64, f64)>,
}

/// The best set of candidates found within budget, time and calls.
///
/// # Errors
/// Only the oracle's own.
pub fn select<O: CostOracle>(problem: &Problem, oracle: &mut O) -> Result<Selection, O::Error> {
    let mut ledger = Ledger::new(problem, oracle);
    let empty = ledger.empty();
    let mut best = empty.clone();
    let found = search(&mut ledger, &mut best).and_then(|()| simplify::simplify(&mut ledger, best.clone()));
    let complete = match found {
        Ok(simpler) => {
            best = simpler;
            true
        }
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
