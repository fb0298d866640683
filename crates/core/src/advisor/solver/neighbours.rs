//! Good sets by hand: filled in some order, then bettered a member at a time.
use super::instance::{best_way, Instance};

pub(super) struct Neighbours<'a> {
    instance: &'a Instance,
    /// Statements that each index has a part in, sorted.
    users: Vec<Vec<usize>>,
    /// Number of each index's table.
    table: Vec<usize>,
    tables: usize,
}

/// A set within all limits.
#[derive(Debug, Clone)]
pub(super) struct Set {
    pub chosen: Vec<bool>,
    pub value: f64,
    saved: Vec<f64>,
    bytes: f64,
    members: usize,
    on_table: Vec<usize>,
}

/// What goes, and what comes.
#[derive(Debug, Clone, Copy, Default)]
struct Move {
    out: Option<usize>,
    into: Option<usize>,
}

impl Move {
    fn both(self) -> impl Iterator<Item = usize> {
        self.out.into_iter().chain(self.into)
    }
}

impl<'a> Neighbours<'a> {
    pub fn new(instance: &'a Instance) -> Self {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); instance.sizes.len()];
        for (statement, ways) in instance.statements.iter().enumerate() {
            for index in ways.iter().flat_map(|way| &way.indexes) {
                if users[*index].last() != Some(&statement) {
                    users[*index].push(statement);
                }
            }
        }
        let (table, tables) = table_numbers(instance);
        Neighbours { instance, users, table, tables }
    }

    pub fn empty(&self) -> Set {
        Set {
            chosen: vec![false; self.instance.sizes.len()],
            value: 0.0,
            saved: vec![0.0; self.instance.statements.len()],
            bytes: 0.0,
            members: 0,
            on_table: vec![0; self.tables],
        }
    }

    fn allows(&self, set: &Set, change: Move) -> bool {
        let Some(into) = change.into else { return true };
        let instance = self.instance;
        let freed = change.out.map_or(0.0, |out| instance.sizes[out]);
        let gone = usize::from(change.out.is_some());
        let gone_here = change.out.map_or(0, |out| usize::from(self.table[out] == self.table[into]));
        let here = set.on_table[self.table[into]];
        instance.budget.is_none_or(|budget| set.bytes - freed + instance.sizes[into] <= budget)
            && instance.max_indexes.is_none_or(|most| set.members < most + gone)
            && instance.max_indexes_per_table.is_none_or(|most| here < most + gone_here)
    }

    /// What `change` is worth.
    fn gain(&self, set: &mut Set, change: Move) -> f64 {
        let upkeep = |index: Option<usize>| index.map_or(0.0, |index| self.instance.upkeep[index]);
        let mut gain = upkeep(change.out) - upkeep(change.into);
        change.both().for_each(|index| set.chosen[index] ^= true);
        let difference = |statement: usize, set: &Set| {
            best_way(&self.instance.statements[statement], &set.chosen) - set.saved[statement]
        };
        let first = change.out.map_or(&[][..], |out| &self.users[out]);
        gain += first.iter().map(|statement| difference(*statement, set)).sum::<f64>();
        let second = change.into.map_or(&[][..], |into| &self.users[into]);
        let others = second.iter().filter(|statement| first.binary_search(statement).is_err());
        gain += others.map(|statement| difference(*statement, set)).sum::<f64>();
        change.both().for_each(|index| set.chosen[index] ^= true);
        gain
    }

    fn make(&self, set: &mut Set, change: Move) {
        for index in change.both() {
            set.chosen[index] ^= true;
            let (sign, one) = if set.chosen[index] { (1.0, 1) } else { (-1.0, usize::MAX) };
            set.bytes += sign * self.instance.sizes[index];
            set.members = set.members.wrapping_add(one);
            let here = &mut set.on_table[self.table[index]];
            *here = here.wrapping_add(one);
        }
        for statement in change.both().flat_map(|index| &self.users[index]) {
            set.saved[*statement] = best_way(&self.instance.statements[*statement], &set.chosen);
        }
        // Not summed up from gains: they would add up to something else in the end.
        set.value = self.instance.value(&set.chosen);
    }

    /// A set of what fits, in that order, without those whose work others do.
    pub fn fill(&self, order: impl IntoIterator<Item = usize>) -> Set {
        let mut set = self.empty();
        let mut members = Vec::new();
        for index in order {
            let add = Move { into: Some(index), out: None };
            if !set.chosen[index] && self.allows(&set, add) {
                self.make(&mut set, add);
                members.push(index);
            }
        }
        for index in members.into_iter().rev() {
            let drop = Move { out: Some(index), into: None };
            if self.gain(&mut set, drop) >= 0.0 {
                self.make(&mut set, drop);
            }
        }
        set
    }

    /// Adds, drops and exchanges single members, the best change first, until none pays.
    pub fn polish(&self, set: &mut Set, candidates: &[usize], proceed: &mut dyn FnMut() -> bool) {
        while proceed() {
            let outs: Vec<Option<usize>> =
                (0..set.chosen.len()).filter(|index| set.chosen[*index]).map(Some).chain([None]).collect();
            let news = candidates.iter().copied().filter(|index| !set.chosen[*index]);
            let intos: Vec<Option<usize>> = news.map(Some).chain([None]).collect();
            let mut best = (set.value.abs() * 1e-9, Move::default());
            for out in &outs {
                for into in &intos {
                    let change = Move { out: *out, into: *into };
                    if self.allows(set, change) {
                        let gain = self.gain(set, change);
                        if gain > best.0 {
                            best = (gain, change);
                        }
                    }
                }
            }
            if best.1.both().next().is_none() {
                return;
            }
            self.make(set, best.1);
        }
    }
}

/// Tables numbered from 0.
pub(super) fn table_numbers(instance: &Instance) -> (Vec<usize>, usize) {
    let mut names = instance.tables.clone();
    names.sort_unstable();
    names.dedup();
    let number = |table: &u32| names.binary_search(table).unwrap_or(0);
    (instance.tables.iter().map(number).collect(), names.len())
}
