//! Advice other than a new index: judges values that somebody has read, and makes rows of them. One file an action.
//! Knows nothing of how a cost or a statistic was had.

pub mod analyze;
pub mod drop;
mod pattern;
pub mod reindex;
pub mod replace;
pub mod rewrite;
pub mod statistics;

use serde_json::{json, Value};

use super::changes::{rounded, shorten};
use super::recommend::{list_skipped, Recommendation};
use crate::model::workload::Statement;

pub use pattern::needs_trigrams;

/// A row to be filled in: no costs, no index, nothing to run.
pub(super) fn row(action: &str, table_name: &str) -> Recommendation {
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
        detail: json!({}),
    }
}

/// Puts `more` behind `rows`; ranks go on. The first row of all lists the statements that were `skipped`.
pub fn append(rows: &mut Vec<Recommendation>, mut more: Vec<Recommendation>, skipped: &[(String, String)]) {
    if let (true, Some(first)) = (rows.is_empty() && !skipped.is_empty(), more.first_mut()) {
        list_skipped(&mut first.detail, skipped);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_go_on() {
        let mut rows = vec![Recommendation { rank: 1, ..row("create", "t") }];
        append(&mut rows, vec![row("drop", "t"), row("analyze", "t")], &[]);
        let mut alone = Vec::new();
        append(&mut alone, vec![row("drop", "t")], &[("SELEC 1".into(), "syntax error".into())]);
        assert_eq!(alone[0].detail["skipped"][0]["sql"], "SELEC 1");
        assert_eq!(rows.iter().map(|row| row.rank).collect::<Vec<_>>(), [1, 2, 3]);
    }
}
