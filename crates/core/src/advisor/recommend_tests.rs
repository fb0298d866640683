use super::*;
use crate::advisor::candidate::CandidateKey;
use crate::advisor::compress::Member;
use crate::advisor::problem::Effect;
use crate::model::table::{Column, Index, IndexKey};
use crate::model::workload::{EqualityColumn, Values};

fn table(partitioned: bool) -> Table {
    let column = |number, name: &str| Column {
        number,
        name: name.into(),
        avg_width: 8.0,
        typlen: 8,
        alignment: 8,
        has_statistics: true,
        ..Column::default()
    };
    let key =
        IndexKey { column: Some(1), default_opclass: true, default_collation: true, ..IndexKey::default() };
    let index = Index {
        name: "idx_orders_user_id".into(),
        method: "btree".into(),
        keys: vec![key],
        valid: true,
        ..Index::default()
    };
    Table {
        oid: 1,
        schema: "Shop".into(),
        name: "orders".into(),
        rows: 1e6,
        pages: 1e4,
        partitioned,
        columns: vec![column(1, "user_id"), column(2, "created_at")],
        indexes: vec![index],
        ..Table::default()
    }
}

fn rows(table: Table, parameterized: bool, skipped: &[(String, String)]) -> Vec<Recommendation> {
    rows_with(table, parameterized, Values::Typical, skipped)
}

fn rows_with(
    table: Table,
    parameterized: bool,
    values: Values,
    skipped: &[(String, String)],
) -> Vec<Recommendation> {
    let alone = |statement| Representative {
        statement,
        weight: 10.0,
        members: vec![Member { statement, scale: 1.0 }],
    };
    let statement =
        |sql: &str| Statement { sql: sql.into(), calls: 10.0, parameterized, values, ..Statement::default() };
    rows_of(table, &[statement(&"ü".repeat(700)), statement("select 1")], &[alone(0), alone(1)], skipped)
}

fn rows_of(
    table: Table,
    statements: &[Statement],
    representatives: &[Representative],
    skipped: &[(String, String)],
) -> Vec<Recommendation> {
    let candidates = [Candidate::btree(1, vec![CandidateKey::plain(1), CandidateKey::plain(2)])];
    let step = Step {
        candidate: 0,
        size_bytes: 8192.0,
        cost_before: 1000.0,
        cost_after: 100.0,
        statements: vec![Effect::plain(0, 90.0, 5.0), Effect::plain(1, 10.0, 9.99)],
        alternatives: vec![],
    };
    let selection = Selection {
        steps: vec![step],
        baseline: 1000.0,
        complete: true,
        plannings: 3,
        gap: None,
        rejected: vec![],
    };
    let equal = TableAccess {
        table: 1,
        equalities: vec![EqualityColumn { column: 1 }],
        ranges: vec![2],
        ..TableAccess::default()
    };
    recommend(&Advice {
        tables: &BTreeMap::from([(1, table)]),
        statements,
        representatives,
        accesses: &[equal],
        candidates: &candidates,
        selection: &selection,
        plans: &[],
        upkeep: &[],
        loads: &BTreeMap::new(),
        taken_names: &BTreeMap::from([(
            "Shop".to_owned(),
            BTreeSet::from(["idx_orders_user_id_created_at".to_owned()]),
        )]),
        source: "queries",
        skipped,
        coverage: Coverage {
            statements: statements.len(),
            judged: representatives.len(),
            covered: 0.999_99,
            left_out: 7,
            not_read: 3,
        },
    })
}

