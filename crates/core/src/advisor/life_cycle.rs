//! What becomes of a recommendation once it was made. What somebody decided is stored; whether it is applied or expired is
//! found out by looking, each time.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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
        let found = |name: &str| indexes.iter().any(|index| index.name == name);
        match self.action {
            "create" => self.created(indexes),
            "replace" if !found(self.index_name) || self.creates_its_own_name() => self.created(indexes),
            // Of two indexes of one definition one is to go, and may have got another name since: so they are counted.
            "drop" => match self.identity() {
                Some(wanted) => same(&wanted, indexes) < self.equivalents.max(1),
                None => !found(self.index_name),
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

    /// A replacement names either the index that it creates or the one that is to go.
    fn creates_its_own_name(&self) -> bool {
        let name = self.index_name.rsplit_once('.').map_or(self.index_name, |(_, name)| name);
        self.ddl.contains(&format!("{name} ON "))
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

/// What of `detail` is stored. Texts of statements are not: they hold constants, which not everybody may see who may see
/// that an index is wanted, and a table is dumped and kept. So this names what stays; whatever else there will be does not.
pub fn storable(detail: &Value) -> Value {
    const OF_ROW: &[&str] = &[
        "source",
        "complete",
        "keys",
        "definition",
        "statement_count",
        "statements",
        "workload",
        "makes_redundant",
        "skipped_count",
        "check_id",
    ];
    const OF_STATEMENT: &[&str] = &[
        "statement",
        "query_id",
        "calls",
        "mean_time_ms",
        "constants",
        "cost_before",
        "cost_after",
        "improvement_pct",
    ];
    let mut kept = only(detail, OF_ROW);
    if let Some(Value::Array(statements)) = kept.get_mut("statements") {
        statements.iter_mut().for_each(|one| *one = Value::Object(only(one, OF_STATEMENT)));
    }
    Value::Object(kept)
}

fn only(value: &Value, keys: &[&str]) -> Map<String, Value> {
    let fields = value.as_object().into_iter().flatten();
    fields
        .filter(|(key, _)| keys.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

#[cfg(test)]
#[path = "life_cycle_tests.rs"]
mod tests;
