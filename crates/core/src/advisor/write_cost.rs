//! What an index costs whoever writes.

use super::candidate::Candidate;
use crate::index_size::packing::Tuple;
use crate::index_size::shape::KeyWidth;
use crate::model::access_method::AccessMethod;
use crate::model::table::{Column, Index, Table};

const LINE_POINTER: f64 = 4.0;
/// Heap tuple header of 23 bytes, MAXALIGNed.
const HEAP_HEADER: f64 = 24.0;

/// Per cent by which the bytes written for a new row grow: this index's entry against the heap row and the entries of
/// the existing indexes (the idea of pganalyze's "index write overhead"; WAL and page splits grow alike). `None` when
/// some width is unknown.
///
/// A lower bound for tables whose updates are HOT today: an update of an indexed column writes to every index.
pub fn write_overhead_pct(table: &Table, candidate: &Candidate, size_bytes: f64) -> Option<f64> {
    let own = own_bytes(table, candidate, size_bytes)?;
    let mut written = HEAP_HEADER + LINE_POINTER;
    for column in table.columns.iter().filter(|column| column.definition.is_none()) {
        written += known_width(column)? * (1.0 - column.null_fraction.clamp(0.0, 1.0));
    }
    for index in &table.indexes {
        written += existing_entry_bytes(table, index)?;
    }
    let share = own / written * 100.0;
    share.is_finite().then_some(share)
}

/// Of an average row: a partial index has no entry for most.
fn own_bytes(table: &Table, candidate: &Candidate, size_bytes: f64) -> Option<f64> {
    let columns: Vec<i16> = candidate.columns().collect();
    let entry = if candidate.method == AccessMethod::Btree { entry_bytes(table, &columns) } else { None };
    let share = match candidate.predicate {
        Some(number) => table.predicate(number)?.selectivity,
        None => 1.0,
    };
    entry.map(|bytes| bytes * share).or_else(|| bytes_per_row(table, size_bytes))
}

fn bytes_per_row(table: &Table, size_bytes: f64) -> Option<f64> {
    let bytes = size_bytes / table.rows;
    (table.rows >= 1.0 && bytes.is_finite() && bytes >= 0.0).then_some(bytes)
}

/// Bytes of a new b-tree entry over these columns with its line pointer. Deduplication comes later, on full pages.
fn entry_bytes(table: &Table, columns: &[i16]) -> Option<f64> {
    let widths: Option<Vec<KeyWidth>> =
        columns.iter().map(|&n| table.column(n).and_then(key_width)).collect();
    Some(Tuple::average_bytes(&widths?) + LINE_POINTER)
}

fn existing_entry_bytes(table: &Table, index: &Index) -> Option<f64> {
    let columns: Option<Vec<i16>> = index.keys.iter().map(|k| k.column).collect();
    match columns {
        Some(mut columns) if index.method == "btree" && !index.partial => {
            columns.extend(&index.included);
            entry_bytes(table, &columns)
        }
        // Expressions, predicates and other methods: what it takes on disk for a row.
        _ => bytes_per_row(table, index.size_bytes),
    }
}

fn key_width(column: &Column) -> Option<KeyWidth> {
    let width = known_width(column)?;
    let fixed = column.typlen > 0;
    Some(KeyWidth {
        avg_width: if fixed { f64::from(column.typlen) } else { width },
        alignment: column.alignment,
        null_fraction: column.null_fraction,
        varlena: !fixed,
        width_deviation: None,
    })
}

fn known_width(column: &Column) -> Option<f64> {
    (column.avg_width > 0.0 && column.avg_width.is_finite()).then_some(column.avg_width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::candidate::CandidateKey;
    use crate::model::table::IndexKey;

    fn column(number: i16, avg_width: f64) -> Column {
        Column { number, avg_width, typlen: 8, alignment: 8, ..Column::default() }
    }

    fn candidate() -> Candidate {
        Candidate::btree(1, vec![CandidateKey::plain(1)])
    }

    #[test]
    fn one_more_entry_beside_heap_and_primary_key() {
        let key = IndexKey { column: Some(1), ..IndexKey::default() };
        let primary = Index { method: "btree".into(), keys: vec![key], ..Index::default() };
        let mut table =
            Table { rows: 1e6, columns: vec![column(1, 8.0), column(2, 44.0)], ..Table::default() };
        // 20 bytes on 80.
        assert_eq!(write_overhead_pct(&table, &candidate(), 0.0), Some(25.0));
        table.indexes = vec![primary];
        assert_eq!(write_overhead_pct(&table, &candidate(), 0.0), Some(20.0));
        // GIN of 100 bytes a row.
        table.indexes = vec![Index { method: "gin".into(), size_bytes: 1e8, ..Index::default() }];
        assert!(write_overhead_pct(&table, &candidate(), 0.0).is_some_and(|p| (p - 100.0 / 9.0).abs() < 1e-9));
    }

    #[test]
    fn unknown_widths_are_admitted() {
        let table = Table { rows: 1e6, columns: vec![column(1, 8.0), column(2, 0.0)], ..Table::default() };
        assert_eq!(write_overhead_pct(&table, &candidate(), 0.0), None);
        assert_eq!(write_overhead_pct(&Table::default(), &candidate(), 0.0), None);
    }
}
