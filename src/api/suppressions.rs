//! `suppress()`, `unsuppress()` and `unused_suppressions()`.
use super::check_tables::{writable_store, Arguments};
use crate::error::{Error, Result};
use crate::pg::ErrorReport;
use crate::read::captured::time;
use crate::run::catalogue::registry;
use crate::run::checks::{find, unused};
use crate::store::checks as stored;
use dbarch_core::finding::suppression::{EVERY_CHECK, EVERY_OBJECT};
use pgrx::datum::TimestampWithTimeZone;
use pgrx::prelude::*;

extension_sql_file!("../../sql/schema/suppressions.sql", name = "suppressions");
extension_sql_file!(
    "../../sql/schema/suppressions_functions.sql",
    name = "suppressions_functions",
    requires = ["suppressions", suppress, unsuppress, unused_suppressions]
);

/// Hides findings. What was said of the same check and pattern before is forgotten.
#[pg_extern(volatile, parallel_unsafe)]
fn suppress(
    check_id: Option<&str>,
    object_pattern: default!(Option<&str>, "'*'"),
    reason: default!(Option<&str>, "NULL"),
    until: default!(Option<TimestampWithTimeZone>, "NULL"),
) -> std::result::Result<(), ErrorReport> {
    Ok(hide(check_id, object_pattern, reason, until)?)
}

fn hide(
    check_id: Option<&str>,
    object_pattern: Option<&str>,
    reason: Option<&str>,
    until: Option<TimestampWithTimeZone>,
) -> Result<()> {
    let (check_id, pattern) = (check_id.required("check_id")?, object_pattern.required("object_pattern")?);
    if check_id != EVERY_CHECK {
        find(registry()?, check_id)?;
    } else if pattern == EVERY_OBJECT {
        return Err(Error::invalid_argument("every check on every object cannot be suppressed").hint(
            "Nothing would be found any more, which reads as \"all fine\". Give a pattern or a check.",
        ));
    }
    if pattern.is_empty() {
        return Err(Error::invalid_argument("object_pattern is empty").hint("'*' is every object."));
    }
    let store = writable_store("suppress findings")?;
    if stored::suppress(store.owner, check_id, pattern, reason, until, &store.caller)? {
        return Ok(());
    }
    Err(Error::invalid_argument("until has passed").hint("Leave until out to suppress without an end."))
}

/// Takes back what was said of exactly this check and pattern.
#[pg_extern(volatile, parallel_unsafe)]
fn unsuppress(
    check_id: Option<&str>,
    object_pattern: default!(Option<&str>, "'*'"),
) -> std::result::Result<(), ErrorReport> {
    Ok(show(check_id, object_pattern)?)
}

fn show(check_id: Option<&str>, object_pattern: Option<&str>) -> Result<()> {
    let (check_id, pattern) = (check_id.required("check_id")?, object_pattern.required("object_pattern")?);
    let store = writable_store("take a suppression back")?;
    if stored::unsuppress(store.owner, check_id, pattern)? {
        return Ok(());
    }
    let message = format!("there is no suppression of \"{check_id}\" on \"{pattern}\"");
    Err(Error::new(PgSqlErrorCode::ERRCODE_UNDEFINED_OBJECT, message)
        .hint("SELECT check_id, object_pattern FROM dbarch.suppressions; lists them."))
}

/// Runs the checks that are suppressed, with the caller's rights.
#[pg_extern(volatile, parallel_unsafe)]
#[allow(clippy::type_complexity)]
fn unused_suppressions() -> std::result::Result<
    TableIterator<
        'static,
        (
            name!(check_id, String),
            name!(object_pattern, String),
            name!(why, String),
            name!(reason, Option<String>),
            name!(until, Option<TimestampWithTimeZone>),
            name!(created_at, Option<TimestampWithTimeZone>),
            name!(created_by, String),
        ),
    >,
    ErrorReport,
> {
    let mut rows = Vec::new();
    for one in unused::unused(registry()?)? {
        let suppression = one.stored.suppression;
        rows.push((
            suppression.check_id,
            suppression.object_pattern,
            one.why.to_string(),
            suppression.reason,
            time(suppression.until.as_deref())?,
            time(Some(&one.stored.created_at))?,
            one.stored.created_by,
        ));
    }
    Ok(TableIterator::new(rows))
}
