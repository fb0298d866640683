//! `table_bloat()` and `index_bloat()`.
use crate::error::{Error, Result};
use crate::pg::ErrorReport;
use crate::read::arguments;
use crate::run::bloat::{self, Request};
use pgrx::datum::Interval;
use pgrx::prelude::*;
use std::time::{Duration, Instant};

extension_sql_file!("../../sql/schema/bloat.sql", name = "bloat", requires = [table_bloat, index_bloat]);

/// Tables and materialized views, the largest bloat first.
#[pg_extern(volatile, parallel_unsafe)]
#[allow(clippy::type_complexity)]
fn table_bloat(
    exact: default!(Option<bool>, "false"),
    schemas: default!(Option<Vec<Option<String>>>, "NULL"),
    min_size: default!(Option<&str>, "'1MB'"),
    time_limit: default!(Option<Interval>, "'60 s'"),
) -> std::result::Result<
    TableIterator<
        'static,
        (
            name!(table_name, String),
            name!(size_bytes, i64),
            name!(bloat_bytes, Option<i64>),
            name!(bloat_pct, Option<f64>),
            name!(dead_bytes, Option<i64>),
            name!(free_bytes, Option<i64>),
            name!(fillfactor_bytes, Option<i64>),
            name!(padding_bytes, Option<i64>),
            name!(toast_size_bytes, Option<i64>),
            name!(toast_bloat_bytes, Option<i64>),
            name!(method, String),
            name!(confidence, Option<String>),
            name!(status, String),
            name!(reason, Option<String>),
            name!(ddl, Option<String>),
        ),
    >,
    ErrorReport,
> {
    let rows = bloat::tables(&request(exact, schemas, min_size, time_limit)?)?;
    Ok(TableIterator::new(rows.into_iter().map(|row| {
        let bloat = row.verdict.bloat_bytes();
        (
            row.table_name,
            row.size_bytes,
            bloat,
            row.verdict.bloat_pct(),
            row.dead_bytes,
            bloat.zip(row.dead_bytes).map(|(bloat, dead)| bloat - dead),
            row.fillfactor_bytes,
            row.padding_bytes,
            row.toast_size_bytes,
            row.toast_bloat_bytes,
            row.verdict.method.to_string(),
            row.verdict.confidence,
            row.verdict.status.to_string(),
            row.verdict.reason,
            row.ddl,
        )
    })))
}

/// Indexes, the largest bloat first.
#[pg_extern(volatile, parallel_unsafe)]
#[allow(clippy::type_complexity)]
fn index_bloat(
    exact: default!(Option<bool>, "false"),
    schemas: default!(Option<Vec<Option<String>>>, "NULL"),
    min_size: default!(Option<&str>, "'1MB'"),
    time_limit: default!(Option<Interval>, "'60 s'"),
) -> std::result::Result<
    TableIterator<
        'static,
        (
            name!(index_name, String),
            name!(table_name, String),
            name!(access_method, String),
            name!(size_bytes, i64),
            name!(bloat_bytes, Option<i64>),
            name!(bloat_pct, Option<f64>),
            name!(method, String),
            name!(confidence, Option<String>),
            name!(status, String),
            name!(reason, Option<String>),
            name!(ddl, Option<String>),
        ),
    >,
    ErrorReport,
> {
    let rows = bloat::indexes(&request(exact, schemas, min_size, time_limit)?)?;
    Ok(TableIterator::new(rows.into_iter().map(|row| {
        (
            row.index_name,
            row.table_name,
            row.access_method,
            row.size_bytes,
            row.verdict.bloat_bytes(),
            row.verdict.bloat_pct(),
            row.verdict.method.to_string(),
            row.verdict.confidence,
            row.verdict.status.to_string(),
            row.verdict.reason,
            row.ddl,
        )
    })))
}

fn request(
    exact: Option<bool>,
    schemas: Option<Vec<Option<String>>>,
    min_size: Option<&str>,
    time_limit: Option<Interval>,
) -> Result<Request> {
    let schemas = schemas.map(|names| {
        names
            .into_iter()
            .map(|name| name.ok_or_else(|| Error::invalid_argument("an element of schemas is NULL")))
            .collect::<Result<Vec<_>>>()
    });
    // Anything that takes room at all.
    let least = min_size.filter(|text| text.trim() != "0").map_or(Ok(1.0), arguments::bytes)?;
    Ok(Request {
        exact: exact.unwrap_or(false),
        schemas: schemas.transpose()?,
        least_bytes: least as i64,
        deadline: Instant::now() + limit(time_limit)?,
    })
}

/// No limit is a year: a time that can be added to any other.
fn limit(limit: Option<Interval>) -> Result<Duration> {
    const YEAR: f64 = 365.0 * 86400.0;
    let seconds = limit.map_or(YEAR, |limit| limit.as_micros() as f64 / 1e6);
    if seconds <= 0.0 {
        return Err(Error::invalid_argument("time_limit is not positive").hint("For example '10 s'."));
    }
    Ok(Duration::from_secs_f64(seconds.min(YEAR)))
}
