//! Recommendations that somebody has dismissed: they are not made again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::candidate::{Candidate, CandidateKey};
use super::ddl::{hypothetical_definition, qualified_name};
use super::identity;
use super::recommend::Recommendation;
use crate::model::access_method::AccessMethod;
use crate::model::table::Table;
use crate::model::workload::TableAccess;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dismissal {
    pub id: i64,
    pub fingerprint: String,
    pub table_name: String,
    pub index_name: String,
    pub reason: Option<String>,
}

/// The dismissed recommendations by fingerprint.
#[derive(Debug, Clone, Default)]
pub struct Dismissed(BTreeMap<String, Dismissal>);

/// What would have been considered or suggested, and was not.
#[derive(Debug, Default)]
pub struct LeftOut(BTreeMap<i64, Dismissal>);

impl Dismissed {
    pub fn new(dismissals: impl IntoIterator<Item = Dismissal>) -> Self {
        Dismissed(dismissals.into_iter().map(|one| (one.fingerprint.clone(), one)).collect())
    }

    /// The candidates without those that were dismissed, which then take no room in a budget either, and without those that
    /// are a dismissed one with columns behind it for which no statement asks: they would do its work under another name.
    pub fn candidates(
        &self,
        tables: &BTreeMap<u32, Table>,
        accesses: &[TableAccess],
        mut candidates: Vec<Candidate>,
        left_out: &mut LeftOut,
    ) -> Vec<Candidate> {
        let concerned: BTreeSet<&str> = self.0.values().map(|one| one.table_name.as_str()).collect();
        let names: BTreeMap<u32, String> = tables
            .iter()
            .map(|(oid, table)| (*oid, qualified_name(table)))
            .filter(|(_, name)| concerned.contains(name.as_str()))
            .collect();
        candidates.retain(|candidate| {
            let Some((table, name)) = tables.get(&candidate.table).zip(names.get(&candidate.table)) else {
                return true;
            };
            let dismissal = |form: &Candidate| {
                self.0.get(&identity::of_definition(name, &hypothetical_definition(table, form)))
            };
            let mut forms = dismissible_forms(candidate, accesses);
            !left_out.note(forms.find_map(|form| dismissal(&form)))
        });
        candidates
    }

    /// Whether `row` was dismissed.
    pub fn has(&self, row: &Recommendation, left_out: &mut LeftOut) -> bool {
        !self.0.is_empty() && left_out.note(self.0.get(&identity::of_recommendation(row)))
    }
}

/// What would leave `candidate` out if it was dismissed: itself, what a backward scan sees of it, and those of its prefixes
/// behind which nobody asks for anything.
fn dismissible_forms<'a>(
    candidate: &'a Candidate,
    accesses: &'a [TableAccess],
) -> impl Iterator<Item = Candidate> + 'a {
    let is_btree = candidate.method == AccessMethod::Btree;
    let lengths = if is_btree { 1..candidate.keys.len() + 1 } else { 0..0 };
    let prefixes =
        lengths.filter(|length| !is_asked_for_behind(candidate, *length, accesses)).map(|length| Candidate {
            keys: candidate.keys[..length].to_vec(),
            included: vec![],
            ..candidate.clone()
        });
    let both_ways = |form: Candidate| {
        let keys = form.keys.iter().map(|key| key.reversed()).collect();
        [Candidate { keys, ..form.clone() }, form]
    };
    std::iter::once(candidate.clone()).chain(prefixes.flat_map(both_ways))
}

/// Whether each column of `candidate` behind the first `length` keys is one that some statement asks for beside these keys, or
/// reads from the index without visiting the table.
fn is_asked_for_behind(candidate: &Candidate, length: usize, accesses: &[TableAccess]) -> bool {
    let (prefix, _) = candidate.keys.split_at(length);
    let added: Vec<i16> = candidate.columns().skip(length).collect();
    let of_table = || accesses.iter().filter(|access| access.table == candidate.table);
    let is_needed = |column: &i16| {
        of_table().any(|access| {
            let searched = prefix.iter().all(|key: &CandidateKey| access.asks_for(key.column));
            let is_covered = access.output.iter().all(|wanted| candidate.columns().any(|own| own == *wanted));
            searched && access.asks_for(*column) || is_covered && access.output.contains(column)
        })
    };
    !added.is_empty() && added.iter().all(is_needed)
}

