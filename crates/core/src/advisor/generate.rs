//! Which indexes could serve the statements at all. Whether they are worth anything is for the planner to say; here
//! only what cannot help, or exists already, is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, CandidateKey};
use super::{covering, existing, merge, other_methods, partial, pattern};
use crate::model::access_method::AccessMethod;
use crate::model::table::Table;
use crate::model::workload::TableAccess;

/// INDEX_MAX_KEYS.
pub const MAX_KEYS: usize = 32;
/// Below this a sequential scan is as good: no expert's index on such a table changed a plan in our scenarios.
const MIN_PAGES: f64 = 10.0;
const MIN_ROWS: f64 = 1000.0;
/// Candidates that one statement may ask for on one table, in order of preference.
const PER_ACCESS: usize = 40;
/// Candidates of one table.
const PER_TABLE: usize = 160;

/// What the indexes may be.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Keys and INCLUDE columns together, 1 to 32.
    pub max_columns: usize,
    pub methods: BTreeSet<AccessMethod>,
}

/// The candidates of a workload, sorted: within `limits`, none that an existing index already serves, none on a table
/// where a sequential scan is as good.
pub fn candidates(
    tables: &BTreeMap<u32, Table>,
    accesses: &[TableAccess],
    limits: &Limits,
) -> Vec<Candidate> {
    let mut by_table: BTreeMap<u32, Vec<&TableAccess>> = BTreeMap::new();
    for access in accesses {
        by_table.entry(access.table).or_default().push(access);
    }
    let mut all = BTreeSet::new();
    for (oid, accesses) in by_table {
        if let Some(table) = tables.get(&oid).filter(|t| worth_indexing(t)) {
            all.extend(table_candidates(table, &accesses, limits));
        }
    }
    all.into_iter().collect()
}

/// Whether a table is large enough for any index to be of use. Also false while its size is unknown.
pub fn worth_indexing(table: &Table) -> bool {
    table.pages >= MIN_PAGES && table.rows >= MIN_ROWS
}

/// Whether some index could help `access` at all, as far as its table tells.
pub fn can_gain(table: &Table, access: &TableAccess) -> bool {
    worth_indexing(table) && !existing::finds_single_row(table, access)
}

fn table_candidates(table: &Table, accesses: &[&TableAccess], limits: &Limits) -> Vec<Candidate> {
    let max_columns = limits.max_columns.clamp(1, MAX_KEYS);
    let ranking = pattern::Ranking::new(table, accesses);
    let predicates = partial::predicates(table, accesses);
    let mut wanted = Wanted::default();
    let mut principals: BTreeMap<Vec<CandidateKey>, usize> = BTreeMap::new();
    for access in accesses.iter().filter(|access| !existing::finds_single_row(table, access)) {
        let forms = pattern::forms(access, &ranking, max_columns);
        for keys in forms.iter().take(merge::PRINCIPALS) {
            *principals.entry(keys.clone()).or_default() += 1;
        }
        let covering = covering::covering(table, access, &ranking, &forms, max_columns);
        let mut seen = BTreeSet::new();
        let plain = forms.into_iter().map(|keys| (keys, Vec::new()));
        for (place, (keys, included)) in plain.chain(covering).enumerate() {
            let whole = Candidate { included, ..Candidate::btree(table.oid, keys) };
            let prefixes =
                (1..whole.keys.len()).rev().map(|n| Candidate::btree(table.oid, whole.keys[..n].to_vec()));
            for candidate in std::iter::once(whole.clone()).chain(prefixes) {
                if seen.len() < PER_ACCESS && seen.insert(candidate.clone()) {
                    wanted.add(candidate, place);
                }
            }
        }
        // They serve what no b-tree over all rows does, or take much less room.
        for candidate in other_methods::candidates(table, access) {
            wanted.add(candidate, 0);
        }
        for candidate in partial::candidates(table, access, &predicates, &ranking, max_columns) {
            wanted.add(candidate, 0);
        }
    }
    for keys in merge::merged(&principals, max_columns) {
        wanted.add(Candidate::btree(table.oid, keys), PER_ACCESS);
    }
    wanted.best(|candidate| {
        limits.methods.contains(&candidate.method) && !existing::is_served(table, candidate)
    })
}

/// Candidates of one table, with who wants them and how much.
#[derive(Default)]
struct Wanted {
    scores: BTreeMap<Candidate, Score>,
}

struct Score {
    statements: usize,
    /// Best place in the preferences of any statement.
    place: usize,
}

impl Wanted {
    fn add(&mut self, candidate: Candidate, place: usize) {
        let score = self.scores.entry(candidate).or_insert(Score { statements: 0, place });
        score.statements += 1;
        score.place = score.place.min(place);
    }

    /// Those that many statements want count together; how many do is the first criterion when there are too many.
    fn best(self, possible: impl Fn(&Candidate) -> bool) -> Vec<Candidate> {
        let mut chosen: Vec<(Candidate, Score)> =
            self.scores.into_iter().filter(|(candidate, _)| possible(candidate)).collect();
        // The BTreeMap gave an order, and the sort is stable.
        chosen.sort_by_key(|(_, score)| (score.place, usize::MAX - score.statements));
        chosen.truncate(PER_TABLE);
        chosen.into_iter().map(|(candidate, _)| candidate).collect()
    }
}

#[cfg(test)]
#[path = "generate_tests.rs"]
mod tests;
