//! What an index does to the single statements of the workload, and how a row tells it.

use serde_json::{json, Value};

use super::compress::Representative;
use super::problem::Step;
use crate::model::workload::{Statement, Values};

/// Characters of a statement that a row quotes.
const SQL_LENGTH: usize = 500;
/// Statements that a row lists.
const LISTED: usize = 500;
/// A statement counts as helped if its cost falls by this share.
const HELPED: f64 = 0.01;
/// A cost that is further off than this share is told.
const DOUBT: f64 = 0.1;

/// A statement of the workload whose cost a step changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Change {
    pub statement: usize,
    /// Place of its representative.
    pub judged: usize,
    /// Cost of one execution, as the planner says.
    pub before: f64,
    pub after: f64,
    /// The same as far as can be told.
    pub likely_before: f64,
    pub likely_after: f64,
}

impl Change {
    pub fn is_help(&self) -> bool {
        self.before - self.after > self.before * HELPED
    }

    /// Whether the planner counts loops that no plan makes, or too few rows of a join: then its costs say little, see `likely`.
    pub fn is_doubtful(&self) -> bool {
        let off = |says: f64, likely: f64| (says - likely).abs() > says.abs() * DOUBT;
        off(self.before, self.likely_before) || off(self.after, self.likely_after)
    }

    pub fn calls(&self, statements: &[Statement]) -> f64 {
        statements.get(self.statement).map_or(1.0, |s| s.calls)
    }
}

/// What the step does to each statement, by position: to those of one representative the same.
pub(super) fn changes(representatives: &[Representative], step: &Step) -> Vec<Change> {
    let mut changes = Vec::new();
    for effect in &step.statements {
        let members = representatives.get(effect.statement).map_or(&[][..], |one| &one.members);
        changes.extend(members.iter().map(|member| Change {
            statement: member.statement,
            judged: effect.statement,
            before: effect.before * member.scale,
            after: effect.after * member.scale,
            likely_before: effect.likely_before * member.scale,
            likely_after: effect.likely_after * member.scale,
        }));
    }
    changes.sort_by_key(|change| change.statement);
    changes
}

/// Those that save most, still by position.
pub(super) fn listed(statements: &[Statement], mut changes: Vec<Change>) -> Vec<Change> {
    if changes.len() > LISTED {
        sort_by_saving(statements, &mut changes);
        changes.truncate(LISTED);
        changes.sort_by_key(|change| change.statement);
    }
    changes
}

pub(super) fn sort_by_saving(statements: &[Statement], changes: &mut [Change]) {
    let saving = |change: &Change| (change.before - change.after) * change.calls(statements);
    changes.sort_by(|a, b| saving(b).total_cmp(&saving(a)).then(a.statement.cmp(&b.statement)));
}

pub(super) fn described(statements: &[Statement], change: &Change) -> Value {
    let statement = statements.get(change.statement);
    let mut described = json!({
        "statement": change.statement + 1,
        "query_id": statement.and_then(|s| s.query_id),
        "sql": statement.map(|s| shorten(&s.sql)),
        "calls": statement.map(|s| s.calls),
        "mean_time_ms": statement.and_then(|s| s.mean_time_ms),
        "constants": statement.map(constants),
        "cost_before": rounded(change.before),
        "cost_after": rounded(change.after),
        "improvement_pct": fall_pct(change.before, change.after),
    });
    if change.is_doubtful() {
        described["likely_cost_before"] = json!(rounded(change.likely_before));
        described["likely_cost_after"] = json!(rounded(change.likely_after));
    }
    described
}

/// Where the constants come from that a statement was planned with.
pub(super) fn constants(statement: &Statement) -> &'static str {
    match statement.values {
        Values::Captured => "captured",
        _ if !statement.parameterized => "own",
        Values::Generic => "generic",
        Values::Typical => "typical",
    }
}

pub(super) fn fall_pct(before: f64, after: f64) -> f64 {
    if before > 0.0 {
        rounded((before - after) / before * 100.0)
    } else {
        0.0
    }
}

/// Two decimals, as EXPLAIN prints costs.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

pub(super) fn shorten(sql: &str) -> String {
    match sql.char_indices().nth(SQL_LENGTH) {
        Some((end, _)) => format!("{}...", &sql[..end]),
        None => sql.to_owned(),
    }
}
