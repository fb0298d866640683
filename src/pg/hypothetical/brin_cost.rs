//! The cost of a BRIN index that does not exist, for any number of pages per range.
//!
//! brincostestimate (src/backend/utils/adt/selfuncs.c, PostgreSQL 14 to 18) takes a hypothetical index to have 128 pages
//! a range. It works with the number of ranges, which it derives from the size of the table: so a table that has as many
//! ranges of 128 pages as the real one has of the wanted length gives the wanted estimate, but for one term, the charge
//! for each page of each matching range, which is put right afterwards.
use super::active;
use pgrx::pg_sys;
use pgrx::prelude::*;

/// BRIN_DEFAULT_PAGES_PER_RANGE of src/include/access/brin.h.
const DEFAULT_PAGES_PER_RANGE: f64 = 128.0;

#[pg_guard]
#[allow(clippy::too_many_arguments)]
pub unsafe extern "C-unwind" fn estimate(
    root: *mut pg_sys::PlannerInfo,
    path: *mut pg_sys::IndexPath,
    loop_count: f64,
    startup_cost: *mut pg_sys::Cost,
    total_cost: *mut pg_sys::Cost,
    selectivity: *mut pg_sys::Selectivity,
    correlation: *mut f64,
    pages: *mut f64,
) {
    // SAFETY: called by cost_index and the like with their own arguments; the size of the relation is put back.
    unsafe {
        let info = (*path).indexinfo;
        let rel = (*info).rel;
        let pages_per_range = active::with_index((*info).indexoid, |index| index.options.pages_per_range)
            .map_or(DEFAULT_PAGES_PER_RANGE, f64::from);
        let routine = &*pg_sys::GetIndexAmRoutineByAmId((*info).relam, false);
        let Some(core) = routine.amcostestimate else { return };
        let real = (*rel).pages;
        let ranges = (f64::from(real) / pages_per_range).ceil().max(1.0);
        (*rel).pages = (ranges * DEFAULT_PAGES_PER_RANGE).min(f64::from(u32::MAX - 1)) as pg_sys::BlockNumber;
        pg_sys::ffi::pg_guard_ffi_boundary(|| {
            core(root, path, loop_count, startup_cost, total_cost, selectivity, correlation, pages);
        });
        (*rel).pages = real;
        let matching = *selectivity * ranges;
        *total_cost -=
            0.1 * pg_sys::cpu_operator_cost * matching * (DEFAULT_PAGES_PER_RANGE - pages_per_range);
    }
}
