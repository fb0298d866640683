//! id          = "table-bloat"
//! title       = "Table that is mostly empty space"
//! severity    = "warning"
//! object      = "table"
//! confidence  = "medium"
//! reads       = ["heap_columns", "tables", "uncounted_tables"]
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
//! header, null bitmap, alignment of each column in its place, fillfactor, and values that TOAST moved out of the row.
//! TOAST tables and indexes are not measured.
//!
//! A table that was never analysed is reported as `insufficient_evidence`, and columns whose statistics the caller may
//! not see as `insufficient_privilege`, one row a schema.
//!
//! ## Why it matters
//! Sequential scans read the empty pages, backups copy them, and the cache holds them.
//!
//! ## How to fix
//! Plain VACUUM makes the space reusable, and returns it only at the end of the file. VACUUM FULL or pg_repack write the
//! table anew. If the table will grow into the space again soon, leave it.
//!
//! ## False positives
//! The estimate rests on average widths: rows of very different sizes pack less well than their average. Queues that
//! fill and empty need their space. A column added with a default is not stored in older rows, which hides bloat.
//!
//! ## Sources
//! heaptuple.c and bufpage.h of PostgreSQL for the layout; "Database Page Layout" in its documentation. The widespread
//! estimate by average width alone is off by 20 % for tables with padding.
use crate::catalogue::{Params, Rule};
use crate::finding::quote::quote_identifier;
use crate::finding::{Row, Status};
use crate::model::snapshot::{HeapColumn, Snapshot, Table, UncountedTable};
use crate::rules::heap_layout::{packed_pages, row_bytes};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};

pub struct TableBloat;

fn wasteful(table: &Table, expected_pages: f64, params: &Params<'_>) -> Option<Row> {
    let wasted = (table.pages as f64 - expected_pages).max(0.0);
    let percent = 100.0 * wasted / table.pages as f64;
    let block = table.block_size as f64;
    if percent < params.number("min_percent") || wasted * block < params.number("min_wasted_bytes") {
        return None;
    }
    Some(Row {
        schema_name: Some(table.schema_name.clone()),
        object_name: Some(table.qualified.clone()),
        fix_sql: Some(format!("VACUUM (FULL, ANALYZE) {}", table.qualified)),
        detail: [
            ("table_name".to_string(), json!(table.table_name)),
            ("bytes".to_string(), json!(table.pages * table.block_size)),
            ("wasted_bytes".to_string(), json!((wasted * block) as i64)),
            ("wasted_percent".to_string(), json!(percent.round() as i64)),
            ("row_estimate".to_string(), json!(table.row_estimate)),
        ]
        .into_iter()
        .collect(),
        ..Row::default()
    })
}

fn never_analysed(schema: &str, qualified: &str, bytes: i64) -> Row {
    Row {
        schema_name: Some(schema.to_string()),
        object_name: Some(qualified.to_string()),
        status: Some(Status::InsufficientEvidence),
        message: Some(format!("{qualified} was never analysed, so how full its pages are is not known")),
        remediation: Some("Analyse it, then run the check again; see why autovacuum has not.".to_string()),
        fix_sql: Some(format!("ANALYZE {qualified}")),
        detail: [("bytes".to_string(), json!(bytes))].into_iter().collect(),
        ..Row::default()
    }
}

/// One row a schema: a role without privileges would otherwise get one for every table there is.
fn unreadable(schema: &str, tables: &[&str]) -> Row {
    let quoted = quote_identifier(schema);
    Row {
        schema_name: Some(schema.to_string()),
        object_name: Some(quoted.clone()),
        object_kind: Some("schema".to_string()),
        status: Some(Status::InsufficientPrivilege),
        message: Some(format!(
            "{} tables of schema {quoted} cannot be judged: their statistics are hidden from this role",
            tables.len()
        )),
        remediation: Some(
            "Run the check as a role that may read the tables, such as a member of pg_read_all_data.".into(),
        ),
        // A few of them, to start looking at.
        detail: [("tables".to_string(), json!(&tables[..tables.len().min(20)]))].into_iter().collect(),
        ..Row::default()
    }
}

