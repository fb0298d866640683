//! Rows of `suggest_indexes()`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{json, Value};

use super::candidate::Candidate;
use super::ddl;
use super::existing;
use super::name::index_name;
use super::problem::{Selection, Step};
use super::reason::{reason, Facts};
use super::write_cost::write_overhead_pct;
use crate::model::table::Table;
use crate::model::workload::{Statement, TableAccess, Values};

/// Characters of a statement that a row quotes.
const SQL_LENGTH: usize = 500;
/// Skipped statements that the first row lists.
const SKIPPED_LISTED: usize = 100;
/// A statement counts as helped if its cost falls by this share.
const HELPED: f64 = 0.01;

/// One row, with every column of the SQL function but `recommendation_id`, which the store gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    pub rank: i32,
    /// `create` here; other advisors give the other actions.
    pub action: String,
    /// Qualified and quoted, as are all names here.
    pub table_name: String,
    pub index_name: String,
    pub method: String,
    pub ddl: String,
    pub undo_ddl: String,
    pub size_bytes: i64,
    /// Weighted planner cost of the workload before and after this row and all rows above it.
    /// Weighted cost of the workload before and after this row and all above it; `None` without a workload.
    pub cost_before: Option<f64>,
    pub cost_after: Option<f64>,
    pub improvement_pct: Option<f64>,
    pub write_overhead_pct: Option<f64>,
    pub query_count: i32,
    /// `high`: constants known and statistics there; `medium`: typical values stand for parameters; `low`: the plan of a
    /// statement with parameters is generic, or a key column was never analysed.
    pub confidence: String,
    pub reason: String,
    pub detail: Value,
}

/// Everything the rows are made of.
#[derive(Debug, Clone, Copy)]
pub struct Advice<'a> {
    pub tables: &'a BTreeMap<u32, Table>,
    pub statements: &'a [Statement],
    pub accesses: &'a [TableAccess],
    pub candidates: &'a [Candidate],
    pub selection: &'a Selection,
    /// Raw names of the relations of each schema.
    pub taken_names: &'a BTreeMap<String, BTreeSet<String>>,
    /// Where the statements came from: `queries`, `captured workload` or `pg_stat_statements`.
    pub source: &'a str,
    /// Statements that could not be judged: text and why.
    pub skipped: &'a [(String, String)],
}

/// The rows, best first.
pub fn recommend(advice: &Advice) -> Vec<Recommendation> {
    let mut taken = advice.taken_names.clone();
    let mut rows = Vec::new();
    for step in &advice.selection.steps {
        let candidate = advice.candidates.get(step.candidate);
        let Some((candidate, table)) = candidate.and_then(|c| Some((c, advice.tables.get(&c.table)?))) else {
            continue;
        };
        let names = taken.entry(table.schema.clone()).or_default();
        let columns: Vec<String> = candidate.keys.iter().map(|k| ddl::column_name(table, k.column)).collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let name = index_name(&table.name, &columns, names);
        names.insert(name.clone());
        let rank = i32::try_from(rows.len() + 1).unwrap_or(i32::MAX);
        rows.push(row(advice, rank, step, candidate, table, &name));
    }
    rows
}

