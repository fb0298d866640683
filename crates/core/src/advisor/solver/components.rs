//! Parts of a problem that have nothing to do with each other: without a limit on all of them together each is solved for
//! itself, so that many tables take no longer than each of them one after the other.

use super::branch::{self, Effort, Solution};
use super::instance::{Instance, Way};
use std::collections::{BTreeMap, BTreeSet};

/// As [`branch::solve`], part by part where that is possible.
pub fn solve(
    instance: &Instance,
    start: &[usize],
    effort: Effort,
    proceed: &mut dyn FnMut() -> bool,
) -> Solution {
    if instance.budget.is_some() || instance.max_indexes.is_some() {
        return branch::solve(instance, start, effort, proceed);
    }
    let start: BTreeSet<usize> = start.iter().copied().collect();
    let mut whole = Solution::default();
    for part in parts(instance) {
        let own: Vec<usize> = (0..part.members.len()).filter(|n| start.contains(&part.members[*n])).collect();
        let solved = branch::solve(&part.instance, &own, effort, proceed);
        whole.chosen.extend(solved.chosen.into_iter().map(|n| part.members[n]));
        whole.value += solved.value;
        whole.bound += solved.bound;
        whole.nodes += solved.nodes;
    }
    whole.chosen.sort_unstable();
    whole
}

struct Part {
    /// Position of each index in the whole instance.
    members: Vec<usize>,
    instance: Instance,
}

/// Indexes that serve the same statement belong together, and those of one table where their number is limited. Indexes that
/// serve nothing belong nowhere.
fn parts(instance: &Instance) -> Vec<Part> {
    let mut groups = Groups::new(instance.sizes.len());
    let mut useful = vec![false; instance.sizes.len()];
    for ways in &instance.statements {
        let mut all = ways.iter().flat_map(|way| way.indexes.iter().copied());
        let Some(first) = all.next() else { continue };
        useful[first] = true;
        for index in all {
            useful[index] = true;
            groups.join(first, index);
        }
    }
    if instance.max_indexes_per_table.is_some() {
        let mut first = BTreeMap::new();
        for index in (0..useful.len()).filter(|index| useful[*index]) {
            groups.join(*first.entry(instance.tables[index]).or_insert(index), index);
        }
    }
    // The part of each group, and the place of each index in its part.
    let mut part_of = vec![usize::MAX; useful.len()];
    let mut place = vec![usize::MAX; useful.len()];
    let mut members: Vec<Vec<usize>> = Vec::new();
    for index in (0..useful.len()).filter(|index| useful[*index]) {
        let group = groups.of(index);
        if part_of[group] == usize::MAX {
            part_of[group] = members.len();
            members.push(Vec::new());
        }
        let own = &mut members[part_of[group]];
        place[index] = own.len();
        own.push(index);
    }
    let mut statements: Vec<Vec<Vec<Way>>> = vec![Vec::new(); members.len()];
    for ways in &instance.statements {
        let Some(first) = ways.iter().find_map(|way| way.indexes.first()) else { continue };
        let own = |way: &Way| Way { indexes: way.indexes.iter().map(|i| place[*i]).collect(), ..way.clone() };
        statements[part_of[groups.of(*first)]].push(ways.iter().map(own).collect());
    }
    let of = |list: &[f64], members: &[usize]| members.iter().map(|index| list[*index]).collect();
    members
        .into_iter()
        .zip(statements)
        .map(|(members, statements)| Part {
            instance: Instance {
                sizes: of(&instance.sizes, &members),
                upkeep: of(&instance.upkeep, &members),
                tables: members.iter().map(|index| instance.tables[*index]).collect(),
                max_indexes_per_table: instance.max_indexes_per_table,
                ..Instance::default()
            }
            .with_statements(statements),
            members,
        })
        .collect()
}

/// Union-find (Galler and Fischer 1964).
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Groups((0..count).collect())
    }

    fn of(&mut self, mut one: usize) -> usize {
        while self.0[one] != one {
            self.0[one] = self.0[self.0[one]];
            one = self.0[one];
        }
        one
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[b] = a;
    }
}
