//! What a check with a computed body looks like.
use crate::finding::Row;
use crate::model::sample::{Joined, SampledReference, SampledTable};
use crate::model::snapshot::Snapshot;
use serde_json::{Map, Value};

/// A computed check. It cannot fail: what it cannot judge it says in a row with a status.
pub trait Rule: Sync {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row>;

    /// A rule that looks at rows of tables, one table at a time, instead of the snapshot.
    fn on_samples(&self) -> Option<&dyn SampleRule> {
        None
    }
}

/// A check of the rows of a table. Its header has the parameters `sample_rows`, `max_tables` and `max_seconds`.
pub trait SampleRule: Sync {
    fn check(&self, table: &SampledTable, rows: &dyn Rows, params: &Params<'_>) -> Vec<Row>;
}

impl<R: SampleRule> Rule for R {
    fn check(&self, _snapshot: &Snapshot, _params: &Params<'_>) -> Vec<Row> {
        Vec::new()
    }

    fn on_samples(&self) -> Option<&dyn SampleRule> {
        Some(self)
    }
}

/// What a rule may ask beyond the sample. `None` means that nobody can tell: no privilege, no time, no such operator.
pub trait Rows {
    /// Rows of the sample beside those that the foreign key leads to.
    fn joined(&self, table: &SampledTable, key: &SampledReference) -> Option<Joined>;

    /// How many values of the columns `left` come with more than one value of `right`, in the whole table.
    fn contradictions(&self, table: &SampledTable, left: &[usize], right: &[usize]) -> Option<u64>;

    /// The tables that checks look at: schema and name.
    fn table_names(&self) -> &[(String, String)];
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

    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    pub fn list(&self, name: &str) -> Vec<&str> {
        let items = self.0.get(name).and_then(Value::as_array);
        items.into_iter().flatten().filter_map(Value::as_str).collect()
    }
}
