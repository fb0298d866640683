//! Rows spread evenly over a table.
//!
//! Blocks are drawn one from each of equal stretches of the table, and of their rows as many as are wanted. ANALYZE's
//! own sampler is not exported, and its interface to the table changes between majors; a TID range scan of one block
//! (tableam.h, PostgreSQL 14 to 18) does the same.
use crate::error::{Error, Result};
use crate::pg::interrupt;
use pgrx::pg_sys::{self, BlockNumber, Oid};

/// SplitMix64 (Steele and others 2014) with a fixed start: the same table gives the same sample.
struct Random(u64);

impl Random {
    /// In 0..1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// How much of a table to look at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    pub rows: usize,
    pub blocks: usize,
}

impl Extent {
    /// A third as many blocks as rows: enough for values that lie together not to be taken for all there are.
    pub fn of_rows(rows: usize) -> Self {
        Extent { rows, blocks: rows.div_ceil(3).max(1) }
    }
}

/// Reads the table block by block and gives about as many as `wanted` of its rows to `visit`, in physical order, until that
/// answers false. Returns the estimated rows of the whole table.
///
/// # Safety
/// `table` is locked; inside a transaction with an active snapshot. The slot is valid during the call of `visit` only.
pub unsafe fn visit(
    table: pg_sys::Relation,
    wanted: Extent,
    mut visit: impl FnMut(*mut pg_sys::TupleTableSlot) -> Result<bool>,
) -> Result<f64> {
    // SAFETY: promised by the caller; an error unwinds, and the sandbox releases what the scan holds.
    unsafe {
        let blocks =
            pg_sys::RelationGetNumberOfBlocksInFork(table, pg_sys::ForkNumber::MAIN_FORKNUM) as usize;
        let drawn = blocks.min(wanted.blocks);
        let wanted = wanted.rows;
        let slot = pg_sys::table_slot_create(table, std::ptr::null_mut());
        let mut random = Random(0x6462_6172_6368);
        let mut share = first_share(table, drawn, wanted);
        let (mut seen, mut read) = (0usize, 0usize);
        let mut scan = BlockScan::new(table)?;
        'table: for n in 0..drawn {
            interrupt::check();
            let stretch = blocks as f64 / drawn as f64;
            let block = ((n as f64 + random.next()) * stretch) as usize;
            let block = block.min(blocks - 1) as BlockNumber;
            scan.start(block, block);
            read += 1;
            let mut kept = || {
                seen += 1;
                random.next() < share
            };
            while scan.next_where(slot, &mut kept) {
                if !visit(slot)? {
                    break 'table;
                }
            }
            // pg_class may be out of date or empty: what was found so far tells better.
            if read == 100 {
                share = (wanted as f64 / (seen as f64 / read as f64 * drawn as f64).max(1.0)).min(1.0);
            }
        }
        scan.end();
        pg_sys::ExecDropSingleTupleTableSlot(slot);
        let per_block = seen as f64 / read.max(1) as f64;
        Ok(per_block * blocks as f64)
    }
}

/// The share of the rows of the drawn blocks to keep, by what pg_class says of the table.
unsafe fn first_share(table: pg_sys::Relation, drawn: usize, wanted: usize) -> f64 {
    // SAFETY: the caller has the table open.
    let (rows, pages) = unsafe {
        let form = &*(*table).rd_rel;
        (f64::from(form.reltuples), f64::from(form.relpages))
    };
    if rows <= 0.0 || pages <= 0.0 {
        return 1.0;
    }
    (wanted as f64 / (rows / pages * drawn as f64).max(1.0)).min(1.0)
}

pub(super) struct BlockScan {
    scan: pg_sys::TableScanDesc,
    table: pg_sys::Relation,
    method: *const pg_sys::TableAmRoutine,
    started: bool,
}

impl BlockScan {
    /// # Safety
    /// `table` is open and locked; inside a transaction with an active snapshot.
    pub(super) unsafe fn new(table: pg_sys::Relation) -> Result<Self> {
        // SAFETY: the caller has the table open; table_beginscan_tidrange of src/include/access/tableam.h.
        unsafe {
            let method = (*table).rd_tableam;
            let begin = (*method).scan_begin;
            if begin.is_none() || (*method).scan_set_tidrange.is_none() {
                return Err(Error::not_supported("the table's access method has no scan by TID range"));
            }
            let flags = pg_sys::ScanOptions::SO_TYPE_TIDRANGESCAN | pg_sys::ScanOptions::SO_ALLOW_PAGEMODE;
            let snapshot = pg_sys::GetActiveSnapshot();
            let scan = pg_sys::ffi::pg_guard_ffi_boundary(|| {
                begin
                    .map(|begin| begin(table, snapshot, 0, std::ptr::null_mut(), std::ptr::null_mut(), flags))
            });
            let scan = scan.ok_or_else(|| Error::internal("no scan"))?;
            Ok(BlockScan { scan, table, method, started: false })
        }
    }

