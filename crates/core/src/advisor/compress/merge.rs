//! Statements that ask the same of indexes, as one.

use std::collections::BTreeMap;

use super::{Asked, Member, Representative};
use crate::model::workload::TableAccess;

/// How far costs and rows may lie from the representative's. What an access says of a condition is its column, so
/// `status = 'open'` and `status = 'done'` look alike, although an index serves only the one that is rare. An index
/// that leaves a tenth of the representative's cost leaves, with twice the rows, about a fifth of a member's: the same
/// advice. Many statements over different constants still fall into few groups, since rows and costs come in magnitudes.
const FACTOR: f64 = 2.0;
/// Fewer rows than this are all few: what finding them costs is lost in what an index saves.
const FEW_ROWS: f64 = 10.0;

/// One representative for all statements that are planned alike, in the order of their positions. Of these it is the
/// one that costs the workload most, and so the one whose advice matters most.
pub fn merge(asked: &[Asked]) -> Vec<Representative> {
    let mut shapes: BTreeMap<Shape, Vec<usize>> = BTreeMap::new();
    for (position, one) in asked.iter().enumerate() {
        shapes.entry(Shape::of(one)).or_default().push(position);
    }
    let mut merged = Vec::new();
    for mut positions in shapes.into_values() {
        positions.sort_by(|&a, &b| asked[b].part().total_cmp(&asked[a].part()).then(a.cmp(&b)));
        // The first of each group leads it. Leaders differ by the factor at least, so there are few.
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for position in positions {
            match groups.iter_mut().find(|group| close(&asked[group[0]], &asked[position])) {
                Some(group) => group.push(position),
                None => groups.push(vec![position]),
            }
        }
        merged.extend(groups.into_iter().map(|group| represent(asked, group)));
    }
    merged.sort_by_key(|one| one.statement);
    merged
}

/// What has to be equal.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    accesses: Vec<TableAccess>,
    /// The tables that rows are known of, as often as there are rows: these are compared one by one.
    counted: Vec<u32>,
    /// Constants are derived for one, and the other has its own.
    parameterized: bool,
}

impl Shape {
    fn of(asked: &Asked) -> Self {
        let mut accesses: Vec<TableAccess> =
            asked.requirements.accesses.iter().cloned().map(normalised).collect();
        accesses.sort_unstable();
        accesses.dedup();
        let counted = asked.requirements.rows.iter().map(|(table, _)| *table).collect();
        Shape { accesses, counted, parameterized: asked.statement.parameterized }
    }
}

/// Lists as the sets that they are, and nobody's position.
fn normalised(access: TableAccess) -> TableAccess {
    fn set<T: Ord>(mut list: Vec<T>) -> Vec<T> {
        list.sort_unstable();
        list.dedup();
        list
    }
    TableAccess {
        statement: 0,
        table: access.table,
        equalities: set(access.equalities),
        in_lists: set(access.in_lists),
        ranges: set(access.ranges),
        null_tests: set(access.null_tests),
        joins: set(access.joins),
        orders: set(access.orders),
        output: set(access.output),
        limited: access.limited,
        arm: access.arm,
        searches: set(access.searches),
        predicates: set(access.predicates),
    }
}

fn close(a: &Asked, b: &Asked) -> bool {
    let within = |a: f64, b: f64| a <= b * FACTOR && b <= a * FACTOR;
    let rows = a.requirements.rows.iter().zip(&b.requirements.rows);
    within(a.requirements.cost, b.requirements.cost)
        && rows.into_iter().all(|((_, a), (_, b))| within(a.max(FEW_ROWS), b.max(FEW_ROWS)))
}

/// The first of `group` for all of it.
fn represent(asked: &[Asked], mut group: Vec<usize>) -> Representative {
    let statement = group[0];
    let cost = asked[statement].requirements.cost;
    let weight = if cost > 0.0 {
        group.iter().map(|&member| asked[member].part()).sum::<f64>() / cost
    } else {
        group.iter().map(|&member| asked[member].statement.calls).sum()
    };
    group.sort_unstable();
    let scale = |member: usize| if cost > 0.0 { asked[member].requirements.cost / cost } else { 1.0 };
    let members =
        group.into_iter().map(|member| Member { statement: member, scale: scale(member) }).collect();
    Representative { statement, weight, members }
}
