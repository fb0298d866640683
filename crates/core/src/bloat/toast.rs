//! Bloat of a TOAST table, as far as it can be known without reading it.
//!
//! The server counts chunks and not their bytes, and only the last chunk of a value is shorter than the others. So the
//! pages that its chunks need at most are known, and with them the least bloat there is.
use super::{RowCount, Sizes};
use crate::model::snapshot::TableStorage;

/// Chunks of full length in a page: EXTERN_TUPLES_PER_PAGE.
const CHUNKS_A_PAGE: f64 = 4.0;

/// Bytes of the TOAST table, and what its chunks take at most; `None` without one, or if nothing ever counted its chunks.
pub fn at_least(table: &TableStorage) -> Option<Sizes> {
    let pages = table.toast_current_pages.or(table.toast_pages)? as f64;
    let count = RowCount {
        counted: table.toast_row_estimate?,
        pages: table.toast_pages.unwrap_or(0) as f64,
        current_pages: table.toast_current_pages.map(|pages| pages as f64),
        live: table.toast_is_counted.unwrap_or(false).then_some(table.toast_live_rows.unwrap_or(0) as f64),
    };
    let block = table.block_size as f64;
    Some(Sizes::new(pages * block, (count.rows() / CHUNKS_A_PAGE).ceil() * block))
}

/// Bytes of the TOAST table; 0 without one.
pub fn bytes(table: &TableStorage) -> f64 {
    (table.toast_current_pages.or(table.toast_pages).unwrap_or(0) * table.block_size) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_take_a_quarter_of_a_page_at_most() {
        let mut table = TableStorage {
            block_size: 8192,
            toast_pages: Some(1000),
            toast_row_estimate: Some(1000.0),
            ..TableStorage::default()
        };
        assert_eq!(at_least(&table).unwrap().percent(), 75.0);
        table.toast_row_estimate = Some(5000.0);
        assert_eq!(at_least(&table).unwrap().percent(), 0.0);
        table.toast_row_estimate = None;
        assert_eq!(at_least(&table), None);
    }
}
