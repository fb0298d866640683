//! Runs checks: selects them, gives each a subtransaction of its own, and turns whatever happens into findings.
//!
//! `run` alone composes reading and judging. It knows nothing of SQL functions, reports or schedules.
mod check;
mod selection;

pub use selection::{find, Selection};

use crate::error::Result;
use crate::pg::interrupt;
use dbarch_core::catalogue::Registry;
use dbarch_core::finding::{sort, Finding, Status};

/// The findings of every selected check, worst first, and a row for every check that could not judge.
pub fn run(registry: &Registry, selection: &Selection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for check in selection.checks(registry)? {
        interrupt::check();
        findings.extend(check::run(registry, check, selection));
    }
    // What could not be judged is shown whatever the caller's threshold: silence means "checked and fine".
    findings.retain(|finding| finding.status != Status::Ok || finding.severity >= selection.min_severity);
    sort(&mut findings);
    Ok(findings)
}

#[cfg(any(test, feature = "pg_test"))]
mod tests;