    /// # Safety
    /// The table is still open.
    pub(super) unsafe fn start(&mut self, first: BlockNumber, last: BlockNumber) {
        let mut lowest = item_pointer(first, 1);
        let mut highest = item_pointer(last, u16::MAX);
        // SAFETY: table_rescan_tidrange and table_beginscan_tidrange of src/include/access/tableam.h.
        unsafe {
            pg_sys::ffi::pg_guard_ffi_boundary(|| {
                if self.started {
                    if let Some(rescan) = (*self.method).scan_rescan {
                        rescan(self.scan, std::ptr::null_mut(), false, false, false, false);
                    }
                }
                if let Some(set) = (*self.method).scan_set_tidrange {
                    set(self.scan, &mut lowest, &mut highest);
                }
            });
        }
        self.started = true;
    }

    /// # Safety
    /// The scan was started; `slot` is of the table.
    pub(super) unsafe fn next(&mut self, slot: *mut pg_sys::TupleTableSlot) -> bool {
        // SAFETY: promised by the caller.
        unsafe { self.next_where(slot, || true) }
    }

    /// The next row that is `wanted`. Most rows of a sample are not, and one guard around all of these is cheaper than one
    /// around each.
    ///
    /// # Safety
    /// As for [`BlockScan::next`].
    unsafe fn next_where(
        &mut self,
        slot: *mut pg_sys::TupleTableSlot,
        mut wanted: impl FnMut() -> bool,
    ) -> bool {
        // SAFETY: the scan was started; nothing in the closure needs dropping when an error jumps over it.
        unsafe {
            pg_sys::ffi::pg_guard_ffi_boundary(|| {
                let Some(next) = (*self.method).scan_getnextslot_tidrange else { return false };
                while next(self.scan, pg_sys::ScanDirection::ForwardScanDirection, slot) {
                    if wanted() {
                        return true;
                    }
                }
                false
            })
        }
    }

    /// # Safety
    /// Ends a scan that is open.
    pub(super) unsafe fn end(self) {
        // SAFETY: the scan is open.
        unsafe {
            pg_sys::ffi::pg_guard_ffi_boundary(|| {
                if let Some(end) = (*self.method).scan_end {
                    end(self.scan);
                }
            });
        }
        let _ = self.table;
    }
}

fn item_pointer(block: BlockNumber, offset: u16) -> pg_sys::ItemPointerData {
    pg_sys::ItemPointerData {
        ip_blkid: pg_sys::BlockIdData { bi_hi: (block >> 16) as u16, bi_lo: (block & 0xffff) as u16 },
        ip_posid: offset,
    }
}

/// `table`, if the caller may see all its rows and [`visit`] can read them.
///
/// # Safety
/// `table` is locked.
pub unsafe fn open(table: Oid) -> Option<OpenTable> {
    // SAFETY: promised by the caller.
    unsafe {
        // Estimates made of rows that row security hides would tell of them.
        let security = pg_sys::check_enable_rls(table, Oid::INVALID, true);
        if security == pg_sys::CheckEnableRlsResult::RLS_ENABLED as i32 {
            return None;
        }
        let open = OpenTable::new(table);
        can_be_read(open.0).then_some(open)
    }
}

/// The access method has a scan by TID range (heap has; columnar stores mostly do not), and it is no temporary table of
/// another session.
unsafe fn can_be_read(table: pg_sys::Relation) -> bool {
    // SAFETY: promised by open(); RELATION_IS_OTHER_TEMP of src/include/utils/rel.h.
    unsafe {
        let temporary = (*(*table).rd_rel).relpersistence as u8 == pg_sys::RELPERSISTENCE_TEMP;
        let method = (*table).rd_tableam;
        let scans = !method.is_null() && (*method).scan_set_tidrange.is_some();
        scans && (!temporary || (*table).rd_islocaltemp)
    }
}

/// The open table, closed when dropped (on errors the sandbox does).
pub struct OpenTable(pub pg_sys::Relation);

impl OpenTable {
    /// # Safety
    /// `table` is locked.
    pub unsafe fn new(table: Oid) -> Self {
        // SAFETY: promised by the caller.
        OpenTable(unsafe { pg_sys::table_open(table, pg_sys::NoLock as pg_sys::LOCKMODE) })
    }
}

impl Drop for OpenTable {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            // SAFETY: opened in new().
            unsafe { pg_sys::table_close(self.0, pg_sys::NoLock as pg_sys::LOCKMODE) }
        }
    }
}
