//! The captured workload between two runs of the server.
//!
//! The file that a clean shutdown writes is renamed when it is read. So one that still has its second name tells of a
//! server that was not shut down cleanly, and what it holds is older.
use super::{memory, read};
use dbarch_core::capture::saved::{self, Saved};
use dbarch_core::capture::statement::Captured;
use dbarch_core::capture::table::Key;
use pgrx::pg_sys;
use pgrx::prelude::*;
use std::ffi::c_int;
use std::fs::{self, File};
use std::io::{self, Write};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Below the data directory, where pg_stat_statements has its own file.
const SAVED: &str = "pg_stat/dbarch_workload.json";
const IN_USE: &str = "pg_stat/dbarch_workload.last.json";

/// Reads what was saved. Called by the postmaster when the memory is new; whatever goes wrong costs the content only.
pub fn load() {
    // SAFETY: plain variables of this process. A server that is being upgraded is not the one that ran the statements.
    unsafe {
        if pg_sys::IsUnderPostmaster || pg_sys::IsBinaryUpgrade {
            return;
        }
        pg_sys::on_shmem_exit(Some(at_exit), pg_sys::Datum::from(0));
    }
    let loaded = catch_unwind(AssertUnwindSafe(|| {
        // A standby that was just made from a base backup: what ran on its primary did not run here.
        if Path::new("backup_label").exists() && Path::new("standby.signal").exists() {
            let _ = (fs::remove_file(SAVED), fs::remove_file(IN_USE));
        }
        let clean = Path::new(SAVED).exists();
        if clean {
            fs::rename(SAVED, IN_USE).map_err(|error| error.to_string())?;
        }
        let file = match fs::read(IN_USE) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.to_string()),
        };
        let statements = saved::read(&file)?;
        let count = statements.len();
        statements.iter().for_each(restore);
        Ok(Some((count, clean)))
    }));
    match loaded {
        Ok(Ok(None)) => (),
        Ok(Ok(Some((count, true)))) => log!("dbarch: the captured workload has {count} statements of the last run"),
        Ok(Ok(Some((count, false)))) => log!(
            "dbarch: the server was not shut down cleanly; the captured workload has the {count} statements that were saved \
             before, and has lost what ran since"
        ),
        Ok(Err(reason)) => {
            warning!("dbarch: the captured workload of the last run is ignored: {IN_USE}: {reason}");
        }
        Err(_) => warning!("dbarch: the captured workload of the last run is ignored: reading {IN_USE} failed"),
    }
}

fn restore(statement: &Captured) {
    let key = Key { query_id: statement.query_id, database: statement.database, role: statement.role };
    let Ok(facts) = serde_json::to_vec(&statement.facts) else { return };
    let vectors: Vec<_> =
        statement.vectors.iter().filter_map(|vector| serde_json::to_vec(vector).ok()).collect();
    let scans = serde_json::to_vec(&statement.scans).unwrap_or_default();
    // SAFETY: the postmaster has no children yet.
    unsafe {
        memory::with_table_unlocked(|table| {
            // What a smaller memory has no room for is left out, and nothing goes for it.
            if table.is_full() || table.shared().find(&key).is_some() {
                return;
            }
            let Some(place) = table.insert(key, &facts, statement.first_seen) else { return };
            table.shared().add(place, &statement.amounts);
            for (at, vector) in vectors.iter().enumerate() {
                table.replace(place, vector, |slot| slot.vectors.get_mut(at));
            }
            if !statement.scans.is_empty() {
                table.replace(place, &scans, |slot| Some(&mut slot.scans));
            }
        });
    }
}

unsafe extern "C-unwind" fn at_exit(code: c_int, _argument: pg_sys::Datum) {
    // SAFETY: a plain variable of this process.
    let postmaster = unsafe { pg_sys::MyProcPid == pg_sys::PostmasterPid };
    // After a crash the memory is not to be trusted.
    if code != 0 || !postmaster {
        return;
    }
    // A panic must not end the postmaster's own work.
    let written = catch_unwind(|| {
        // SAFETY: the last child is gone.
        let statements = unsafe { read::statements_alone() };
        let mut saved = Saved::default();
        saved.add(&statements)?;
        write(SAVED, saved, || ()).map(|()| {
            let _ = fs::remove_file(IN_USE);
        })
    });
    if let Ok(Err(error)) = written {
        log!("dbarch: the captured workload is not saved: {SAVED}: {error}");
    }
}

/// Saves what was captured so far, so that a crash loses little. For a process that may take its time.
///
/// # Errors
/// What went wrong with the file.
pub fn save_while_running() -> Result<(), String> {
    if !memory::is_there() {
        return Ok(());
    }
    let pause = || std::thread::sleep(PAUSE);
    let mut saved = Saved::default();
    let mut added = Ok(());
    read::each_part(None, |part| {
        added = std::mem::replace(&mut added, Ok(())).and_then(|()| saved.add(&part));
        pause();
    });
    added
        .map_err(io::Error::from)
        .and_then(|()| write(IN_USE, saved, pause))
        .map_err(|error| format!("{IN_USE}: {error}"))
}

/// Between two parts others have the processor: saving is never urgent.
const PAUSE: Duration = Duration::from_millis(1);

/// Bytes that are written at a time.
const PIECE: usize = 256 << 10;

/// Written whole or not at all.
fn write(name: &str, saved: Saved, pause: impl Fn()) -> io::Result<()> {
    let (head, body) = saved.finish();
    let name = Path::new(name);
    let unfinished: PathBuf = name.with_extension("tmp");
    let written = (|| {
        let mut file = File::create(&unfinished)?;
        file.write_all(head.as_bytes())?;
        for piece in body.chunks(PIECE) {
            file.write_all(piece)?;
            pause();
        }
        file.sync_all()?;
        fs::rename(&unfinished, name)?;
        File::open(name.parent().unwrap_or(Path::new(".")))?.sync_all()
    })();
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written
}
