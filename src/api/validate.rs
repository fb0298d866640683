//! `validate_index()`.
use crate::error::Error;
use crate::pg::ErrorReport;
use crate::run::validation::{self, Mode, Request};
use pgrx::prelude::*;
use pgrx::JsonB;

#[pg_extern]
#[allow(clippy::type_complexity)]
fn validate_index(
    ddl: Option<&str>,
    queries: default!(Option<Vec<Option<String>>>, "NULL"),
    mode: default!(Option<&str>, "'plan'"),
    allow_writes: default!(Option<bool>, false),
) -> std::result::Result<
    TableIterator<
        'static,
        (
            name!(query_no, Option<i32>),
            name!(query, Option<String>),
            name!(cost_before, Option<f64>),
            name!(cost_after, Option<f64>),
            name!(used, Option<bool>),
            name!(time_before_ms, Option<f64>),
            name!(time_after_ms, Option<f64>),
            name!(size_estimated, Option<i64>),
            name!(size_actual, Option<i64>),
            name!(verdict, String),
            name!(detail, JsonB),
        ),
    >,
    ErrorReport,
> {
    let ddl = ddl.ok_or_else(|| {
        Error::invalid_argument("ddl is NULL")
            .hint("Give one statement such as CREATE INDEX ON orders (user_id).")
    })?;
    let mode = mode.map_or(Ok(Mode::Plan), str::parse)?;
    let request = Request { ddl, queries, mode, allow_writes: allow_writes.unwrap_or(false) };
    let rows = validation::validate(request)?;
    Ok(TableIterator::new(rows.into_iter().map(|row| {
        (
            row.query_no,
            row.query,
            row.cost_before,
            row.cost_after,
            row.used,
            row.time_before_ms,
            row.time_after_ms,
            row.size_estimated,
            row.size_actual,
            row.verdict.name().to_string(),
            JsonB(row.detail),
        )
    })))
}
