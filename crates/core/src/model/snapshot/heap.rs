//! What rows physically consist of, and tables that nothing ever counted.
use serde::{Deserialize, Serialize};

/// A column as it lies in the rows of a heap.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeapColumn {
    pub schema_name: String,
    /// Table: schema and name, quoted where needed.
    pub table_qualified: String,
    /// Bytes, or negative for variable length.
    pub byte_length: i32,
    /// Bytes: 1, 2, 4 or 8.
    pub alignment: i32,
    pub is_dropped: bool,
    /// Whether the caller may see its statistics.
    pub is_readable: bool,
    /// Average bytes of a value that is not NULL, as stored in the row: a value moved to TOAST counts its pointer.
    pub avg_width: Option<f64>,
    /// 0 to 1.
    pub null_fraction: Option<f64>,
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
