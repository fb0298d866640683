//! One index for several statements: K1 followed by the columns of K2 that K1 lacks (the merge of DTA and, where K1 is an
//! equality set within K2's, that of AIM).

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::CandidateKey;

/// How many of a statement's first forms take part.
pub(super) const PRINCIPALS: usize = 4;
/// Forms of one table that are merged with each other, those of most statements first.
const MERGED_FORMS: usize = 16;

/// Merges of two different forms, each counted with its number of statements; none wider than `max_columns`.
pub(super) fn merged(
    principals: &BTreeMap<Vec<CandidateKey>, usize>,
    max_columns: usize,
) -> BTreeSet<Vec<CandidateKey>> {
    let mut forms: Vec<(&Vec<CandidateKey>, usize)> = principals.iter().map(|(k, &n)| (k, n)).collect();
    forms.sort_by_key(|&(_, statements)| usize::MAX - statements);
    forms.truncate(MERGED_FORMS);
    let mut merged = BTreeSet::new();
    for &(first, _) in &forms {
        for &(second, _) in forms.iter().filter(|f| f.0 != first) {
            let added = second.iter().filter(|k| first.iter().all(|f| f.column != k.column));
            let keys: Vec<CandidateKey> = first.iter().chain(added).copied().collect();
            if keys.len() <= max_columns && keys.len() > first.len() && !principals.contains_key(&keys) {
                merged.insert(keys);
            }
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(columns: &[i16]) -> Vec<CandidateKey> {
        columns.iter().map(|&c| CandidateKey::plain(c)).collect()
    }

    #[test]
    fn appends_what_is_missing_in_both_directions() {
        let principals = BTreeMap::from([(keys(&[1, 2]), 3), (keys(&[2, 3]), 1)]);
        let merged: Vec<_> = merged(&principals, 3).into_iter().collect();
        assert_eq!(merged, [keys(&[1, 2, 3]), keys(&[2, 3, 1])]);
    }

    #[test]
    fn never_too_wide() {
        let principals = BTreeMap::from([(keys(&[1, 2]), 3), (keys(&[2, 3]), 1)]);
        assert!(merged(&principals, 2).is_empty());
    }
}
