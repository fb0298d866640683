//! Which column orders could serve the statements at all. Whether they are worth anything is for the planner to say; here
//! only what cannot help, or exists already, is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, CandidateKey};
use super::{existing, merge, pattern};
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

/// The candidates of a workload, sorted; none wider than `max_columns` (1 to 32) keys, none that an existing index
/// already serves, none on a table where a sequential scan is as good.
pub fn candidates(
    tables: &BTreeMap<u32, Table>,
    accesses: &[TableAccess],
    max_columns: usize,
) -> Vec<Candidate> {
    let max_columns = max_columns.clamp(1, MAX_KEYS);
    let mut by_table: BTreeMap<u32, Vec<&TableAccess>> = BTreeMap::new();
    for access in accesses {
        by_table.entry(access.table).or_default().push(access);
    }
    let mut all = BTreeSet::new();
    for (oid, accesses) in by_table {
        let Some(table) = tables.get(&oid).filter(|t| worth_indexing(t)) else { continue };
        for keys in table_candidates(table, &accesses, max_columns) {
            all.insert(Candidate { table: oid, keys });
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

fn table_candidates(table: &Table, accesses: &[&TableAccess], max_columns: usize) -> Vec<Vec<CandidateKey>> {
    let ranking = pattern::Ranking::new(table, accesses);
    // Statements that want the same thing count together; how many do is the first criterion when there are too many.
    let mut wanted: BTreeMap<Vec<CandidateKey>, Score> = BTreeMap::new();
    let mut principals: BTreeMap<Vec<CandidateKey>, usize> = BTreeMap::new();
    for access in accesses {
        if existing::finds_single_row(table, access) {
            continue;
        }
        let forms = pattern::forms(table, access, &ranking, max_columns);
        let mut seen = BTreeSet::new();
        for (place, keys) in forms.into_iter().enumerate() {
            if place < merge::PRINCIPALS {
                *principals.entry(keys.clone()).or_default() += 1;
            }
            for length in (1..=keys.len()).rev() {
                let prefix = keys[..length].to_vec();
                if seen.len() >= PER_ACCESS || !seen.insert(prefix.clone()) {
                    continue;
                }
                let score = wanted.entry(prefix).or_insert(Score { statements: 0, place });
                score.statements += 1;
                score.place = score.place.min(place);
            }
        }
    }
    for keys in merge::merged(&principals, max_columns) {
        wanted.entry(keys).or_insert(Score { statements: 1, place: PER_ACCESS });
    }
    let mut chosen: Vec<(Score, Vec<CandidateKey>)> = wanted
        .into_iter()
        .filter(|(keys, _)| !existing::is_served(table, keys))
        .map(|(keys, score)| (score, keys))
        .collect();
    // The BTreeMap gave an order by keys, and the sort is stable.
    chosen.sort_by_key(|(score, _)| (score.place, usize::MAX - score.statements));
    chosen.truncate(PER_TABLE);
    chosen.into_iter().map(|(_, keys)| keys).collect()
}

struct Score {
    statements: usize,
    /// Best place in the preferences of any statement.
    place: usize,
}

#[cfg(test)]
#[path = "generate_tests.rs"]
mod tests;
