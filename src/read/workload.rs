//! The statements that advice is about.
use crate::error::{Error, Result};
use crate::pg::catalog_query;
use crate::pg::sandbox::Role;
use crate::pg::subtransaction::discarded;
use crate::read::captured::{self, Seen, SeenWorkload};
use crate::read::statement_view::StatementView;
use dbarch_core::capture::exported::{usable, ScanOf};
use dbarch_core::model::workload::{ObservedScan, Statement};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Statements with the role whose rights their planning has, and those left out with the reason.
#[derive(Debug, Default)]
pub struct Workload {
    pub source: &'static str,
    pub statements: Vec<(Statement, Role)>,
    pub skipped: Vec<(String, String)>,
    /// When it began, as a timestamptz is written, if that is known.
    pub since: Option<String>,
    /// Recorded statements beyond those that were asked for.
    pub not_read: usize,
    /// What scans of executions met, by query id.
    pub scans: BTreeMap<i64, Vec<ObservedScan>>,
}

impl Workload {
    /// Whether statements within statements, as those of triggers, are there by themselves.
    pub fn has_nested(&self) -> bool {
        matches!(self.source, CAPTURED | IMPORTED)
    }
}

/// Sources of workloads.
const CAPTURED: &str = "captured";
const IMPORTED: &str = "imported";
/// Source of a workload that the caller gave.
pub const GIVEN: &str = "queries";

#[derive(Debug, Deserialize)]
struct StatementRow {
    #[serde(flatten)]
    statement: Statement,
    role: u32,
    may_plan: bool,
    found: usize,
}

/// The caller's own list. Elements that cannot be planned are found out later; NULL is one of them.
pub fn given(queries: Vec<Option<String>>, weights: Option<Vec<Option<f64>>>) -> Result<Workload> {
    let weights = match weights {
        None => vec![1.0; queries.len()],
        Some(weights) if weights.len() != queries.len() => {
            return Err(Error::invalid_argument(format!(
                "{} weights for {} queries",
                weights.len(),
                queries.len()
            ))
            .hint("Give one weight (number of executions) for each query, or none at all."))
        }
        Some(weights) => weights.into_iter().map(weight).collect::<Result<_>>()?,
    };
    let mut workload = Workload { source: GIVEN, ..Workload::default() };
    for (position, (query, calls)) in queries.into_iter().zip(weights).enumerate() {
        match query {
            Some(sql) => {
                let parameterized = has_parameters(&sql);
                workload
                    .statements
                    .push((Statement { sql, calls, parameterized, ..Statement::default() }, None));
            }
            None => {
                workload.skipped.push((format!("query {}", position + 1), "the query is NULL".to_string()))
            }
        }
    }
    Ok(workload)
}

fn weight(weight: Option<f64>) -> Result<f64> {
    weight.filter(|w| w.is_finite() && *w >= 0.0).ok_or_else(|| {
        Error::invalid_argument("a weight is NULL, negative or not a number")
            .hint("A weight is a number of executions, 0 or more.")
    })
}

/// What ran in this database, the `most` statements that took most time: what was imported for that purpose, else what was
/// captured, else what pg_stat_statements holds. `Err` inside says why nothing can be had.
pub fn of_this_database(most: u32) -> Result<std::result::Result<Workload, String>> {
    let imported = captured::imported()?;
    if !imported.statements.is_empty() {
        return Ok(Ok(seen(IMPORTED, imported, most)));
    }
    let captured = captured::captured()?;
    if captured.hidden > 0 || captured.statements.iter().any(on_tables) {
        return Ok(Ok(seen(CAPTURED, captured, most)));
    }
    Ok(recorded(most)?.map_err(|reason| format!("no statement was captured, and {reason}")))
}

/// There is nothing to advise on where no table is, or none any more.
fn on_tables(seen: &Seen) -> bool {
    !seen.statement.tables.is_empty() && !seen.statement.obsolete
}

