//! `suggest_indexes()`.
use super::recording;
use crate::error::{Error, Result};
use crate::pg::ErrorReport;
use crate::read::{arguments, workload};
use crate::run::advice::{self, Advised, Request};
use crate::run::structure;
use dbarch_core::advisor::dismissed::LeftOut;
use dbarch_core::advisor::generate::Limits;
use dbarch_core::advisor::recommend::Recommendation;
use dbarch_core::model::access_method::AccessMethod;
use pgrx::datum::Interval;
use pgrx::prelude::*;
use pgrx::JsonB;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

extension_sql_file!(
    "../../sql/schema/advice.sql",
    name = "advice",
    requires =
        [suggest_indexes, whatif_cost, price_indexes, explain_with, estimate_index_size, validate_index]
);

/// INDEX_MAX_KEYS of PostgreSQL.
const MAX_COLUMNS: i32 = 32;

#[pg_extern]
#[allow(clippy::too_many_arguments, clippy::type_complexity)]
fn suggest_indexes(
    queries: default!(Option<Vec<Option<String>>>, "NULL"),
    weights: default!(Option<Vec<Option<f64>>>, "NULL"),
    storage_budget: default!(Option<&str>, "NULL"),
    max_indexes: default!(Option<i32>, "NULL"),
    max_columns: default!(Option<i32>, 4),
    preset: default!(Option<&str>, "'balanced'"),
    tables: default!(Option<Vec<Option<String>>>, "NULL"),
    methods: default!(Option<Vec<Option<String>>>, "NULL"),
    time_limit: default!(Option<Interval>, "'60 s'"),
) -> std::result::Result<
    TableIterator<
        'static,
        (
            name!(rank, i32),
            name!(action, String),
            name!(table_name, String),
            name!(index_name, String),
            name!(method, String),
            name!(ddl, String),
            name!(undo_ddl, String),
            name!(size_bytes, i64),
            name!(cost_before, Option<f64>),
            name!(cost_after, Option<f64>),
            name!(improvement_pct, Option<f64>),
            name!(write_overhead_pct, Option<f64>),
            name!(query_count, i32),
            name!(confidence, String),
            name!(reason, String),
            name!(detail, JsonB),
            name!(recommendation_id, Option<i64>),
        ),
    >,
    ErrorReport,
> {
    let request = Request {
        storage_budget: storage_budget.map(arguments::bytes).transpose()?,
        max_indexes: max_indexes.map(|n| positive("max_indexes", n, i32::MAX)).transpose()?,
        limits: Limits {
            max_columns: positive("max_columns", max_columns.unwrap_or(4), MAX_COLUMNS)?,
            methods: access_methods(methods)?,
        },
        tables: tables.map(arguments::tables).transpose()?,
        dismissed: recording::dismissed()?,
        upkeep_factor: upkeep_factor(preset)?,
        deadline: Instant::now() + limit(time_limit)?,
    };
    let rows = recommendations(queries, weights, &request)?;
    let numbers = recording::record(&rows)?;
    if let Some(reason) = numbers.failed {
        notice(&format!("the recommendations were not recorded: {reason}"), None);
    }
    Ok(TableIterator::new(rows.into_iter().zip(numbers.ids).map(|(row, id)| {
        (
            row.rank,
            row.action,
            row.table_name,
            row.index_name,
            row.method,
            row.ddl,
            row.undo_ddl,
            row.size_bytes,
            row.cost_before,
            row.cost_after,
            row.improvement_pct,
            row.write_overhead_pct,
            row.query_count,
            row.confidence,
            row.reason,
            JsonB(row.detail),
            id,
        )
    })))
}

/// Advice on the caller's queries, else on the recorded statements, else on the structure of the tables alone.
fn recommendations(
    queries: Option<Vec<Option<String>>>,
    weights: Option<Vec<Option<f64>>>,
    request: &Request,
) -> Result<Vec<Recommendation>> {
    let workload = match (queries, weights) {
        (Some(queries), weights) => workload::given(queries, weights)?,
        (None, Some(_)) => {
            return Err(Error::invalid_argument("weights without queries")
                .hint("weights belong to the elements of queries."))
        }
        (None, None) => match workload::of_this_database(advice::MOST_STATEMENTS)? {
            Ok(workload) => workload,
            Err(reason) => {
                notice(
                    &format!("no workload to judge by: {reason}; advice is on foreign keys and duplicates alone"),
                    Some("Add dbarch to shared_preload_libraries, restart the server and let the application run; or give the \
                     statements: dbarch.suggest_indexes(queries => ARRAY['SELECT ...'])."),
                );
                let mut left_out = LeftOut::default();
                let rows = structure::advise(request, &mut left_out)?;
                tell_dismissed(&left_out);
                return Ok(rows);
            }
        },
    };
    let mut advised = advice::advise(workload, request)?;
    let (dismissed, left_out) = (&request.dismissed, &mut advised.left_out);
    advised.rows.retain(|row| !dismissed.has(row, left_out));
    (1..).zip(&mut advised.rows).for_each(|(rank, row)| row.rank = rank);
    tell(&advised);
    Ok(advised.rows)
}

