//! Puts a narrower index in the place of a wide one that hardly does more.
//!
//! The search counts cost; a column that only spares some heap reads looks good to it, yet it makes the index several
//! times larger and each write dearer, and its benefit hangs on how well the table is vacuumed.

use super::ledger::{Ledger, State, Stop};
use super::oracle::CostOracle;

/// The narrower one must keep this share of what the wide one adds to the set ...
const KEPT_BENEFIT: f64 = 0.85;
/// ... in at most this share of its bytes.
const KEPT_BYTES: f64 = 0.70;

/// Replaces members, the largest first, by the smallest of their prefixes that will do.
pub(super) fn simplify<O: CostOracle>(
    ledger: &mut Ledger<O>,
    mut state: State,
) -> Result<State, Stop<O::Error>> {
    let mut members = state.config.clone();
    members.sort_by(|a, b| ledger.size(*b).total_cmp(&ledger.size(*a)).then(a.cmp(b)));
    for member in members {
        let without = ledger.change(&state, &[], &[member])?;
        let mut shorter: Vec<usize> = ledger.problem.prefixes.get(member).cloned().unwrap_or_default();
        shorter.sort_by(|a, b| ledger.size(*a).total_cmp(&ledger.size(*b)).then(a.cmp(b)));
        for prefix in shorter {
            if ledger.size(prefix) > ledger.size(member) * KEPT_BYTES {
                break;
            }
            if state.config.contains(&prefix) {
                continue;
            }
            let narrower = ledger.change(&state, &[prefix], &[member])?;
            let kept = without.total - narrower.total >= (without.total - state.total) * KEPT_BENEFIT;
            if kept && !ledger.regresses(&narrower) {
                state = narrower;
                break;
            }
        }
    }
    Ok(state)
}
