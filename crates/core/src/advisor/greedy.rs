//! Adds the best item again and again, asking for costs as late as possible.
//!
//! An item is a candidate, or several that only pay together (both inputs of a merge join, say). What an item saves mostly
//! shrinks as the set grows, so its last known saving is an upper bound, and only the item on top of the queue needs to
//! be asked about again (Minoux 1978): 3 to 16 times fewer calls. Where it grows instead, the refresh at the end sees it.

use super::ledger::{Ledger, State, Stop};
use super::oracle::CostOracle;

/// What makes an item good.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Merit {
    PerByte,
    /// Between the two: the exponent that Khuller and others' analysis leaves open, tried because it is cheap.
    PerRootByte,
    Plain,
}

impl Merit {
    fn of(self, gain: f64, bytes: f64) -> f64 {
        match self {
            Merit::PerByte => gain / bytes,
            Merit::PerRootByte => gain / bytes.sqrt(),
            Merit::Plain => gain,
        }
    }
}

/// Items and the largest saving seen of each, in units of workload cost.
pub(super) struct Items {
    pub members: Vec<Vec<usize>>,
    pub bound: Vec<f64>,
}

struct Entry {
    item: usize,
    gain: f64,
    /// Size of the set for which `gain` was asked.
    asked: Option<usize>,
}

/// Grows `state` while something pays. `best` always holds the cheapest set seen, whatever ends the search.
pub(super) fn grow<O: CostOracle>(
    ledger: &mut Ledger<O>,
    items: &mut Items,
    mut state: State,
    merit: Merit,
    tabu: &[usize],
    best: &mut State,
) -> Result<State, Stop<O::Error>> {
    let mut refreshed = true;
    let mut queue = entries(ledger, items, &state, tabu);
    let mut grown = 0;
    loop {
        let Some(top) = best_entry(ledger, items, &state, &queue, merit) else {
            if refreshed {
                return Ok(state);
            }
            // Savings that grew meanwhile are below the last known ones: look at everything once more.
            refreshed = true;
            queue = entries(ledger, items, &state, tabu);
            for entry in &mut queue {
                entry.gain = f64::INFINITY;
            }
            continue;
        };
        let item = queue[top].item;
        let missing = missing(&items.members[item], &state);
        if queue[top].asked != Some(grown) {
            let next = ledger.change(&state, &missing, &[])?;
            let gain = state.total - next.total;
            items.bound[item] = items.bound[item].max(gain);
            if ledger.worthwhile(&state, &next) {
                (queue[top].gain, queue[top].asked) = (gain, Some(grown));
            } else {
                queue.swap_remove(top);
            }
            continue;
        }
        state = ledger.change(&state, &missing, &[])?;
        grown += 1;
        refreshed = false;
        queue.swap_remove(top);
        if state.total < best.total {
            best.clone_from(&state);
        }
    }
}

fn missing(members: &[usize], state: &State) -> Vec<usize> {
    members.iter().copied().filter(|m| state.config.binary_search(m).is_err()).collect()
}

fn entries<O: CostOracle>(ledger: &Ledger<O>, items: &Items, state: &State, tabu: &[usize]) -> Vec<Entry> {
    let possible = |&item: &usize| {
        let missing = missing(&items.members[item], state);
        !missing.is_empty() && !missing.iter().any(|m| tabu.contains(m)) && ledger.fits(state, &missing)
    };
    let entry = |item| Entry { item, gain: items.bound[item], asked: None };
    (0..items.members.len()).filter(possible).map(entry).collect()
}

/// The entry with the greatest merit, the lowest item among equals; `None` when nothing left could save anything.
fn best_entry<O: CostOracle>(
    ledger: &Ledger<O>,
    items: &Items,
    state: &State,
    queue: &[Entry],
    merit: Merit,
) -> Option<usize> {
    let mut best: Option<(f64, usize, usize)> = None;
    for (place, entry) in queue.iter().enumerate() {
        let missing = missing(&items.members[entry.item], state);
        if missing.is_empty() || entry.gain <= 0.0 || !ledger.fits(state, &missing) {
            continue;
        }
        let gain = entry.gain.min(ledger.headroom(state, &missing));
        let bytes: f64 = missing.iter().map(|&c| ledger.size(c)).sum();
        let value = merit.of(gain, bytes);
        let better = best.is_none_or(|(v, item, _)| value > v || (value == v && entry.item < item));
        if gain > 0.0 && better {
            best = Some((value, entry.item, place));
        }
    }
    best.map(|(_, _, place)| place)
}
