//! The view `workload` and what can be done to the workload as a whole.
use crate::error::{Error, Result};
use crate::pg::capture::{is_there, read};
use crate::pg::subtransaction::discarded;
use crate::pg::{transaction, ErrorReport};
use crate::read::captured::{self, Seen};
use crate::read::installation;
use crate::store;
use dbarch_core::capture::exported::{Exported, FORMAT};
use pgrx::datum::TimestampWithTimeZone;
use pgrx::prelude::*;
use pgrx::JsonB;
use serde_json::{json, Value};

extension_sql_file!("../../sql/schema/workload_tables.sql", name = "workload_tables");
extension_sql_file!(
    "../../sql/schema/workload_view.sql",
    name = "workload_view",
    requires = [
        "workload_tables",
        workload_statements,
        capture_statistics,
        export_workload,
        import_workload,
        reset_workload
    ]
);

/// Statements of an import beyond this number are refused: it is one value in memory.
const MOST_IMPORTED: usize = 100_000;

/// What ran in this database and what was imported into it, as far as the caller may see it.
#[pg_extern(volatile, parallel_unsafe)]
#[allow(clippy::type_complexity)]
fn workload_statements() -> std::result::Result<
    TableIterator<
        'static,
        (
            name!(source, String),
            name!(query_id, i64),
            name!(role_name, String),
            name!(query, Option<String>),
            name!(note, Option<String>),
            name!(search_path, Option<String>),
            name!(calls, i64),
            name!(nested_calls, i64),
            name!(nesting, i64),
            name!(total_time_ms, f64),
            name!(mean_time_ms, Option<f64>),
            name!(max_time_ms, f64),
            name!(rows, i64),
            name!(shared_blks_hit, i64),
            name!(shared_blks_read, i64),
            name!(shared_blks_dirtied, i64),
            name!(shared_blks_written, i64),
            name!(temp_blks_read, i64),
            name!(temp_blks_written, i64),
            name!(wal_records, i64),
            name!(wal_bytes, i64),
            name!(tables, JsonB),
            name!(constants, JsonB),
            name!(scans, JsonB),
            name!(first_seen, Option<TimestampWithTimeZone>),
            name!(last_seen, Option<TimestampWithTimeZone>),
        ),
    >,
    ErrorReport,
> {
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let mut rows = Vec::new();
    for (source, seen) in [("captured", captured::captured()?), ("imported", captured::imported()?)] {
        for Seen { statement: s, .. } in seen.statements {
            rows.push((
                source.to_string(),
                s.query_id,
                s.role,
                s.query,
                s.note,
                s.search_path,
                whole(s.calls),
                whole(s.nested_calls),
                whole(s.nesting),
                s.total_time_ms,
                (s.calls > 0).then(|| s.total_time_ms / s.calls as f64),
                s.max_time_ms,
                whole(s.rows),
                whole(s.shared_blks_hit),
                whole(s.shared_blks_read),
                whole(s.shared_blks_dirtied),
                whole(s.shared_blks_written),
                whole(s.temp_blks_read),
                whole(s.temp_blks_written),
                whole(s.wal_records),
                whole(s.wal_bytes),
                JsonB(json!(s.tables)),
                JsonB(json!({"types": s.types, "parameters": s.parameters, "vectors": s.constants})),
                JsonB(json!(s.scans)),
                captured::time(s.first_seen.as_deref())?,
                captured::time(s.last_seen.as_deref())?,
            ));
        }
    }
    Ok(TableIterator::new(rows))
}

/// State of the capture: its memory, what had to go, and what was left out by reason.
#[pg_extern(volatile, parallel_unsafe)]
#[allow(clippy::type_complexity)]
fn capture_statistics() -> std::result::Result<
    TableIterator<
        'static,
        (
            name!(statements, i64),
            name!(max_statements, i64),
            name!(text_bytes, i64),
            name!(max_text_bytes, i64),
            name!(evicted_statements, i64),
            name!(forgotten_calls, i64),
            name!(excluded_calls, JsonB),
            name!(since, TimestampWithTimeZone),
        ),
    >,
    ErrorReport,
> {
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let rows = read::totals().into_iter().map(|t| {
        let excluded: serde_json::Map<String, Value> =
            t.excluded.into_iter().map(|(name, count)| (name.to_string(), json!(count))).collect();
        let since = TimestampWithTimeZone::try_from(t.since)
            .map_err(|_| Error::internal("the time of the last reset is out of range"))?;
        Ok((
            whole(t.statements),
            whole(t.capacity),
            whole(t.text_bytes),
            whole(t.text_capacity),
            whole(t.evicted),
            whole(t.forgotten),
            JsonB(Value::Object(excluded)),
            since,
        ))
    });
    Ok(TableIterator::new(rows.collect::<Result<Vec<_>>>()?))
}

/// The workload of this database as one document.
#[pg_extern(volatile, parallel_unsafe)]
fn export_workload() -> std::result::Result<JsonB, ErrorReport> {
    let mut statements = Vec::new();
    for seen in [captured::captured()?, captured::imported()?] {
        statements.extend(seen.statements.into_iter().map(|seen| seen.statement));
    }
    Ok(JsonB(json!({"dbarch_workload": FORMAT, "statements": statements})))
}

/// Takes in the document of another server; the number of its statements.
#[pg_extern(volatile, parallel_unsafe)]
fn import_workload(workload: Option<JsonB>) -> std::result::Result<i64, ErrorReport> {
    if transaction::is_read_only() {
        let message = "cannot import a workload in a read-only transaction";
        return Err(Error::new(PgSqlErrorCode::ERRCODE_READ_ONLY_SQL_TRANSACTION, message).into());
    }
    let hint = "Give what dbarch.export_workload() returned.";
    let Some(JsonB(document)) = workload else {
        return Err(Error::invalid_argument("workload is NULL").hint(hint).into());
    };
    if document.get("dbarch_workload") != Some(&json!(FORMAT)) {
        return Err(Error::invalid_argument(format!("workload is no export of format {FORMAT}"))
            .hint(hint)
            .into());
    }
    let statements: Vec<Exported> = serde_json::from_value(document["statements"].clone())
        .map_err(|error| Error::invalid_argument(format!("workload cannot be read: {error}")).hint(hint))?;
    if statements.len() > MOST_IMPORTED {
        let error = Error::invalid_argument(format!("workload has more than {MOST_IMPORTED} statements"));
        return Err(error.hint("Give the costliest ones.").into());
    }
    for statement in &statements {
        for time in [&statement.first_seen, &statement.last_seen] {
            discarded(|| captured::time(time.as_deref()))?;
        }
    }
    Ok(store::imported::insert(owner()?, crate::pg::capture::role(), json!(statements))?)
}

/// Forgets what was captured of this database and what was imported into it; the number of statements.
#[pg_extern(volatile, parallel_unsafe)]
fn reset_workload() -> std::result::Result<i64, ErrorReport> {
    let captured = if is_there() { read::reset(read::this_database()) } else { 0 };
    let imported = if transaction::is_read_only() { 0 } else { store::imported::delete(owner()?)? };
    Ok(imported + i64::try_from(captured).unwrap_or(i64::MAX))
}

fn owner() -> Result<u32> {
    installation::reports_owner()?.ok_or_else(|| {
        Error::new(PgSqlErrorCode::ERRCODE_UNDEFINED_TABLE, "the tables of the extension do not exist")
            .hint("ALTER EXTENSION dbarch UPDATE; or drop the extension and create it again.")
    })
}
