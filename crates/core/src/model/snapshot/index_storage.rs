//! The files of indexes.
use super::oid::oid;
use serde::{Deserialize, Serialize};

/// A column as it lies in the tuples of an index.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexColumn {
    #[serde(deserialize_with = "oid")]
    pub index_oid: u32,
    pub ordinal: i16,
    /// Of the table; `None` for an expression.
    pub table_ordinal: Option<i16>,
    pub column_name: Option<String>,
    /// Not merely included.
    pub is_key: bool,
    /// Bytes, or negative for variable length.
    pub byte_length: i32,
    /// Bytes: 1, 2, 4 or 8.
    pub alignment: i32,
    /// Equal values have equal bytes, so that a b-tree may keep them in one tuple.
    pub has_equal_image: bool,
    /// Whether the caller may see its statistics.
    pub is_readable: bool,
    /// As in pg_stats; of an expression with a header of four bytes.
    pub avg_width: Option<f64>,
    pub null_fraction: Option<f64>,
    /// Negative for a share of the rows.
    pub n_distinct: Option<f64>,
    /// Bytes and share of the values that statistics keep, as an index stores them.
    pub widths: Vec<(f64, f64)>,
}

/// An index with files of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexStorage {
    #[serde(deserialize_with = "oid")]
    pub index_oid: u32,
    #[serde(deserialize_with = "oid")]
    pub table_oid: u32,
    pub schema_name: String,
    pub table_qualified: String,
    pub index_name: String,
    /// Schema and name, quoted where needed.
    pub qualified: String,
    /// `btree`, `hash` and so on.
    pub method: String,
    pub is_unique: bool,
    /// Serves an exclusion constraint.
    pub is_exclusion: bool,
    pub key_count: i32,
    /// As SQL.
    pub predicate: Option<String>,
    /// Entries when last counted.
    pub row_estimate: f64,
    /// Pages at that time.
    pub pages: i64,
    /// Pages now; `None` if nobody has asked the file system.
    pub current_pages: Option<i64>,
    pub block_size: i64,
    pub fillfactor: i32,
    pub may_deduplicate: bool,
    pub table_row_estimate: Option<f64>,
    pub table_pages: i64,
    pub table_current_pages: Option<i64>,
    pub table_live_rows: i64,
    pub table_dead_rows: i64,
    pub changed_since_analyze: i64,
    /// The counters of rows were not lost since the last VACUUM or ANALYZE.
    pub is_counted: bool,
    /// Different combinations of the key columns, from extended statistics; negative for a share of the rows.
    pub distinct_keys: Option<f64>,
    pub columns: Vec<IndexColumn>,
}
