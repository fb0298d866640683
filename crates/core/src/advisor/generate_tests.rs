use super::*;
use crate::model::table::{Column, Index, IndexKey};
use crate::model::workload::EqualityColumn;
use crate::model::workload::OrderColumn;
use proptest::prelude::*;

const A: i16 = 1;
const B: i16 = 2;
const C: i16 = 3;
const D: i16 = 4;

fn table() -> Table {
    let column = |(i, name): (usize, &&str)| Column {
        number: i as i16 + 1,
        name: name.to_string(),
        avg_width: 4.0,
        n_distinct: -0.1 / (i as f64 + 1.0),
        has_statistics: true,
        btree_indexable: true,
        ..Column::default()
    };
    let columns = ["a", "b", "c", "d", "e", "f"].iter().enumerate().map(column).collect();
    Table { oid: 1, name: "t".into(), rows: 1e6, pages: 1e4, columns, ..Table::default() }
}

fn index(columns: &[i16]) -> Index {
    let key = |&column| IndexKey {
        column: Some(column),
        default_opclass: true,
        default_collation: true,
        ..IndexKey::default()
    };
    Index {
        name: "i".into(),
        method: "btree".into(),
        keys: columns.iter().map(key).collect(),
        valid: true,
        ..Index::default()
    }
}

fn equal(statement: usize, columns: &[i16]) -> TableAccess {
    let equalities = columns.iter().map(|&column| EqualityColumn { column }).collect();
    TableAccess { statement, table: 1, equalities, ..TableAccess::default() }
}

fn asc(column: i16) -> OrderColumn {
    OrderColumn { column, descending: false, nulls_first: false }
}

fn desc(column: i16) -> OrderColumn {
    OrderColumn { column, descending: true, nulls_first: true }
}

fn ordered(columns: &[i16], order: &[OrderColumn]) -> TableAccess {
    TableAccess { orders: vec![order.to_vec()], limited: true, ..equal(0, columns) }
}

fn limits(max_columns: usize) -> Limits {
    Limits { max_columns, methods: AccessMethod::ALL.into() }
}

/// Candidates as text: `-` descending, `^` NULLs first.
fn texts(table: &Table, accesses: &[TableAccess], max_columns: usize) -> Vec<String> {
    let tables = BTreeMap::from([(1, table.clone())]);
    let text = |c: Candidate| {
        let key = |k: &CandidateKey| {
            let column = table.column(k.column).map_or("?", |c| &c.name);
            format!("{}{column}{}", if k.descending { "-" } else { "" }, if k.nulls_first { "^" } else { "" })
        };
        c.keys.iter().map(key).collect::<Vec<_>>().join(",")
    };
    candidates(&tables, accesses, &limits(max_columns)).into_iter().map(text).collect()
}

fn has(list: &[String], wanted: &str) -> bool {
    list.iter().any(|c| c == wanted)
}

#[test]
fn t01_t03_t04_nothing_that_exists_already() {
    let mut t = table();
    t.indexes = vec![index(&[A, B])];
    assert_eq!(texts(&t, &[equal(0, &[A])], 4), [""; 0]);
    t.indexes = vec![Index { unique: true, ..index(&[A]) }];
    assert_eq!(texts(&t, &[equal(0, &[A])], 4), [""; 0]);
    // The unique index finds the one row: what else is fixed does not matter.
    assert_eq!(texts(&t, &[equal(0, &[A, B, C])], 4), [""; 0]);
}

#[test]
fn t02_the_other_column_order_does_not_serve() {
    let mut t = table();
    t.indexes = vec![index(&[B, A])];
    assert_eq!(texts(&t, &[equal(0, &[A])], 4), ["a"]);
}

#[test]
fn t05_an_existing_prefix_does_not_forbid_the_longer_index() {
    let mut t = table();
    t.indexes = vec![index(&[A])];
    let range = TableAccess { ranges: vec![B], ..equal(0, &[A]) };
    let list = texts(&t, &[range], 4);
    assert!(has(&list, "a,b") && !has(&list, "a"), "{list:?}");
    let redundant = existing::made_redundant(
        &t,
        &Candidate::btree(1, vec![CandidateKey::plain(A), CandidateKey::plain(B)]),
    );
    assert_eq!(redundant.len(), 1);
    t.indexes[0].unique = true;
    assert!(existing::made_redundant(
        &t,
        &Candidate::btree(1, vec![CandidateKey::plain(A), CandidateKey::plain(B)])
    )
    .is_empty());
}

