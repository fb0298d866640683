//! Indexes of other methods than b-tree.

use super::candidate::{Candidate, CandidateKey};
use crate::model::access_method::AccessMethod;
use crate::model::table::{Column, Table};
use crate::model::workload::TableAccess;

/// A hash index stores four bytes a row, whatever the width of the value. A b-tree of values of this width takes about twice
/// as much.
const WIDE: f64 = 32.0;
/// Eight ranges of 128 pages (BRIN_DEFAULT_PAGES_PER_RANGE): of fewer, a summary leaves out little.
const BRIN_PAGES: f64 = 1024.0;
/// Where rows lie in the order of the values, a range of pages has a range of values of its own. Below this the planner
/// expects most of the table to be read.
const BRIN_CORRELATION: f64 = 0.9;

/// Equalities that are tried beside what GIN or GiST searches by.
const BESIDE: usize = 2;

/// Candidates for one access.
pub(super) fn candidates(table: &Table, access: &TableAccess) -> Vec<Candidate> {
    let equalities = access.equalities.iter().map(|equality| equality.column);
    let mut found: Vec<Candidate> = Vec::new();
    for search in &access.searches {
        let alone = single(table, search.column, search.method);
        // Whether scalars can be keys beside it depends on btree_gin and btree_gist; the definition is tried.
        if matches!(search.method, AccessMethod::Gin | AccessMethod::Gist) {
            found.extend(equalities.clone().take(BESIDE).map(|column| {
                let keys = vec![CandidateKey::plain(column), CandidateKey::plain(search.column)];
                Candidate { keys, ..alone.clone() }
            }));
        }
        found.push(alone);
    }
    for column in equalities.clone().chain(access.joins.iter().copied()) {
        if table.column(column).is_some_and(|column| is_wide(table, column)) {
            found.push(single(table, column, AccessMethod::Hash));
        }
    }
    for column in equalities.chain(access.ranges.iter().copied()) {
        if table.pages >= BRIN_PAGES && table.column(column).is_some_and(lies_in_order) {
            found.push(single(table, column, AccessMethod::Brin));
        }
    }
    found
}

fn single(table: &Table, column: i16, method: AccessMethod) -> Candidate {
    Candidate { method, ..Candidate::btree(table.oid, vec![CandidateKey::plain(column)]) }
}

/// Also one with values that may be too long for a b-tree.
fn is_wide(table: &Table, column: &Column) -> bool {
    let wide = column.avg_width >= WIDE || column.typlen == -1 && table.toasted;
    column.btree_indexable && column.definition.is_none() && wide
}

fn lies_in_order(column: &Column) -> bool {
    column.btree_indexable
        && column.definition.is_none()
        && column.correlation.is_some_and(|correlation| correlation.abs() >= BRIN_CORRELATION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::workload::{EqualityColumn, Search};

    #[test]
    fn t104_by_width_order_and_operator() {
        let column = |number, avg_width, correlation| Column {
            number,
            avg_width,
            correlation: Some(correlation),
            btree_indexable: true,
            ..Column::default()
        };
        let columns = vec![column(1, 64.0, 0.0), column(2, 8.0, -0.99), column(3, 8.0, 0.5)];
        let mut table = Table { oid: 1, pages: 1e5, columns, ..Table::default() };
        let access = TableAccess {
            equalities: vec![EqualityColumn { column: 1 }],
            ranges: vec![2, 3],
            searches: vec![Search { method: AccessMethod::Gin, column: 2000, operator: 7 }],
            ..TableAccess::default()
        };
        let found = |table: &Table| -> Vec<(AccessMethod, Vec<i16>)> {
            candidates(table, &access).iter().map(|c| (c.method, c.columns().collect())).collect()
        };
        let mut wanted = vec![
            (AccessMethod::Gin, vec![1, 2000]),
            (AccessMethod::Gin, vec![2000]),
            (AccessMethod::Hash, vec![1]),
            (AccessMethod::Brin, vec![2]),
        ];
        assert_eq!(found(&table), wanted);
        table.pages = 100.0;
        wanted.pop();
        assert_eq!(found(&table), wanted);
    }
}
