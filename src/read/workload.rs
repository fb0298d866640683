//! The statements that advice is about.
use crate::error::{Error, Result};
use crate::pg::catalog_query;
use crate::pg::sandbox::Role;
use crate::pg::subtransaction::discarded;
use crate::read::statement_view::StatementView;
use dbarch_core::model::workload::Statement;
use serde::Deserialize;

/// Statements with the role whose rights their planning has, and those left out with the reason.
#[derive(Debug, Default)]
pub struct Workload {
    pub source: &'static str,
    pub statements: Vec<(Statement, Role)>,
    pub skipped: Vec<(String, String)>,
}

/// Source of a workload that the caller gave.
pub const GIVEN: &str = "queries";

/// The costliest statements are enough: those beyond add little and cost a planning each.
const MOST_STATEMENTS: i64 = 500;

#[derive(Debug, Deserialize)]
struct StatementRow {
    #[serde(flatten)]
    statement: Statement,
    role: u32,
    may_plan: bool,
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

/// What pg_stat_statements holds of this database; `Err` inside says why nothing can be had of it.
pub fn recorded() -> Result<std::result::Result<Workload, String>> {
    let Some(view) = StatementView::find()? else {
        return Ok(Err("pg_stat_statements is not installed in this database".to_string()));
    };
    let query = view.fill(include_str!("../../sql/read/workload_statements.sql"));
    let read = discarded(|| catalog_query::rows::<StatementRow>(&query, &[MOST_STATEMENTS.into()]));
    let rows = match read {
        Ok(rows) => rows,
        Err(error) => return Ok(Err(format!("pg_stat_statements cannot be read: {error}"))),
    };
    if rows.is_empty() {
        return Ok(Err("pg_stat_statements holds no statement of this database".to_string()));
    }
    let mut workload = Workload { source: "pg_stat_statements", ..Workload::default() };
    for StatementRow { mut statement, role, may_plan } in rows {
        if statement.sql.is_empty() {
            let which = statement.query_id.map_or("a statement".to_string(), |id| format!("query_id {id}"));
            workload.skipped.push((which, "pg_stat_statements has lost its text".to_string()));
            continue;
        }
        if !may_plan || statement.sql == "<insufficient privilege>" {
            // Planning runs functions: those of somebody else's statement must not get the caller's rights.
            let reason = "run by a role whose privileges you do not have";
            workload.skipped.push((statement.sql, reason.to_string()));
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
