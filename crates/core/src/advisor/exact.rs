//! The best set as far as plans are known: what was planned makes a problem that can be solved exactly.
//!
//! A set that was not asked for costs a statement no more than any of its parts that was. With these costs the solver finds
//! the best set, the true costs of that set are asked for and are known from then on, and the problem is solved again.
//! It ends when nothing better is found, which is mostly after a few rounds (the idea of cutting planes).

use std::collections::BTreeSet;

use super::ledger::{Ledger, State, Stop};
use super::oracle::CostOracle;
use super::solver::{solve, Effort, Instance};

/// Each asks for the costs of one set.
const ROUNDS: usize = 12;
/// How often a solver may ask whether to go on when time is up.
const LAST_STEPS: usize = 300;

/// Makes `best` the best set that can be told, and says how much more any other could save as far as plans are known.
pub(super) fn settle<O: CostOracle>(
    ledger: &mut Ledger<O>,
    best: &mut State,
    effort: Effort,
) -> Result<f64, Stop<O::Error>> {
    let empty = ledger.empty();
    let mut tried = BTreeSet::new();
    let mut beyond = f64::INFINITY;
    for _ in 0..ROUNDS {
        let mut left = if ledger.overtime { LAST_STEPS } else { usize::MAX };
        let mut proceed = || {
            left = left.saturating_sub(1);
            left > 0 && (ledger.overtime || !ledger.oracle.expired())
        };
        let solution = solve(&instance(ledger), &best.config, effort, &mut proceed);
        beyond = solution.bound - solution.value;
        // The solver keeps what it was given unless it finds better.
        if solution.chosen == best.config || !tried.insert(solution.chosen.clone()) {
            break;
        }
        let next = ledger.change(&empty, &solution.chosen, &[])?;
        ledger.learn_harms(&next)?;
        let next = without_regressions(ledger, next)?;
        if ledger.price(&next) < ledger.price(best) {
            *best = next;
        }
    }
    Ok(beyond)
}

/// The set without members for which some statement gets much dearer: the planner misjudges these.
fn without_regressions<O: CostOracle>(
    ledger: &mut Ledger<O>,
    mut state: State,
) -> Result<State, Stop<O::Error>> {
    while ledger.regresses(&state) {
        let mut least: Option<(bool, f64, State)> = None;
        for &member in &state.config {
            let next = ledger.change(&state, &[], &[member])?;
            let key = (ledger.regresses(&next), ledger.price(&next));
            if least.as_ref().is_none_or(|known| key < (known.0, known.1)) {
                least = Some((key.0, key.1, next));
            }
        }
        let Some((_, _, next)) = least else { break };
        state = next;
    }
    Ok(state)
}

/// Adds what does harm alone and none beside the members, if there is room: statements have something better by then.
pub(super) fn reconsider<O: CostOracle>(
    ledger: &mut Ledger<O>,
    best: &mut State,
) -> Result<(), Stop<O::Error>> {
    for candidate in ledger.harmful() {
        if best.config.binary_search(&candidate).is_ok() || !has_room(ledger, best, candidate) {
            continue;
        }
        let next = ledger.change(best, &[candidate], &[])?;
        if !ledger.regresses(&next) && ledger.price(&next) < ledger.price(best) {
            *best = next;
        }
    }
    Ok(())
}

fn has_room<O: CostOracle>(ledger: &Ledger<O>, state: &State, candidate: usize) -> bool {
    let problem = ledger.problem;
    let table = problem.tables[candidate];
    let on_table = state.config.iter().filter(|member| problem.tables[**member] == table).count();
    problem.storage_budget.is_none_or(|most| state.bytes + ledger.size(candidate) <= most)
        && problem.max_indexes.is_none_or(|most| state.config.len() < most)
        && problem.max_indexes_per_table.is_none_or(|most| on_table < most)
}

fn instance<O: CostOracle>(ledger: &Ledger<O>) -> Instance {
    let problem = ledger.problem;
    let count = problem.tables.len();
    Instance {
        sizes: (0..count).map(|candidate| ledger.size(candidate)).collect(),
        upkeep: ledger.fees(),
        tables: problem.tables.to_vec(),
        budget: problem.storage_budget,
        max_indexes: problem.max_indexes,
        max_indexes_per_table: problem.max_indexes_per_table,
        ..Instance::default()
    }
    .with_statements(ledger.ways())
}
