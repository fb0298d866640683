use super::*;
use crate::advisor::compress::Member;
use crate::advisor::problem::Effect;

fn scan(kind: StepKind, index: Option<&str>) -> PlanStep {
    PlanStep { kind, table: Some(7), indexes: index.into_iter().map(str::to_owned).collect() }
}

fn step(kind: StepKind) -> PlanStep {
    PlanStep { kind, table: None, indexes: vec![] }
}

fn change(before: &[PlanStep], after: &[PlanStep]) -> PlanChange {
    let shown = |steps: &[PlanStep]| ShownPlan { text: String::new(), steps: steps.to_vec() };
    PlanChange { judged: 0, before: shown(before), after: shown(after), values: vec![] }
}

fn told(before: &[PlanStep], after: &[PlanStep]) -> Option<String> {
    let table = Table { oid: 7, schema: "shop".into(), name: "Orders".into(), ..Table::default() };
    change(before, after).told(&table, "new")
}

fn says(before: &[PlanStep], after: &[PlanStep], words: &str) {
    assert_eq!(told(before, after).as_deref(), Some(words));
}

use StepKind::{
    BitmapScan, HashJoin, IncrementalSort, IndexOnlyScan, IndexScan, MergeJoin, NestedLoop, SequentialScan,
    Sort,
};

#[test]
fn scans_become_scans_with_the_new_index() {
    let sequential = scan(SequentialScan, None);
    let with = |kind| scan(kind, Some("new"));
    says(
        &[step(Sort), sequential.clone()],
        &[with(IndexScan)],
        "a sequential scan of shop.\"Orders\" becomes an index scan and a sort disappears",
    );
    says(
        &[scan(BitmapScan, Some("old"))],
        &[with(IndexOnlyScan)],
        "a bitmap scan with shop.old becomes an index-only scan",
    );
    says(
        &[scan(IndexScan, Some("old"))],
        &[with(IndexScan)],
        "an index scan with shop.old becomes one with the new index",
    );
    says(
        &[sequential.clone(), sequential.clone()],
        &[with(IndexScan), with(IndexScan)],
        "2 sequential scans of shop.\"Orders\" become index scans",
    );
    says(
        &[sequential.clone(), sequential.clone()],
        &[with(BitmapScan), sequential],
        "a sequential scan of shop.\"Orders\" becomes a bitmap scan",
    );
}

#[test]
fn what_the_index_has_no_part_in_is_not_told() {
    let sequential = scan(SequentialScan, None);
    let elsewhere = PlanStep { table: Some(8), ..sequential.clone() };
    let one = [sequential.clone()];
    assert_eq!(told(&one, &one), None);
    assert_eq!(told(&[sequential], &[scan(IndexScan, Some("other"))]), None);
    assert_eq!(told(&[elsewhere], &[scan(IndexScan, Some("new"))]), None);
}

#[test]
fn sorts_disappear_or_become_less() {
    says(&[step(Sort), step(Sort)], &[], "2 sorts disappear");
    says(&[step(Sort)], &[step(IncrementalSort)], "a sort becomes an incremental one");
    says(&[step(IncrementalSort)], &[], "an incremental sort disappears");
    assert_eq!(told(&[step(IncrementalSort)], &[step(Sort)]), None);
    assert_eq!(told(&[], &[step(Sort)]), None);
}

#[test]
fn one_join_may_become_another_and_two_facts_are_enough() {
    says(&[step(HashJoin)], &[step(NestedLoop)], "a hash join becomes a nested loop");
    assert_eq!(told(&[step(HashJoin), step(MergeJoin)], &[step(NestedLoop), step(NestedLoop)]), None);
    says(
        &[step(MergeJoin), step(Sort), scan(SequentialScan, None)],
        &[step(NestedLoop), scan(IndexScan, Some("new"))],
        "a sequential scan of shop.\"Orders\" becomes an index scan and a sort disappears",
    );
}

#[test]
fn long_plans_end_with_a_whole_line() {
    let mut statement = json!({});
    let mut shown = change(&[], &[]);
    shown.before.text = "Seq Scan on a_table_of_some_name\n".repeat(200);
    shown.after.text = "Index Scan".into();
    shown.describe(&mut statement);
    let before = statement["plan_before"].as_str().unwrap_or_default();
    assert!(before.ends_with("some_name\n...") && before.chars().count() <= PLAN_LENGTH + 4, "{before}");
    assert_eq!(statement["plan_after"], "Index Scan");
    assert!(statement.get("plan_values").is_none());
    shown.values = vec![(1, Constant::Text("5".into())), (3, Constant::Null)];
    shown.describe(&mut statement);
    assert_eq!(statement["plan_values"], json!({"$1": "5", "$3": null}));
}

#[test]
fn those_that_gain_most_are_shown() {
    let member = |statement| Member { statement, scale: 1.0 };
    let representatives = [
        Representative { statement: 0, weight: 2.0, members: vec![member(0), member(3)] },
        Representative { statement: 1, weight: 1.0, members: vec![member(1)] },
        Representative { statement: 2, weight: 1.0, members: vec![member(2)] },
    ];
    let statements: Vec<Statement> =
        [1.0, 10.0, 1.0, 1.0].map(|calls| Statement { calls, ..Statement::default() }).into();
    let step = Step {
        candidate: 0,
        size_bytes: 0.0,
        cost_before: 0.0,
        cost_after: 0.0,
        statements: [(0, 50.0), (1, 80.0), (2, 99.9)].map(|(s, after)| Effect::plain(s, 100.0, after)).into(),
        alternatives: vec![],
    };
    assert_eq!(gaining_most(&statements, &representatives, &step, 3), [1, 0]);
    assert_eq!(gaining_most(&statements, &representatives, &step, 1), [1]);
}
