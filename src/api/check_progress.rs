//! The view `check_progress`.
use crate::pg::ErrorReport;
use crate::read::captured::time;
use crate::read::check_progress;
use pgrx::datum::TimestampWithTimeZone;
use pgrx::prelude::*;

extension_sql_file!(
    "../../sql/schema/check_progress.sql",
    name = "check_progress",
    requires = [running_checks]
);

/// The runs of checks that go on in all databases.
#[pg_extern(volatile, parallel_unsafe)]
#[allow(clippy::type_complexity)]
fn running_checks() -> Result<
    TableIterator<
        'static,
        (
            name!(pid, i32),
            name!(database_name, Option<String>),
            name!(user_name, String),
            name!(started_at, Option<TimestampWithTimeZone>),
            name!(area, Option<String>),
            name!(check_id, Option<String>),
            name!(check_started_at, Option<TimestampWithTimeZone>),
            name!(checks_done, Option<i64>),
            name!(checks_total, Option<i64>),
            name!(findings, Option<i64>),
        ),
    >,
    ErrorReport,
> {
    let mut rows = Vec::new();
    for run in check_progress::running()? {
        rows.push((
            run.pid,
            run.database_name,
            run.user_name,
            time(Some(&run.started_at))?,
            run.area,
            run.check_id,
            time(run.check_started_at.as_deref())?,
            run.checks_done,
            run.checks_total,
            run.findings,
        ));
    }
    Ok(TableIterator::new(rows))
}
