//! An index that might be worth creating.

use serde::{Deserialize, Serialize};

use crate::model::access_method::AccessMethod;
use crate::model::table::Table;
use crate::model::workload::OrderColumn;
use std::collections::BTreeMap;

/// An index that might be worth creating.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Candidate {
    /// OID of the table.
    pub table: u32,
    pub keys: Vec<CandidateKey>,
    /// `INCLUDE` columns.
    pub included: Vec<i16>,
    /// Number of the predicate, if the index is partial.
    pub predicate: Option<i16>,
    pub method: AccessMethod,
}

impl Candidate {
    /// A b-tree over all rows.
    pub fn btree(table: u32, keys: Vec<CandidateKey>) -> Self {
        Candidate { table, keys, ..Candidate::default() }
    }

    /// Keys and `INCLUDE` columns.
    pub fn columns(&self) -> impl Iterator<Item = i16> + '_ {
        self.keys.iter().map(|key| key.column).chain(self.included.iter().copied())
    }
}

/// One key: an attribute number, or that of an index term, and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CandidateKey {
    pub column: i16,
    pub descending: bool,
    pub nulls_first: bool,
}

impl CandidateKey {
    /// Ascending, NULLs last: the default, and the only form where the direction does not matter.
    pub fn plain(column: i16) -> Self {
        CandidateKey { column, descending: false, nulls_first: false }
    }

    /// The key as a backward scan sees it.
    pub(super) fn reversed(self) -> Self {
        CandidateKey { descending: !self.descending, nulls_first: !self.nulls_first, ..self }
    }
}

impl From<OrderColumn> for CandidateKey {
    fn from(order: OrderColumn) -> Self {
        CandidateKey { column: order.column, descending: order.descending, nulls_first: order.nulls_first }
    }
}

/// For each of `candidates` the positions of those that might do instead and take no more room (`sizes` in bytes): its
/// prefixes, what is left of it without a column that its predicate is about, and smaller ones of other methods on its first key or over only the rows that a condition on its first key lets
/// through.
pub fn narrower(candidates: &[Candidate], tables: &BTreeMap<u32, Table>, sizes: &[f64]) -> Vec<Vec<usize>> {
    let mut of_table: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (position, candidate) in candidates.iter().enumerate() {
        of_table.entry(candidate.table).or_default().push(position);
    }
    let is_narrower = |short: &Candidate, long: &Candidate| {
        let first = long.keys.first().map(|key| key.column);
        let same_rows = short.predicate == long.predicate;
        if same_rows && short.method != long.method {
            return short.keys.len() == 1 && short.keys.first().map(|key| key.column) == first;
        }
        let about = short.predicate.and_then(|p| Some(tables.get(&short.table)?.predicate(p)?.column));
        if same_rows {
            // What the predicate says of all rows is no key among them.
            let is_rest = about.is_some() && about == first && long.keys[1..] == short.keys;
            return is_rest && long.included == short.included
                || short.included.is_empty()
                    && short.keys.len() < long.keys.len() + long.included.len()
                    && long.keys.starts_with(&short.keys);
        }
        let predicate = short.predicate.filter(|_| long.predicate.is_none());
        predicate.is_some() && (about == first || short.keys.first() == long.keys.first())
    };
    let narrower = |(position, long): (usize, &Candidate)| {
        let others = of_table.get(&long.table).into_iter().flatten().copied();
        let fits = |other: &usize| {
            let short = &candidates[*other];
            // A column less is simpler, even if it spares no page.
            let is_prefix = short.method == long.method && short.predicate == long.predicate;
            let room =
                if is_prefix { sizes[*other] <= sizes[position] } else { sizes[*other] < sizes[position] };
            *other != position && room && is_narrower(short, long)
        };
        others.filter(fits).collect()
    };
    candidates.iter().enumerate().map(narrower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::Predicate;

    #[test]
    fn t103_a_key_that_the_predicate_fixes_can_be_left_out() {
        let predicate = Predicate { number: 2000, column: 1, ..Predicate::default() };
        let table = Table { oid: 7, predicates: vec![predicate], ..Table::default() };
        let tables = BTreeMap::from([(7, table)]);
        let partial = |keys: &[i16]| Candidate {
            predicate: Some(2000),
            ..Candidate::btree(7, keys.iter().map(|column| CandidateKey::plain(*column)).collect())
        };
        let candidates = [partial(&[1, 2]), partial(&[2]), partial(&[1]), partial(&[3])];
        assert_eq!(narrower(&candidates, &tables, &[16e3; 4]), [vec![1, 2], vec![], vec![], vec![]]);
    }
}
