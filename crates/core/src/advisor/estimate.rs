//! The size of a candidate from the statistics of its table.

use super::candidate::Candidate;
use super::size::{btree_size, distinct_keys_with_nulls, BtreeShape, BtreeSize, KeyWidth};
use crate::model::table::{Column, Table};

/// Width that PostgreSQL assumes for a variable-length type without statistics (get_typavgwidth() in lsyscache.c).
const UNKNOWN_WIDTH: f64 = 32.0;

impl KeyWidth {
    pub fn of(column: &Column) -> Self {
        let fixed = column.typlen > 0;
        let avg_width = if fixed {
            f64::from(column.typlen)
        } else if column.avg_width > 0.0 {
            column.avg_width
        } else {
            UNKNOWN_WIDTH
        };
        KeyWidth {
            avg_width,
            alignment: column.alignment,
            null_fraction: column.null_fraction,
            varlena: !fixed,
            width_deviation: column.width_deviation,
        }
    }
}

/// Pages and height of the candidate, built with the default fillfactor.
pub fn candidate_size(table: &Table, candidate: &Candidate) -> BtreeSize {
    let columns: Vec<&Column> = candidate.keys.iter().filter_map(|k| table.column(k.column)).collect();
    let widths: Vec<KeyWidth> = columns.iter().map(|c| KeyWidth::of(c)).collect();
    let distinct: Vec<(f64, f64)> = columns
        .iter()
        .map(|c| (if c.has_statistics { c.n_distinct } else { 0.0 }, c.null_fraction))
        .collect();
    btree_size(&BtreeShape {
        tuples: table.rows,
        fillfactor: 90,
        columns: &widths,
        included: 0,
        distinct_keys: distinct_keys_with_nulls(table.rows, &distinct),
        deduplicates: columns.iter().all(|c| c.deduplicates),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::candidate::CandidateKey;

    #[test]
    fn reads_the_statistics_of_the_table() {
        let integer = Column {
            number: 1,
            typlen: 4,
            alignment: 4,
            avg_width: 4.0,
            n_distinct: 6.0,
            has_statistics: true,
            deduplicates: true,
            ..Column::default()
        };
        let unknown = Column { number: 2, typlen: -1, alignment: 4, ..Column::default() };
        let table = Table { rows: 400_000.0, columns: vec![integer, unknown], ..Table::default() };
        let size =
            |column| candidate_size(&table, &Candidate { table: 1, keys: vec![CandidateKey::plain(column)] });
        assert!((size(1).pages - 341.0).abs() < 4.0);
        // 32 bytes each, all different: 44 bytes an entry.
        assert!((size(2).pages / 2600.0 - 1.0).abs() < 0.1, "{}", size(2).pages);
    }
}
