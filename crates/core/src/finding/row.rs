//! What a check yields for one object, before the catalogue's texts are added.
use super::{Severity, Status};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The columns that a check's SELECT may have by name; all others end in `detail`.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Row {
    /// NULL when the row speaks of the whole database.
    #[serde(default)]
    pub schema_name: Option<String>,
    #[serde(default)]
    pub object_name: Option<String>,
    #[serde(default)]
    pub object_kind: Option<String>,
    #[serde(default)]
    pub status: Option<Status>,
    #[serde(default)]
    pub severity: Option<Severity>,
    #[serde(default)]
    pub confidence: Option<String>,
    /// Instead of the catalogue's template; for rows that say why nothing could be found.
    #[serde(default)]
    pub message: Option<String>,
    #[serde(default)]
    pub remediation: Option<String>,
    #[serde(default)]
    pub fix_sql: Option<String>,
    #[serde(default)]
    pub undo_sql: Option<String>,
    #[serde(flatten)]
    pub detail: Map<String, Value>,
}
