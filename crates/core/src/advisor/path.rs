//! The order in which to present the chosen candidates, with true costs along the way.

use super::ledger::{Ledger, State, Stop};
use super::oracle::CostOracle;
use super::problem::{Alternative, Effect, Step};

/// Steps whose alternatives are told, and plannings that these may take.
const WITH_ALTERNATIVES: usize = 10;
const MOST_PLANNINGS: usize = 60;

/// Steps by falling benefit: each is the best next one, so whoever stops early has the most. A member that makes the
/// workload dearer in this order is left out.
pub(super) fn steps<O: CostOracle>(
    ledger: &mut Ledger<O>,
    chosen: &State,
) -> Result<Vec<Step>, Stop<O::Error>> {
    // The last calls are few and the answer needs them, so time does not count any more.
    ledger.overtime = true;
    for users in &mut ledger.users {
        users.clear();
    }
    for statement in 0..ledger.problem.statements() {
        for &candidate in ledger.problem.relevant_to(statement) {
            if chosen.config.binary_search(&candidate).is_ok() {
                ledger.users[candidate].push(statement);
            }
        }
        ledger.floor[statement] = f64::NEG_INFINITY;
    }
    let mut state = ledger.empty();
    let mut left: Vec<(f64, bool, usize)> =
        chosen.config.iter().map(|&c| (f64::INFINITY, false, c)).collect();
    let mut steps = Vec::new();
    // Lazily: the last known benefit is taken for an upper bound.
    while !left.is_empty() {
        left.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        let (_, fresh, candidate) = left[0];
        let next = ledger.change(&state, &[candidate], &[])?;
        if !fresh {
            left[0] = (state.total - next.total, true, candidate);
            continue;
        }
        left.remove(0);
        for entry in &mut left {
            entry.1 = false;
        }
        if next.total > state.total {
            continue;
        }
        steps.push(step(ledger, candidate, &state, &next)?);
        state = next;
    }
    let until = ledger.plannings + MOST_PLANNINGS;
    for step in steps.iter_mut().take(WITH_ALTERNATIVES) {
        if ledger.plannings >= until || ledger.oracle.expired() {
            break;
        }
        step.alternatives = narrower_alternatives(ledger, step.candidate, &state)?;
    }
    Ok(steps)
}

/// The widest and the smallest of those that might do instead of `member`, with all other members beside them.
fn narrower_alternatives<O: CostOracle>(
    ledger: &mut Ledger<O>,
    member: usize,
    chosen: &State,
) -> Result<Vec<Alternative>, Stop<O::Error>> {
    let mut others = ledger.problem.narrower.get(member).cloned().unwrap_or_default();
    others.retain(|other| chosen.config.binary_search(other).is_err());
    others.sort_by(|a, b| ledger.size(*b).total_cmp(&ledger.size(*a)).then(a.cmp(b)));
    let ends = [others.first(), others.last().filter(|_| others.len() > 1)];
    let explained = ledger.explained(chosen)?;
    let mut found = Vec::new();
    for &candidate in ends.into_iter().flatten() {
        let mut config: Vec<usize> = chosen.config.iter().copied().filter(|c| *c != member).collect();
        config.push(candidate);
        config.sort_unstable();
        let mut costs = explained.clone();
        for statement in ledger.touched(&[member]) {
            costs[statement] = ledger.plan(statement, &config)?.explained;
        }
        let (size_bytes, cost_after) = (ledger.size(candidate), ledger.weigh(&costs));
        found.push(Alternative { candidate, size_bytes, cost_after });
    }
    Ok(found)
}

fn step<O: CostOracle>(
    ledger: &mut Ledger<O>,
    candidate: usize,
    before: &State,
    after: &State,
) -> Result<Step, Stop<O::Error>> {
    let explained = (ledger.explained(before)?, ledger.explained(after)?);
    let effects = (0..before.costs.len()).map(|statement| Effect {
        statement,
        before: explained.0[statement],
        after: explained.1[statement],
        likely_before: before.costs[statement],
        likely_after: after.costs[statement],
    });
    Ok(Step {
        candidate,
        size_bytes: ledger.size(candidate),
        cost_before: ledger.weigh(&explained.0),
        cost_after: ledger.weigh(&explained.1),
        statements: effects.filter(Effect::is_one).collect(),
        alternatives: Vec::new(),
    })
}