impl Rule for TableBloat {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let mut columns: HashMap<&str, Vec<&HeapColumn>> = HashMap::new();
        for column in &snapshot.heap_columns {
            columns.entry(&column.table_qualified).or_default().push(column);
        }
        let floor = params.number("min_wasted_bytes");
        let mut rows = Vec::new();
        let mut hidden: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for table in &snapshot.tables {
            let Some(columns) = columns.get(table.qualified.as_str()) else { continue };
            let bytes = table.pages * table.block_size;
            let Some(count) = table.row_estimate.filter(|_| (bytes as f64) >= floor) else { continue };
            // No rows need no pages, whatever they would look like.
            let width = if count == 0.0 { Some(0.0) } else { row_bytes(columns) };
            match width {
                Some(width) => {
                    let pages =
                        packed_pages(count, width, table.block_size as f64, f64::from(table.fillfactor));
                    rows.extend(wasteful(table, pages, params));
                }
                None if columns.iter().any(|column| !column.is_readable) => {
                    hidden.entry(&table.schema_name).or_default().push(&table.qualified);
                }
                None => rows.push(never_analysed(&table.schema_name, &table.qualified, bytes)),
            }
        }
        // Smaller than the waste that would be reported, so fine whatever is in it.
        let uncounted = |table: &&UncountedTable| table.bytes as f64 >= floor;
        rows.extend(
            snapshot
                .uncounted_tables
                .iter()
                .filter(uncounted)
                .map(|t| never_analysed(&t.schema_name, &t.qualified, t.bytes)),
        );
        rows.extend(hidden.iter().map(|(schema, tables)| unreadable(schema, tables)));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(pages: i64, rows: Option<f64>, column: HeapColumn) -> Vec<Row> {
        let table = Table {
            schema_name: "shop".into(),
            table_name: "orders".into(),
            qualified: "shop.orders".into(),
            row_estimate: rows,
            pages,
            block_size: 8192,
            fillfactor: 100,
            ..Table::default()
        };
        let column = HeapColumn { table_qualified: "shop.orders".into(), ..column };
        let snapshot = Snapshot { tables: vec![table], heap_columns: vec![column], ..Snapshot::default() };
        let params = json!({"min_percent": 40, "min_wasted_bytes": 10_485_760});
        TableBloat.check(&snapshot, &Params(params.as_object().unwrap()))
    }

    fn integer(is_readable: bool) -> HeapColumn {
        let seen = is_readable.then_some(4.0);
        HeapColumn {
            byte_length: 4,
            alignment: 4,
            is_readable,
            avg_width: seen,
            null_fraction: seen.map(|_| 0.0),
            ..HeapColumn::default()
        }
    }

    #[test]
    fn full_tables_and_small_ones_pass() {
        assert!(run(4425, Some(1_000_000.0), integer(true)).is_empty());
        assert!(run(1000, Some(0.0), integer(true)).is_empty());
    }

    #[test]
    fn an_empty_file_is_all_waste() {
        let rows = run(4425, Some(0.0), integer(true));
        assert_eq!(rows[0].detail["wasted_percent"], json!(100));
        assert_eq!(rows[0].fix_sql.as_deref(), Some("VACUUM (FULL, ANALYZE) shop.orders"));
    }

    #[test]
    fn what_is_not_known_is_said() {
        let hidden = run(4425, Some(5.0), integer(false));
        assert_eq!(hidden[0].status, Some(Status::InsufficientPrivilege));
        let unknown = HeapColumn { is_readable: true, ..HeapColumn::default() };
        assert_eq!(run(4425, Some(5.0), unknown)[0].status, Some(Status::InsufficientEvidence));
    }
}
