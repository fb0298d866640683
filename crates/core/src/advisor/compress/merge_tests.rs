use proptest::prelude::*;

use super::merge;
use super::workloads::{any_workload, asked, asking, lookup, total, Planned};
use crate::model::access_method::AccessMethod;
use crate::model::workload::{EqualityColumn, OrderColumn, Search, Statement, TableAccess};

/// Positions of the members of each representative.
fn groups(workload: &[Planned]) -> Vec<Vec<usize>> {
    let members = |one: super::Representative| one.members.iter().map(|m| m.statement).collect();
    merge(&asked(workload)).into_iter().map(members).collect()
}

#[test]
fn same_requirements_in_any_order_are_one() {
    let order = |column| vec![OrderColumn { column, descending: true, nulls_first: true }];
    let search = |column| Search { method: AccessMethod::Gin, column, operator: 7 };
    let access = TableAccess {
        statement: 3,
        table: 1,
        equalities: vec![EqualityColumn { column: 1 }, EqualityColumn { column: 2 }],
        in_lists: vec![3, 4],
        ranges: vec![5, 6],
        null_tests: vec![7, 8],
        joins: vec![1, 9],
        orders: vec![order(5), order(6)],
        output: vec![1, 2],
        limited: true,
        arm: true,
        searches: vec![search(3), search(4)],
        predicates: vec![2000, 2001],
    };
    let mut turned = TableAccess { statement: 4, ..access.clone() };
    turned.equalities.reverse();
    turned.orders.reverse();
    turned.searches.reverse();
    for list in [
        &mut turned.in_lists,
        &mut turned.ranges,
        &mut turned.null_tests,
        &mut turned.joins,
        &mut turned.output,
        &mut turned.predicates,
    ] {
        list.reverse();
        list.push(list[0]);
    }
    let one = |access: &TableAccess| asking(access.clone(), 1.0, 100.0, 5.0);
    assert_eq!(groups(&[one(&access), one(&turned)]), [[0, 1]]);
    for different in [
        TableAccess { table: 2, ..access.clone() },
        TableAccess { equalities: access.equalities[..1].to_vec(), ..access.clone() },
        TableAccess { ranges: access.in_lists.clone(), in_lists: access.ranges.clone(), ..access.clone() },
        TableAccess { orders: vec![[order(5), order(6)].concat()], ..access.clone() },
        TableAccess { output: vec![1], ..access.clone() },
        TableAccess { limited: false, ..access.clone() },
    ] {
        assert_eq!(groups(&[one(&access), one(&different)]), [[0], [1]]);
    }
}

#[test]
fn several_relations_in_any_order_too() {
    let (statement, mut both) = lookup(1, &[1], 1.0, 100.0, 5.0);
    let (_, mut second) = lookup(2, &[7], 1.0, 100.0, 5.0);
    both.accesses.append(&mut second.accesses);
    let mut turned = both.clone();
    turned.accesses.reverse();
    assert_eq!(groups(&[(statement.clone(), both), (statement, turned)]), [[0, 1]]);
}

#[test]
fn the_one_that_costs_most_weighs_for_all() {
    let workload = [
        lookup(1, &[1], 10.0, 100.0, 5.0),
        lookup(1, &[1], 30.0, 80.0, 5.0),
        lookup(1, &[1], 1.0, 160.0, 5.0),
    ];
    let merged = merge(&asked(&workload));
    assert_eq!((merged.len(), merged[0].statement), (1, 1));
    assert_eq!(merged[0].weight * 80.0, 1000.0 + 2400.0 + 160.0);
    let scales: Vec<f64> = merged[0].members.iter().map(|member| member.scale).collect();
    assert_eq!(scales, [1.25, 1.0, 2.0]);
}

#[test]
fn what_costs_nothing_weighs_as_often_as_it_runs() {
    let merged = merge(&asked(&[lookup(1, &[1], 2.0, 0.0, 5.0), lookup(1, &[1], 3.0, 0.0, 5.0)]));
    assert_eq!((merged.len(), merged[0].weight, merged[0].members[1].scale), (1, 5.0, 1.0));
}

/// A sequential scan costs the same whether one row comes out of it or all; an index does not.
#[test]
fn rare_and_common_values_stay_apart() {
    let rows = |rows| lookup(1, &[1], 1.0, 1000.0, rows);
    assert_eq!(groups(&[rows(50_000.0), rows(100.0), rows(90_000.0), rows(51.0)]), [vec![0, 2], vec![1, 3]]);
    assert_eq!(groups(&[rows(1.0), rows(9.0)]), [[0, 1]], "both are few");
}

#[test]
fn cheap_and_dear_stay_apart() {
    let cost = |cost| lookup(1, &[1], 1.0, cost, 5.0);
    assert_eq!(groups(&[cost(8.0), cost(1000.0), cost(16.0), cost(17.0)]), [vec![0], vec![1], vec![2, 3]]);
}

#[test]
fn derived_constants_are_not_for_those_who_have_their_own() {
    let (own, requirements) = lookup(1, &[1], 1.0, 100.0, 5.0);
    let derived = Statement { parameterized: true, ..own.clone() };
    assert_eq!(groups(&[(own, requirements.clone()), (derived, requirements)]), [[0], [1]]);
}

proptest! {
    #[test]
    fn every_statement_is_in_one_group_and_the_total_stays(workload in any_workload()) {
        let merged = merge(&asked(&workload));
        let mut members: Vec<usize> = merged.iter().flat_map(|one| &one.members).map(|m| m.statement).collect();
        members.sort_unstable();
        prop_assert_eq!(members, (0..workload.len()).collect::<Vec<_>>());
        let weighed: f64 = merged.iter().map(|one| one.weight * workload[one.statement].1.cost).sum();
        prop_assert!((weighed - total(&workload)).abs() <= total(&workload) * 1e-9);
        for one in &merged {
            let cost = workload[one.statement].1.cost;
            for member in &one.members {
                prop_assert!((0.5..=2.0).contains(&member.scale));
                prop_assert!((member.scale * cost - workload[member.statement].1.cost).abs() <= cost * 1e-9);
            }
        }
        prop_assert!(merged.is_sorted_by_key(|one| one.statement));
        prop_assert_eq!(&merged, &merge(&asked(&workload)));
    }
}
