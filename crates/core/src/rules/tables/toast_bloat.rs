//! id          = "toast-bloat"
//! title       = "TOAST table that is mostly empty space"
//! severity    = "warning"
//! object      = "table"
//! confidence  = "medium"
//! reads       = ["table_storage"]
//! message     = "The TOAST table of {{ table_name }} takes {{ bytes | bytes }}, of which at least {{ wasted_bytes | bytes }} ({{ wasted_percent }} %) hold no value"
//! remediation = "Rewrite the table, which rewrites its TOAST table too: the statement locks it against reads and writes until it is done and needs room for the copy; the extension pg_repack does the same while the table is in use. SELECT * FROM pgstattuple('{{ toast_qualified }}') of the extension pgstattuple measures what is estimated here. See whether autovacuum keeps up with the TOAST table: it has settings of its own (toast.autovacuum_...)."
//! since       = "0.1.0"
//! tags        = ["performance", "storage"]
//! [params.min_percent]
//! default = 40
//! about   = "Share of empty space, in percent, from which a TOAST table is reported."
//! [params.min_wasted_bytes]
//! default = 10485760
//! about   = "Empty space, in bytes, below which a TOAST table is not reported."
//! ---
//! ## What it does
//! Long values lie outside the rows, in chunks of at most 2 kB, four to a page. The server counts the chunks, so how many
//! pages they take at most is known. The check reports TOAST tables with many pages more than that.
//!
//! ## Why it matters
//! Documents and images that were replaced or deleted leave their room behind. It is where the largest bloat hides, and
//! neither estimates of the table nor `pg_relation_size()` of it show it.
//!
//! ## How to fix
//! VACUUM FULL or pg_repack on the table. Plain VACUUM makes the room reusable.
//!
//! ## False positives
//! None by arithmetic: the last chunk of a value is shorter, so the waste is larger than the check says. Where values are
//! a little over 2 kB, bloat can go unnoticed; `SELECT * FROM dbarch.table_bloat(exact => true)` measures it.
//!
//! ## Sources
//! TOAST_MAX_CHUNK_SIZE in heaptoast.h of PostgreSQL; "TOAST" in its documentation.
use crate::bloat::toast;
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::{Snapshot, TableStorage};
use serde_json::json;

pub struct ToastBloat;

fn wasteful(table: &TableStorage, params: &Params<'_>) -> Option<Row> {
    let sizes = toast::at_least(table)?;
    if sizes.percent() < params.number("min_percent") || sizes.bloat() < params.number("min_wasted_bytes") {
        return None;
    }
    Some(Row {
        schema_name: Some(table.schema_name.clone()),
        object_name: Some(table.qualified.clone()),
        object_kind: Some(table.kind.clone()),
        fix_sql: Some(format!("VACUUM (FULL, ANALYZE) {}", table.qualified)),
        detail: [
            ("table_name".to_string(), json!(table.table_name)),
            ("toast_qualified".to_string(), json!(table.toast_qualified)),
            ("bytes".to_string(), json!(sizes.bytes as i64)),
            ("wasted_bytes".to_string(), json!(sizes.bloat() as i64)),
            ("wasted_percent".to_string(), json!(sizes.percent().round() as i64)),
        ]
        .into_iter()
        .collect(),
        ..Row::default()
    })
}

impl Rule for ToastBloat {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        snapshot.table_storage.iter().filter_map(|table| wasteful(table, params)).collect()
    }
}
