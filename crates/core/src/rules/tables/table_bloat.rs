//! id          = "table-bloat"
//! title       = "Table that is mostly empty space"
//! severity    = "warning"
//! object      = "table"
//! confidence  = "medium"
//! reads       = ["table_storage"]
//! message     = "{{ table_name }} takes {{ bytes | bytes }}, of which about {{ wasted_bytes | bytes }} ({{ wasted_percent }} %) hold no row"
//! remediation = "Rewrite it: the statement locks the table against reads and writes until it is done and needs room for the copy; the extension pg_repack does the same while the table is in use. SELECT * FROM pgstattuple_approx('{{ object_name }}') of the extension pgstattuple measures what is estimated here. Then find out why autovacuum did not keep up."
//! since       = "0.1.0"
//! tags        = ["performance", "storage"]
//! [params.min_percent]
//! default = 40
//! about   = "Share of empty space, in percent, from which a table is reported."
//! [params.min_wasted_bytes]
//! default = 10485760
//! about   = "Empty space, in bytes, below which a table is not reported; also how large a table must be to be looked at."
//! ---
//! ## What it does
//! Compares the size of each table with the pages that its rows need when packed, by the last VACUUM or ANALYZE: row
//! header, null bitmap, alignment of each value where it lies, fillfactor, and values that TOAST moved out of the row.
//! `SELECT * FROM dbarch.table_bloat()` shows the same of all tables; with `exact => true` it is measured. TOAST tables
//! have the check `toast-bloat`, indexes `index-bloat`.
//!
//! Tables that were never analysed are left to the check `bloat-not-computable`.
//!
//! ## Why it matters
//! Sequential scans read the empty pages, backups copy them, and the cache holds them.
//!
//! ## How to fix
//! Plain VACUUM makes the space reusable, and returns it only at the end of the file. VACUUM FULL or pg_repack write the
//! table anew. If the table will grow into the space again soon, leave it.
//!
//! ## False positives
//! Confidence is lower where many rows changed since the last ANALYZE, where a column was dropped (old rows still hold
//! it) or added with a default (old rows do not hold it). Queues that fill and empty need their space.
//!
//! ## Sources
//! heaptuple.c and hio.c of PostgreSQL for the layout; "Database Page Layout" in its documentation. `make bench-bloat`
//! compares the estimate with pgstattuple. Other tools report from 20 %,
//! 40 % (check_postgres) or 50 % and 10 MB (pgfaqs) of an estimate that is off by 20 % for tables with padding.
use crate::bloat::table::{estimate, Estimate};
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::{Snapshot, TableStorage};
use serde_json::json;

pub struct TableBloat;

fn wasteful(table: &TableStorage, estimate: &Estimate, params: &Params<'_>) -> Option<Row> {
    let (wasted, percent) = (estimate.sizes.bloat(), estimate.sizes.percent());
    if percent < params.number("min_percent") || wasted < params.number("min_wasted_bytes") {
        return None;
    }
    Some(Row {
        schema_name: Some(table.schema_name.clone()),
        object_name: Some(table.qualified.clone()),
        object_kind: Some(table.kind.clone()),
        confidence: Some(estimate.trust.confidence.to_string()),
        fix_sql: Some(format!("VACUUM (FULL, ANALYZE) {}", table.qualified)),
        detail: [
            ("table_name".to_string(), json!(table.table_name)),
            ("bytes".to_string(), json!(estimate.sizes.bytes as i64)),
            ("wasted_bytes".to_string(), json!(wasted as i64)),
            ("wasted_percent".to_string(), json!(percent.round() as i64)),
            ("dead_bytes".to_string(), json!(estimate.dead as i64)),
            ("row_estimate".to_string(), json!(table.row_estimate)),
            ("reason".to_string(), json!(estimate.trust.reason())),
        ]
        .into_iter()
        .collect(),
        ..Row::default()
    })
}

impl Rule for TableBloat {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let tables = snapshot.table_storage.iter();
        tables.filter_map(|table| wasteful(table, &estimate(table).ok()?, params)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::snapshot::HeapColumn;

    fn run(pages: i64, rows: Option<f64>) -> Vec<Row> {
        let column = HeapColumn {
            byte_length: 4,
            alignment: 4,
            is_readable: true,
            avg_width: Some(4.0),
            null_fraction: Some(0.0),
            ..HeapColumn::default()
        };
        let table = TableStorage {
            qualified: "shop.orders".into(),
            is_heap: true,
            row_estimate: rows,
            pages,
            block_size: 8192,
            fillfactor: 100,
            columns: vec![column],
            ..TableStorage::default()
        };
        let snapshot = Snapshot { table_storage: vec![table], ..Snapshot::default() };
        let params = json!({"min_percent": 40, "min_wasted_bytes": 10_485_760});
        TableBloat.check(&snapshot, &Params(params.as_object().unwrap()))
    }

    #[test]
    fn full_tables_and_small_ones_pass() {
        assert!(run(4425, Some(1_000_000.0)).is_empty());
        assert!(run(1000, Some(0.0)).is_empty());
        assert!(run(4425, None).is_empty());
    }

    #[test]
    fn an_empty_file_is_all_waste() {
        let rows = run(4425, Some(0.0));
        assert_eq!(rows[0].detail["wasted_percent"], json!(100));
        assert_eq!(rows[0].fix_sql.as_deref(), Some("VACUUM (FULL, ANALYZE) shop.orders"));
    }
}
