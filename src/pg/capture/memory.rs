//! The shared memory of the capture: its size is fixed when the server starts.
use crate::pg::compat;
use crate::pg::process_local::ProcessLocal;
use crate::settings;
use dbarch_core::capture::backlog::{Backlog, Place};
use dbarch_core::capture::blocks::Block;
use dbarch_core::capture::table::{self, Header, Shared, Slot, Table};
use pgrx::pg_sys;
use std::cell::Cell;
use std::ffi::{c_char, CStr};
use std::sync::atomic::AtomicU32;

const NAME: &CStr = c"dbarch workload";

/// More backends than this share backlogs.
const BACKLOGS: usize = 128;

/// Where the parts lie. All pointers are into the shared segment, which lives as long as the process.
#[derive(Clone, Copy)]
struct Memory {
    lock: *mut pg_sys::LWLock,
    header: *mut Header,
    backlogs: *const Backlog,
    slots: *mut Slot,
    generations: *const AtomicU32,
    buckets: *mut u32,
    blocks: *mut Block,
    capacity: usize,
    block_count: usize,
}

/// Set in the postmaster and inherited by every process that it forks.
static MEMORY: ProcessLocal<Cell<Option<Memory>>> = ProcessLocal::new(Cell::new(None));
static PREVIOUS: ProcessLocal<Cell<pg_sys::shmem_startup_hook_type>> = ProcessLocal::new(Cell::new(None));

pub fn is_there() -> bool {
    MEMORY.get().is_some()
}

/// Asks for the memory; only while the server loads its libraries.
pub fn request() {
    compat::request_shared_memory(ask);
    // SAFETY: a hook of the postmaster, set while the library loads.
    unsafe {
        PREVIOUS.set(pg_sys::shmem_startup_hook);
        pg_sys::shmem_startup_hook = Some(startup);
    }
}

fn capacity() -> usize {
    usize::try_from(settings::CAPTURE_MAX_STATEMENTS.get()).unwrap_or(0)
}

fn block_count() -> usize {
    usize::try_from(settings::CAPTURE_TEXT_MEMORY.get()).unwrap_or(0) * 1024 / size_of::<Block>()
}

/// Bytes, and where each part begins. Those that ask for the largest alignment come first.
fn layout() -> (usize, [usize; 6]) {
    let parts = [
        size_of::<Header>(),
        BACKLOGS * size_of::<Backlog>(),
        capacity() * size_of::<Slot>(),
        capacity() * size_of::<AtomicU32>(),
        capacity() * size_of::<u32>(),
        block_count() * size_of::<Block>(),
    ];
    let mut places = [0; 6];
    let mut end = 0;
    for (place, part) in places.iter_mut().zip(parts) {
        *place = end;
        end = (end + part).next_multiple_of(64);
    }
    (end, places)
}

fn ask() {
    // SAFETY: called when the server asks what its libraries need.
    unsafe {
        pg_sys::RequestAddinShmemSpace(layout().0);
        pg_sys::RequestNamedLWLockTranche(NAME.as_ptr(), 1);
    }
}

unsafe extern "C-unwind" fn startup() {
    // SAFETY: only the postmaster calls this (every process would where there is no fork, and dbarch does not run there), at
    // its start and after a crash.
    unsafe {
        if let Some(previous) = PREVIOUS.get() {
            previous();
        }
        attach();
        super::file::load();
    }
}

#[pgrx::pg_guard]
unsafe extern "C-unwind" fn attach() {
    let (size, [header, backlogs, slots, generations, buckets, blocks]) = layout();
    // SAFETY: the segment has that size and the alignment of a cache line; its content is zeroed where that is not certain.
    unsafe {
        let mut found = false;
        let start = pg_sys::ShmemInitStruct(NAME.as_ptr(), size, &mut found).cast::<c_char>();
        if !found {
            std::ptr::write_bytes(start, 0, size);
        }
        MEMORY.set(Some(Memory {
            lock: &raw mut (*pg_sys::GetNamedLWLockTranche(NAME.as_ptr())).lock,
            header: start.add(header).cast(),
            backlogs: start.add(backlogs).cast(),
            slots: start.add(slots).cast(),
            generations: start.add(generations).cast(),
            buckets: start.add(buckets).cast(),
            blocks: start.add(blocks).cast(),
            capacity: capacity(),
            block_count: block_count(),
        }));
        if (*start.add(header).cast::<Header>()).since == 0 {
            (*start.add(header).cast::<Header>()).since = pg_sys::GetCurrentTimestamp();
        }
    }
}

