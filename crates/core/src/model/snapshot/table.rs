//! Tables, partitioned tables, partitions and foreign tables.
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    pub schema_name: String,
    pub table_name: String,
    /// Schema and name, quoted where needed.
    pub qualified: String,
    pub kind: String,
    pub is_partitioned: bool,
    pub is_foreign: bool,
    pub is_partition: bool,
    /// Rows as last counted; `None` if nothing ever counted.
    pub row_estimate: Option<f64>,
    pub pages: i64,
    pub block_size: i64,
    pub fillfactor: i32,
}
