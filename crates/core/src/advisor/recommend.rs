//! Rows of `suggest_indexes()`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{json, Value};

use super::candidate::Candidate;
use super::changes::{
    changes, constants, described, fall_pct, listed, rounded, shorten, sort_by_saving, Change,
};
use super::compress::{Coverage, Representative};
use super::ddl;
use super::existing;
use super::name::index_name;
use super::plan_change::PlanChange;
use super::problem::{Alternative, Rejected, Selection, Step};
use super::reason::{reason, Facts};
use super::upkeep::{no_longer_hot, Load};
use super::write_cost::write_overhead_pct;
use crate::model::index_terms;
use crate::model::table::Table;
use crate::model::workload::{Statement, TableAccess};

/// When less than this share of what the planner sees saved is likely to be, confidence is low.
const LIKELY_SHARE: f64 = 0.5;
/// Skipped statements that the first row lists.
const SKIPPED_LISTED: usize = 100;

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
    /// Weighted planner cost of the workload before and after this row and all above it; `None` without a workload.
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
    /// All that could be planned.
    pub statements: &'a [Statement],
    /// Those of them that were judged: what the selection means by a statement.
    pub representatives: &'a [Representative],
    /// Of the representatives.
    pub accesses: &'a [TableAccess],
    pub candidates: &'a [Candidate],
    pub selection: &'a Selection,
    /// Of each step, of the statements that gain most; may be empty.
    pub plans: &'a [Vec<PlanChange>],
    /// Of each candidate, in the unit of the workload's cost.
    pub upkeep: &'a [f64],
    /// What is written, by table.
    pub loads: &'a BTreeMap<u32, Load>,
    /// Raw names of the relations of each schema.
    pub taken_names: &'a BTreeMap<String, BTreeSet<String>>,
    /// Where the statements came from: `queries`, `captured workload` or `pg_stat_statements`.
    pub source: &'a str,
    /// Statements that could not be judged: text and why.
    pub skipped: &'a [(String, String)],
    pub coverage: Coverage,
}

/// The rows, best first.
pub fn recommend(advice: &Advice) -> Vec<Recommendation> {
    let mut rows = Vec::new();
    for (place, (step, name)) in advice.selection.steps.iter().zip(index_names(advice)).enumerate() {
        let candidate = advice.candidates.get(step.candidate);
        let Some((candidate, table)) = candidate.and_then(|c| Some((c, advice.tables.get(&c.table)?))) else {
            continue;
        };
        let rank = i32::try_from(rows.len() + 1).unwrap_or(i32::MAX);
        let plans = advice.plans.get(place).map_or(&[][..], Vec::as_slice);
        rows.push(row(advice, rank, step, candidate, table, &name, plans));
    }
    rows
}

/// What the index of each step is to be called, as raw text.
pub fn index_names(advice: &Advice) -> Vec<String> {
    let mut taken = advice.taken_names.clone();
    let name = |step: &Step| {
        let candidate = advice.candidates.get(step.candidate)?;
        let table = advice.tables.get(&candidate.table)?;
        let names = taken.entry(table.schema.clone()).or_default();
        let mut columns: Vec<String> =
            candidate.columns().map(|column| ddl::column_name(table, column)).collect();
        columns.extend(candidate.predicate.map(|p| index_terms::name(&ddl::predicate_text(table, p))));
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let name = index_name(&table.name, &columns, names);
        names.insert(name.clone());
        Some(name)
    };
    let names: Vec<Option<String>> = advice.selection.steps.iter().map(name).collect();
    names.into_iter().map(Option::unwrap_or_default).collect()
}