#[test]
fn every_column_of_a_row() {
    let rows = rows(table(false), false, &[("selec".into(), "syntax error".into())]);
    let row = &rows[0];
    assert_eq!((rows.len(), row.rank, row.action.as_str(), row.method.as_str()), (1, 1, "create", "btree"));
    assert_eq!(row.table_name, "\"Shop\".orders");
    assert_eq!(row.index_name, "\"Shop\".idx_orders_user_id_created_at_2");
    assert_eq!(
        row.ddl,
        "CREATE INDEX CONCURRENTLY idx_orders_user_id_created_at_2 ON \"Shop\".orders USING btree (user_id, created_at)"
    );
    assert_eq!(row.undo_ddl, "DROP INDEX CONCURRENTLY \"Shop\".idx_orders_user_id_created_at_2");
    assert_eq!((row.size_bytes, row.query_count, row.improvement_pct), (8192, 1, Some(90.0)));
    // The new entry is 24 + 4 bytes; the row 28 + 16, its present index entry 16 + 4.
    assert_eq!(row.write_overhead_pct, Some(43.75));
    assert_eq!(row.confidence, "high");
    assert!(row.reason.starts_with(
        "orders.user_id = ? then created_at in a range; used by 1 statement that is 90 % of the workload's cost, \
         of which one execution falls from 90.0 to 5.0"
    ));
    assert_eq!(row.detail["statements"][0]["sql"].as_str().map(|s| s.chars().count()), Some(503));
    assert_eq!(row.detail["skipped"][0]["reason"], "syntax error");
    assert_eq!(row.detail["source"], "queries");
}

#[test]
fn t05_the_shorter_index_is_named_with_its_undo() {
    let row = &rows(table(false), false, &[])[0];
    let redundant = &row.detail["makes_redundant"][0];
    assert_eq!(redundant["ddl"], "DROP INDEX CONCURRENTLY \"Shop\".idx_orders_user_id");
    assert_eq!(
        redundant["undo_ddl"],
        "CREATE INDEX CONCURRENTLY idx_orders_user_id ON \"Shop\".orders USING btree (user_id)"
    );
    assert!(row.reason.contains("\"Shop\".idx_orders_user_id"));
}

#[test]
fn each_statement_of_a_group_counts_for_itself() {
    let statement = |n: usize| Statement { sql: format!("select {n}"), calls: 1.0, ..Statement::default() };
    let statements: Vec<Statement> = (0..602).map(statement).collect();
    // The first one belongs to the second representative.
    let members =
        (1..601).map(|n| Member { statement: n, scale: if n == 600 { 2.0 } else { 1.0 } }).collect();
    let representatives = [
        Representative { statement: 1, weight: 601.0, members },
        Representative { statement: 601, weight: 1.0, members: vec![Member { statement: 0, scale: 0.5 }] },
    ];
    let row = &rows_of(table(false), &statements, &representatives, &[])[0];
    assert_eq!((row.query_count, &row.detail["statement_count"]), (600, &json!(601)));
    let listed = row.detail["statements"].as_array().cloned().unwrap_or_default();
    let listed: Vec<i64> = listed.iter().filter_map(|s| s["statement"].as_i64()).collect();
    assert_eq!(listed, (2..=500).chain([601]).collect::<Vec<i64>>(), "those that save most, by position");
    let last = row.detail["statements"][499].clone();
    assert_eq!((&last["cost_before"], &last["cost_after"]), (&json!(180.0), &json!(10.0)));
    let workload = json!({"statements": 602, "judged": 2, "covered_pct": 99.99, "not_read": 3});
    assert_eq!(row.detail["workload"], workload);
    assert!(row.reason.contains("used by 600 statements"));
}

#[test]
fn confidence_falls_with_what_is_unknown() {
    assert_eq!(rows(table(false), true, &[])[0].confidence, "medium");
    assert_eq!(rows_with(table(false), true, Values::Generic, &[])[0].confidence, "low");
    let mut blind = table(false);
    blind.columns[1].has_statistics = false;
    assert_eq!(rows(blind, false, &[])[0].confidence, "low");
}

#[test]
fn partitioned_parents_are_pointed_out() {
    let row = &rows(table(true), false, &[])[0];
    assert!(row.ddl.starts_with("CREATE INDEX idx_") && row.undo_ddl.starts_with("DROP INDEX \"Shop\""));
    assert!(row.reason.contains("blocks writers"));
}
