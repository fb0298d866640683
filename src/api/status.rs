//! `status()`: what dbarch has here and what it lacks.
use crate::error::Result;
use crate::pg::capture::{self, read};
use crate::pg::subtransaction::discarded;
use crate::pg::ErrorReport;
use crate::pg::{entry, process};
use crate::read::{health, installation};
use crate::{settings, store};
use pgrx::prelude::*;

struct Row {
    component: &'static str,
    state: String,
    hint: Option<String>,
}

fn row(component: &'static str, state: impl Into<String>, hint: Option<&str>) -> Row {
    Row { component, state: state.into(), hint: hint.map(str::to_string) }
}

/// One row a component, its state, and what to do about it; the hint is NULL where nothing is lacking.
#[pg_extern(volatile, parallel_unsafe)]
fn status() -> std::result::Result<
    TableIterator<'static, (name!(component, String), name!(state, String), name!(hint, Option<String>))>,
    ErrorReport,
> {
    let rows = [version()?, preload(), launcher()?, capture(), statement_statistics(), last_report()];
    Ok(TableIterator::new(
        rows.into_iter().map(|r| (r.component, r.state, r.hint)).map(|(c, s, h)| (c.to_string(), s, h)),
    ))
}

fn version() -> Result<Row> {
    let library = env!("CARGO_PKG_VERSION");
    let installed = installation::installation()?.map(|i| i.version).unwrap_or_default();
    let hint = (installed != library).then(|| {
        format!("The library is {library}: run ALTER EXTENSION dbarch UPDATE, and restart the server if it was loaded before.")
    });
    Ok(row("version", installed, hint.as_deref()))
}

const PRELOAD_HINT: &str =
    "Add dbarch to shared_preload_libraries and restart the server: for scheduled reports, and to have \
                            statements captured that advice is made for.";

fn preload() -> Row {
    if entry::preloaded() {
        row("preload", "loaded at server start", None)
    } else {
        row("preload", "not loaded at server start", Some(PRELOAD_HINT))
    }
}

fn launcher() -> Result<Row> {
    const NAME: &str = "launcher";
    if !entry::preloaded() {
        return Ok(row(NAME, "not running", Some("Needs shared_preload_libraries.")));
    }
    if !settings::WORKER_ENABLED.get() {
        return Ok(row(NAME, "off", Some("Set dbarch.worker_enabled = on and reload.")));
    }
    if settings::REPORT_INTERVAL.get() == 0 {
        return Ok(row(NAME, "off", Some("Set dbarch.report_interval above 0 and reload.")));
    }
    if process::in_recovery() {
        return Ok(row(NAME, "waiting for promotion", Some("A standby writes no reports; health() works.")));
    }
    let processes = installation::processes()?;
    Ok(match processes {
        Some(p) if p.launchers > 0 => row(NAME, "running", None),
        Some(p) if p.all_visible => {
            row(NAME, "not running", Some("The server log says why; it is started again after 10 s."))
        }
        _ => row(NAME, "unknown", Some("Only members of pg_monitor can see it.")),
    })
}

fn capture() -> Row {
    const NAME: &str = "capture";
    let Some(totals) = read::totals() else {
        return row(NAME, "not available", Some("Needs shared_preload_libraries."));
    };
    if !settings::CAPTURE.get() {
        return row(NAME, "off", Some("Set dbarch.capture = on."));
    }
    if !capture::is_on() {
        return row(NAME, "off", Some("compute_query_id is off; set it to auto."));
    }
    let state = format!("{} of {} statements", totals.statements, totals.capacity);
    let hint = (totals.evicted > 0).then(|| {
        format!(
            "{} statements had to go for others; raise dbarch.capture_max_statements or dbarch.capture_text_memory.",
            totals.evicted
        )
    });
    row(NAME, state, hint.as_deref())
}

fn statement_statistics() -> Row {
    const NAME: &str = "pg_stat_statements";
    match health::statement_statistics() {
        Ok(()) => row(NAME, "readable", None),
        Err(reason) => {
            let hint = format!("{reason}; reports on slow queries need it, and advice where nothing is captured: preload it, then CREATE EXTENSION pg_stat_statements.");
            row(NAME, "not readable", Some(&hint))
        }
    }
}

fn last_report() -> Row {
    const NAME: &str = "last_report";
    match discarded(|| store::reports::last("health")) {
        Ok(Some(last)) => {
            let state = format!("{} at {}", last.status, last.started_at);
            row(NAME, state, last.error.as_deref())
        }
        Ok(None) => row(NAME, "none", Some("SELECT dbarch.run_report() writes one.")),
        Err(_) => row(NAME, "unknown", Some("Only members of pg_monitor can read dbarch.reports.")),
    }
}
