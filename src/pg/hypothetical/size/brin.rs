//! Size of a BRIN index.
use super::{distinct, Heap};
use crate::pg::hypothetical::columns::IndexColumn;
use crate::pg::hypothetical::relation_index::RelationIndex;
use dbarch_core::index_size::brin::{brin_pages, BrinColumn, BrinShape};
use dbarch_core::index_size::brin_packing::brin_pages_of;
use pgrx::pg_sys;
use std::ffi::CStr;

/// Whether every tuple of the index is as long as the next, so that widths tell all.
pub fn is_of_fixed_length(index: &RelationIndex) -> bool {
    index.columns.iter().all(|column| {
        let function = information_function(column);
        let one_value = matches!(function.as_str(), "brin_minmax_opcinfo" | "brin_inclusion_opcinfo");
        one_value && !column.statistics.varlena
    })
}

pub fn pages(index: &RelationIndex, heap: Heap) -> f64 {
    if let Some(sample) = index.foreseen.summaries.as_ref().filter(|s| !s.summaries.is_empty()) {
        return brin_pages_of(&sample.summaries, heap.pages, index.options.pages_per_range);
    }
    let rows_in_range = heap.rows / heap.pages.max(1.0) * f64::from(index.options.pages_per_range);
    let columns: Vec<_> =
        index.columns.iter().map(|column| brin_column(column, rows_in_range, heap.rows)).collect();
    brin_pages(&BrinShape {
        heap_pages: heap.pages,
        pages_per_range: index.options.pages_per_range,
        columns: &columns,
    })
}

fn brin_column(column: &IndexColumn, rows_in_range: f64, rows: f64) -> BrinColumn {
    let statistics = &column.statistics;
    let (avg_width, alignment, varlena) = (statistics.avg_width, statistics.alignment, statistics.varlena);
    let options = column.key.map(|key| key.class.brin).unwrap_or_default();
    let all = distinct(statistics.n_distinct, rows).max(1.0);
    let in_order = statistics.correlation.is_some_and(|c| c.abs() > 0.9);
    let distinct_in_range = if in_order {
        rows_in_range * all / rows.max(1.0)
    } else {
        // Cells hit by as many rows that fall at random (Cardenas 1975).
        all * (1.0 - (1.0 - 1.0 / all).powf(rows_in_range))
    };
    match information_function(column).as_str() {
        "brin_minmax_multi_opcinfo" => BrinColumn::MinMaxMulti {
            avg_width,
            values_per_range: options.values_per_range.unwrap_or(32.0),
            distinct_in_range,
        },
        "brin_bloom_opcinfo" => BrinColumn::Bloom {
            n_distinct_per_range: options.n_distinct_per_range.unwrap_or(-0.1),
            false_positive_rate: options.false_positive_rate.unwrap_or(0.01),
            distinct_in_range,
        },
        "brin_inclusion_opcinfo" => BrinColumn::Inclusion { avg_width, alignment, varlena },
        _ => BrinColumn::MinMax { avg_width, alignment, varlena },
    }
}

/// The function that tells the kinds of operator classes apart.
fn information_function(column: &IndexColumn) -> String {
    /// BRIN_PROCNUM_OPCINFO of src/include/access/brin_internal.h.
    const INFORMATION: i16 = 1;
    let Some(key) = column.key else { return String::new() };
    let class = key.class;
    // SAFETY: syscache look-ups; the name is a palloc'd C string or null.
    unsafe {
        let function =
            pg_sys::get_opfamily_proc(class.family, class.input_type, class.input_type, INFORMATION);
        let name = pg_sys::get_func_name(function);
        if name.is_null() {
            return String::new();
        }
        CStr::from_ptr(name).to_string_lossy().into_owned()
    }
}
