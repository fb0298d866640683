//! Local search: takes members out, puts others in, and keeps what is cheaper.

use super::greedy::{self, Effort, Item, Manner, Merit};
use super::ledger::{Ledger, State, Stop};
use super::oracle::CostOracle;

/// A member whose loss costs less than this share of the benefit is not worth having.
const SUPERFLUOUS: f64 = 0.005;
/// Items that did not get in and are forced in once.
const FORCED: usize = 24;
/// Rounds; each ends with a cheaper set or is the last.
const ROUNDS: usize = 12;

pub(super) fn improve<O: CostOracle>(
    ledger: &mut Ledger<O>,
    items: &mut [Item],
    start: State,
    best: &mut State,
) -> Result<(), Stop<O::Error>> {
    let mut state = prune(ledger, start)?;
    for _ in 0..ROUNDS {
        let Some(next) = round(ledger, items, &state, best)? else { break };
        state = next;
    }
    let pruned = prune(ledger, state)?;
    // Fewer indexes for (nearly) the same: better, although not cheaper.
    if pruned.total <= best.total || pruned.config.len() < best.config.len() && nearly(ledger, &pruned, best)
    {
        *best = pruned;
    }
    Ok(())
}

fn nearly<O: CostOracle>(ledger: &Ledger<O>, state: &State, best: &State) -> bool {
    let benefit = ledger.empty().total - best.total;
    state.total - best.total <= benefit * SUPERFLUOUS
}

fn refill(merit: Merit, tabu: &[usize]) -> Manner<'_> {
    Manner { merit, tabu, effort: Effort::Lazy }
}

/// A cheaper set in the neighbourhood.
fn round<O: CostOracle>(
    ledger: &mut Ledger<O>,
    items: &mut [Item],
    state: &State,
    best: &mut State,
) -> Result<Option<State>, Stop<O::Error>> {
    let cheaper = |candidate: &State| candidate.total < state.total * (1.0 - 1e-6);
    // One out, whatever is best in: its prefix, its sibling, two smaller ones.
    let losses = losses(ledger, state)?;
    for merit in [Merit::PerByte, Merit::Plain] {
        for &(_, member) in &losses {
            let without = ledger.change(state, &[], &[member])?;
            let next = greedy::grow(ledger, items, without, refill(merit, &[member]), best)?;
            if cheaper(&next) {
                return Ok(Some(next));
            }
        }
    }
    // One in by force, the least valuable out until it fits, then whatever is best.
    let empty = ledger.empty();
    let mut outside: Vec<(f64, usize)> = (0..items.len())
        .filter(|&i| !items[i].missing(state).is_empty())
        .map(|i| (items[i].bound(ledger, &empty), i))
        .filter(|(bound, _)| *bound > 0.0)
        .collect();
    outside.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, item) in outside.into_iter().take(FORCED) {
        let added = items[item].missing(state);
        let mut smaller = state.clone();
        for &(_, member) in &losses {
            if ledger.fits(&smaller, &added) {
                break;
            }
            if !items[item].members.contains(&member) {
                smaller = ledger.change(&smaller, &[], &[member])?;
            }
        }
        if !ledger.fits(&smaller, &added) {
            continue;
        }
        let next = ledger.change(&smaller, &added, &[])?;
        if ledger.regresses(&next) {
            continue;
        }
        let next = greedy::grow(ledger, items, next, refill(Merit::PerByte, &[]), best)?;
        if cheaper(&next) {
            return Ok(Some(next));
        }
    }
    // Two out.
    for (place, &(_, first)) in losses.iter().enumerate().take(8) {
        for &(_, second) in losses.iter().skip(place + 1).take(8) {
            let without = ledger.change(state, &[], &[first, second])?;
            let next =
                greedy::grow(ledger, items, without, refill(Merit::PerRootByte, &[first, second]), best)?;
            if cheaper(&next) {
                return Ok(Some(next));
            }
        }
    }
    Ok(None)
}

/// What each member's loss would cost per byte, least first.
fn losses<O: CostOracle>(ledger: &mut Ledger<O>, state: &State) -> Result<Vec<(f64, usize)>, Stop<O::Error>> {
    let mut losses = Vec::new();
    for &member in &state.config {
        let loss = ledger.change(state, &[], &[member])?.total - state.total;
        losses.push((loss / ledger.size(member), member));
    }
    losses.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    Ok(losses)
}

/// Without the members that hardly anybody would miss, one at a time.
fn prune<O: CostOracle>(ledger: &mut Ledger<O>, mut state: State) -> Result<State, Stop<O::Error>> {
    let empty = ledger.empty().total;
    loop {
        let mut least: Option<(f64, State)> = None;
        for &member in &state.config {
            let without = ledger.change(&state, &[], &[member])?;
            let loss = without.total - state.total;
            let superfluous =
                loss < (empty - state.total) * SUPERFLUOUS || !ledger.worthwhile(&without, &state);
            if superfluous && !ledger.regresses(&without) && least.as_ref().is_none_or(|(l, _)| loss < *l) {
                least = Some((loss, without));
            }
        }
        match least {
            Some((_, without)) => state = without,
            None => return Ok(state),
        }
    }
}
