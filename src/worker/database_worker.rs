//! The worker of one database: writes the report if it is due, and ends.
//!
//! It runs as the bootstrap superuser, so nothing that a user could have written is executed: our own SQL only, under
//! a pinned `search_path`, over the catalogs and our own table.
use super::WORKER;
use crate::error::Result;
use crate::pg::{process, transaction, worker_notes};
use crate::read::installation;
use crate::{run, settings, store};
use dbarch_core::schedule::due;
use pgrx::prelude::*;

/// Seconds after which a database without the extension is looked at again, if the interval is no shorter.
const WITHOUT_EXTENSION: u32 = 300;

const KIND: &str = "health";

enum Step {
    NotHere,
    AnotherWorker,
    NotDue(u32),
    Run(i64),
}

pub fn run(database: u32) {
    process::connect_to_database(database);
    prepare();
    process::show_activity(Some(c"health report"));
    let interval = settings::REPORT_INTERVAL.get().max(1) as u32;
    let timeout = settings::REPORT_TIMEOUT.get();

    let next = match transaction::run(timeout, || begin(interval)) {
        Ok(Step::NotHere) => interval.min(WITHOUT_EXTENSION),
        Ok(Step::AnotherWorker) => interval.min(60),
        Ok(Step::NotDue(seconds)) => seconds,
        Ok(Step::Run(id)) => {
            match transaction::run(timeout, || finish(id)) {
                Err(_) if is_gone(timeout) => (),
                Err(error) => {
                    warning!("{WORKER}: health report {id} failed: {error}");
                    record_failure(id, &error.to_string());
                }
                Ok(_) => (),
            }
            interval
        }
        Err(_) if is_gone(timeout) => interval.min(WITHOUT_EXTENSION),
        Err(error) => {
            warning!("{WORKER}: health report could not be begun: {error}");
            interval
        }
    };
    worker_notes::leave(next);
    process::show_activity(None);
}

/// Whether somebody has dropped the extension meanwhile, which is no error.
fn is_gone(timeout: i32) -> bool {
    matches!(transaction::run(timeout, installation::reports_owner), Ok(None))
}

/// Settings that the owner of a database could have attached to it must not decide what a superuser runs.
fn prepare() {
    for (name, value) in [
        (c"role", c"none"),
        (c"search_path", c"pg_catalog, pg_temp"),
        (c"application_name", c"dbarch worker"),
        (c"default_transaction_read_only", c"off"),
        (c"default_transaction_isolation", c"read committed"),
        // Half of the default deadlock_timeout: when a DROP EXTENSION and a run lock our objects in opposite order, the
        // run gives way and not the command of a person. Health sets a limit of its own for what it looks at.
        (c"lock_timeout", c"500ms"),
        // What the application runs is counted there, not what we run.
        (c"pg_stat_statements.track", c"none"),
        // Compiling queries of a few rows takes longer than running them.
        (c"jit", c"off"),
        // A report is not worth waiting for a synchronous standby that is away.
        (c"synchronous_commit", c"local"),
    ] {
        process::fix_setting(name, value);
    }
}

/// Looks whether there is something to do, and if so inserts the row of the run. It is committed at once, so that it
/// can be seen and that a crash leaves a trace.
fn begin(interval: u32) -> Result<Step> {
    let Some(owner) = installation::reports_owner()? else {
        return Ok(Step::NotHere);
    };
    if installation::other_workers_here()? > 0 {
        return Ok(Step::AnotherWorker);
    }
    let age = store::reports::last(KIND)?.map(|last| last.age_seconds);
    let seconds = due::seconds_until(age, interval);
    if seconds > 0 {
        return Ok(Step::NotDue(seconds));
    }
    store::reports::fail_abandoned(owner)?;
    store::reports::delete_expired(owner)?;
    Ok(Step::Run(store::reports::insert(owner, KIND)?))
}

fn finish(id: i64) -> Result<()> {
    let body = run::report::compose(KIND)?;
    match installation::reports_owner()? {
        Some(owner) => store::reports::succeed(owner, id, body),
        None => Ok(()),
    }
}

/// In a transaction of its own, since that of the run is lost. The extension may be gone by now.
fn record_failure(id: i64, error: &str) {
    let recorded =
        transaction::run(settings::REPORT_TIMEOUT.get(), || match installation::reports_owner()? {
            Some(owner) => store::reports::fail(owner, id, error),
            None => Ok(()),
        });
    if let Err(second) = recorded {
        warning!("{WORKER}: the failure of health report {id} could not be recorded: {second}");
    }
}
