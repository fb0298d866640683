//! What a check with a computed body looks like.
use crate::finding::Row;
use crate::model::snapshot::Snapshot;
use serde_json::{Map, Value};

/// A computed check. It cannot fail: what it cannot judge it says in a row with a status.
pub trait Rule: Sync {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row>;
}

/// Parameter values of a check; their types are those of the catalogue's defaults.
#[derive(Debug, Clone, Copy)]
pub struct Params<'a>(pub &'a Map<String, Value>);

impl Params<'_> {
    pub fn bool(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    pub fn number(&self, name: &str) -> f64 {
        self.0.get(name).and_then(Value::as_f64).unwrap_or_default()
    }
}
