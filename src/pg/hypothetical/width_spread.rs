//! How wide the values of a variable-length column are and how much that differs, from the values that ANALYZE keeps.
//!
//! Index tuples are rounded up to 8 bytes, so a column whose values are all 5 bytes wide and one whose values are
//! 3 to 7 bytes wide give indexes of different size.
use pgrx::pg_sys;

/// STATISTIC_KIND_MCV and STATISTIC_KIND_HISTOGRAM of src/include/catalog/pg_statistic.h.
const MOST_COMMON: i32 = 1;
const HISTOGRAM: i32 = 2;

/// In bytes, as stored in an index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Widths {
    pub mean: f64,
    pub deviation: f64,
}

/// `None` when no value is kept. `average` is `stawidth`, which cuts the true mean down to a whole number.
///
/// # Safety
/// `statistics` is a pinned tuple of pg_statistic about a variable-length column.
pub unsafe fn widths(statistics: pg_sys::HeapTuple, average: f64, null_fraction: f64) -> Option<Widths> {
    // SAFETY: promised by the caller.
    let weighted = unsafe { kept(statistics, null_fraction) };
    let total: f64 = weighted.iter().map(|(_, weight)| weight).sum();
    if total <= 0.0 {
        return None;
    }
    let mean = weighted.iter().map(|(width, weight)| width * weight).sum::<f64>() / total;
    let variance =
        weighted.iter().map(|(width, weight)| (width - mean).powi(2) * weight).sum::<f64>() / total;
    Some(Widths { mean: mean.clamp(average, average + 0.99), deviation: variance.sqrt() })
}

/// Bytes, as stored in an index, and share of the values that are kept.
///
/// # Safety
/// As for `widths`.
pub unsafe fn kept(statistics: pg_sys::HeapTuple, null_fraction: f64) -> Vec<(f64, f64)> {
    // SAFETY: promised by the caller.
    let (common, bounds) = unsafe { (values(statistics, MOST_COMMON), values(statistics, HISTOGRAM)) };
    let common_share: f64 = common.iter().map(|(_, share)| share).sum();
    let rest = (1.0 - null_fraction - common_share).max(0.0) / bounds.len().max(1) as f64;
    common.into_iter().chain(bounds.into_iter().map(|(width, _)| (width, rest))).collect()
}

/// Bytes and share of each value of one kind of statistics.
unsafe fn values(statistics: pg_sys::HeapTuple, kind: i32) -> Vec<(f64, f64)> {
    // SAFETY: a slot is zeroed before use and freed after; its values are detoasted varlenas.
    unsafe {
        let mut slot = pg_sys::AttStatsSlot::default();
        // A histogram has no numbers, and asking for what is not there is an error.
        let numbers = if kind == MOST_COMMON { pg_sys::ATTSTATSSLOT_NUMBERS } else { 0 };
        let flags = (pg_sys::ATTSTATSSLOT_VALUES | numbers) as i32;
        if !pg_sys::get_attstatsslot(&mut slot, statistics, kind, pg_sys::Oid::INVALID, flags) {
            return Vec::new();
        }
        let share = |n: usize| if n < slot.nnumbers as usize { *slot.numbers.add(n) } else { 0.0 };
        let values = 0..slot.nvalues as usize;
        let found = match bytes_of(slot.valuetype) {
            Some(bytes) => values.map(|n| (bytes(*slot.values.add(n)), f64::from(share(n)))).collect(),
            None => Vec::new(),
        };
        pg_sys::free_attstatsslot(&mut slot);
        found
    }
}

type Bytes = unsafe fn(pg_sys::Datum) -> f64;

/// How bytes in an index are counted for values of a type; `None` where all are alike.
fn bytes_of(value_type: pg_sys::Oid) -> Option<Bytes> {
    // SAFETY: a syscache look-up.
    match unsafe { pg_sys::get_typlen(value_type) } {
        -1 => Some(varlena_bytes),
        // Indexes keep the letters of a name without its padding (btree_name_ops stores cstring).
        _ if value_type == pg_sys::NAMEOID => Some(name_bytes),
        _ => None,
    }
}

unsafe fn varlena_bytes(value: pg_sys::Datum) -> f64 {
    // SAFETY: the caller's value is a detoasted varlena.
    stored(unsafe { pgrx::varlena::varsize_any(value.cast_mut_ptr::<pg_sys::varlena>()) } as f64)
}

unsafe fn name_bytes(value: pg_sys::Datum) -> f64 {
    // SAFETY: the caller's value is a name, which ends with a zero.
    unsafe { std::ffi::CStr::from_ptr(value.cast_mut_ptr()) }.to_bytes_with_nul().len() as f64
}

/// Statistics keep values with a header of four bytes; stored values of up to 126 bytes have one of a single byte.
pub fn stored(width: f64) -> f64 {
    const HEADERS_DIFFER_BY: f64 = 3.0;
    const LONGEST_SHORT: f64 = 127.0;
    if width - HEADERS_DIFFER_BY <= LONGEST_SHORT {
        width - HEADERS_DIFFER_BY
    } else {
        width
    }
}
