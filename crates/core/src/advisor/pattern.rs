//! Key orders that one statement would like on one table, best guess first.
//!
//! A b-tree narrows a scan by equalities on leading keys, then by one range; behind equalities its keys come out in
//! order. So: equalities, then IN lists, then one range or a wanted order (the partial orders of AIM, ICDE 2023). Which
//! of range and order wins depends on selectivities and LIMIT, hence both.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::CandidateKey;
use crate::model::table::Table;
use crate::model::workload::TableAccess;

/// Columns in the order in which they should stand among equals: shared by more statements first (the prefix then
/// serves them too), then more distinct values, then by name.
pub(super) struct Ranking<'a> {
    place: BTreeMap<i16, (usize, &'a str)>,
}

impl<'a> Ranking<'a> {
    pub(super) fn new(table: &'a Table, accesses: &[&TableAccess]) -> Self {
        let mut statements: BTreeMap<i16, BTreeSet<usize>> = BTreeMap::new();
        for access in accesses {
            let columns = access.equalities.iter().map(|e| e.column);
            for column in columns.chain(access.in_lists.iter().copied()).chain(access.joins.iter().copied()) {
                statements.entry(column).or_default().insert(access.statement);
            }
        }
        let mut order: Vec<_> = table
            .columns
            .iter()
            .filter(|c| c.btree_indexable)
            .map(|c| {
                let shared = statements.get(&c.number).map_or(0, BTreeSet::len);
                let distinct = c.distinct_values(table.rows).unwrap_or(0.0);
                (shared, distinct, c.name.as_str(), c.number)
            })
            .collect();
        order.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2)));
        let place =
            order.into_iter().enumerate().map(|(i, (_, _, name, number))| (number, (i, name))).collect();
        Ranking { place }
    }

    /// The indexable ones of `columns`, best first, without repetitions and without those in `but`.
    pub(super) fn sort(&self, columns: impl IntoIterator<Item = i16>, but: &[i16]) -> Vec<i16> {
        let unique: BTreeSet<i16> = columns.into_iter().collect();
        let mut sorted: Vec<i16> =
            unique.into_iter().filter(|c| self.place.contains_key(c) && !but.contains(c)).collect();
        sorted.sort_by_key(|c| self.place.get(c));
        sorted
    }
}

/// The forms, most promising first; no two alike, none longer than `max_columns`. Their prefixes are the caller's.
pub(super) fn forms(access: &TableAccess, ranking: &Ranking, max_columns: usize) -> Vec<Vec<CandidateKey>> {
    let equal = ranking.sort(access.equalities.iter().map(|e| e.column), &[]);
    let listed = ranking.sort(access.in_lists.iter().copied(), &equal);
    let ranges = ranking.sort(access.ranges.iter().copied(), &equal);
    let nulls = ranking.sort(access.null_tests.iter().copied(), &equal);
    let joins = ranking.sort(access.joins.iter().copied(), &equal);
    let orders: Vec<Vec<CandidateKey>> =
        access.orders.iter().map(|o| suffix(o, &equal, ranking)).filter(|o| !o.is_empty()).collect();

    let plain = |columns: &[i16]| columns.iter().map(|&c| CandidateKey::plain(c)).collect::<Vec<_>>();
    let mut forms = Forms { list: Vec::new(), max_columns };
    let (e, i) = (plain(&equal), plain(&listed));
    let j_all = plain(&joins);
    let one = |c: &i16| vec![CandidateKey::plain(*c)];
    // Everything that narrows by constants.
    let mut tails: Vec<Vec<CandidateKey>> = orders.clone();
    tails.extend(ranges.iter().map(one));
    if !access.limited {
        // Without a LIMIT the whole range is read anyway: narrowing comes before order.
        tails.rotate_left(orders.len());
    }
    for tail in &tails {
        forms.add(&[&e, &i, tail]);
    }
    forms.add(&[&e, &i]);
    for order in &orders {
        forms.add(&[&e, order]);
        // Behind the order, ranges and lists still filter inside the index, before the heap is visited.
        forms.add(&[&e, order, &i, &plain(&ranges)]);
    }
    for range in &ranges {
        forms.add(&[&e, &one(range)]);
    }
    // The inner side of a nested loop, with what else narrows there.
    for join in joins.iter().map(one) {
        forms.add(&[&join, &e, &i]);
        forms.add(&[&e, &join]);
        for range in &ranges {
            forms.add(&[&join, &e, &one(range)]);
        }
        for order in &orders {
            forms.add(&[&join, order]);
            forms.add(&[&join, &e, order]);
        }
        forms.add(&[&join]);
    }
    forms.add(&[&e, &j_all]);
    forms.add(&[&j_all, &e]);
    for first in joins.iter().take(4) {
        for second in joins.iter().take(4).filter(|s| *s != first) {
            forms.add(&[&one(first), &one(second)]);
        }
    }
    // Parts, in case the whole is worth less than what it costs.
    for order in &orders {
        forms.add(&[order]);
    }
    for column in equal.iter().map(one) {
        for tail in &tails {
            forms.add(&[&column, tail]);
        }
        forms.add(&[&column]);
    }
    for list in listed.iter().map(one) {
        for tail in &tails {
            forms.add(&[&list, tail]);
        }
        forms.add(&[&list]);
    }
    for null in nulls.iter().map(one) {
        // Most rows may meet it, and then it narrows nothing on its own.
        forms.add(&[&e, &null]);
    }
    for range in ranges.iter().map(one) {
        forms.add(&[&range]);
    }
    forms.list
}

/// A wanted order as index keys: without columns that are constant here, up to the first that cannot be indexed, and
/// turned round if it begins descending, because a backward scan gives the same.
fn suffix(
    order: &[crate::model::workload::OrderColumn],
    equal: &[i16],
    ranking: &Ranking,
) -> Vec<CandidateKey> {
    let mut keys: Vec<CandidateKey> = Vec::new();
    for column in order.iter().filter(|o| !equal.contains(&o.column)) {
        if !ranking.place.contains_key(&column.column) {
            break;
        }
        if keys.iter().all(|k| k.column != column.column) {
            keys.push((*column).into());
        }
    }
    if keys.first().is_some_and(|k| k.descending) {
        keys = keys.into_iter().map(CandidateKey::reversed).collect();
    }
    keys
}

struct Forms {
    list: Vec<Vec<CandidateKey>>,
    max_columns: usize,
}

impl Forms {
    /// Adds the parts in a row, each column at its first place, cut to the width that is allowed.
    fn add(&mut self, parts: &[&[CandidateKey]]) {
        let mut keys: Vec<CandidateKey> = Vec::new();
        for &key in parts.iter().copied().flatten() {
            if keys.len() < self.max_columns && keys.iter().all(|k| k.column != key.column) {
                keys.push(key);
            }
        }
        if !keys.is_empty() && !self.list.contains(&keys) {
            self.list.push(keys);
        }
    }
}