#[test]
fn t06_t08_t09_t10_indexes_that_do_not_count() {
    let mut foreign = index(&[A]);
    foreign.keys[0].default_opclass = false;
    let mut collated = index(&[A]);
    collated.keys[0].default_collation = false;
    let mut expression = index(&[A]);
    expression.keys[0].column = None;
    for other in [
        Index { partial: true, ..index(&[A]) },
        Index { valid: false, ..index(&[A]) },
        Index { method: "hash".into(), ..index(&[A]) },
        foreign,
        collated,
        expression,
    ] {
        let t = Table { indexes: vec![other], ..table() };
        assert_eq!(texts(&t, &[equal(0, &[A])], 4), ["a"]);
    }
}

#[test]
fn t16_small_or_unknown_tables_get_nothing() {
    for (rows, pages) in [(50.0, 1.0), (999.0, 50.0), (5000.0, 9.0), (-1.0, 0.0), (f64::NAN, f64::NAN)] {
        let t = Table { rows, pages, ..table() };
        assert_eq!(texts(&t, &[equal(0, &[A])], 4), [""; 0]);
    }
}

#[test]
fn t26_equality_then_descending_order() {
    let list = texts(&table(), &[ordered(&[A], &[desc(B)])], 4);
    assert!(has(&list, "a,b"), "{list:?}");
    assert!(list.iter().all(|c| !c.contains('-')), "{list:?}");
}

#[test]
fn t27_mixed_directions_are_kept() {
    assert!(has(&texts(&table(), &[ordered(&[], &[asc(A), desc(B)])], 4), "a,-b^"));
    // Turned round it is the same index.
    assert!(has(&texts(&table(), &[ordered(&[], &[desc(A), asc(B)])], 4), "a,-b^"));
}

#[test]
fn t28_nulls_order_is_kept() {
    let last = OrderColumn { column: B, descending: true, nulls_first: false };
    let list = texts(&table(), &[ordered(&[A], &[last])], 4);
    assert!(has(&list, "a,b^") && !has(&list, "a,b"), "{list:?}");
}

#[test]
fn t29_all_descending_is_read_backward() {
    let list = texts(&table(), &[ordered(&[], &[desc(A), desc(B)])], 4);
    assert_eq!(list, ["a", "a,b"]);
    let mut t = table();
    t.indexes = vec![index(&[A, B])];
    assert_eq!(texts(&t, &[ordered(&[], &[desc(A), desc(B)])], 4), [""; 0]);
    // An existing index in the opposite directions serves as well.
    for key in &mut t.indexes[0].keys {
        (key.descending, key.nulls_first) = (true, true);
    }
    assert_eq!(texts(&t, &[ordered(&[], &[asc(A), asc(B)])], 4), [""; 0]);
}

#[test]
fn constants_do_not_count_in_an_order() {
    assert!(has(&texts(&table(), &[ordered(&[A], &[asc(A), desc(C)])], 4), "a,c"));
}

#[test]
fn t32_range_and_order_compete() {
    let access = TableAccess { ranges: vec![C], ..ordered(&[A], &[asc(B)]) };
    let list = texts(&table(), &[access], 3);
    for wanted in ["a,b,c", "a,b", "a,c", "b", "c"] {
        assert!(has(&list, wanted), "{wanted} is not in {list:?}");
    }
}

#[test]
fn t41_lists_stand_between_equalities_and_ranges() {
    let access = TableAccess { in_lists: vec![B], ranges: vec![C], ..equal(0, &[D]) };
    let list = texts(&table(), &[access], 4);
    assert!(has(&list, "d,b,c") && has(&list, "b") && has(&list, "d,b"), "{list:?}");
}