fn row(
    advice: &Advice,
    rank: i32,
    step: &Step,
    candidate: &Candidate,
    table: &Table,
    name: &str,
) -> Recommendation {
    let mut helped: Vec<(usize, f64, f64)> = step
        .statements
        .iter()
        .copied()
        .filter(|(_, before, after)| before - after > before * HELPED)
        .collect();
    let calls = |s: usize| advice.statements.get(s).map_or(1.0, |s| s.calls);
    let saving = |&(s, before, after): &(usize, f64, f64)| (before - after) * calls(s);
    helped.sort_by(|a, b| saving(b).total_cmp(&saving(a)).then(a.0.cmp(&b.0)));
    let best = helped.first().copied().unwrap_or((0, step.cost_before, step.cost_after));
    let share: f64 = helped.iter().map(|&(s, before, _)| before * calls(s)).sum::<f64>() / step.cost_before;
    let redundant = existing::made_redundant(table, &candidate.keys);
    let redundant_names: Vec<String> =
        redundant.iter().map(|index| ddl::qualified_index(table, &index.name)).collect();
    let overhead = write_overhead_pct(table, candidate);
    let facts = Facts {
        table,
        candidate,
        access: advice.accesses.iter().find(|a| a.statement == best.0 && a.table == table.oid),
        statements: helped.len(),
        share: if share.is_finite() { share.min(1.0) } else { 0.0 },
        before: best.1,
        after: best.2,
        write_overhead_pct: overhead,
        redundant: &redundant_names,
    };
    let keys: Vec<Value> = candidate
        .keys
        .iter()
        .map(|k| {
            json!({"column": ddl::column_name(table, k.column), "descending": k.descending, "nulls_first": k.nulls_first})
        })
        .collect();
    let superfluous: Vec<Value> = redundant
        .iter()
        .map(|index| {
            json!({"index_name": ddl::qualified_index(table, &index.name), "size_bytes": index.size_bytes,
                "ddl": ddl::drop_index(table, &index.name), "undo_ddl": ddl::recreate_index(table, index)})
        })
        .collect();
    let mut detail = json!({
        "source": advice.source,
        "complete": advice.selection.complete,
        "keys": keys,
        "definition": ddl::hypothetical_definition(table, candidate),
        "statements": step.statements.iter().map(|s| statement(advice, s)).collect::<Vec<_>>(),
        "makes_redundant": superfluous,
        "skipped_count": advice.skipped.len(),
    });
    if rank == 1 {
        let listed = advice.skipped.iter().take(SKIPPED_LISTED);
        detail["skipped"] = listed.map(|(sql, why)| json!({"sql": shorten(sql), "reason": why})).collect();
    }
    Recommendation {
        rank,
        action: "create".into(),
        table_name: ddl::qualified_name(table),
        index_name: ddl::qualified_index(table, name),
        method: "btree".into(),
        ddl: ddl::create_index(table, candidate, name),
        undo_ddl: ddl::drop_index(table, name),
        // A float-to-integer cast saturates.
        size_bytes: step.size_bytes as i64,
        cost_before: Some(rounded(step.cost_before)),
        cost_after: Some(rounded(step.cost_after)),
        improvement_pct: Some(fall_pct(step.cost_before, step.cost_after)),
        write_overhead_pct: overhead.map(rounded),
        query_count: i32::try_from(helped.len()).unwrap_or(i32::MAX),
        confidence: confidence(advice, table, candidate, &helped).into(),
        reason: reason(&facts),
        detail,
    }
}

fn statement(advice: &Advice, &(position, before, after): &(usize, f64, f64)) -> Value {
    let statement = advice.statements.get(position);
    json!({
        "statement": position + 1,
        "query_id": statement.and_then(|s| s.query_id),
        "sql": statement.map(|s| shorten(&s.sql)),
        "calls": statement.map(|s| s.calls),
        "mean_time_ms": statement.and_then(|s| s.mean_time_ms),
        "constants": statement.map(constants),
        "cost_before": rounded(before),
        "cost_after": rounded(after),
        "improvement_pct": fall_pct(before, after),
    })
}

/// Where the constants come from that a statement was planned with.
fn constants(statement: &Statement) -> &'static str {
    match statement.values {
        _ if !statement.parameterized => "own",
        Values::Generic => "generic",
        Values::Typical => "typical",
    }
}

fn confidence(
    advice: &Advice,
    table: &Table,
    candidate: &Candidate,
    helped: &[(usize, f64, f64)],
) -> &'static str {
    let analysed = |c: i16| table.column(c).is_some_and(|c| c.has_statistics);
    if !candidate.keys.iter().all(|k| analysed(k.column)) {
        return "low";
    }
    let values: Vec<&str> =
        helped.iter().filter_map(|&(s, ..)| advice.statements.get(s)).map(constants).collect();
    if values.contains(&"generic") {
        "low"
    } else if values.contains(&"typical") {
        "medium"
    } else {
        "high"
    }
}

fn fall_pct(before: f64, after: f64) -> f64 {
    if before > 0.0 {
        rounded((before - after) / before * 100.0)
    } else {
        0.0
    }
}

/// Two decimals, as EXPLAIN prints costs.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn shorten(sql: &str) -> String {
    match sql.char_indices().nth(SQL_LENGTH) {
        Some((end, _)) => format!("{}...", &sql[..end]),
        None => sql.to_owned(),
    }
}

#[cfg(test)]
#[path = "recommend_tests.rs"]
mod tests;
