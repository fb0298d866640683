//! What the indexes that exist already do.

use super::candidate::{Candidate, CandidateKey};
use crate::model::access_method::AccessMethod;
use crate::model::table::{Index, Table};
use crate::model::workload::TableAccess;

/// A valid b-tree over all rows that begins with the candidate's keys, read forward or backward, or a valid index of the
/// same method on its column: the candidate would add nothing. Where expressions, operator classes, INCLUDE columns or
/// predicates come in, the planner finds that out.
pub(super) fn is_served(table: &Table, candidate: &Candidate) -> bool {
    if candidate.predicate.is_some() {
        return false;
    }
    match candidate.method {
        AccessMethod::Btree => {
            candidate.included.is_empty()
                && table.indexes.iter().any(|index| starts_with(index, &candidate.keys))
        }
        method => table.indexes.iter().any(|index| {
            index.valid
                && !index.partial
                && index.method == method.name()
                && index.keys.len() == 1
                && index.keys[0].default_opclass
                && index.keys[0].default_collation
                && index.keys[0].column == candidate.keys.first().map(|key| key.column)
        }),
    }
}

/// Whether the leading keys of the index are `keys`, in the same directions or all in the opposite ones.
pub(super) fn starts_with(index: &Index, keys: &[CandidateKey]) -> bool {
    let Some(leading) = plain_btree_keys(index).and_then(|k| k.get(..keys.len()).map(<[_]>::to_vec)) else {
        return false;
    };
    leading == keys || leading.iter().zip(keys).all(|(&l, k)| l.reversed() == *k)
}

/// Existing indexes that would be a mere prefix of the candidate and enforce nothing: names, in order.
pub(super) fn made_redundant<'a>(table: &'a Table, candidate: &Candidate) -> Vec<&'a Index> {
    if candidate.method != AccessMethod::Btree || candidate.predicate.is_some() {
        return Vec::new();
    }
    let keys = &candidate.keys;
    let redundant = |index: &&Index| {
        !index.unique
            && !index.primary
            && index.included.is_empty()
            && plain_btree_keys(index).is_some_and(|own| {
                !own.is_empty() && own.len() == index.keys.len() && {
                    keys.get(..own.len()).is_some_and(|leading| starts_with(index, leading))
                }
            })
    };
    table.indexes.iter().filter(redundant).collect()
}

/// True when constants fix every key of a unique index: the statement already finds its one row, nothing is faster.
pub(super) fn finds_single_row(table: &Table, access: &TableAccess) -> bool {
    table.indexes.iter().filter(|index| index.unique).any(|index| {
        plain_btree_keys(index).is_some_and(|keys| {
            !keys.is_empty()
                && keys.len() == index.keys.len()
                && keys.iter().all(|k| access.equalities.iter().any(|e| e.column == k.column))
        })
    })
}

/// The leading keys that are plain columns with default operator class and collation; `None` if the index is no valid
/// b-tree over all rows.
fn plain_btree_keys(index: &Index) -> Option<Vec<CandidateKey>> {
    if !index.valid || index.partial || index.method != "btree" {
        return None;
    }
    let plain = |key: &crate::model::table::IndexKey| {
        let column = key.column.filter(|_| key.default_opclass && key.default_collation)?;
        Some(CandidateKey { column, descending: key.descending, nulls_first: key.nulls_first })
    };
    Some(index.keys.iter().map_while(plain).collect())
}