#[test]
fn joins_with_constants_on_either_side() {
    let access = TableAccess { joins: vec![B, C], ..equal(0, &[A]) };
    let list = texts(&table(), &[access], 3);
    for wanted in ["a,b", "b,a", "b", "c", "c,a", "a,b,c", "b,c", "c,b"] {
        assert!(has(&list, wanted), "{wanted} is not in {list:?}");
    }
}

#[test]
fn covering_if_it_fits() {
    let access = TableAccess { output: vec![A, C], ..equal(0, &[A]) };
    assert_eq!(texts(&table(), std::slice::from_ref(&access), 2), ["a", "a,c"]);
    assert_eq!(texts(&table(), &[access], 1), ["a"]);
}

#[test]
fn t109_shared_columns_lead() {
    let list = texts(&table(), &[equal(0, &[B]), equal(1, &[A, B]), equal(2, &[C, A, B])], 4);
    assert!(has(&list, "b,a,c") && has(&list, "b,a"), "{list:?}");
    // A column that more statements fix leads, although it has fewer distinct values.
    assert!(!has(&list, "c,a,b"), "{list:?}");
}

#[test]
fn t111_conflicting_orders_are_both_offered() {
    let mut second = ordered(&[], &[asc(B), asc(A)]);
    second.statement = 1;
    let list = texts(&table(), &[ordered(&[], &[asc(A), asc(B)]), second], 4);
    assert!(has(&list, "a,b") && has(&list, "b,a"), "{list:?}");
}

#[test]
fn t98_columns_without_btree_class_are_skipped() {
    let mut t = table();
    t.columns[0].btree_indexable = false;
    assert_eq!(texts(&t, &[equal(0, &[A, B])], 4), ["b"]);
    assert_eq!(texts(&t, &[ordered(&[], &[asc(B), asc(A), asc(C)])], 4), ["b"]);
    assert_eq!(texts(&t, &[equal(0, &[99])], 4), [""; 0]);
}

#[test]
fn one_column_means_one_column() {
    let access = TableAccess { ranges: vec![C], ..ordered(&[A, B], &[desc(D)]) };
    assert!(texts(&table(), std::slice::from_ref(&access), 1).iter().all(|c| !c.contains(',')));
    assert_eq!(texts(&table(), std::slice::from_ref(&access), 0), texts(&table(), &[access], 1));
}

fn any_access() -> impl Strategy<Value = TableAccess> {
    let columns = || prop::collection::vec(0i16..8, 0..4);
    let order =
        prop::collection::vec(
            (0i16..8, any::<bool>(), any::<bool>()).prop_map(|(column, descending, nulls_first)| {
                OrderColumn { column, descending, nulls_first }
            }),
            0..4,
        );
    (
        0usize..5,
        columns(),
        columns(),
        columns(),
        columns(),
        prop::collection::vec(order, 0..3),
        columns(),
        any::<bool>(),
    )
        .prop_map(|(statement, e, in_lists, ranges, joins, orders, output, limited)| TableAccess {
            in_lists,
            ranges: ranges.clone(),
            null_tests: ranges,
            joins,
            orders,
            output,
            limited,
            ..equal(statement, &e)
        })
}

proptest! {
    #[test]
    fn always_wellformed(accesses in prop::collection::vec(any_access(), 0..12), max in 0usize..40) {
        let mut t = table();
        t.indexes = vec![index(&[A, B])];
        let tables = BTreeMap::from([(1, t.clone())]);
        let found = candidates(&tables, &accesses, &limits(max));
        prop_assert!(found.is_sorted() && found.len() <= PER_TABLE);
        for c in &found {
            let columns: BTreeSet<i16> = c.keys.iter().map(|k| k.column).collect();
            prop_assert_eq!(columns.len(), c.keys.len());
            prop_assert!(!c.keys.is_empty() && c.keys.len() <= max.clamp(1, MAX_KEYS));
            prop_assert!(c.keys.iter().all(|k| t.column(k.column).is_some()));
            prop_assert!(!existing::is_served(&t, c));
        }
        let mut reversed = accesses.clone();
        reversed.reverse();
        prop_assert_eq!(!candidates(&tables, &reversed, &limits(max)).is_empty(), !found.is_empty());
    }
}
