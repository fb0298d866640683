//! The best set as far as costs are known: what was asked for makes a problem that can be solved exactly.
//!
//! A set that was not asked for costs a statement no more than any of its parts that was. With these costs the solver finds
//! the best set, the true costs of that set are asked for and are known from then on, and the problem is solved again.
//! It ends when nothing better is found, which is mostly after one or two rounds (the idea of cutting planes).

use super::ledger::{Ledger, State, Stop};
use super::oracle::CostOracle;
use super::solver::{solve, Effort, Instance};

/// Each asks for the costs of one set.
const ROUNDS: usize = 5;

/// A set with lower costs than `best`, if there is one among those that can be told.
pub(super) fn better<O: CostOracle>(
    ledger: &mut Ledger<O>,
    best: &State,
) -> Result<Option<State>, Stop<O::Error>> {
    let empty = ledger.empty();
    if ledger.problem.storage_budget.is_some() || ledger.problem.max_indexes.is_some() {
        ask_for_alternatives(ledger)?;
    }
    let mut found: Option<State> = None;
    for _ in 0..ROUNDS {
        let known = found.as_ref().unwrap_or(best);
        let instance = instance(ledger);
        let solution = solve(&instance, &known.config, Effort::default(), &mut || !ledger.oracle.expired());
        // The solver keeps what it was given unless it finds better.
        if solution.chosen == known.config {
            break;
        }
        let next = ledger.change(&empty, &solution.chosen, &[])?;
        if ledger.regresses(&next) || next.total >= known.total * (1.0 - 1e-6) {
            break;
        }
        found = Some(next);
    }
    Ok(found)
}

/// What a statement does when one candidate of its best plan cannot be had: there may be no room for all.
fn ask_for_alternatives<O: CostOracle>(ledger: &mut Ledger<O>) -> Result<(), Stop<O::Error>> {
    for statement in 0..ledger.problem.statements() {
        for missing in ledger.used_at_floor(statement).unwrap_or_default() {
            let relevant = ledger.problem.relevant_to(statement);
            let others: Vec<usize> = relevant.iter().copied().filter(|other| *other != missing).collect();
            ledger.cost(statement, &others)?;
        }
    }
    Ok(())
}

fn instance<O: CostOracle>(ledger: &Ledger<O>) -> Instance {
    let problem = ledger.problem;
    let count = problem.tables.len();
    Instance {
        sizes: (0..count).map(|candidate| ledger.size(candidate)).collect(),
        upkeep: vec![0.0; count],
        tables: problem.tables.to_vec(),
        budget: problem.storage_budget,
        max_indexes: problem.max_indexes,
        max_indexes_per_table: problem.max_indexes_per_table,
        ..Instance::default()
    }
    .with_statements(ledger.ways())
}
