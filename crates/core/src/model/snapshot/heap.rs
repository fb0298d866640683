//! What rows physically consist of, the tables that hold them, and tables that nothing ever counted.
use super::oid::oid;
use serde::{Deserialize, Serialize};

/// A column as it lies in the rows of a heap.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeapColumn {
    #[serde(deserialize_with = "oid")]
    pub table_oid: u32,
    pub ordinal: i16,
    /// Bytes, or negative for variable length.
    pub byte_length: i32,
    /// Bytes: 1, 2, 4 or 8.
    pub alignment: i32,
    pub is_dropped: bool,
    /// Added with a default: rows written before do not hold it.
    pub is_missing_in_old_rows: bool,
    /// Whether the caller may see its statistics.
    pub is_readable: bool,
    /// Average bytes of a value that is not NULL, as stored in the row, cut down to a whole number: a value moved to
    /// TOAST counts its pointer.
    pub avg_width: Option<f64>,
    /// 0 to 1.
    pub null_fraction: Option<f64>,
    /// Bytes and share of the values that statistics keep, as stored; empty for fixed lengths and where there are none.
    pub widths: Vec<(f64, f64)>,
}

/// The files of a table or materialized view.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableStorage {
    #[serde(deserialize_with = "oid")]
    pub table_oid: u32,
    pub schema_name: String,
    pub table_name: String,
    /// Schema and name, quoted where needed.
    pub qualified: String,
    /// `table` or `materialized view`.
    pub kind: String,
    /// Its access method is PostgreSQL's own.
    pub is_heap: bool,
    /// Rows when VACUUM or ANALYZE last counted; `None` if none did.
    pub row_estimate: Option<f64>,
    /// Pages at that time.
    pub pages: i64,
    /// Pages now; `None` if nobody has asked the file system.
    pub current_pages: Option<i64>,
    pub block_size: i64,
    pub fillfactor: i32,
    /// Columns, dropped ones included.
    pub attribute_count: i32,
    pub live_rows: i64,
    pub dead_rows: i64,
    pub changed_since_analyze: i64,
    /// The counters of rows were not lost since the last VACUUM or ANALYZE.
    pub is_counted: bool,
    pub columns: Vec<HeapColumn>,
    pub toast_oid: Option<String>,
    pub toast_qualified: Option<String>,
    pub toast_pages: Option<i64>,
    pub toast_current_pages: Option<i64>,
    pub toast_row_estimate: Option<f64>,
    pub toast_live_rows: Option<i64>,
    pub toast_dead_rows: Option<i64>,
    pub toast_is_counted: Option<bool>,
}

/// A table that neither VACUUM nor ANALYZE ever counted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UncountedTable {
    pub schema_name: String,
    pub table_name: String,
    pub qualified: String,
    pub bytes: i64,
}
