//! How far the runs of checks are, in shared memory, for other sessions to see.
//!
//! Each run takes a slot and gives it back when it ends, also by an error or with its process. There are only atomics: a
//! run never waits for who looks, and who looks tries again when a check has just changed. Without shared memory, or
//! when all slots are taken, a run is not seen and runs all the same.
use pgrx::pg_sys;
use pgrx::prelude::*;
use pgrx::{pg_shmem_init, PGRXSharedMemory, PgAtomic};
use std::cell::Cell;
use std::ffi::c_int;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{fence, AtomicBool, AtomicI32, AtomicI64, AtomicU32, AtomicU64};

/// Runs at once that can be seen.
const SLOTS: usize = 64;

/// Eight bytes each, for area and id of a check.
const WORDS: usize = 12;

#[derive(Default)]
struct Slot {
    /// 0 if the slot is free.
    pid: AtomicI32,
    database: AtomicU32,
    role: AtomicU32,
    started_at: AtomicI64,
    done: AtomicU32,
    total: AtomicU32,
    findings: AtomicU32,
    /// Odd while the two below are being written.
    version: AtomicU32,
    check_started_at: AtomicI64,
    /// `area/id`, filled up with zeros.
    check: [AtomicU64; WORDS],
}

struct Slots([Slot; SLOTS]);

// SAFETY: atomics only, and no pointers.
unsafe impl PGRXSharedMemory for Slots {}

// SAFETY: the name is ours alone.
static SHARED: PgAtomic<Slots> = unsafe { PgAtomic::new(c"dbarch check progress") };

/// Set in the postmaster and inherited by every process that it forks.
static REQUESTED: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// The slot of this process while a run has one.
    static OWN: Cell<Option<usize>> = const { Cell::new(None) };
    static GIVEN_BACK_AT_EXIT: Cell<bool> = const { Cell::new(false) };
}

/// Asks for the memory; only while the server loads its libraries.
// The macro asks for majors that we do not have.
#[allow(unexpected_cfgs)]
pub fn request() {
    REQUESTED.store(true, Relaxed);
    pg_shmem_init!(SHARED = Slots(std::array::from_fn(|_| Slot::default())));
}

fn slots() -> &'static [Slot] {
    if REQUESTED.load(Relaxed) {
        &SHARED.get().0
    } else {
        &[]
    }
}

