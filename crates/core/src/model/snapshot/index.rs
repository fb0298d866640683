//! Indexes.
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Index {
    pub schema_name: String,
    pub table_name: String,
    pub index_name: String,
    /// Schema and name, quoted where needed.
    pub qualified: String,
    pub is_unique: bool,
    /// Part of an index on a partitioned table.
    pub is_partition: bool,
    /// Its table is a partition.
    pub on_partition: bool,
    /// The constraint that owns the index, if one does.
    pub constraint_name: Option<String>,
    /// Raw column names in key order; `None` stands for an expression.
    pub key_columns: Vec<Option<String>>,
    /// Column or expression as SQL, in key order.
    pub key_texts: Vec<String>,
}
