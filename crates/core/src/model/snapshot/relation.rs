//! Names that tables and indexes share.
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RelationName {
    pub schema_name: String,
    pub relation_name: String,
}
