//! What an index changes in the plan of a statement: which statements to show it of, and how to say it in words.

use serde_json::{json, Value};

use super::changes::{changes, shorten, sort_by_saving, Change};
use super::compress::Representative;
use super::ddl::{qualified_index, qualified_name};
use super::problem::Step;
use crate::model::parameters::Constant;
use crate::model::plan_step::{PlanStep, ShownPlan, StepKind};
use crate::model::table::Table;
use crate::model::workload::Statement;

/// Characters of a plan that a row shows: one over hundreds of partitions fills many pages.
const PLAN_LENGTH: usize = 4000;
/// Parameters whose values a row shows.
const PARAMETERS: usize = 50;
/// What a reason says of a plan: more is for whoever reads the plans.
const TOLD: usize = 2;

/// The plans of a judged statement without an index and with it, planned with the same constants.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanChange {
    /// Place of the statement among the judged ones.
    pub judged: usize,
    pub before: ShownPlan,
    pub after: ShownPlan,
    /// Numbers of parameters, from 1, and what stood for them.
    pub values: Vec<(usize, Constant)>,
}

/// The judged statements that gain most by `step`, `most` at most.
pub fn gaining_most(
    statements: &[Statement],
    representatives: &[Representative],
    step: &Step,
    most: usize,
) -> Vec<usize> {
    let mut helped = changes(representatives, step);
    helped.retain(Change::is_help);
    sort_by_saving(statements, &mut helped);
    let mut found = Vec::new();
    for change in helped {
        if found.len() < most && !found.contains(&change.judged) {
            found.push(change.judged);
        }
    }
    found
}

impl PlanChange {
    /// Puts the plans beside the costs of their statement.
    pub(super) fn describe(&self, statement: &mut Value) {
        statement["plan_before"] = json!(cut(&self.before.text));
        statement["plan_after"] = json!(cut(&self.after.text));
        if !self.values.is_empty() {
            let shown = |constant: &Constant| match constant {
                Constant::Text(text) => json!(shorten(text)),
                Constant::Null | Constant::Unknown => Value::Null,
            };
            let values = self.values.iter().take(PARAMETERS);
            statement["plan_values"] = values.map(|(n, value)| (format!("${n}"), shown(value))).collect();
        }
    }

    /// The steps that the index called `index` on `table` changes: "a sequential scan of shop.orders becomes an index scan
    /// and a sort disappears". `None` if these are none that can be told in a few words.
    pub(super) fn told(&self, table: &Table, index: &str) -> Option<String> {
        let (before, after) = (&self.before.steps, &self.after.steps);
        let parts = [scans(before, after, table, index), sorts(before, after), joins(before, after)];
        let parts: Vec<String> = parts.into_iter().flatten().take(TOLD).collect();
        (!parts.is_empty()).then(|| parts.join(" and "))
    }
}

/// Whole lines only.
fn cut(plan: &str) -> String {
    let Some((end, _)) = plan.char_indices().nth(PLAN_LENGTH) else { return plan.to_owned() };
    let whole = plan[..end].rfind('\n').unwrap_or(end);
    format!("{}\n...", &plan[..whole])
}

/// The steps of `some` that have no counterpart in `others`.
fn missing_in<'a>(some: &'a [PlanStep], others: &[PlanStep]) -> Vec<&'a PlanStep> {
    let mut left: Vec<&PlanStep> = others.iter().collect();
    some.iter()
        .filter(|step| match left.iter().position(|other| other == step) {
            Some(place) => {
                left.remove(place);
                false
            }
            None => true,
        })
        .collect()
}

fn scans(before: &[PlanStep], after: &[PlanStep], table: &Table, index: &str) -> Option<String> {
    let of_table = |step: &&PlanStep| step.table == Some(table.oid);
    let lost: Vec<&PlanStep> = missing_in(before, after).into_iter().filter(of_table).collect();
    let gained = missing_in(after, before)
        .into_iter()
        .filter(of_table)
        .find(|step| step.indexes.iter().any(|name| name == index))?;
    let first = lost.first()?;
    let count = lost.iter().filter(|step| *step == first).count();
    let old = match first.kind {
        StepKind::SequentialScan => format!("of {}", qualified_name(table)),
        _ => {
            let names: Vec<String> = first.indexes.iter().map(|name| qualified_index(table, name)).collect();
            format!("with {}", names.join(" and "))
        }
    };
    let same = first.kind == gained.kind;
    Some(match (count, same) {
        (1, false) => format!("{} {old} becomes {}", one(first.kind), one(gained.kind)),
        (1, true) => format!("{} {old} becomes one with the new index", one(first.kind)),
        (_, false) => format!("{} {old} become {}s", several(count, first.kind), name(gained.kind)),
        (_, true) => format!("{} {old} become scans with the new index", several(count, first.kind)),
    })
}

fn sorts(before: &[PlanStep], after: &[PlanStep]) -> Option<String> {
    let fewer = |kind| count(before, kind).checked_sub(count(after, kind)).filter(|n| *n > 0);
    match (fewer(StepKind::Sort), fewer(StepKind::IncrementalSort)) {
        (Some(_), _)
            if count(after, StepKind::IncrementalSort) > count(before, StepKind::IncrementalSort) =>
        {
            Some("a sort becomes an incremental one".to_owned())
        }
        (Some(n), _) => Some(disappears(n, StepKind::Sort)),
        (None, Some(n)) if count(after, StepKind::Sort) == count(before, StepKind::Sort) => {
            Some(disappears(n, StepKind::IncrementalSort))
        }
        _ => None,
    }
}

fn disappears(number: usize, kind: StepKind) -> String {
    match number {
        1 => format!("{} disappears", one(kind)),
        _ => format!("{} disappear", several(number, kind)),
    }
}

/// One join that is done in another way. Of several nobody can tell which became which.
fn joins(before: &[PlanStep], after: &[PlanStep]) -> Option<String> {
    const JOINS: [StepKind; 3] = [StepKind::NestedLoop, StepKind::HashJoin, StepKind::MergeJoin];
    let of = |steps: &[PlanStep], others: &[PlanStep]| -> Option<StepKind> {
        let more = |kind: &StepKind| count(steps, *kind).saturating_sub(count(others, *kind));
        let mut changed = JOINS.into_iter().filter(|kind| more(kind) > 0);
        changed.next().filter(|kind| more(kind) == 1 && changed.next().is_none())
    };
    let (lost, gained) = (of(before, after)?, of(after, before)?);
    Some(format!("{} becomes {}", one(lost), one(gained)))
}

fn count(steps: &[PlanStep], kind: StepKind) -> usize {
    steps.iter().filter(|step| step.kind == kind).count()
}

fn name(kind: StepKind) -> &'static str {
    match kind {
        StepKind::SequentialScan => "sequential scan",
        StepKind::IndexScan => "index scan",
        StepKind::IndexOnlyScan => "index-only scan",
        StepKind::BitmapScan => "bitmap scan",
        StepKind::Sort => "sort",
        StepKind::IncrementalSort => "incremental sort",
        StepKind::NestedLoop => "nested loop",
        StepKind::HashJoin => "hash join",
        StepKind::MergeJoin => "merge join",
    }
}

fn one(kind: StepKind) -> String {
    let name = name(kind);
    format!("{} {name}", if name.starts_with('i') { "an" } else { "a" })
}

fn several(number: usize, kind: StepKind) -> String {
    format!("{number} {}s", name(kind))
}

#[cfg(test)]
#[path = "plan_change_tests.rs"]
mod tests;
