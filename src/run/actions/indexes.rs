//! What to do with indexes that exist: build again, replace, drop.
use super::trials::Trials;
use super::{Advised, Known};
use crate::error::Result;
use crate::pg::subtransaction::discarded;
use crate::pg::what_if::WhatIf;
use dbarch_core::advisor::actions::drop::{recommendation, Damage, Why};
use dbarch_core::advisor::actions::{reindex, replace};
use dbarch_core::advisor::recommend::Recommendation;
use dbarch_core::finding::Finding;
use dbarch_core::model::existing_index::ExistingIndex;
use std::collections::{BTreeMap, BTreeSet};

/// Indexes whose size is estimated, the largest first: each takes a sample of its table.
const MOST_MEASURED: usize = 20;

/// The findings of one check on `known` indexes.
fn of_check<'a>(
    known: &'a Known,
    findings: &'a [Finding],
    check: &'static str,
) -> impl Iterator<Item = (&'a ExistingIndex, &'a Finding)> {
    findings
        .iter()
        .filter(move |finding| finding.check_id == check)
        .filter_map(|finding| Some((known.get(finding.object_name.as_ref()?)?, finding)))
        .filter(|(index, _)| !index.is_extension_member)
}

/// Invalid indexes. What `rows` would create beside one of the same definition repairs that instead.
pub fn repair(
    rows: &mut [Recommendation],
    advised: &Advised<'_>,
    known: &Known,
    findings: &[Finding],
) -> Vec<Recommendation> {
    let mut more = Vec::new();
    for (index, finding) in of_check(known, findings, "invalid-index") {
        let Some(fix) = &finding.fix_sql else { continue };
        if !rows.iter_mut().any(|row| row.action == "create" && reindex::repair(row, index, fix)) {
            more.push(reindex::invalid(index, fix, &finding.message, advised.source()));
        }
    }
    more
}

/// B-trees that are mostly air, and stay according to `rows`.
pub fn shrink<'a>(
    rows: impl Iterator<Item = &'a Recommendation>,
    advised: &Advised<'_>,
    known: &Known,
) -> Vec<Recommendation> {
    let mut gone = BTreeSet::new();
    for row in rows.filter(|row| row.action == "replace" || row.action == "drop") {
        gone.extend(replace::superseded(row));
        gone.insert(row.index_name.clone());
    }
    let mut large: Vec<&ExistingIndex> = known
        .values()
        .filter(|index| reindex::may_be_bloated(index) && !index.is_extension_member)
        .filter(|index| !gone.contains(&index.qualified))
        .collect();
    large.sort_by(|a, b| b.bytes.total_cmp(&a.bytes));
    let in_time = large.into_iter().take(MOST_MEASURED).take_while(|_| advised.is_in_time());
    // One that cannot be measured is no finding: a lock, or rows that the caller may not read.
    in_time.filter_map(|index| reindex::bloated(index, fresh_size(index).ok()?, advised.source())).collect()
}

/// Bytes of the index if it were built now.
fn fresh_size(index: &ExistingIndex) -> Result<f64> {
    discarded(|| {
        let mut what_if = WhatIf::default();
        let position = what_if.define(&index.nameless)?;
        Ok(what_if.size_bytes(&[position])?.iter().sum())
    })
}

/// Makes replacements of those `rows` whose index makes others superfluous, where no statement misses these.
pub fn replace(rows: &mut [Recommendation], advised: &mut Advised<'_>, trials: &mut Trials, known: &Known) {
    let mut gone = BTreeSet::new();
    for row in rows.iter_mut().filter(|row| row.action == "create") {
        let mut names = replace::superseded(row);
        names.retain(|name| !gone.contains(name));
        let replaced: Option<Vec<&ExistingIndex>> =
            names.iter().map(|name| known.get(name).filter(|index| index.is_free())).collect();
        let Some(replaced) = replaced.filter(|replaced| !replaced.is_empty()) else { continue };
        let Some(damage) = trials.hide(advised, &replaced, Damage::is_tolerable) else { continue };
        if damage.is_tolerable() {
            advised.with_evidence(|evidence| replace::replace(row, &replaced, &damage, evidence));
            gone.extend(names);
        }
    }
}

/// Indexes that repeat others, begin as wider ones do, or serve no scan. `rows` say which are replaced already.
pub fn drop(
    rows: &[Recommendation],
    advised: &mut Advised<'_>,
    mut trials: Option<&mut Trials>,
    known: &Known,
    findings: &[Finding],
) -> Vec<Recommendation> {
    // What is gone by now, and what stands in for it.
    let mut gone: BTreeMap<String, String> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.action == "replace") {
        gone.extend(replace::superseded(row).into_iter().map(|name| (name, row.index_name.clone())));
    }
    let mut needed = BTreeSet::new();
    let mut more = Vec::new();
    for check in ["duplicate-index", "redundant-prefix-index", "unused-index"] {
        for (index, finding) in of_check(known, findings, check) {
            let name = &index.qualified;
            if !index.is_free() || gone.contains_key(name) {
                continue;
            }
            let kept = finding.detail["kept_index"].as_str().map(|kept| standing(&gone, kept));
            let why = match (&kept, check) {
                (Some(kept), _) if kept == name => continue,
                (Some(kept), "duplicate-index") => Why::Duplicate { kept: kept.clone() },
                (Some(kept), _) => Why::Prefix { kept: kept.clone() },
                (None, _) => Why::Unused { message: finding.message.clone() },
            };
            let statistics_stay =
                kept.as_ref().is_some_and(|kept| known.get(kept).is_some_and(|kept| kept.has_statistics));
            if index.has_statistics && !statistics_stay || kept.is_none() && needed.contains(name) {
                continue;
            }
            let is_repetition = matches!(why, Why::Duplicate { .. });
            // What stays because somebody said so is not hidden from what follows.
            let preview = advised.with_evidence(|evidence| recommendation(index, &why, None, evidence));
            if advised.request.dismissed.has(&preview, advised.left_out) {
                continue;
            }
            let damage = trials.as_mut().and_then(|trials| {
                trials.hide(advised, &[index], |damage| is_repetition || damage.is_tolerable())
            });
            if !is_repetition && !damage.as_ref().is_some_and(Damage::is_tolerable) {
                continue;
            }
            more.push(
                advised.with_evidence(|evidence| recommendation(index, &why, damage.as_ref(), evidence)),
            );
            gone.insert(name.clone(), kept.clone().unwrap_or_default());
            needed.extend(kept);
        }
    }
    more
}

/// What stands in for the index `name` if that is gone.
fn standing(gone: &BTreeMap<String, String>, name: &str) -> String {
    let mut name = name;
    while let Some(next) = gone.get(name) {
        name = next;
    }
    name.to_owned()
}
