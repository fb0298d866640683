//! Workloads for the tests.

use proptest::prelude::*;

use super::Asked;
use crate::model::workload::{EqualityColumn, OrderColumn, Requirements, Statement, TableAccess, RESULT};

pub type Planned = (Statement, Requirements);

/// Reads `rows` rows of a table that are fixed by `columns`.
pub fn lookup(table: u32, columns: &[i16], calls: f64, cost: f64, rows: f64) -> Planned {
    let equalities = columns.iter().map(|&column| EqualityColumn { column }).collect();
    asking(TableAccess { table, equalities, ..TableAccess::default() }, calls, cost, rows)
}

pub fn asking(access: TableAccess, calls: f64, cost: f64, rows: f64) -> Planned {
    let rows = vec![(RESULT, rows), (access.table, rows)];
    (
        Statement { calls, ..Statement::default() },
        Requirements { cost, accesses: vec![access], rows, ..Requirements::default() },
    )
}

pub fn asked(workload: &[Planned]) -> Vec<Asked<'_>> {
    workload.iter().map(|(statement, requirements)| Asked { statement, requirements }).collect()
}

/// Calls times cost.
pub fn total(workload: &[Planned]) -> f64 {
    asked(workload).iter().map(Asked::part).sum()
}

/// Different in everything that tells statements apart, with values that often agree.
pub fn any_workload() -> impl Strategy<Value = Vec<Planned>> {
    let columns = || prop::collection::vec(1i16..4, 0..3);
    let order = |column| vec![OrderColumn { column, ..OrderColumn::default() }];
    let access =
        (1u32..3, columns(), columns(), columns()).prop_map(move |(table, equal, ranges, orders)| {
            TableAccess {
                table,
                equalities: equal.into_iter().map(|column| EqualityColumn { column }).collect(),
                ranges,
                orders: orders.into_iter().map(order).collect(),
                ..TableAccess::default()
            }
        });
    let number = || prop_oneof![Just(0.0), Just(1.0), 0.0..1e6];
    let planned = (access, number(), number(), number(), any::<bool>()).prop_map(
        |(access, calls, cost, rows, parameterized)| {
            let (statement, requirements) = asking(access, calls, cost, rows);
            (Statement { parameterized, ..statement }, requirements)
        },
    );
    prop::collection::vec(planned, 0..60)
}
