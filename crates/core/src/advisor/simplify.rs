//! Puts a narrower index in the place of a wide one that hardly does more, and drops one that is not worth having beside the
//! others.
//!
//! The search counts cost; a column that only spares some heap reads looks good to it, yet it makes the index several
//! times larger and each write dearer, and its benefit hangs on how well the table is vacuumed.

use super::ledger::{Ledger, State, Stop};
use super::oracle::CostOracle;
use super::worth::is_worthwhile;

/// When a narrower index will do.
struct Sufficient {
    /// What one execution of a statement may cost more.
    more: f64,
    /// Share of the wide one's bytes that it may take.
    bytes: f64,
    /// Share of the wide one's benefit that it must keep.
    benefit: f64,
    /// Workload cost with it, as a multiple of that with the wide one. The benefit alone would let a statement become
    /// a hundred times dearer as long as it was a thousand times dearer before.
    cost: f64,
}

const ANY: f64 = f64::INFINITY;
const SUFFICIENT: [Sufficient; 4] = [
    // One over few rows: the planner takes rows that are alike in the first column for neighbours, and so prefers the whole
    // index for little reason.
    Sufficient { more: ANY, bytes: 0.10, benefit: 0.98, cost: 1.50 },
    // A quarter of a page read hangs on what ANALYZE happened to see.
    Sufficient { more: 1.0, bytes: 1.00, benefit: 0.98, cost: 1.50 },
    Sufficient { more: ANY, bytes: 0.70, benefit: 0.85, cost: 1.10 },
    Sufficient { more: ANY, bytes: 1.00, benefit: 0.98, cost: 1.02 },
];

/// Where a budget says how much room there is, a narrower index must do as much.
const EQUAL: [Sufficient; 1] = [Sufficient { more: ANY, bytes: 1.00, benefit: 0.999, cost: 1.000_2 }];

/// Replaces members, the largest first, by the smallest that will do instead.
pub(super) fn simplify<O: CostOracle>(
    ledger: &mut Ledger<O>,
    mut state: State,
) -> Result<State, Stop<O::Error>> {
    let sufficient = match ledger.problem.storage_budget {
        Some(_) => &EQUAL[..],
        None => &SUFFICIENT,
    };
    let mut members = state.config.clone();
    members.sort_by(|a, b| ledger.size(*b).total_cmp(&ledger.size(*a)).then(a.cmp(b)));
    for member in members {
        let without = ledger.change(&state, &[], &[member])?;
        let mut shorter: Vec<usize> = ledger.problem.narrower.get(member).cloned().unwrap_or_default();
        shorter.sort_by(|a, b| ledger.size(*a).total_cmp(&ledger.size(*b)).then(a.cmp(b)));
        for other in shorter {
            let bytes = ledger.size(other) / ledger.size(member);
            if bytes > 1.0 || state.config.contains(&other) {
                continue;
            }
            let narrower = ledger.change(&state, &[other], &[member])?;
            let benefit = (without.net() - narrower.net()) / (without.net() - state.net());
            let cost = narrower.net() / state.net();
            let more = narrower.costs.iter().zip(&state.costs).map(|(n, s)| n - s).fold(0.0, f64::max);
            let will_do = sufficient
                .iter()
                .any(|s| more <= s.more && bytes <= s.bytes && benefit >= s.benefit && cost <= s.cost);
            if will_do && !ledger.regresses(&narrower) {
                state = narrower;
                break;
            }
        }
    }
    drop_superfluous(ledger, state)
}

/// A member was worth having when the search took it. Those that came later may do its work.
fn drop_superfluous<O: CostOracle>(
    ledger: &mut Ledger<O>,
    mut state: State,
) -> Result<State, Stop<O::Error>> {
    // Without one, what is worth an index at all is measured more strictly anyway.
    let has_budget = ledger.problem.storage_budget.is_some();
    let mut members = Vec::new();
    for &member in &state.config {
        let without = ledger.change(&state, &[], &[member])?;
        members.push((without.net() - state.net(), member));
    }
    members.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    for (_, member) in members {
        let without = ledger.change(&state, &[], &[member])?;
        let is_worth = is_worthwhile(ledger, &without, &state, member)
            && (!has_budget
                || !has_wider(ledger, &state, member)
                || is_worth_beside_wider(ledger, &without, &state));
        if !is_worth && !ledger.regresses(&without) {
            state = without;
        }
    }
    Ok(state)
}

/// Whether another member can do what this one does, over more pages.
fn has_wider<O: CostOracle>(ledger: &Ledger<O>, state: &State, member: usize) -> bool {
    let narrower = |wide: &usize| ledger.problem.narrower.get(*wide).is_some_and(|n| n.contains(&member));
    state.config.iter().any(narrower)
}

/// Share of the cost that an index must save beside one that begins like it.
const BESIDE_WIDER: f64 = 5e-4;

/// Two indexes that begin alike look like an oversight, whatever room there is: the second must be worth the question.
fn is_worth_beside_wider<O: CostOracle>(ledger: &Ledger<O>, without: &State, with: &State) -> bool {
    without.net() - with.net() >= ledger.whole * BESIDE_WIDER
}
