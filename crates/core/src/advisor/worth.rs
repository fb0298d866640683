//! When an index is worth having, beside its upkeep.

use super::ledger::{Ledger, State};
use super::oracle::CostOracle;
use super::problem::Rejected;

/// An index as large as the largest ones of all tables together must save so many times more than a small one, if no budget
/// says how much room there is.
const LARGE: f64 = 3.0;
/// From this share of these bytes on an index must save the least that is worth an index; a smaller one proportionally less.
/// So the same workload on ten copies of the tables gets ten times the same advice.
const WHOLE: f64 = 0.1;
/// Of what a statement that matters saves with an index, the most that the index must save.
const HALF: f64 = 0.5;

/// What each candidate must save to be chosen: its upkeep, and a share of what the workload costs in the end.
pub(super) fn tolls<O: CostOracle>(ledger: &Ledger<O>) -> Vec<f64> {
    let (problem, least) = (ledger.problem, ledger.acceptance);
    let count = problem.tables.len();
    let any = least_gain(ledger, ledger.least_total());
    // Between a smaller and a larger index for the same statement what the statement costs by then decides.
    let remaining = ledger.least_total() * least.workload_gain;
    let mut enough = vec![f64::INFINITY; count];
    for (statement, ways) in ledger.ways().into_iter().enumerate().filter(|(s, _)| ledger.matters(*s)) {
        let much = ledger.baseline(statement) * problem.weight(statement) * least.statement_gain;
        for way in ways.iter().filter(|way| way.saves > 0.0 && way.saves >= much) {
            for index in &way.indexes {
                enough[*index] = way.saves * HALF;
            }
        }
    }
    let room = room(ledger);
    let large = |candidate: usize| match problem.storage_budget {
        None => LARGE * share(ledger, candidate, room),
        Some(_) => 0.0,
    };
    (0..count)
        .map(|candidate| {
            let least = any * (share(ledger, candidate, room) / WHOLE).min(1.0);
            problem.upkeep(candidate) + (least + remaining * large(candidate)).min(enough[candidate])
        })
        .collect()
}

/// Of the candidate's bytes in `room`.
fn share<O: CostOracle>(ledger: &Ledger<O>, candidate: usize, room: f64) -> f64 {
    if room > 0.0 {
        (ledger.size(candidate) / room).min(1.0)
    } else {
        1.0
    }
}

/// Bytes of the largest index of each table.
fn room<O: CostOracle>(ledger: &Ledger<O>) -> f64 {
    let mut largest = std::collections::BTreeMap::new();
    for (candidate, table) in ledger.problem.tables.iter().enumerate() {
        let size = ledger.size(candidate);
        // That of a table that cannot be planned is not known.
        if size < f64::MAX {
            let known = largest.entry(table).or_insert(0.0f64);
            *known = known.max(size);
        }
    }
    largest.values().sum()
}

fn least_gain<O: CostOracle>(ledger: &Ledger<O>, remaining: f64) -> f64 {
    let least = ledger.acceptance;
    (remaining * least.workload_gain).max(ledger.whole * least.whole_gain)
}

/// Candidates that an upkeep speaks against.
pub(super) fn rejected<O: CostOracle>(ledger: &Ledger<O>) -> Vec<Rejected> {
    const MOST: usize = 20;
    let mut saves = vec![0.0; ledger.problem.tables.len()];
    for ways in ledger.ways() {
        for way in ways.iter().filter(|way| way.saves > 0.0) {
            if let [alone] = way.indexes[..] {
                saves[alone] += way.saves;
            }
        }
    }
    let least = least_gain(ledger, ledger.least_total());
    let mut rejected: Vec<Rejected> = saves
        .into_iter()
        .enumerate()
        .map(|(candidate, saves)| Rejected { candidate, saves, upkeep: ledger.problem.upkeep(candidate) })
        .filter(|one| one.saves > least && one.saves <= one.upkeep)
        .collect();
    rejected.sort_by(|a, b| b.saves.total_cmp(&a.saves).then(a.candidate.cmp(&b.candidate)));
    rejected.truncate(MOST);
    rejected
}

/// Whether going from `before` to `after` is worth the index `added`: the workload gains enough of what it costs by now, or a
/// statement that matters does, and none gets much worse than it is without any candidate.
pub(super) fn is_worthwhile<O: CostOracle>(
    ledger: &Ledger<O>,
    before: &State,
    after: &State,
    added: usize,
) -> bool {
    let gain = before.net() - after.net();
    if gain <= ledger.whole * 1e-9 || ledger.regresses(after) {
        return false;
    }
    let is_much = |(statement, (before, after)): (usize, (&f64, &f64))| {
        // Measured against what the statement costs today: a second index for one that the first has made cheap is
        // not worth its upkeep, however large a part of the little that is left it saves.
        let saved = before - after;
        saved > 0.0
            && saved >= ledger.baseline(statement) * ledger.acceptance.statement_gain
            && ledger.matters(statement)
    };
    let scale = (share(ledger, added, room(ledger)) / WHOLE).min(1.0);
    gain >= least_gain(ledger, after.total) * scale
        || before.costs.iter().zip(&after.costs).enumerate().any(is_much)
}
