//! The view `index_recommendations` and what users decide about its rows.
use crate::error::{Error, Result};
use crate::pg::{transaction, ErrorReport};
use crate::read::captured::time;
use crate::read::recommended::{self, RecommendedTable, Store};
use crate::store::recommendations::{self as stored, Stored};
use dbarch_core::advisor::life_cycle::{Decision, Recorded, State};
use pgrx::datum::TimestampWithTimeZone;
use pgrx::prelude::*;
use pgrx::JsonB;

extension_sql_file!("../../sql/schema/recommendations_table.sql", name = "recommendations_table");
extension_sql_file!(
    "../../sql/schema/recommendations_view.sql",
    name = "recommendations_view",
    requires = [
        "recommendations_table",
        recorded_recommendations,
        accept_recommendation,
        dismiss_recommendation,
        reopen_recommendation
    ]
);

/// What was recommended and what became of it, as far as the caller may see it.
#[pg_extern(volatile, parallel_unsafe)]
#[allow(clippy::type_complexity)]
fn recorded_recommendations() -> std::result::Result<
    TableIterator<
        'static,
        (
            name!(id, i64),
            name!(fingerprint, String),
            name!(action, String),
            name!(table_name, String),
            name!(index_name, String),
            name!(ddl, Option<String>),
            name!(undo_ddl, Option<String>),
            name!(size_bytes, i64),
            name!(cost_before, Option<f64>),
            name!(cost_after, Option<f64>),
            name!(improvement_pct, Option<f64>),
            name!(confidence, String),
            name!(reason, Option<String>),
            name!(detail, Option<JsonB>),
            name!(first_seen, Option<TimestampWithTimeZone>),
            name!(last_seen, Option<TimestampWithTimeZone>),
            name!(times_seen, i64),
            name!(state, String),
            name!(state_changed_at, Option<TimestampWithTimeZone>),
            name!(state_changed_by, Option<String>),
            name!(state_reason, Option<String>),
        ),
    >,
    ErrorReport,
> {
    let store = store()?;
    let all = stored::all(store.owner)?;
    let tables = recommended::tables(all.iter().map(|row| row.made.table_name.clone()).collect())?;
    let mut rows = Vec::new();
    for row in all {
        let table = tables.get(&row.made.table_name);
        // A predicate holds values of the table, and so may what is said of it.
        let readable = store.owns || table.is_some_and(|table| table.readable);
        if !readable && !store.monitors {
            continue;
        }
        let Now { state, since, by, why } = now(&row, table);
        let made = row.made;
        rows.push((
            row.id,
            made.fingerprint,
            made.action,
            made.table_name,
            made.index_name,
            readable.then_some(made.ddl),
            readable.then_some(made.undo_ddl),
            made.size_bytes,
            made.cost_before,
            made.cost_after,
            made.improvement_pct,
            made.confidence,
            readable.then_some(made.reason),
            readable.then_some(JsonB(made.detail)),
            time(Some(&row.first_seen))?,
            time(Some(&row.last_seen))?,
            row.times_seen,
            state.as_str().to_string(),
            time(since.as_deref())?,
            by,
            why,
        ));
    }
    Ok(TableIterator::new(rows))
}

struct Now {
    state: State,
    since: Option<String>,
    by: Option<String>,
    why: Option<String>,
}

fn now(row: &Stored, table: Option<&RecommendedTable>) -> Now {
    let recorded = Recorded {
        action: &row.made.action,
        index_name: &row.made.index_name,
        ddl: &row.made.ddl,
        undo_ddl: &row.made.undo_ddl,
        definition: row.made.definition.as_deref(),
        equivalents: row.made.equivalents,
        decision: row.decision,
        overdue: row.overdue,
    };
    let (state, found) = recorded.state(table.map(|table| table.indexes.as_slice()));
    match state {
        State::Decided(_) => Now {
            state,
            since: Some(row.decided_at.as_ref().unwrap_or(&row.first_seen).clone()),
            by: row.decided_by.clone(),
            why: row.decision_reason.clone(),
        },
        State::Expired if table.is_some() => {
            Now { state, since: Some(row.expires_at.clone()), by: None, why: found }
        }
        State::Expired | State::Applied => Now { state, since: None, by: None, why: found },
    }
}

/// The recommendation is to be carried out.
#[pg_extern(volatile, parallel_unsafe)]
fn accept_recommendation(
    recommendation_id: Option<i64>,
    reason: default!(Option<&str>, "NULL"),
) -> std::result::Result<(), ErrorReport> {
    Ok(decide(recommendation_id, Decision::Accepted, reason)?)
}

/// The recommendation is not to be made again.
#[pg_extern(volatile, parallel_unsafe)]
fn dismiss_recommendation(
    recommendation_id: Option<i64>,
    reason: Option<&str>,
) -> std::result::Result<(), ErrorReport> {
    if reason.is_none_or(|reason| reason.trim().is_empty()) {
        return Err(Error::invalid_argument("a dismissal needs a reason")
            .hint("Say why, for those who wonder later: dbarch.dismiss_recommendation(7, 'bulk loads come first').")
            .into());
    }
    Ok(decide(recommendation_id, Decision::Dismissed, reason)?)
}

/// Nothing is decided about the recommendation.
#[pg_extern(volatile, parallel_unsafe)]
fn reopen_recommendation(
    recommendation_id: Option<i64>,
    reason: default!(Option<&str>, "NULL"),
) -> std::result::Result<(), ErrorReport> {
    Ok(decide(recommendation_id, Decision::New, reason)?)
}

fn decide(id: Option<i64>, decision: Decision, reason: Option<&str>) -> Result<()> {
    const HINT: &str = "SELECT id, action, index_name, state FROM dbarch.index_recommendations; lists them.";
    let Some(id) = id else {
        return Err(Error::invalid_argument("recommendation_id is NULL").hint(HINT));
    };
    if transaction::is_read_only() {
        let message = "cannot decide about a recommendation in a read-only transaction";
        return Err(Error::new(PgSqlErrorCode::ERRCODE_READ_ONLY_SQL_TRANSACTION, message)
            .hint("On a standby: call it on the primary."));
    }
    let store = store()?;
    if stored::decide(store.owner, id, decision, &store.caller, reason)? {
        return Ok(());
    }
    let message = format!("recommendation {id} does not exist");
    Err(Error::new(PgSqlErrorCode::ERRCODE_UNDEFINED_OBJECT, message).hint(HINT))
}

fn store() -> Result<Store> {
    recommended::store()?.ok_or_else(|| {
        Error::new(
            PgSqlErrorCode::ERRCODE_UNDEFINED_TABLE,
            "table dbarch.recommendations of the extension does not exist",
        )
        .hint("ALTER EXTENSION dbarch UPDATE; or drop the extension and create it again.")
    })
}