fn row(
    advice: &Advice,
    rank: i32,
    step: &Step,
    candidate: &Candidate,
    table: &Table,
    name: &str,
    plans: &[PlanChange],
) -> Recommendation {
    let changes = changes(advice.representatives, step);
    let mut helped: Vec<Change> = changes.iter().copied().filter(Change::is_help).collect();
    sort_by_saving(advice.statements, &mut helped);
    let best = helped.first().copied();
    let share: f64 =
        helped.iter().map(|c| c.before * c.calls(advice.statements)).sum::<f64>() / step.cost_before;
    let redundant = existing::made_redundant(table, candidate);
    let redundant_names: Vec<String> =
        redundant.iter().map(|index| ddl::qualified_index(table, &index.name)).collect();
    let overhead = write_overhead_pct(table, candidate, step.size_bytes);
    let plan_change = plans.iter().find(|plan| best.is_some_and(|best| best.judged == plan.judged));
    let plan_change = plan_change.and_then(|plan| plan.told(table, name));
    let set = advice.loads.get(&table.oid).map(|load| no_longer_hot(table, candidate, load));
    let set: Vec<String> = set.iter().flatten().map(|column| ddl::key_definition(table, *column)).collect();
    let facts = Facts {
        table,
        candidate,
        access: best.and_then(|best| {
            advice.accesses.iter().find(|a| a.statement == best.judged && a.table == table.oid)
        }),
        statements: helped.len(),
        share: if share.is_finite() { share.min(1.0) } else { 0.0 },
        before: best.map_or(step.cost_before, |best| best.before),
        after: best.map_or(step.cost_after, |best| best.after),
        plan_change: plan_change.as_deref(),
        write_overhead_pct: overhead,
        upkeep: advice.upkeep.get(step.candidate).copied().unwrap_or(0.0),
        saved: step.cost_before - step.cost_after,
        no_longer_hot: &set,
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
    let alternative = |one: &Alternative| {
        let definition = ddl::hypothetical_definition(table, advice.candidates.get(one.candidate)?);
        Some(
            json!({"definition": definition, "size_bytes": one.size_bytes as i64, "cost_after": rounded(one.cost_after)}),
        )
    };
    let alternatives: Vec<Value> = step.alternatives.iter().filter_map(alternative).collect();
    let mut detail = json!({
        "source": advice.source,
        "complete": advice.selection.complete,
        "keys": keys,
        "included": candidate.included.iter().map(|c| ddl::column_name(table, *c)).collect::<Vec<_>>(),
        "predicate": candidate.predicate.map(|number| ddl::predicate_text(table, number)),
        "definition": ddl::hypothetical_definition(table, candidate),
        "statement_count": changes.len(),
        "statements": listed(advice.statements, changes).iter().map(|c| shown(advice, c, plans)).collect::<Vec<_>>(),
        "workload": {
            "statements": advice.coverage.statements,
            "judged": advice.coverage.judged,
            "covered_pct": advice.coverage.covered_pct(),
            "not_read": advice.coverage.not_read,
        },
        "makes_redundant": superfluous,
        "alternatives": alternatives,
        "skipped_count": advice.skipped.len(),
        "upkeep": advice.upkeep.get(step.candidate).copied().map(rounded),
        "search": {
            "plannings": advice.selection.plannings,
            "gap_pct": advice.selection.gap.map(|gap| rounded(gap * 100.0)),
        },
    });
    if rank == 1 {
        detail["rejected"] = rejected(advice);
        list_skipped(&mut detail, advice.skipped);
    }
    Recommendation {
        rank,
        action: "create".into(),
        table_name: ddl::qualified_name(table),
        index_name: ddl::qualified_index(table, name),
        method: candidate.method.name().into(),
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

/// A statement whose cost changes, with its plans where these are known: they are those of the representative's own text.
fn shown(advice: &Advice, change: &Change, plans: &[PlanChange]) -> Value {
    let mut statement = described(advice.statements, change);
    let representative = advice.representatives.get(change.judged);
    if representative.is_some_and(|one| one.statement == change.statement) {
        plans
            .iter()
            .filter(|plan| plan.judged == change.judged)
            .for_each(|plan| plan.describe(&mut statement));
    }
    statement
}

/// Statements that could not be judged, for `detail` of the first row.
pub(super) fn list_skipped(detail: &mut Value, skipped: &[(String, String)]) {
    let listed = skipped.iter().take(SKIPPED_LISTED);
    detail["skipped"] = listed.map(|(sql, why)| json!({"sql": shorten(sql), "reason": why})).collect();
}

/// Indexes that would be worth having, but for their upkeep.
pub fn rejected(advice: &Advice) -> Value {
    let described = |one: &Rejected| {
        let candidate = advice.candidates.get(one.candidate)?;
        let table = advice.tables.get(&candidate.table)?;
        Some(json!({
            "definition": ddl::hypothetical_definition(table, candidate),
            "saves": rounded(one.saves),
            "upkeep": rounded(one.upkeep),
        }))
    };
    advice.selection.rejected.iter().filter_map(described).collect()
}

fn confidence(advice: &Advice, table: &Table, candidate: &Candidate, helped: &[Change]) -> &'static str {
    let analysed = |c: i16| table.column(c).is_some_and(|c| c.has_statistics);
    if !candidate.keys.iter().all(|k| analysed(k.column)) {
        return "low";
    }
    let values: Vec<&str> =
        helped.iter().filter_map(|c| advice.statements.get(c.statement)).map(constants).collect();
    let saved = |c: &Change, before: f64, after: f64| (before - after) * c.calls(advice.statements);
    let says: f64 = helped.iter().map(|c| saved(c, c.before, c.after)).sum();
    let likely: f64 = helped.iter().map(|c| saved(c, c.likely_before, c.likely_after)).sum();
    if values.contains(&"generic") || likely < says * LIKELY_SHARE {
        "low"
    } else if values.contains(&"typical") {
        "medium"
    } else {
        "high"
    }
}

#[cfg(test)]
#[path = "recommend_tests.rs"]
mod tests;
