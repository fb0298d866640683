//! `health()` and `run_report()`.
use crate::error::{Error, Result};
use crate::pg::subtransaction::discarded;
use crate::pg::transaction;
use crate::pg::ErrorReport;
use crate::read::installation;
use crate::{run, store};
use pgrx::prelude::*;
use pgrx::JsonB;

extension_sql_file!("../../sql/schema/reports.sql", name = "reports");
extension_sql_file!("../../sql/schema/reports_grants.sql", name = "reports_grants", finalize);

/// State of this database as one JSON document.
#[pg_extern(volatile, parallel_unsafe)]
fn health() -> std::result::Result<JsonB, ErrorReport> {
    Ok(JsonB(run::report::health()?))
}

/// Composes a report with the caller's rights, stores it as the owner of the table, and returns its id.
#[pg_extern(volatile, parallel_unsafe)]
fn run_report(kind: default!(Option<&str>, "'health'")) -> std::result::Result<i64, ErrorReport> {
    Ok(store_report(kind)?)
}

fn store_report(kind: Option<&str>) -> Result<i64> {
    let kind =
        kind.filter(|k| run::report::KINDS.contains(k)).ok_or_else(|| run::report::unknown_kind(kind))?;
    if transaction::is_read_only() {
        return Err(Error::new(
            PgSqlErrorCode::ERRCODE_READ_ONLY_SQL_TRANSACTION,
            "cannot store a report in a read-only transaction",
        )
        .hint("dbarch.health() returns the same report and writes nothing."));
    }
    let owner = installation::reports_owner()?.ok_or_else(|| {
        Error::new(
            PgSqlErrorCode::ERRCODE_UNDEFINED_TABLE,
            "table dbarch.reports of the extension does not exist",
        )
        .hint("ALTER EXTENSION dbarch UPDATE; or drop the extension and create it again.")
    })?;
    store::reports::delete_expired(owner)?;
    let id = store::reports::insert(owner, kind)?;
    match discarded(|| run::report::compose(kind)) {
        Ok(body) => store::reports::succeed(owner, id, body)?,
        Err(error) => store::reports::fail(owner, id, &error.to_string())?,
    }
    Ok(id)
}

#[cfg(any(test, feature = "pg_test"))]
mod tests;
