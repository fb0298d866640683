//! Puts a narrower index in the place of a wide one that hardly does more.
//!
//! The search counts cost; a column that only spares some heap reads looks good to it, yet it makes the index several
//! times larger and each write dearer, and its benefit hangs on how well the table is vacuumed.

use super::ledger::{Ledger, State, Stop};
use super::oracle::CostOracle;

/// The narrower one must keep this share of what the wide one adds to the set, in at most this share of its bytes; or
/// almost all of it, in fewer.
const KEPT: [(f64, f64); 2] = [(0.85, 0.70), (0.98, 1.0)];

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
            let bytes = ledger.size(prefix) / ledger.size(member);
            if bytes >= 1.0 || state.config.contains(&prefix) {
                continue;
            }
            let narrower = ledger.change(&state, &[prefix], &[member])?;
            let benefit = (without.total - narrower.total) / (without.total - state.total);
            let will_do = KEPT.iter().any(|(share, of_bytes)| benefit >= *share && bytes <= *of_bytes);
            if will_do && !ledger.regresses(&narrower) {
                state = narrower;
                break;
            }
        }
    }
    Ok(state)
}