fn tell_dismissed(left_out: &LeftOut) {
    if !left_out.is_empty() {
        let hint = "dbarch.reopen_recommendation(id) has one suggested again.";
        notice(&left_out.described(), Some(hint));
    }
}

/// What no row can say: a statement left out and a search cut short are no fault of the indexes suggested.
fn tell(advised: &Advised) {
    let coverage = &advised.coverage;
    if coverage.not_read > 0 {
        let read = advised.skipped.len() + coverage.statements;
        notice(
            &format!(
                "the workload ({}) has {} statements; the {read} that took most time were read",
                advised.source,
                read + coverage.not_read
            ),
            None,
        );
    }
    if let Some((_, reason)) = advised.skipped.first() {
        let (skipped, all) = (advised.skipped.len(), advised.skipped.len() + coverage.statements);
        notice(
            &format!("{skipped} of {all} statements were left out; the first: {reason}"),
            Some("detail -> 'skipped' of the first row lists them."),
        );
    }
    if coverage.left_out > 0 {
        notice(
            &format!(
                "{} of {} statements are unlike the {} that were judged; these stand for {} % of the cost",
                coverage.left_out,
                coverage.statements,
                coverage.judged,
                coverage.covered_pct()
            ),
            Some("Build what is suggested and ask again, or pass the statements that matter to you."),
        );
    }
    for (what, reason) in &advised.passed_over {
        notice(&format!("{what} were not considered: {reason}"), None);
    }
    tell_dismissed(&advised.left_out);
    if let Some(first) = advised.rejected.get(0).filter(|_| advised.rows.is_empty()) {
        let count = advised.rejected.as_array().map_or(0, Vec::len);
        let text = |key: &str| first[key].to_string();
        notice(
            &format!(
                "{count} indexes would cost writers more than they save, or as much; the first: {}, saves {}, upkeep {}",
                first["definition"].as_str().unwrap_or_default(),
                text("saves"),
                text("upkeep")
            ),
            Some("preset => 'read' lets upkeep count for less."),
        );
    }
    if !advised.complete {
        let beyond = advised.gap.map_or(String::new(), |gap| {
            format!("; as far as is known, others save {:.1} % of the cost more at most", gap * 100.0)
        });
        notice(
            &format!("time_limit was reached; these are the best indexes found until then{beyond}"),
            Some("Raise time_limit."),
        );
    }
}

fn notice(message: &str, hint: Option<&str>) {
    let report = ErrorReport::new(
        PgSqlErrorCode::ERRCODE_SUCCESSFUL_COMPLETION,
        format!("dbarch: {message}"),
        "dbarch",
    );
    match hint {
        Some(hint) => report.set_hint(hint),
        None => report,
    }
    .report(PgLogLevel::NOTICE);
}

/// What a preset makes of an index's upkeep.
fn upkeep_factor(preset: Option<&str>) -> Result<f64> {
    match preset {
        Some("read") => Ok(0.3),
        None | Some("balanced") => Ok(1.0),
        Some("write") => Ok(3.0),
        Some(other) => Err(Error::invalid_argument(format!("unknown preset: \"{other}\""))
            .hint("Presets: read, balanced, write.")),
    }
}

/// NULL is every method.
fn access_methods(names: Option<Vec<Option<String>>>) -> Result<BTreeSet<AccessMethod>> {
    let Some(names) = names else { return Ok(AccessMethod::ALL.into()) };
    let method = |name: Option<String>| {
        let name = name.ok_or_else(|| Error::invalid_argument("an element of methods is NULL"))?;
        AccessMethod::of(&name).ok_or_else(|| {
            let known: Vec<&str> = AccessMethod::ALL.into_iter().map(AccessMethod::name).collect();
            Error::not_supported(format!("access method \"{name}\" is not suggested"))
                .hint(format!("Methods: {}.", known.join(", ")))
        })
    };
    names.into_iter().map(method).collect()
}

fn positive(name: &str, value: i32, most: i32) -> Result<usize> {
    usize::try_from(value).ok().filter(|n| *n >= 1 && value <= most).ok_or_else(|| {
        Error::invalid_argument(format!("{name} is {value}"))
            .hint(format!("{name} must lie between 1 and {most}."))
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
