//! What the size of an index depends on, column by column: from `pg_statistic`, else from the type.
use super::width_spread;
use pgrx::pg_sys::{self, Oid};

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnStatistics {
    /// Bytes of a non-null value as stored.
    pub avg_width: f64,
    /// Of the type; a short variable-length value has none (VARATT_CAN_MAKE_SHORT in src/include/varatt.h).
    pub alignment: u8,
    pub varlena: bool,
    /// Standard deviation of the width of a variable-length value, when statistics tell.
    pub width_deviation: Option<f64>,
    pub null_fraction: f64,
    /// As in pg_stats: negative is a fraction of the rows, 0 unknown.
    pub n_distinct: f64,
    /// Of the order of values with that of rows, when statistics tell.
    pub correlation: Option<f64>,
}

/// What the type alone tells.
pub fn of_type(type_oid: Oid, typmod: i32) -> ColumnStatistics {
    let (mut length, mut by_value, mut alignment) = (0, false, 0);
    // SAFETY: syscache look-ups.
    let width = unsafe {
        pg_sys::get_typlenbyvalalign(type_oid, &mut length, &mut by_value, &mut alignment);
        pg_sys::get_typavgwidth(type_oid, typmod)
    };
    ColumnStatistics {
        avg_width: f64::from(width),
        alignment: match alignment as u8 {
            b'c' => 1,
            b's' => 2,
            b'd' => 8,
            _ => 4,
        },
        varlena: length == -1,
        width_deviation: None,
        null_fraction: 0.0,
        n_distinct: 0.0,
        correlation: None,
    }
}

/// `of_type` with what ANALYZE has found out about a table's column.
///
/// # Safety
/// `relation` is locked.
pub unsafe fn of_column(relation: Oid, attribute: i16, of_type: ColumnStatistics) -> ColumnStatistics {
    // SAFETY: promised by the caller.
    unsafe { with_column(relation, attribute, |tuple| of_tuple(tuple, of_type, false)) }.unwrap_or(of_type)
}

/// What `look` makes of the statistics of a table's column; `None` when there are none.
///
/// # Safety
/// `relation` is locked.
pub unsafe fn with_column<R>(
    relation: Oid,
    attribute: i16,
    look: impl FnOnce(pg_sys::HeapTuple) -> R,
) -> Option<R> {
    // SAFETY: the tuple is pinned until released.
    unsafe {
        let tuple = pg_sys::SearchSysCache3(
            pg_sys::SysCacheIdentifier::STATRELATTINH as i32,
            relation.into(),
            attribute.into(),
            false.into(),
        );
        if tuple.is_null() {
            return None;
        }
        let found = look(tuple);
        pg_sys::ReleaseSysCache(tuple);
        Some(found)
    }
}

/// STATISTIC_KIND_MCV and STATISTIC_KIND_CORRELATION of src/include/catalog/pg_statistic.h.
const MOST_COMMON: i32 = 1;
const CORRELATION: i32 = 3;

/// Shares of all rows that the most common values have.
///
/// # Safety
/// `tuple` lives.
pub unsafe fn most_common(tuple: pg_sys::HeapTuple) -> Vec<f64> {
    // SAFETY: promised by the caller.
    unsafe { numbers(tuple, MOST_COMMON) }
}

unsafe fn numbers(tuple: pg_sys::HeapTuple, kind: i32) -> Vec<f64> {
    let mut slot = pg_sys::AttStatsSlot::default();
    // SAFETY: the slot is zeroed before use and freed after.
    unsafe {
        let flags = pg_sys::ATTSTATSSLOT_NUMBERS as i32;
        if !pg_sys::get_attstatsslot(&mut slot, tuple, kind, Oid::INVALID, flags) {
            return Vec::new();
        }
        let found = (0..slot.nnumbers as usize).map(|n| f64::from(*slot.numbers.add(n))).collect();
        pg_sys::free_attstatsslot(&mut slot);
        found
    }
}

/// Of the order of values with that of rows.
///
/// # Safety
/// `tuple` lives.
pub unsafe fn correlation(tuple: pg_sys::HeapTuple) -> Option<f64> {
    // SAFETY: promised by the caller.
    unsafe { numbers(tuple, CORRELATION) }.first().copied()
}

/// `of_type` with what a tuple of pg_statistic says, of a column or of the values of an expression, which ANALYZE measures
/// as they are computed.
///
/// # Safety
/// `tuple` lives.
pub unsafe fn of_tuple(
    tuple: pg_sys::HeapTuple,
    of_type: ColumnStatistics,
    computed: bool,
) -> ColumnStatistics {
    // SAFETY: the struct is the tuple's fixed part.
    unsafe {
        let mut found = of_type;
        let form = &*pgrx::pg_sys::GETSTRUCT(tuple).cast::<pg_sys::FormData_pg_statistic>();
        if form.stawidth > 0 {
            found.avg_width = f64::from(form.stawidth);
            if computed && found.varlena {
                found.avg_width = width_spread::stored(found.avg_width);
            }
        }
        found.null_fraction = f64::from(form.stanullfrac);
        found.n_distinct = f64::from(form.stadistinct);
        found.correlation = correlation(tuple);
        if found.varlena {
            if let Some(widths) = width_spread::widths(tuple, found.avg_width, found.null_fraction) {
                found.avg_width = widths.mean;
                found.width_deviation = Some(widths.deviation);
            }
        }
        found
    }
}
