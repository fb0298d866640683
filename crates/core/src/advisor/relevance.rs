//! Which candidates a statement could use at all. Every candidate spared here is one less for the planner to look at.

use super::candidate::Candidate;
use super::existing;
use crate::model::access_method::AccessMethod;
use crate::model::table::Table;
use crate::model::workload::TableAccess;
use std::collections::{BTreeMap, BTreeSet};

/// For each of `statements` statements the positions of its relevant candidates, sorted.
///
/// Relevant: on a table of the statement, and led by a column that the statement restricts, joins or sorts by first, or
/// holding every column the statement needs (an index-only scan).
pub fn relevant(
    tables: &BTreeMap<u32, Table>,
    candidates: &[Candidate],
    accesses: &[TableAccess],
    statements: usize,
) -> Vec<Vec<usize>> {
    let mut by_statement = vec![BTreeSet::new(); statements];
    for access in accesses {
        let (Some(relevant), Some(table)) =
            (by_statement.get_mut(access.statement), tables.get(&access.table))
        else {
            continue;
        };
        if existing::finds_single_row(table, access) {
            continue;
        }
        let asked = Asked::of(access);
        for (position, candidate) in candidates.iter().enumerate().filter(|(_, c)| c.table == access.table) {
            if asked.could_use(candidate) {
                relevant.insert(position);
            }
        }
    }
    by_statement.into_iter().map(|s| s.into_iter().collect()).collect()
}

/// What an access asks of an index's first key, or of all of its columns.
struct Asked<'a> {
    access: &'a TableAccess,
    /// Columns that are restricted, joined or sorted by first.
    leading: BTreeSet<i16>,
}

impl<'a> Asked<'a> {
    fn of(access: &'a TableAccess) -> Self {
        let mut leading: BTreeSet<i16> = access.equalities.iter().map(|e| e.column).collect();
        for columns in [&access.in_lists, &access.ranges, &access.null_tests, &access.joins] {
            leading.extend(columns);
        }
        for order in &access.orders {
            // Columns that a constant fixes do not count in an order.
            let first = order.iter().find(|o| access.equalities.iter().all(|e| e.column != o.column));
            leading.extend(first.map(|o| o.column));
        }
        Asked { access, leading }
    }

    fn could_use(&self, candidate: &Candidate) -> bool {
        let Some(first) = candidate.keys.first().map(|key| key.column) else { return false };
        match (candidate.method, candidate.predicate) {
            (AccessMethod::Gin | AccessMethod::Gist | AccessMethod::Spgist, _) => {
                let is_key = |column| candidate.keys.iter().any(|key| key.column == column);
                let mut searches = self.access.searches.iter();
                searches.any(|search| search.method == candidate.method && is_key(search.column))
            }
            // That its predicate holds may be all that the index is for.
            (_, Some(predicate)) => self.access.predicates.contains(&predicate),
            (AccessMethod::Btree, None) => self.leading.contains(&first) || self.is_covered_by(candidate),
            (_, None) => self.leading.contains(&first),
        }
    }

    fn is_covered_by(&self, candidate: &Candidate) -> bool {
        let output = &self.access.output;
        !output.is_empty() && output.iter().all(|wanted| candidate.columns().any(|column| column == *wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::candidate::CandidateKey;
    use crate::model::workload::EqualityColumn;

    #[test]
    fn leading_column_or_covering() {
        let candidate =
            |columns: &[i16]| Candidate::btree(1, columns.iter().map(|&c| CandidateKey::plain(c)).collect());
        let candidates = [candidate(&[1]), candidate(&[2, 1]), candidate(&[3]), candidate(&[3, 2, 1])];
        let access = TableAccess {
            table: 1,
            equalities: vec![EqualityColumn { column: 1 }],
            output: vec![1, 2],
            ..TableAccess::default()
        };
        let tables = BTreeMap::from([(1, Table::default())]);
        assert_eq!(relevant(&tables, &candidates, std::slice::from_ref(&access), 2), [vec![0, 1, 3], vec![]]);
        let elsewhere = TableAccess { statement: 7, ..access };
        assert_eq!(relevant(&tables, &candidates, &[elsewhere], 1), [Vec::<usize>::new()]);
    }
}
