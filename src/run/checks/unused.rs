//! Suppressions that are of no use.
use super::{run_chosen, Configuration, Run, Selection};
use crate::error::Result;
use crate::pg::sandbox;
use crate::read::check_store::{self, Stored};
use dbarch_core::catalogue::Registry;
use dbarch_core::finding::suppression::{Suppression, EVERY_CHECK};
use dbarch_core::finding::Status;
use std::collections::BTreeSet;

pub struct Unused {
    pub stored: Stored,
    pub why: &'static str,
}

/// What a run of the checks that are suppressed does not justify.
pub fn unused(registry: &Registry) -> Result<Vec<Unused>> {
    let stored = sandbox::run(None, || match check_store::store()? {
        Some(store) => check_store::suppressions(store.owner),
        None => Ok(Vec::new()),
    })?;
    let configuration = Configuration::load()?;
    let wanted = stored.iter().map(|one| &one.suppression).filter(|one| !one.is_expired);
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for suppression in wanted {
        if suppression.check_id == EVERY_CHECK {
            let enabled = registry.checks().filter(|check| configuration.of(&check.meta).enabled);
            ids.extend(enabled.map(|check| check.meta.id.clone()));
        } else if registry.check(&suppression.check_id).is_some() {
            ids.insert(suppression.check_id.clone());
        }
    }
    let run = if ids.is_empty() {
        Run { findings: Vec::new(), ran: Vec::new() }
    } else {
        let selection = Selection { checks: Some(ids.into_iter().collect()), ..Selection::default() };
        let chosen = selection.checks(registry, &configuration)?;
        run_chosen(registry, &selection, &configuration, &chosen)?
    };
    Ok(stored.into_iter().filter_map(|stored| judge(registry, stored, &run)).collect())
}

fn judge(registry: &Registry, stored: Stored, run: &Run) -> Option<Unused> {
    let suppression = &stored.suppression;
    let why = if suppression.is_expired {
        "expired"
    } else if suppression.check_id != EVERY_CHECK && registry.check(&suppression.check_id).is_none() {
        "there is no such check"
    } else {
        match matched(suppression, run) {
            Some(0) => "matches nothing",
            Some(_) => return None,
            None => "not known: the check could not judge",
        }
    };
    Some(Unused { stored, why })
}

/// How many findings of a run it covers; `None` if that is not known, since the check was not run or could not judge.
pub fn matched(suppression: &Suppression, run: &Run) -> Option<i64> {
    let count = run.findings.iter().filter(|finding| suppression.covers(finding)).count();
    if count == 0 && suppression.check_id != EVERY_CHECK {
        let is_own = |id: &str| id == suppression.check_id;
        let has_judged = run.ran.iter().any(|ran| is_own(&ran.check_id))
            && !run.findings.iter().any(|one| is_own(&one.check_id) && one.status != Status::Ok);
        if !has_judged {
            return None;
        }
    }
    i64::try_from(count).ok()
}
