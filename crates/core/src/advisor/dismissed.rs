//! Recommendations that somebody has dismissed: they are not made again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::candidate::Candidate;
use super::ddl::{hypothetical_definition, qualified_name};
use super::identity;
use super::recommend::Recommendation;
use crate::model::table::Table;

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

    /// The candidates without those that were dismissed, which then take no room in a budget either.
    pub fn candidates(
        &self,
        tables: &BTreeMap<u32, Table>,
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
            let fingerprint = identity::of_definition(name, &hypothetical_definition(table, candidate));
            !left_out.note(self.0.get(&fingerprint))
        });
        candidates
    }

    /// Whether `row` was dismissed.
    pub fn has(&self, row: &Recommendation, left_out: &mut LeftOut) -> bool {
        !self.0.is_empty() && left_out.note(self.0.get(&identity::of_recommendation(row)))
    }
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
        assert_eq!(none.candidates(&tables, candidates.clone(), &mut left_out), candidates);
        assert!(left_out.is_empty());

        let dismissed = Dismissed::new([
            dismissal(4, "CREATE INDEX some_name ON shop.orders (a, b)", Some("too wide")),
            dismissal(3, "CREATE INDEX ON shop.orders USING btree (b)", None),
            dismissal(9, "CREATE INDEX ON shop.orders USING btree (c)", None),
        ]);
        assert_eq!(dismissed.candidates(&tables, candidates, &mut left_out), [candidate(&[1])]);
        assert_eq!(
            left_out.described(),
            "2 dismissed recommendations were left out: shop.i3 (3); shop.i4 (4: too wide)"
        );
    }
}