impl LeftOut {
    fn note(&mut self, dismissal: Option<&Dismissal>) -> bool {
        let Some(one) = dismissal else { return false };
        self.0.entry(one.id).or_insert_with(|| one.clone());
        true
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In words: how many, which, and why.
    pub fn described(&self) -> String {
        const NAMED: usize = 5;
        let of_one = |one: &Dismissal| {
            let reason = one.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            format!("{} ({}{reason})", one.index_name, one.id)
        };
        let mut named: Vec<String> = self.0.values().take(NAMED).map(of_one).collect();
        if self.0.len() > NAMED {
            named.push("...".to_owned());
        }
        let (noun, verb) =
            if self.0.len() == 1 { ("recommendation", "was") } else { ("recommendations", "were") };
        format!("{} dismissed {noun} {verb} left out: {}", self.0.len(), named.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::candidate::CandidateKey;
    use crate::model::table::Column;
    use crate::model::workload::EqualityColumn;

    fn dismissal(id: i64, definition: &str, reason: Option<&str>) -> Dismissal {
        Dismissal {
            id,
            fingerprint: identity::of_definition("shop.orders", definition),
            table_name: "shop.orders".into(),
            index_name: format!("shop.i{id}"),
            reason: reason.map(str::to_owned),
        }
    }

    #[test]
    fn t130_dismissed_candidates_are_left_out() {
        let column = |number, name: &str| Column { number, name: name.into(), ..Column::default() };
        let table = Table {
            oid: 7,
            schema: "shop".into(),
            name: "orders".into(),
            columns: vec![column(1, "a"), column(2, "b")],
            ..Table::default()
        };
        let tables = BTreeMap::from([(7, table)]);
        let candidate = |keys: &[i16]| {
            Candidate::btree(7, keys.iter().map(|column| CandidateKey::plain(*column)).collect())
        };
        let candidates = vec![candidate(&[1]), candidate(&[1, 2]), candidate(&[2])];
        let mut left_out = LeftOut::default();
        let none = Dismissed::default();
        assert_eq!(none.candidates(&tables, &[], candidates.clone(), &mut left_out), candidates);
        assert!(left_out.is_empty());

        let dismissed = Dismissed::new([
            dismissal(4, "CREATE INDEX some_name ON shop.orders (a, b)", Some("too wide")),
            dismissal(3, "CREATE INDEX ON shop.orders USING btree (b)", None),
            dismissal(9, "CREATE INDEX ON shop.orders USING btree (c)", None),
        ]);
        assert_eq!(dismissed.candidates(&tables, &[], candidates, &mut left_out), [candidate(&[1])]);
        assert_eq!(
            left_out.described(),
            "2 dismissed recommendations were left out: shop.i3 (3); shop.i4 (4: too wide)"
        );
    }

    #[test]
    fn t130_nor_does_a_dismissed_one_come_back_with_columns_that_nobody_asks_for() {
        let column = |number, name: &str| Column { number, name: name.into(), ..Column::default() };
        let table = Table {
            oid: 7,
            schema: "shop".into(),
            name: "orders".into(),
            columns: vec![column(1, "a"), column(2, "b"), column(3, "c")],
            ..Table::default()
        };
        let tables = BTreeMap::from([(7, table)]);
        let candidate = |keys: &[i16]| {
            Candidate::btree(7, keys.iter().map(|column| CandidateKey::plain(*column)).collect())
        };
        let access = |equal: &[i16], output: &[i16]| TableAccess {
            table: 7,
            equalities: equal.iter().map(|column| EqualityColumn { column: *column }).collect(),
            output: output.to_vec(),
            ..TableAccess::default()
        };
        let dismissed = Dismissed::new([dismissal(1, "CREATE INDEX ON shop.orders (a)", None)]);
        let left = |candidates: &[Candidate], accesses: &[TableAccess]| {
            dismissed.candidates(&tables, accesses, candidates.to_vec(), &mut LeftOut::default())
        };
        let with_b = [candidate(&[1, 2])];
        let including_b = [Candidate { included: vec![2], ..candidate(&[1]) }];
        let apart = [access(&[1], &[1, 2, 3, 4]), access(&[2], &[1, 2, 3, 4])];
        assert_eq!(left(&with_b, &apart), []);
        assert_eq!(left(&including_b, &apart), []);
        assert_eq!(left(&[candidate(&[2, 1])], &apart), [candidate(&[2, 1])]);
        let together = [access(&[1, 2], &[1, 2, 3, 4])];
        assert_eq!(left(&with_b, &together), with_b);
        assert_eq!(left(&[candidate(&[1, 2, 3])], &together), []);
        let covered = [access(&[1], &[1, 2])];
        assert_eq!(left(&with_b, &covered), with_b);
        assert_eq!(left(&including_b, &covered), including_b);
        let backward = CandidateKey::plain(1).reversed();
        assert_eq!(left(&[Candidate::btree(7, vec![backward])], &apart), []);
    }
}
