//! Runs checks: selects them, gives each a subtransaction of its own, and turns whatever happens into findings.
//!
//! `run` alone composes reading and judging. It knows nothing of SQL functions, reports or schedules.
mod check;
pub mod comparison;
mod configuration;
mod sampled;
mod selection;
mod shared_reads;
pub mod unused;

pub use configuration::Configuration;
pub use selection::{find, Chosen, Selection};

use crate::error::Result;
use crate::pg::caches::Caches;
use crate::pg::check_progress::Progress;
use crate::pg::interrupt;
use dbarch_core::catalogue::{Body, Check, Registry};
use dbarch_core::finding::score::Ran;
use dbarch_core::finding::{sort, suppression, Finding, Status};
use shared_reads::SharedReads;
use std::time::Instant;

/// All that came of a run.
pub struct Run {
    /// In the order of the checks. Suppressed ones are among them, and marked.
    pub findings: Vec<Finding>,
    pub ran: Vec<Ran>,
}

/// The findings of every selected check that are to be shown, worst first, and a row for every check that could not judge.
pub fn run(registry: &Registry, selection: &Selection) -> Result<Vec<Finding>> {
    let mut findings = run_all(registry, selection)?.findings;
    // What could not be judged is shown whatever the caller's threshold: silence means "checked and fine".
    findings.retain(|finding| {
        (finding.status != Status::Ok || finding.severity >= selection.min_severity)
            && (selection.include_suppressed || !suppression::is_suppressed(finding))
    });
    sort(&mut findings);
    Ok(findings)
}

/// Everything that the selected checks find, whatever is to be shown of it.
pub fn run_all(registry: &Registry, selection: &Selection) -> Result<Run> {
    let configuration = Configuration::load()?;
    let chosen = selection.checks(registry, &configuration)?;
    run_chosen(registry, selection, &configuration, &chosen)
}

fn run_chosen(
    registry: &Registry,
    selection: &Selection,
    configuration: &Configuration,
    chosen: &[Chosen<'_>],
) -> Result<Run> {
    let is_query = |check: &Check| matches!(check.body, Body::Sql(_));
    let mut ordered: Vec<&Chosen<'_>> = chosen.iter().collect();
    // Rules first, so that their snapshot can go as soon as may be.
    ordered.sort_by_key(|one| is_query(one.check));
    let checks: Vec<&Check> = chosen.iter().map(|one| one.check).collect();
    let mut shared = SharedReads::new(registry, &checks, selection.schemas.as_deref())?;
    let samples = sampled::Samples::default();
    let progress = Progress::start(chosen.len());
    let caches = Caches::watch();
    let mut run = Run { findings: Vec::new(), ran: Vec::with_capacity(chosen.len()) };
    for one in ordered {
        interrupt::check();
        caches.empty_when_large();
        if is_query(one.check) {
            shared.rules_are_done();
        }
        let meta = &one.check.meta;
        progress.begins(&meta.area, &meta.id);
        let started = Instant::now();
        let mut found = check::run(registry, one, selection, &mut shared, &samples);
        pgrx::debug1!("check {} took {} ms", meta.id, started.elapsed().as_millis());
        suppression::mark(&mut found, &configuration.suppressions);
        progress.has_found(found.len());
        run.findings.append(&mut found);
        run.ran.push(Ran {
            check_id: meta.id.clone(),
            area: meta.area.clone(),
            severity: one.effective.severity,
        });
    }
    Ok(run)
}

#[cfg(any(test, feature = "pg_test"))]
mod tests;
