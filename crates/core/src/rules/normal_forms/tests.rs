use super::*;
use crate::dependencies::Determinant;
use crate::model::sample::{Joined, SampledColumn, SampledKey, SampledReference, Values};

struct Nobody;

impl Rows for Nobody {
    fn joined(&self, _: &SampledTable, _: &SampledReference) -> Option<Joined> {
        None
    }
    fn contradictions(&self, _: &SampledTable, _: &[usize], _: &[usize]) -> Option<u64> {
        Some(1)
    }
    fn table_names(&self) -> &[(String, String)] {
        &[]
    }
}

fn column(name: &str, value: impl Fn(usize) -> usize) -> SampledColumn {
    let texts: Vec<String> = (0..2000).map(|row| value(row).to_string()).collect();
    SampledColumn {
        name: name.into(),
        quoted: name.into(),
        type_name: "text".into(),
        base_type: "text".into(),
        category: "S".into(),
        values: Values::of(texts.iter().map(|text| Some(text.as_str()))),
        ..SampledColumn::default()
    }
}

/// (student, course) is the key, and what a course is called, who teaches it and where, follows from the course.
fn courses(keys: &[&[&str]]) -> SampledTable {
    let course = |row: usize| row * 7919 / 13 % 40;
    let mix = |x: usize| x * 2_654_435_761 % 4_294_967_296 / 65536;
    SampledTable {
        schema_name: "s".into(),
        table_name: "marks".into(),
        qualified: "s.marks".into(),
        kind: "table".into(),
        rows: 2000,
        columns: vec![
            column("student", |row| row / 7),
            column("course", course),
            column("teacher", move |row| mix(course(row)) % 11),
            column("room", move |row| mix(mix(course(row)) % 11 + 5) % 6),
        ],
        keys: keys
            .iter()
            .map(|columns| SampledKey {
                name: "k".into(),
                is_primary: true,
                columns: columns.iter().map(|name| name.to_string()).collect(),
            })
            .collect(),
        ..SampledTable::default()
    }
}

fn found(table: &SampledTable, form: Form) -> Vec<(Value, Value)> {
    let params =
        json!({"left_columns": 2, "min_rows": 100, "min_bits": 40, "ignored_columns": ["tenant_id"]});
    let found = rows(form, table, &Nobody, &Params(params.as_object().unwrap()));
    found
        .into_iter()
        .map(|row| (row.detail["determinant"].clone(), row.detail["dependents"].clone()))
        .collect()
}

#[test]
fn forms_are_told_apart_by_the_keys() {
    let table = courses(&[&["student", "course"]]);
    assert_eq!(found(&table, Form::Second), [(json!(["course"]), json!(["teacher"]))]);
    assert_eq!(found(&table, Form::Third), [(json!(["teacher"]), json!(["room"]))]);
    assert!(found(&table, Form::BoyceCodd).is_empty());
    let table = courses(&[&["student", "course"], &["student", "teacher"]]);
    assert_eq!(found(&table, Form::BoyceCodd), [(json!(["course"]), json!(["teacher"]))]);
}

#[test]
fn what_a_foreign_key_keeps_right_is_left_alone() {
    let mut table = courses(&[&["student", "course"]]);
    table.foreign_keys = vec![SampledReference {
        columns: vec!["course".into(), "teacher".into()],
        ..SampledReference::default()
    }];
    assert!(found(&table, Form::Second).is_empty());
    table.columns[3].name = "tenant_id".into();
    assert!(found(&table, Form::Third).is_empty());
}

#[test]
fn a_contradiction_in_the_table_ends_the_suspicion() {
    let params = json!({"left_columns": 1, "min_rows": 100, "min_bits": 40, "verify": true});
    let table = courses(&[&["student", "course"]]);
    assert!(rows(Form::Second, &table, &Nobody, &Params(params.as_object().unwrap())).is_empty());
}

#[test]
fn columns_move_to_the_referenced_table() {
    let mut table = courses(&[]);
    let one = Determinant { left: vec![1], right: vec![2, 3], equivalent: vec![], bits: 99.0, groups: 40 };
    assert_eq!(
        decomposition::ddl(&table, &one, &|_| None).lines().collect::<Vec<_>>(),
        [
            "CREATE TABLE s.marks_by_course (course text, teacher text, room text, PRIMARY KEY (course));",
            "INSERT INTO s.marks_by_course (course, teacher, room) \
             SELECT DISTINCT course, teacher, room FROM s.marks WHERE course IS NOT NULL;",
            "ALTER TABLE s.marks ADD FOREIGN KEY (course) REFERENCES s.marks_by_course;",
            "-- When nothing reads or writes the columns in the old place any more:",
            "-- ALTER TABLE s.marks DROP COLUMN teacher, DROP COLUMN room;",
        ]
    );
    table.foreign_keys = vec![SampledReference {
        columns: vec!["course".into()],
        referenced_qualified: "s.courses".into(),
        referenced_columns: vec!["id".into()],
        referenced_names: vec!["id".into(), "room".into()],
        ..SampledReference::default()
    }];
    assert_eq!(
        decomposition::ddl(&table, &one, &|_| None).lines().take(2).collect::<Vec<_>>(),
        [
            "ALTER TABLE s.courses ADD COLUMN teacher text, ADD COLUMN marks_room text;",
            "UPDATE s.courses AS p SET teacher = d.teacher, marks_room = d.room FROM (SELECT DISTINCT course, \
             teacher, room FROM s.marks WHERE course IS NOT NULL) AS d WHERE p.id = d.course;",
        ]
    );
    let original = |column: usize| (column == 3).then(|| "place".to_string());
    assert_eq!(
        decomposition::ddl(&table, &one, &original).lines().take(2).collect::<Vec<_>>(),
        [
            "-- room is s.courses.place, which is there already.",
            "ALTER TABLE s.courses ADD COLUMN teacher text;"
        ]
    );
}
