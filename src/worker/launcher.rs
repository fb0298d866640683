//! The launcher: decides which database is due, and starts a worker for it.
//!
//! It connects to no database, so it holds none back from being dropped. An error in it ends the process, and the
//! postmaster starts it again.
use super::round::Schedule;
use super::workload_saving::Saving;
use super::LAUNCHER;
use crate::pg::{process, transaction, worker_notes};
use crate::settings;
use pgrx::bgworkers::{BackgroundWorker, BackgroundWorkerStatus, SignalWakeFlags};
use pgrx::prelude::*;
use std::time::Duration;

/// How often a standby asks whether it was promoted.
const PROMOTION_POLL: Duration = Duration::from_secs(1);

/// Waits for a worker are interrupted by its end; this is only for a signal that was lost.
const WORKER_POLL: Duration = Duration::from_secs(1);

/// After this, a server without a free worker slot is tried again.
const SLOT_RETRY: u32 = 10;

/// After this, a database is looked for again that appeared since.
const LONGEST_NAP: Duration = Duration::from_secs(300);

pub fn run() {
    BackgroundWorker::attach_signal_handlers(SignalWakeFlags::SIGHUP | SignalWakeFlags::SIGTERM);
    BackgroundWorker::connect_worker_to_spi(None, None);
    let mut saving = Saving::new();
    wait_for_promotion(&mut saving);

    let mut schedule = Schedule::default();
    loop {
        let mut nap = None;
        if settings::WORKER_ENABLED.get() && settings::REPORT_INTERVAL.get() > 0 {
            serve_due(&mut schedule);
            nap = Some(schedule.next_due().map_or(LONGEST_NAP, |due| due.min(LONGEST_NAP)));
        }
        let until_saved = saving.save_when_due();
        nap_or_leave(nap.into_iter().chain(until_saved).min());
        if BackgroundWorker::sighup_received() {
            process::reload_configuration();
            // Whatever changed, the workers find out at once whether their database is due.
            schedule.forget();
        }
    }
}

/// Sleeps until the time is over, a signal or a worker's end. A shutdown leaves from here, with 1: with 0 the
/// postmaster would never start the launcher again, so that pg_terminate_backend() would switch it off for good.
fn nap_or_leave(time: Option<Duration>) {
    // A latch with timeout 0 returns at once and would spin where a worker is due but cannot start.
    let time = time.map(|t| t.max(Duration::from_millis(100)));
    if !BackgroundWorker::wait_latch(time) {
        process::exit(1);
    }
}

fn wait_for_promotion(saving: &mut Saving) {
    if !process::in_recovery() {
        return;
    }
    log!("{LAUNCHER}: this server is a standby, no reports are written until it is promoted");
    while process::in_recovery() {
        saving.save_when_due();
        nap_or_leave(Some(PROMOTION_POLL));
        if BackgroundWorker::sighup_received() {
            process::reload_configuration();
        }
    }
    log!("{LAUNCHER}: promoted, reports begin");
}

fn serve_due(schedule: &mut Schedule) {
    let databases = match transaction::run(0, || Ok(process::open_databases())) {
        Ok(all) => schedule.wanted(all),
        Err(error) => {
            warning!("{LAUNCHER}: cannot read the list of databases: {error}");
            return;
        }
    };
    for database in databases {
        if !schedule.is_due(database.oid) {
            continue;
        }
        worker_notes::clear();
        match process::start_worker(&database) {
            Ok(worker) => {
                wait_for(worker);
                let seconds = worker_notes::read().unwrap_or(settings::REPORT_INTERVAL.get().max(1) as u32);
                schedule.look_again(database.oid, seconds);
                schedule.slot_found();
            }
            Err(_) => {
                if schedule.slot_missing() {
                    warning!(
                        "{LAUNCHER}: no free worker process for database \"{}\", trying again every {SLOT_RETRY} seconds; \
                         max_worker_processes is too low",
                        database.name
                    );
                }
                schedule.look_again(database.oid, SLOT_RETRY);
            }
        }
    }
}

/// Until the worker has ended. A shutdown does not wait for it.
fn wait_for(worker: pgrx::bgworkers::DynamicBackgroundWorker) {
    loop {
        match worker.pid() {
            Ok(_) | Err(BackgroundWorkerStatus::NotYetStarted) => {}
            Err(_) => return,
        }
        if !BackgroundWorker::wait_latch(Some(WORKER_POLL)) {
            worker.terminate();
            process::exit(1);
        }
    }
}
