//! Runs checks: selects them, gives each a subtransaction of its own, and turns whatever happens into findings.
//!
//! `run` alone composes reading and judging. It knows nothing of SQL functions, reports or schedules.
mod check;
mod selection;
mod shared_reads;

pub use selection::{find, Selection};

use crate::error::Result;
use crate::pg::interrupt;
use dbarch_core::catalogue::{Body, Check, Registry};
use dbarch_core::finding::{sort, Finding, Status};
use shared_reads::SharedReads;

/// The findings of every selected check, worst first, and a row for every check that could not judge.
pub fn run(registry: &Registry, selection: &Selection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut checks = selection.checks(registry)?;
    // Rules first, so that their snapshot can go as soon as may be.
    let is_query = |check: &&Check| matches!(check.body, Body::Sql(_));
    checks.sort_by_key(is_query);
    let mut shared = SharedReads::new(registry, &checks, selection.schemas.as_deref())?;
    for check in checks {
        interrupt::check();
        if is_query(&check) {
            shared.rules_are_done();
        }
        findings.extend(check::run(registry, check, selection, &mut shared));
    }
    // What could not be judged is shown whatever the caller's threshold: silence means "checked and fine".
    findings.retain(|finding| finding.status != Status::Ok || finding.severity >= selection.min_severity);
    sort(&mut findings);
    Ok(findings)
}

#[cfg(any(test, feature = "pg_test"))]
mod tests;