/// A run that goes on, until this is dropped. Of runs within a run only the outer one is seen.
pub struct Progress(Option<&'static Slot>);

impl Progress {
    pub fn start(total: usize) -> Self {
        if OWN.get().is_some() {
            return Progress(None);
        }
        // SAFETY: plain variables and functions of a backend with a database.
        let (pid, database, role, now) = unsafe {
            (
                pg_sys::MyProcPid,
                pg_sys::MyDatabaseId.to_u32(),
                pg_sys::GetSessionUserId().to_u32(),
                pg_sys::GetCurrentTimestamp(),
            )
        };
        let mut free = slots().iter().enumerate();
        let Some((at, slot)) =
            free.find(|(_, slot)| slot.pid.compare_exchange(0, -pid, Acquire, Relaxed).is_ok())
        else {
            return Progress(None);
        };
        OWN.set(Some(at));
        give_back_at_exit();
        slot.database.store(database, Relaxed);
        slot.role.store(role, Relaxed);
        slot.started_at.store(now, Relaxed);
        slot.done.store(0, Relaxed);
        slot.total.store(u32::try_from(total).unwrap_or(u32::MAX), Relaxed);
        slot.findings.store(0, Relaxed);
        slot.write_check("", now);
        slot.pid.store(pid, Release);
        Progress(Some(slot))
    }

    pub fn begins(&self, area: &str, check_id: &str) {
        if let Some(slot) = self.0 {
            // SAFETY: only reads the clock.
            slot.write_check(&format!("{area}/{check_id}"), unsafe { pg_sys::GetCurrentTimestamp() });
        }
    }

    /// The check has ended.
    pub fn has_found(&self, findings: usize) {
        if let Some(slot) = self.0 {
            slot.done.fetch_add(1, Relaxed);
            slot.findings.fetch_add(u32::try_from(findings).unwrap_or(u32::MAX), Relaxed);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.0.is_some() {
            give_back();
        }
    }
}

fn give_back() {
    if let Some(at) = OWN.take() {
        slots()[at].pid.store(0, Release);
    }
}

/// A session that is terminated ends without unwinding.
fn give_back_at_exit() {
    if GIVEN_BACK_AT_EXIT.replace(true) {
        return;
    }
    unsafe extern "C-unwind" fn exits(_code: c_int, _argument: pg_sys::Datum) {
        give_back();
    }
    // SAFETY: the library is never unloaded, and the callback touches shared memory that is still there.
    unsafe { pg_sys::before_shmem_exit(Some(exits), pg_sys::Datum::from(0)) };
}

impl Slot {
    fn write_check(&self, name: &str, now: i64) {
        let mut bytes = [0u8; WORDS * 8];
        // Ids are ASCII and far shorter.
        let length = name.len().min(bytes.len());
        bytes[..length].copy_from_slice(&name.as_bytes()[..length]);
        self.version.fetch_add(1, Relaxed);
        fence(Release);
        self.check_started_at.store(now, Relaxed);
        for (word, bytes) in self.check.iter().zip(bytes.chunks_exact(8)) {
            word.store(bytes.try_into().map_or(0, u64::from_le_bytes), Relaxed);
        }
        self.version.fetch_add(1, Release);
    }

    /// `None` while it is being written.
    fn read_check(&self) -> Option<(String, i64)> {
        let version = self.version.load(Acquire);
        let words: Vec<u8> =
            self.check.iter().flat_map(|word| word.load(Relaxed).to_le_bytes()).filter(|b| *b != 0).collect();
        let started_at = self.check_started_at.load(Relaxed);
        fence(Acquire);
        let is_whole = version.is_multiple_of(2) && version == self.version.load(Relaxed);
        is_whole.then(|| (String::from_utf8_lossy(&words).into_owned(), started_at))
    }
}

/// A run as others see it. Times are those of the server, in microseconds since 2000.
#[derive(Debug, serde::Serialize)]
pub struct Running {
    pub pid: i32,
    pub database: u32,
    pub role: u32,
    pub started_at: i64,
    pub checks_done: u32,
    pub checks_total: u32,
    pub findings: u32,
    pub area: Option<String>,
    pub check_id: Option<String>,
    pub check_started_at: i64,
}

/// The runs that go on.
pub fn running() -> Vec<Running> {
    slots().iter().filter_map(look_at).collect()
}

fn look_at(slot: &Slot) -> Option<Running> {
    let pid = Some(slot.pid.load(Acquire)).filter(|pid| *pid > 0)?;
    // Writing takes some nanoseconds; one who was stopped in the middle is shown without the check.
    let (name, check_started_at) = (0..1000).find_map(|_| slot.read_check()).unwrap_or_default();
    let (area, check_id) = match name.split_once('/') {
        Some((area, id)) => (Some(area.to_string()), Some(id.to_string())),
        None => (None, None),
    };
    Some(Running {
        pid,
        database: slot.database.load(Relaxed),
        role: slot.role.load(Relaxed),
        started_at: slot.started_at.load(Relaxed),
        checks_done: slot.done.load(Relaxed),
        checks_total: slot.total.load(Relaxed),
        findings: slot.findings.load(Relaxed),
        area,
        check_id,
        check_started_at,
    })
}

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use super::*;

    #[pg_test]
    fn a_run_is_seen_while_it_goes_on() {
        // SAFETY: a plain variable of this process.
        let me = unsafe { pg_sys::MyProcPid };
        let own = || running().into_iter().find(|run| run.pid == me);
        {
            let progress = Progress::start(2);
            assert!(Progress::start(9).0.is_none(), "one within another is not seen");
            progress.begins("tables", "table-bloat");
            progress.has_found(3);
            progress.begins("naming", "a");
            let seen = own().unwrap();
            assert_eq!((seen.checks_done, seen.checks_total, seen.findings), (1, 2, 3));
            assert_eq!((seen.area.as_deref(), seen.check_id.as_deref()), (Some("naming"), Some("a")));
            assert!(seen.check_started_at >= seen.started_at);
        }
        assert!(own().is_none());
    }
}
