use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::workloads::{any_workload, asked, asking, lookup, total, Planned};
use super::{choose, merge, Choice};
use crate::model::workload::TableAccess;

fn chosen(workload: &[Planned], most: usize) -> Choice {
    let asked = asked(workload);
    choose(&asked, merge(&asked), |_| true, most, || true)
}

fn statements(choice: &Choice) -> Vec<usize> {
    choice.representatives.iter().map(|one| one.statement).collect()
}

fn weighed(workload: &[Planned], choice: &Choice) -> f64 {
    choice.representatives.iter().map(|one| one.weight * workload[one.statement].1.cost).sum()
}

#[test]
fn few_are_all_judged() {
    let workload = [lookup(1, &[1], 1.0, 100.0, 5.0), lookup(2, &[1], 1.0, 100.0, 5.0)];
    let choice = chosen(&workload, 2);
    assert_eq!((statements(&choice), choice.covered, choice.left_out), (vec![0, 1], 1.0, 0));
}

#[test]
fn many_alike_beat_one_that_is_dearer() {
    // Each of the lookups in table 1 is cheaper than that in table 2; together they cost more.
    let mut workload = vec![lookup(2, &[1], 1.0, 150.0, 5.0)];
    workload.extend((2..8).map(|column| lookup(1, &[1, column], 1.0, 100.0, 5.0)));
    let choice = chosen(&workload, 1);
    assert_eq!(statements(&choice), [1]);
    assert_eq!((choice.representatives[0].weight, choice.left_out), (6.0, 1));
    assert!((choice.covered - 600.0 / 750.0).abs() < 1e-9);
    // What is covered does not count a second time.
    assert_eq!(statements(&chosen(&workload, 2)), [0, 1]);
    assert_eq!(chosen(&workload, 2).covered, 1.0);
}

#[test]
fn weight_goes_to_the_most_similar() {
    let workload = [
        lookup(1, &[1, 2], 10.0, 100.0, 5.0),
        lookup(1, &[3, 4], 10.0, 50.0, 5.0),
        lookup(1, &[3, 4, 5], 1.0, 100.0, 5.0),
    ];
    let choice = chosen(&workload, 2);
    let weights: Vec<f64> = choice.representatives.iter().map(|one| one.weight).collect();
    assert_eq!((statements(&choice), weights), (vec![0, 1], vec![10.0, 12.0]));
    assert!(
        choice.representatives.iter().all(|one| one.members.len() == 1),
        "being alike is not being equal"
    );
}

#[test]
fn a_table_in_common_is_not_enough() {
    let restricted: [fn(&mut TableAccess) -> &mut Vec<i16>; 4] =
        [|a| &mut a.in_lists, |a| &mut a.ranges, |a| &mut a.null_tests, |a| &mut a.joins];
    for columns in restricted {
        let on = |column, calls| {
            let mut access = TableAccess { table: 1, ..TableAccess::default() };
            columns(&mut access).push(column);
            asking(access, calls, 100.0, 5.0)
        };
        assert_eq!(
            chosen(&[on(1, 3.0), on(2, 1.0)], 1),
            Choice { covered: 0.75, left_out: 1, ..chosen(&[on(1, 3.0)], 1) }
        );
    }
}

#[test]
fn a_rare_value_is_not_all_that_a_common_one_says() {
    let rows = |calls, rows| lookup(1, &[1], calls, 100.0, rows);
    let workload =
        [rows(10.0, 50_000.0), rows(9.0, 10.0), rows(1.0, 40_000.0), lookup(2, &[1], 1.0, 1.0, 1.0)];
    assert_eq!(statements(&chosen(&workload, 2)), [0, 1]);
}

#[test]
fn what_no_index_helps_takes_no_place() {
    let mut workload = vec![lookup(9, &[1], 1000.0, 100.0, 1.0)];
    workload.extend((1..4).map(|table| lookup(table, &[1], f64::from(table), 100.0, 5.0)));
    let asked = asked(&workload);
    let choice = choose(&asked, merge(&asked), |access| access.table != 9, 2, || true);
    assert_eq!(statements(&choice), [0, 2, 3]);
    assert!((choice.covered - 1005.0 / 1006.0).abs() < 1e-9);
}

#[test]
fn may_be_interrupted() {
    let workload: Vec<Planned> = (1..9).map(|table| lookup(table, &[1], 1.0, 100.0, 5.0)).collect();
    let asked = asked(&workload);
    let mut patience = 3;
    let choice = choose(
        &asked,
        merge(&asked),
        |_| true,
        5,
        || {
            patience -= 1;
            patience >= 0
        },
    );
    assert_eq!((statements(&choice), choice.covered), (vec![0, 1, 2], 3.0 / 8.0));
}

/// 5,000 that are all different, on 40 tables with 30 columns.
fn large() -> Vec<Planned> {
    let mut state = 1u64;
    let mut draw = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    (0..5_000)
        .map(|n| {
            let columns: Vec<i16> = (0..1 + draw(4)).map(|_| 1 + draw(30) as i16).collect();
            let (statement, mut requirements) =
                lookup(1 + draw(40) as u32, &columns, 1.0 + draw(1000) as f64, 1.0 + draw(9000) as f64, 5.0);
            let other = TableAccess {
                table: 1 + draw(40) as u32,
                joins: vec![1],
                ranges: vec![2, 3],
                ..TableAccess::default()
            };
            requirements.accesses.push(other);
            requirements.accesses[0].output = vec![n];
            (statement, requirements)
        })
        .collect()
}

#[test]
fn five_thousand_take_no_time() {
    let workload = large();
    let started = Instant::now();
    let choice = chosen(&workload, 500);
    let elapsed = started.elapsed();
    println!(
        "{} of {}: {:.1} % in {elapsed:?}",
        choice.representatives.len(),
        workload.len(),
        choice.covered * 100.0
    );
    assert_eq!(choice.representatives.len(), 500);
    assert!((weighed(&workload, &choice) / (choice.covered * total(&workload)) - 1.0).abs() < 1e-9);
    // Optimised it takes less than a tenth of a second; this build is slow, and the machine may be busy.
    assert!(elapsed < Duration::from_secs(8), "{elapsed:?}");
    assert_eq!(choice, chosen(&workload, 500));
}

proptest! {
    #[test]
    fn the_weight_of_what_is_covered_is_kept(workload in any_workload(), most in 1usize..8) {
        let choice = chosen(&workload, most);
        prop_assert!(choice.representatives.len() <= most);
        prop_assert!((0.0..=1.0).contains(&choice.covered));
        let expected = choice.covered * total(&workload);
        prop_assert!((weighed(&workload, &choice) - expected).abs() <= total(&workload) * 1e-9);
        prop_assert!(choice.representatives.is_sorted_by_key(|one| one.statement));
        prop_assert!(choice.left_out > 0 || choice.covered == 1.0);
        prop_assert_eq!(&choice, &chosen(&workload, most));
    }
}
