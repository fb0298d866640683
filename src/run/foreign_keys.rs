//! The statements that nobody writes: what the server runs for foreign keys when rows are deleted. A DELETE by primary key is
//! cheap by its own plan, and takes a scan of every table that refers to it without an index.
use crate::error::Result;
use crate::pg::what_if::WhatIf;
use crate::read::foreign_key_checks::{foreign_key_checks, ForeignKeyCheck};
use crate::run::judged::Planned;
use crate::run::planned::planned;
use crate::run::typical_constants::Statistics;
use dbarch_core::model::workload::Statement;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// Deletions that deletions cause, one behind the other.
const DEPTH: usize = 3;

/// Adds to `all` what its DELETEs make the server run.
pub fn add_checks(all: &mut Planned, what_if: &WhatIf, deadline: Instant) -> Result<()> {
    let mut statistics = Statistics::default();
    let mut deleted = all.deleted_rows();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for _ in 0..DEPTH {
        if deleted.is_empty() {
            break;
        }
        let mut caused: BTreeMap<u32, f64> = BTreeMap::new();
        for check in foreign_key_checks(&deleted.keys().copied().collect())? {
            if Instant::now() >= deadline || !seen.insert(check.query.clone()) {
                continue;
            }
            let rows = deleted.get(&check.referenced).copied().unwrap_or(0.0);
            let found = add(all, what_if, &mut statistics, &check, rows);
            if let Some(found) = found.filter(|_| check.cascades) {
                *caused.entry(check.referencing).or_default() += rows * found;
            }
        }
        deleted = caused;
    }
    Ok(())
}

/// Rows that the check finds each time; `None` if it cannot be planned, as when the caller may not read the table.
fn add(
    all: &mut Planned,
    what_if: &WhatIf,
    statistics: &mut Statistics,
    check: &ForeignKeyCheck,
    calls: f64,
) -> Option<f64> {
    let mut statement =
        Statement { sql: check.query.clone(), calls, parameterized: true, ..Statement::default() };
    let (plannable, requirements) = planned(None, &check.query, None, |plannable| {
        statistics.supply(plannable, None, &mut statement);
        what_if.requirements(plannable)
    })
    .ok()?;
    let rows = requirements.result_rows();
    all.push(statement, None, plannable, requirements);
    rows
}
