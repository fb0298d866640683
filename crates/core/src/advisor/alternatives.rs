//! What a statement does when it cannot have all that it would like: there may be no room for it.
//!
//! With everything in sight the planner takes what is best, mostly wide indexes. Whatever of it is too dear can only be
//! replaced by something smaller. So it is planned again without each index that was used, and without those of its table that
//! are not smaller; and so on with the plans that come of it, the cheapest first.

use std::cmp::Ordering;
use std::collections::{BTreeSet, BinaryHeap};

use super::ledger::{Ledger, Stop};
use super::oracle::{CostOracle, Planned};

struct Node {
    /// Cuts of a single candidate on the way here; such sets come later.
    singles: usize,
    /// Of the plan that this comes of.
    cost: f64,
    config: Vec<usize>,
}

impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        // The greatest is taken first.
        let by_cost = other.cost.total_cmp(&self.cost);
        other.singles.cmp(&self.singles).then(by_cost).then_with(|| other.config.cmp(&self.config))
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}

/// Candidates in sight with which a planning takes twice as long. A join of many tables takes a hundred times as long with
/// two hundred of them.
const IN_SIGHT: f64 = 50.0;
/// What following a plan from memory takes, of a planning.
const REMEMBERED: f64 = 0.2;

/// What a planning takes, of one with few candidates.
fn effort<O: CostOracle>(ledger: &Ledger<O>, statement: usize, config: &[usize]) -> f64 {
    1.0 + (ledger.in_sight(statement, config) as f64 / IN_SIGHT).powi(2)
}

/// Plans the statement with ever fewer candidates, in the time of `most` plannings, those in `kept` always among them. A plan that saves less than
/// `least` in one execution is not followed further.
pub(super) fn explore<O: CostOracle>(
    ledger: &mut Ledger<O>,
    statement: usize,
    kept: &[usize],
    least: f64,
    most: usize,
) -> Result<(), Stop<O::Error>> {
    let mut config: Vec<usize> = ledger.visible_to(statement).iter().chain(kept).copied().collect();
    config.sort_unstable();
    config.dedup();
    let own = |candidate: &usize| kept.contains(candidate);
    let limit = ledger.baseline(statement) - least;
    // Nothing else is new.
    let limit = match kept {
        [] => limit,
        _ => limit.min(ledger.cost(statement, kept)? - least),
    };
    let mut seen = BTreeSet::new();
    let mut open = BinaryHeap::from([Node { singles: 0, cost: 0.0, config }]);
    let mut left = most as f64;
    while let Some(node) = open.pop().filter(|_| left > 0.0) {
        let asked = ledger.plannings;
        let Planned { cost, explained, used } = ledger.plan(statement, &node.config)?;
        left -= if ledger.plannings > asked { effort(ledger, statement, &node.config) } else { REMEMBERED };
        // Without what the planner misjudges there may be something better.
        if cost > limit && explained > limit {
            continue;
        }
        for out in used.into_iter().filter(|out| !own(out)) {
            let (table, size) = (ledger.problem.tables[out], ledger.size(out));
            let smaller = |c: &usize| own(c) || ledger.problem.tables[*c] != table || ledger.size(*c) < size;
            let few: Vec<usize> = node.config.iter().copied().filter(smaller).collect();
            let many: Vec<usize> = node.config.iter().copied().filter(|c| *c != out).collect();
            for (config, singles) in [(few, node.singles), (many, node.singles + 1)] {
                if !config.is_empty() && seen.insert(config.clone()) {
                    open.push(Node { singles, cost, config });
                }
            }
        }
    }
    Ok(())
}
