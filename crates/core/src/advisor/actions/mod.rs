//! Advice other than a new index: judges values that somebody has read, and makes rows of them. One file an action.
//! Knows nothing of how a cost or a statistic was had.

pub mod analyze;
pub mod drop;
mod pattern;
pub mod reindex;
pub mod replace;
pub mod rewrite;
pub mod statistics;

use serde::Deserialize;
use serde_json::{json, Value};

use super::changes::{rounded, shorten};
use super::recommend::Recommendation;
use crate::model::workload::Statement;

pub use pattern::needs_trigrams;

/// An index that exists, with everything that may speak against touching it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ExistingIndex {
    pub index_oid: u32,
    pub table_oid: u32,
    /// Qualified and quoted.
    pub qualified: String,
    pub table_qualified: String,
    pub index_name: String,
    pub method: String,
    pub is_unique: bool,
    pub is_primary: bool,
    pub is_exclusion: bool,
    pub is_usable: bool,
    pub is_replica_identity: bool,
    pub is_clustered: bool,
    pub is_partitioned: bool,
    /// Part of an index on a partitioned table.
    pub is_partition: bool,
    pub is_extension_member: bool,
    pub constraint_name: Option<String>,
    pub has_expressions: bool,
    /// ANALYZE has filled statistics for its expressions, or the caller may not see whether it has.
    pub has_statistics: bool,
    /// As `pg_get_indexdef()` writes it.
    pub definition: String,
    pub drop_sql: String,
    pub create_sql: String,
    /// As of the last VACUUM or ANALYZE.
    pub bytes: f64,
    pub scans: Option<i64>,
    pub last_scan: Option<String>,
}

impl ExistingIndex {
    /// Nothing but queries depends on it.
    pub fn is_free(&self) -> bool {
        !(self.is_unique
            || self.is_primary
            || self.is_exclusion
            || self.is_replica_identity
            || self.is_partition
            || self.is_extension_member
            || self.constraint_name.is_some())
    }
}

/// A row to be filled in: no costs, no index, nothing to run.
fn row(action: &str, table_name: &str) -> Recommendation {
    Recommendation {
        rank: 0,
        action: action.into(),
        table_name: table_name.into(),
        index_name: String::new(),
        method: String::new(),
        ddl: String::new(),
        undo_ddl: String::new(),
        size_bytes: 0,
        cost_before: None,
        cost_after: None,
        improvement_pct: None,
        write_overhead_pct: None,
        query_count: 0,
        confidence: "medium".into(),
        reason: String::new(),
        detail: Value::Null,
    }
}

/// Puts `more` behind `rows`; ranks go on.
pub fn append(rows: &mut Vec<Recommendation>, more: Vec<Recommendation>) {
    for mut row in more {
        row.rank = i32::try_from(rows.len() + 1).unwrap_or(i32::MAX);
        rows.push(row);
    }
}

/// A statement as evidence: its position and its share of the workload's cost, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concerned {
    pub statement: usize,
    pub share: f64,
}

fn described(statements: &[Statement], concerned: &Concerned) -> Value {
    let statement = statements.get(concerned.statement);
    json!({
        "statement": concerned.statement + 1,
        "query_id": statement.and_then(|s| s.query_id),
        "sql": statement.map(|s| shorten(&s.sql)),
        "calls": statement.map(|s| s.calls),
        "cost_share_pct": rounded(concerned.share * 100.0),
    })
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_go_on() {
        let mut rows = vec![Recommendation { rank: 1, ..row("create", "t") }];
        append(&mut rows, vec![row("drop", "t"), row("analyze", "t")]);
        assert_eq!(rows.iter().map(|row| row.rank).collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn what_guards_something_is_not_free() {
        assert!(ExistingIndex::default().is_free());
        assert!(ExistingIndex { is_clustered: true, ..ExistingIndex::default() }.is_free());
        for held in [
            ExistingIndex { is_unique: true, ..ExistingIndex::default() },
            ExistingIndex { is_replica_identity: true, ..ExistingIndex::default() },
            ExistingIndex { is_partition: true, ..ExistingIndex::default() },
            ExistingIndex { is_extension_member: true, ..ExistingIndex::default() },
            ExistingIndex { constraint_name: Some("c".into()), ..ExistingIndex::default() },
        ] {
            assert!(!held.is_free());
        }
    }
}
