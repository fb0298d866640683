//! What is told of the dependencies: each column under the determinant that it follows from directly.
use super::Dependency;
use crate::model::sample::SampledTable;
use std::collections::{BTreeMap, BTreeSet};

/// All that follows from the same columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Determinant {
    pub left: Vec<usize>,
    /// In the order of the table.
    pub right: Vec<usize>,
    /// Of `right`: columns from which the determinant follows in turn, as a code and its name do.
    pub equivalent: Vec<usize>,
    /// Evidence for the weakest of them.
    pub bits: f64,
    pub groups: usize,
}

type Follows = BTreeMap<Vec<usize>, BTreeMap<usize, Dependency>>;

/// Merges `found` by determinant. Of columns that determine each other one stands for all; what follows from a column that
/// follows itself is told there only.
pub fn reduce(table: &SampledTable, found: &[Dependency]) -> Vec<Determinant> {
    let mut follows: Follows = BTreeMap::new();
    for dependency in found {
        follows.entry(dependency.left.clone()).or_default().insert(dependency.right, dependency.clone());
    }
    let representative = representatives(table, &follows);
    let stands_for_itself = |column: &usize| representative.get(column).is_none_or(|own| own == column);
    // What follows from any column of a class follows from the one that stands for it.
    let lefts: Vec<Vec<usize>> =
        follows.keys().filter(|left| left.iter().all(stands_for_itself)).cloned().collect();
    lefts
        .iter()
        .filter_map(|left| {
            let direct: Vec<&Dependency> = follows[left]
                .values()
                .filter(|dependency| !is_indirect(&follows, &representative, dependency))
                .collect();
            let first = direct.first()?;
            let returns = |column: usize| left.len() == 1 && holds(&follows, &[column], left[0]);
            Some(Determinant {
                left: left.clone(),
                right: direct.iter().map(|d| d.right).collect(),
                equivalent: direct.iter().map(|d| d.right).filter(|column| returns(*column)).collect(),
                bits: direct.iter().map(|d| d.bits).fold(f64::INFINITY, f64::min),
                groups: first.groups,
            })
        })
        .collect()
}

fn holds(follows: &Follows, left: &[usize], right: usize) -> bool {
    follows.get(left).is_some_and(|rights| rights.contains_key(&right))
}

/// For each column of a class of mutually determining ones the one that makes the best key.
fn representatives(table: &SampledTable, follows: &Follows) -> BTreeMap<usize, usize> {
    let referencing: BTreeSet<&str> = table
        .foreign_keys
        .iter()
        .filter(|key| key.columns.len() == 1)
        .map(|key| key.columns[0].as_str())
        .collect();
    let rank = |column: usize| {
        let c = &table.columns[column];
        let name = c.name.to_lowercase();
        let is_code = ["id", "code", "key", "no", "number", "sku"].iter().any(|end| name.ends_with(end));
        let kind = match c.category.as_str() {
            "N" | "U" => 0,
            "E" => 1,
            _ => 2,
        };
        (!referencing.contains(c.name.as_str()), !is_code, kind, column)
    };
    let mut found = BTreeMap::new();
    for left in follows.keys().filter(|left| left.len() == 1) {
        let column = left[0];
        let class = follows[left].keys().copied().filter(|other| holds(follows, &[*other], column));
        let best = class.chain([column]).min_by_key(|member| rank(*member)).unwrap_or(column);
        found.insert(column, best);
    }
    found
}

/// There is a column in between: `left` determines it, it determines `right`, and it does not determine `left`.
fn is_indirect(follows: &Follows, representative: &BTreeMap<usize, usize>, own: &Dependency) -> bool {
    let (left, right) = (&own.left, own.right);
    let same_class = |a: usize, b: usize| {
        a == b || matches!((representative.get(&a), representative.get(&b)), (Some(x), Some(y)) if x == y)
    };
    // Told under the column that stands for it.
    let stand_in = representative.get(&right).filter(|own| **own != right && left.as_slice() != [**own]);
    if stand_in.is_some_and(|own| follows[left].contains_key(own)) {
        return true;
    }
    let through_one = follows[left].keys().any(|between| {
        let returns = match left.as_slice() {
            [one] => same_class(*between, *one),
            several => several.iter().all(|column| holds(follows, &[*between], *column)),
        };
        !returns && !same_class(*between, right) && holds(follows, &[*between], right)
    });
    // Of (a, b) and of a single column that determines both, the single one is the key.
    let is_key_itself = left.len() > 1 && left.iter().all(|column| holds(follows, &[right], *column));
    let through_part = left.len() > 1
        && follows.iter().any(|(other, rights)| {
            // Nearer means: each of its columns is in `left` or follows from a column of it.
            other != left
                && other.len() == left.len()
                && rights.contains_key(&right)
                && other.iter().all(|column| {
                    left.contains(column) || left.iter().any(|l| holds(follows, &[*l], *column))
                })
        });
    is_key_itself || through_one || through_part
}
