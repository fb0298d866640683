//! Candidates that pay only together: what the planner picks for a statement when it may have everything.

use std::collections::BTreeSet;

use super::greedy::{self, Item};
use super::ledger::{Ledger, Stop};
use super::oracle::CostOracle;

/// Larger sets are split into pairs only.
const LARGEST_GROUP: usize = 6;

/// For every statement the candidates that its cheapest plan uses.
pub(super) fn used_sets<O: CostOracle>(
    ledger: &mut Ledger<O>,
    active: &[usize],
) -> Result<Vec<Vec<usize>>, Stop<O::Error>> {
    active.iter().map(|&statement| used_set(ledger, statement)).collect()
}

/// Adds those sets, and the pairs within them, that save more than their members do alone.
pub(super) fn add_groups<O: CostOracle>(
    ledger: &mut Ledger<O>,
    items: &mut Vec<Item>,
    sets: &[Vec<usize>],
) -> Result<(), Stop<O::Error>> {
    let mut groups = BTreeSet::new();
    for used in sets {
        for (place, &first) in used.iter().enumerate() {
            groups.extend(used[place + 1..].iter().map(|&second| vec![first, second]));
        }
        if (3..=LARGEST_GROUP).contains(&used.len()) {
            groups.insert(used.clone());
        }
    }
    let empty = ledger.empty();
    for group in groups {
        if group.iter().all(|&c| !ledger.users[c].is_empty()) {
            let joint = greedy::item(ledger, group)?;
            let saved = joint.bound(ledger, &empty);
            let apart: f64 = joint
                .members
                .iter()
                .filter_map(|c| items.iter().find(|i| i.members == [*c]))
                .map(|i| i.bound(ledger, &empty))
                .sum();
            // The rest the greedy finds one by one.
            if saved > apart * 1.01 {
                for item in items.iter_mut().filter(|i| i.members.len() == 1) {
                    if joint.members.contains(&item.members[0]) {
                        // Beside another partner it may be worth as much.
                        item.hope(&joint);
                    }
                }
                if ledger.fits(&empty, &joint.members) {
                    items.push(joint);
                }
            }
        }
    }
    Ok(())
}

/// A set of candidates, none superfluous, under which the statement costs (within 0.1 %) as much as under all.
fn used_set<O: CostOracle>(ledger: &mut Ledger<O>, statement: usize) -> Result<Vec<usize>, Stop<O::Error>> {
    let all = ledger.problem.relevant_to(statement).to_vec();
    let enough = ledger.floor[statement] * 1.001;
    let mut used = match ledger.used_at_floor(statement) {
        Some(used) => used,
        None => all,
    };
    // Leave out halves, quarters, ... and keep the cut whenever nobody misses what is gone.
    let mut chunk = used.len().div_ceil(2);
    while chunk > 0 && used.len() > 1 {
        let mut start = 0;
        while start < used.len() {
            let end = (start + chunk).min(used.len());
            let rest: Vec<usize> = used[..start].iter().chain(&used[end..]).copied().collect();
            if !rest.is_empty() && ledger.cost(statement, &rest)? <= enough {
                used = rest;
            } else {
                start = end;
            }
        }
        chunk = if chunk == 1 { 0 } else { chunk.div_ceil(2) };
    }
    Ok(used)
}
