//! What becomes of a recommendation once it was made. What somebody decided is stored; whether it is applied or expired is
//! found out by looking, each time.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::identity::{subject, Identity};

/// A recommendation that was not made again for so long is out of date.
pub const EXPIRES_AFTER_DAYS: i32 = 35;

/// What somebody decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    New,
    Accepted,
    Dismissed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Decided(Decision),
    Applied,
    Expired,
}

impl Decision {
    pub fn as_str(self) -> &'static str {
        match self {
            Decision::New => "new",
            Decision::Accepted => "accepted",
            Decision::Dismissed => "dismissed",
        }
    }
}

impl State {
    pub fn as_str(self) -> &'static str {
        match self {
            State::Decided(decision) => decision.as_str(),
            State::Applied => "applied",
            State::Expired => "expired",
        }
    }
}

/// An index as the catalog has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Existing {
    /// Qualified and quoted.
    pub name: String,
    /// `pg_get_indexdef()`.
    pub definition: String,
    pub valid: bool,
}

/// What is stored of a recommendation, as far as its state depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Recorded<'a> {
    pub action: &'a str,
    pub index_name: &'a str,
    pub ddl: &'a str,
    pub undo_ddl: &'a str,
    /// The definition as the server writes it, where that is known.
    pub definition: Option<&'a str>,
    /// Indexes of this definition that there were when it was last made.
    pub equivalents: i64,
    pub decision: Decision,
    /// Not made again for [`EXPIRES_AFTER_DAYS`].
    pub overdue: bool,
}

impl Recorded<'_> {
    fn identity(&self) -> Option<Identity> {
        self.definition.and_then(Identity::of).or_else(|| subject(self.ddl, self.undo_ddl))
    }

    /// Its state, with the reason where nobody decided. `indexes` are those of its table, `None` if there is no table.
    pub fn state(&self, indexes: Option<&[Existing]>) -> (State, Option<String>) {
        let Some(indexes) = indexes else {
            return (State::Expired, Some("the table is gone".into()));
        };
        if let Some(reason) = self.applied(indexes) {
            return (State::Applied, Some(reason));
        }
        // What was dismissed is not made again, so not having been made again says nothing.
        if self.overdue && self.decision != Decision::Dismissed {
            return (State::Expired, Some(format!("not suggested for {EXPIRES_AFTER_DAYS} days")));
        }
        (State::Decided(self.decision), None)
    }

    fn applied(&self, indexes: &[Existing]) -> Option<String> {
        match self.action {
            // What is left to drop of a replacement is suggested by itself.
            "create" | "replace" => self.created(indexes),
            // Of two indexes of one definition one is to go, and may have got another name since: so they are counted.
            "drop" => match self.identity() {
                Some(wanted) => same(&wanted, indexes) < self.equivalents.max(1),
                None => !indexes.iter().any(|index| index.name == self.index_name),
            }
            .then(|| format!("{} is gone", self.index_name)),
            _ => None,
        }
    }

    fn created(&self, indexes: &[Existing]) -> Option<String> {
        let wanted = self.identity()?;
        let serves = |index: &&Existing| {
            index.valid && Identity::of(&index.definition).is_some_and(|there| wanted.is_served_by(&there))
        };
        indexes.iter().find(serves).map(|index| format!("{} is there", index.name))
    }
}

/// Indexes that are exactly what `wanted` is.
fn same(wanted: &Identity, indexes: &[Existing]) -> i64 {
    let equal = indexes.iter().filter(|index| Identity::of(&index.definition).as_ref() == Some(wanted));
    i64::try_from(equal.count()).unwrap_or(i64::MAX)
}

/// Number of `indexes` that are what a recommendation is about.
pub fn equivalents(ddl: &str, undo_ddl: &str, definition: Option<&str>, indexes: &[Existing]) -> i64 {
    let wanted = definition.and_then(Identity::of).or_else(|| subject(ddl, undo_ddl));
    wanted.map_or(0, |wanted| same(&wanted, indexes))
}

/// Keys of `detail`, at whatever depth, that are stored.
const STORED: &[&str] = &[
    "actual_rows",
    "calls",
    "check_id",
    "clustered",
    "column",
    "columns",
    "complete",
    "cost_after",
    "cost_before",
    "cost_share_pct",
    "covered_pct",
    "current_pages",
    "custom_cost",
    "ddl",
    "ddl_steps",
    "definition",
    "descending",
    "estimated_bytes",
    "estimated_rows",
    "executions",
    "expression",
    "finding",
    "hidden",
    "improvement_pct",
    "included",
    "index_name",
    "judged",
    "kept_index",
    "keys",
    "last_analyze",
    "last_scan",
    "makes_redundant",
    "mean_time_ms",
    "modified_since",
    "not_read",
    "nulls_first",
    "pages",
    "predicate",
    "query_id",
    "replaces",
    "rows",
    "scan_cost",
    "scan_of",
    "scans",
    "size_bytes",
    "skipped_count",
    "source",
    "statement",
    "statement_cost",
    "statement_count",
    "statements",
    "statistics_name",
    "takes_over",
    "times",
    "undo_ddl",
    "undo_steps",
    "using",
    "wasted_bytes",
    "workload",
    "worst",
];

/// Where constants come from is stored; constants are not.
const SOURCES: &[&str] = &["own", "captured", "typical", "generic"];

/// What of `detail` is stored. Texts of statements are not: they hold constants, which not everybody may see who may see
/// that an index is wanted, and a table is dumped and kept. So the keys that stay are named; whatever else there is does not.
pub fn storable(detail: &Value) -> Value {
    match detail {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(key, value)| {
                STORED.contains(&key.as_str())
                    || *key == "constants" && value.as_str().is_some_and(|source| SOURCES.contains(&source))
            });
            Value::Object(kept.map(|(key, value)| (key.clone(), storable(value))).collect())
        }
        Value::Array(elements) => Value::Array(elements.iter().map(storable).collect()),
        _ => detail.clone(),
    }
}

#[cfg(test)]
#[path = "life_cycle_tests.rs"]
mod tests;
