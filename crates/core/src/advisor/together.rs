//! Candidates that pay only together: what the planner picks for a statement when it may have everything.

use std::collections::BTreeSet;

use super::greedy::Items;
use super::ledger::{Ledger, Stop};
use super::oracle::CostOracle;

/// Larger sets are split into pairs only.
const LARGEST_GROUP: usize = 6;

/// Adds, for every statement, the set its cheapest plan uses and the pairs within it.
pub(super) fn add_groups<O: CostOracle>(
    ledger: &mut Ledger<O>,
    items: &mut Items,
    active: &[usize],
) -> Result<(), Stop<O::Error>> {
    let mut groups = BTreeSet::new();
    for &statement in active {
        let used = used_set(ledger, statement)?;
        for (place, &first) in used.iter().enumerate() {
            groups.extend(used[place + 1..].iter().map(|&second| vec![first, second]));
        }
        if (3..=LARGEST_GROUP).contains(&used.len()) {
            groups.insert(used);
        }
    }
    let empty = ledger.empty();
    for group in groups {
        if ledger.fits(&empty, &group) {
            let saved = empty.total - ledger.change(&empty, &group, &[])?.total;
            let apart: f64 = group
                .iter()
                .map(|c| items.members.iter().position(|m| m == &[*c]).map_or(0.0, |item| items.bound[item]))
                .sum();
            // The rest the greedy finds one by one.
            if saved > apart * 1.01 {
                items.members.push(group);
                items.bound.push(saved);
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