impl Memory {
    /// # Safety
    /// The lock is held, or nobody else is there.
    unsafe fn shared<'a>(self) -> Shared<'a> {
        // SAFETY: the parts lie where layout() says.
        unsafe {
            Shared {
                header: &*self.header,
                buckets: std::slice::from_raw_parts(self.buckets, self.capacity),
                slots: std::slice::from_raw_parts(self.slots, self.capacity),
                generations: self.generations(),
                blocks: std::slice::from_raw_parts(self.blocks, self.block_count),
            }
        }
    }

    /// # Safety
    /// The lock is held exclusively, or nobody else is there.
    unsafe fn table<'a>(self) -> Table<'a> {
        // SAFETY: the parts lie where layout() says.
        unsafe {
            Table {
                header: &mut *self.header,
                buckets: std::slice::from_raw_parts_mut(self.buckets, self.capacity),
                slots: std::slice::from_raw_parts_mut(self.slots, self.capacity),
                generations: self.generations(),
                blocks: std::slice::from_raw_parts_mut(self.blocks, self.block_count),
            }
        }
    }

    fn generations<'a>(self) -> &'a [AtomicU32] {
        // SAFETY: the parts lie where layout() says, and these are changed atomically only.
        unsafe { std::slice::from_raw_parts(self.generations, self.capacity) }
    }

    fn backlogs<'a>(self) -> &'a [Backlog] {
        // SAFETY: as above; each has a lock of its own.
        unsafe { std::slice::from_raw_parts(self.backlogs, BACKLOGS) }
    }
}

/// The lock, until it is dropped. An error releases all locks of the transaction.
struct Held(*mut pg_sys::LWLock);

impl Held {
    fn take(lock: *mut pg_sys::LWLock, mode: pg_sys::LWLockMode::Type) -> Self {
        // SAFETY: the lock is in shared memory and initialised by the server.
        unsafe { pg_sys::LWLockAcquire(lock, mode) };
        Held(lock)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // SAFETY: held by this process.
        unsafe { pg_sys::LWLockRelease(self.0) }
    }
}

/// `work` on the statements, while others may count but not add or remove; `None` without shared memory. Keep it short.
pub fn with_shared<R>(work: impl FnOnce(Shared<'_>) -> R) -> Option<R> {
    let memory = MEMORY.get()?;
    let _held = Held::take(memory.lock, pg_sys::LWLockMode::LW_SHARED);
    // SAFETY: the lock is held.
    Some(work(unsafe { memory.shared() }))
}

/// `work` on the statements, alone. Where some may have to go, what was counted of them has been added. Keep it short.
pub fn with_table<R>(work: impl FnOnce(&mut Table<'_>) -> R) -> Option<R> {
    let memory = MEMORY.get()?;
    let _held = Held::take(memory.lock, pg_sys::LWLockMode::LW_EXCLUSIVE);
    // SAFETY: the lock is held exclusively.
    Some(unsafe {
        if memory.table().is_nearly_full() {
            memory.backlogs().iter().for_each(|backlog| settle(backlog, memory.shared()));
        }
        work(&mut memory.table())
    })
}

/// Slots that are emptied under one lock: all at once may take as long as a statement.
const PIECE: usize = 512;

/// Forgets the statements of `database`; their number.
pub fn forget(database: u32) -> usize {
    let slots = MEMORY.get().map_or(0, |memory| memory.capacity);
    let pieces = (0..slots).step_by(PIECE).map(|from| from..from + PIECE);
    pieces.filter_map(|piece| with_table(|table| table.remove(piece, |key| key.database == database))).sum()
}

/// As [`with_table`], for the postmaster while it has no children.
///
/// # Safety
/// No other process uses the memory.
pub unsafe fn with_table_unlocked<R>(work: impl FnOnce(&mut Table<'_>) -> R) -> Option<R> {
    let memory = MEMORY.get()?;
    // SAFETY: promised by the caller.
    Some(unsafe {
        memory.backlogs().iter().for_each(|backlog| settle(backlog, memory.shared()));
        work(&mut memory.table())
    })
}

/// Adds what is in `backlog` to the statements.
pub fn settle(backlog: &Backlog, shared: Shared<'_>) {
    backlog.empty(|place, amounts| shared.add(place, amounts), |reason, count| shared.exclude(reason, count));
}

/// All backlogs; this process's own is, as a rule, the one at its number.
pub fn backlogs() -> &'static [Backlog] {
    MEMORY.get().map_or(&[], Memory::backlogs)
}

/// Whether `place` still is the statement that it was.
pub fn is_current(place: Place) -> bool {
    MEMORY.get().is_some_and(|memory| table::is_current(memory.generations(), place))
}