fn seen(source: &'static str, all: SeenWorkload, most: u32) -> Workload {
    let mut workload = Workload { source, ..Workload::default() };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    // What was imported ran elsewhere, or at another time.
    if source == "captured" {
        let first = |seen: &Seen| seen.statement.first_seen.clone();
        workload.since = all.statements.iter().filter_map(first).min();
    }
    let statements: Vec<Seen> = all.statements.into_iter().filter(on_tables).collect();
    workload.not_read = statements.len().saturating_sub(most);
    for Seen { statement, role } in statements.into_iter().take(most) {
        let which = format!("query_id {}", statement.query_id);
        let Some(sql) = statement.query else {
            let reason = statement.note.unwrap_or_else(|| "its text was not kept".to_string());
            workload.skipped.push((which, reason));
            continue;
        };
        let Some(role) = role else {
            workload.skipped.push((sql, NOT_YOUR_ROLE.to_string()));
            continue;
        };
        let scans = statement.scans.into_iter().map(observed);
        workload.scans.entry(statement.query_id).or_default().extend(scans);
        let calls = statement.calls as f64;
        let each = |total: f64| (calls > 0.0).then(|| total / calls);
        workload.statements.push((
            Statement {
                parameterized: has_parameters(&sql),
                sql,
                calls,
                query_id: Some(statement.query_id),
                mean_time_ms: each(statement.total_time_ms),
                rows: each(statement.rows as f64),
                search_path: statement.search_path,
                captured: usable(&statement.types, statement.parameters, &statement.constants),
                ..Statement::default()
            },
            role,
        ));
    }
    if all.hidden > 0 {
        let reason = "run by roles whose statements only members of pg_read_all_stats may see";
        workload.skipped.push((format!("{} statements", all.hidden), reason.to_string()));
    }
    workload
}

fn observed(scan: ScanOf) -> ObservedScan {
    ObservedScan {
        table: scan.table,
        columns: scan.filtered,
        index: scan.index,
        samples: scan.samples,
        estimated_rows: scan.estimated_rows,
        actual_rows: scan.actual_rows,
        removed_rows: scan.removed_rows,
    }
}

/// Planning runs functions: those of somebody else's statement must not get the caller's rights.
const NOT_YOUR_ROLE: &str = "run by a role whose privileges you do not have";

/// The `most` statements of this database that took most time according to pg_stat_statements; `Err` inside says why
/// nothing can be had of it.
pub fn recorded(most: u32) -> Result<std::result::Result<Workload, String>> {
    let Some(view) = StatementView::find()? else {
        return Ok(Err("pg_stat_statements is not installed in this database".to_string()));
    };
    let query = view.fill(include_str!("../../sql/read/workload_statements.sql"));
    let read = discarded(|| catalog_query::rows::<StatementRow>(&query, &[i64::from(most).into()]));
    let rows = match read {
        Ok(rows) => rows,
        Err(error) => return Ok(Err(format!("pg_stat_statements cannot be read: {error}"))),
    };
    if rows.is_empty() {
        return Ok(Err("pg_stat_statements holds no statement of this database".to_string()));
    }
    let not_read = rows[0].found.saturating_sub(rows.len());
    let mut workload = Workload { source: "pg_stat_statements", not_read, ..Workload::default() };
    for StatementRow { mut statement, role, may_plan, .. } in rows {
        if statement.sql.is_empty() {
            let which = statement.query_id.map_or("a statement".to_string(), |id| format!("query_id {id}"));
            workload.skipped.push((which, "pg_stat_statements has lost its text".to_string()));
            continue;
        }
        if !may_plan || statement.sql == "<insufficient privilege>" {
            workload.skipped.push((statement.sql, NOT_YOUR_ROLE.to_string()));
            continue;
        }
        statement.parameterized = has_parameters(&statement.sql);
        workload.statements.push((statement, Some(role)));
    }
    Ok(Ok(workload))
}

fn has_parameters(sql: &str) -> bool {
    sql.as_bytes().windows(2).any(|pair| pair[0] == b'$' && pair[1].is_ascii_digit())
}

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use super::recorded;
    use crate::pg::transaction::with_new_snapshot;
    use pgrx::prelude::*;

    #[pg_test]
    fn what_lies_beyond_the_limit_is_counted() {
        Spi::run(
            "CREATE EXTENSION pg_stat_statements;
             SET pg_stat_statements.track = 'all';
             CREATE TABLE counted (a int, b int, c int, d int)",
        )
        .unwrap();
        for column in ["a", "b", "c", "d"] {
            Spi::run(&format!("SELECT {column} FROM counted")).unwrap();
        }
        let read = |most| with_new_snapshot(|| recorded(most)).unwrap().unwrap();
        let all = read(5000);
        let found = all.statements.len() + all.skipped.len();
        assert!(found >= 4 && all.not_read == 0, "{found}");
        let some = read(2);
        assert_eq!(some.statements.len() + some.skipped.len(), 2);
        // Other tests run meanwhile.
        assert!(some.not_read >= found - 2, "{} of {found}", some.not_read);
    }
}
