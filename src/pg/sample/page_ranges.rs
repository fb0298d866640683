//! Whole ranges of heap pages, spread evenly over a table: what lies together, a sample of single rows does not tell.
use super::rows::BlockScan;
use crate::error::Result;
use crate::pg::interrupt;
use pgrx::pg_sys;

/// Ranges beyond these change little in a mean.
const MOST_RANGES: f64 = 64.0;
/// Rows of a page when nobody has counted them.
const ROWS_PER_PAGE: f64 = 100.0;

/// What the visitor is told.
pub enum Met {
    /// The next row of the range.
    Row(*mut pg_sys::TupleTableSlot),
    /// The range is complete.
    End,
}

/// Reads some ranges of `pages_per_range` blocks as brinbuild() cuts them, about `wanted_rows` rows at most and a third
/// as many blocks, as `rows::visit` does. A range that cannot be read to its end within that is not told to have ended.
///
/// # Safety
/// `table` is locked; inside a transaction with an active snapshot. The slot is valid during the call of `visit` only.
pub unsafe fn visit(
    table: pg_sys::Relation,
    pages_per_range: u32,
    wanted_rows: usize,
    mut visit: impl FnMut(Met),
) -> Result<()> {
    // SAFETY: promised by the caller; an error unwinds, and the sandbox releases what the scan holds.
    unsafe {
        let blocks = pg_sys::RelationGetNumberOfBlocksInFork(table, pg_sys::ForkNumber::MAIN_FORKNUM);
        let pages_per_range = pages_per_range.max(1);
        let ranges = blocks.div_ceil(pages_per_range);
        let drawn = drawn(table, f64::from(pages_per_range.min(blocks)), wanted_rows as f64, ranges);
        let slot = pg_sys::table_slot_create(table, std::ptr::null_mut());
        let mut scan = BlockScan::new(table)?;
        let mut seen = 0usize;
        'ranges: for n in 0..drawn {
            interrupt::check();
            // The middle of each of equal stretches; all of them when all are drawn.
            let range = u64::from(ranges) * (2 * u64::from(n) + 1) / (2 * u64::from(drawn));
            let first = range as u32 * pages_per_range;
            scan.start(first, first.saturating_add(pages_per_range - 1));
            while scan.next(slot) {
                seen += 1;
                // Twice: the rows of a page are an estimate.
                if seen > 2 * wanted_rows {
                    break 'ranges;
                }
                visit(Met::Row(slot));
            }
            visit(Met::End);
        }
        scan.end();
        pg_sys::ExecDropSingleTupleTableSlot(slot);
        Ok(())
    }
}

/// How many ranges to read: none when a single one holds too many rows.
unsafe fn drawn(table: pg_sys::Relation, pages: f64, wanted_rows: f64, ranges: u32) -> u32 {
    // SAFETY: the caller has the table open.
    let (counted_rows, counted_pages) = unsafe {
        let form = &*(*table).rd_rel;
        (f64::from(form.reltuples), f64::from(form.relpages))
    };
    let per_page =
        if counted_rows > 0.0 && counted_pages > 0.0 { counted_rows / counted_pages } else { ROWS_PER_PAGE };
    let by_rows = wanted_rows / (per_page * pages).max(1.0);
    let by_pages = (wanted_rows / 3.0 / pages.max(1.0)).max(1.0);
    by_rows.min(by_pages).min(MOST_RANGES).min(f64::from(ranges)) as u32
}
