//! Indexes over some of the rows: those that a statement's own condition lets through.

use super::candidate::{Candidate, CandidateKey};
use super::covering::covering;
use super::pattern::{forms, Ranking};
use crate::model::table::{Predicate, Table};
use crate::model::workload::TableAccess;
use std::collections::BTreeSet;

/// Where a predicate lets more rows through, the index over all rows is hardly larger and serves more statements.
const MOST_ROWS: f64 = 0.2;
/// A column with more values than this is no state that some rows are in, and its constants are a matter of the day.
const MOST_VALUES: f64 = 100.0;
/// How much rarer than the average value of its column a constant has to be. One of many values that are all as frequent (a
/// tenant, a category) is the one of this execution; one that is rarer than others is a state that rows leave again.
const RARER: f64 = 0.5;
/// Predicates of one access, the most selective first.
const PREDICATES: usize = 2;
/// Key orders for each.
const FORMS: usize = 3;

/// Whether an index over the rows for which `predicate` holds is much smaller than one over all, and of use tomorrow.
pub fn is_plausible(table: &Table, predicate: &Predicate) -> bool {
    let values = table.column(predicate.column).and_then(|column| column.distinct_values(table.rows));
    let is_state = |n: f64| n <= MOST_VALUES && predicate.selectivity * n <= RARER;
    predicate.selectivity <= MOST_ROWS && (!predicate.constant || values.is_some_and(is_state))
}

/// The plausible predicates of what is asked of `table`. Where a column is compared with several constants, one index over
/// all rows serves them all.
pub(super) fn predicates<'a>(table: &'a Table, accesses: &[&TableAccess]) -> Vec<&'a Predicate> {
    let numbers: BTreeSet<i16> =
        accesses.iter().flat_map(|access| access.predicates.iter().copied()).collect();
    let asked: Vec<&Predicate> = numbers.iter().filter_map(|number| table.predicate(*number)).collect();
    let is_only = |predicate: &&Predicate| {
        let of_column = asked.iter().filter(|other| other.constant && other.column == predicate.column);
        !predicate.constant || of_column.count() == 1
    };
    let only: Vec<&Predicate> = asked.iter().copied().filter(is_only).collect();
    only.into_iter().filter(|predicate| is_plausible(table, predicate)).collect()
}

/// Candidates for one access, with those of `possible` predicates that it has.
pub(super) fn candidates(
    table: &Table,
    access: &TableAccess,
    possible: &[&Predicate],
    ranking: &Ranking,
    max_columns: usize,
) -> Vec<Candidate> {
    let mut predicates: Vec<&Predicate> =
        possible.iter().copied().filter(|p| access.predicates.contains(&p.number)).collect();
    predicates.sort_by(|a, b| a.selectivity.total_cmp(&b.selectivity).then(a.number.cmp(&b.number)));
    let mut found = Vec::new();
    for predicate in predicates.into_iter().take(PREDICATES) {
        let rest = without(access, predicate.column);
        let mut keys = forms(&rest, ranking, max_columns);
        keys.truncate(FORMS);
        if keys.is_empty() {
            keys.extend(narrow_key(table, predicate));
        }
        // With the column of the predicate in front the planner takes the rows for neighbours, and prefers the index over
        // all rows to one without.
        let with_column = forms(access, ranking, max_columns);
        keys.extend(with_column.into_iter().take(FORMS).filter(|form| form[0].column == predicate.column));
        let covered = covering(table, &rest, ranking, &keys, max_columns).into_iter().next();
        let plain = keys.into_iter().map(|keys| (keys, Vec::new()));
        found.extend(plain.chain(covered).map(|(keys, included)| Candidate {
            included,
            predicate: Some(predicate.number),
            ..Candidate::btree(table.oid, keys)
        }));
    }
    found
}

/// What is left to ask of the rows for which the predicate holds.
fn without(access: &TableAccess, column: i16) -> TableAccess {
    let mut rest = access.clone();
    rest.equalities.retain(|equality| equality.column != column);
    rest.in_lists.retain(|other| *other != column);
    rest.null_tests.retain(|other| *other != column);
    rest
}

/// The predicate finds the rows, so the key is only there because an index has one: that of the primary key is narrow and
/// known to every statement.
fn narrow_key(table: &Table, predicate: &Predicate) -> Option<Vec<CandidateKey>> {
    let indexable = |column: &i16| table.column(*column).is_some_and(|c| c.btree_indexable);
    let primary = table.indexes.iter().find(|index| index.primary);
    let key = primary.and_then(|index| index.keys.first()?.column).or(Some(predicate.column));
    key.filter(indexable).map(|column| vec![CandidateKey::plain(column)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::{Column, Index, IndexKey};

    fn table() -> Table {
        let column = |number, n_distinct| Column {
            number,
            n_distinct,
            has_statistics: true,
            btree_indexable: true,
            ..Column::default()
        };
        let predicate = |number, column, selectivity, constant| Predicate {
            number,
            sql: format!("p{number}"),
            column,
            selectivity,
            constant,
        };
        Table {
            oid: 1,
            rows: 1e6,
            columns: vec![column(1, 5.0), column(2, -1.0), column(3, 2.0), column(4, 100.0)],
            predicates: vec![
                predicate(2000, 1, 0.01, true),
                predicate(2001, 1, 0.02, true),
                predicate(2002, 2, 1e-6, true),
                predicate(2003, 3, 0.1, false),
                predicate(2004, 3, 0.9, false),
                predicate(2005, 4, 0.01, true),
            ],
            ..Table::default()
        }
    }

    fn asked(predicates: &[i16]) -> TableAccess {
        TableAccess { table: 1, predicates: predicates.to_vec(), ..TableAccess::default() }
    }

    fn numbers(accesses: &[&TableAccess]) -> Vec<i16> {
        predicates(&table(), accesses).iter().map(|predicate| predicate.number).collect()
    }

    #[test]
    fn t18_t19_few_rows_of_few_values() {
        assert_eq!(numbers(&[&asked(&[2000, 2002, 2003, 2004, 2005])]), [2000, 2003]);
    }

    #[test]
    fn t19_not_one_index_for_each_constant() {
        assert_eq!(numbers(&[&asked(&[2000]), &asked(&[2001, 2003])]), [2003]);
    }

    #[test]
    fn the_column_of_the_predicate_needs_no_key() {
        let equalities = vec![crate::model::workload::EqualityColumn { column: 1 }];
        let access = TableAccess { equalities, ranges: vec![2], ..asked(&[2000]) };
        let table = table();
        let ranking = Ranking::new(&table, &[&access]);
        let found = candidates(&table, &access, &predicates(&table, &[&access]), &ranking, 3);
        let keys: Vec<Vec<i16>> = found.iter().map(|c| c.columns().collect()).collect();
        assert_eq!(keys, [vec![2], vec![1, 2], vec![1]]);
        assert!(found.iter().all(|candidate| candidate.predicate == Some(2000)));
    }

    #[test]
    fn a_key_is_needed_all_the_same() {
        let access = asked(&[2000]);
        let table = table();
        let ranking = Ranking::new(&table, &[&access]);
        let found = candidates(&table, &access, &predicates(&table, &[&access]), &ranking, 3);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].keys, [CandidateKey::plain(1)]);
        let primary = IndexKey { column: Some(3), ..IndexKey::default() };
        let indexes = vec![Index { primary: true, keys: vec![primary], ..Index::default() }];
        let table = Table { indexes, ..table.clone() };
        let found = candidates(&table, &access, &predicates(&table, &[&access]), &ranking, 3);
        assert_eq!(found[0].keys, [CandidateKey::plain(3)]);
    }
}
