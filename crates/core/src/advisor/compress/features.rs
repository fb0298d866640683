//! Statements as directions in the space of what indexes could do for them, so that likeness is an angle.

use std::collections::BTreeMap;

use super::Asked;
use crate::model::workload::TableAccess;

/// What a column is to a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Equality,
    Join,
    List,
    Range,
    Order,
    NullTest,
    /// By another method than b-tree.
    Search,
    /// In the place of the column: the magnitude of the rows that the table's own conditions let through. Without it,
    /// the rare and the common value of a column would be one and the same.
    Magnitude,
}

impl Role {
    /// By rule and not by statistics, of which ISUM has either: the earlier in the keys of a b-tree such a column may
    /// stand and still narrow the scan, the more it says of the index. The magnitude comes last, or statements on one
    /// table would be alike (see `ALIKE`) with no column in common.
    fn importance(self) -> f64 {
        match self {
            Role::Equality | Role::Join | Role::Search => 1.0,
            Role::List => 0.8,
            Role::Range | Role::Order => 0.6,
            Role::NullTest => 0.5,
            Role::Magnitude => 0.4,
        }
    }
}

/// A table, a column of it, and its role.
type Feature = (u32, i16, Role);

/// Length 1, or 0 if nothing is known; features by number.
pub(super) type Direction = Vec<(usize, f64)>;

/// Numbers for features as they come.
#[derive(Default)]
pub(super) struct Features {
    numbers: BTreeMap<Feature, usize>,
}

impl Features {
    /// How many there are so far.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// What `asked` asks where some index can help.
    pub fn direction(&mut self, asked: &Asked, can_gain: &impl Fn(&TableAccess) -> bool) -> Direction {
        let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
        for access in asked.requirements.accesses.iter().filter(|access| can_gain(access)) {
            for feature in features(asked, access) {
                let next = self.numbers.len();
                let number = *self.numbers.entry(feature).or_insert(next);
                weights.insert(number, feature.2.importance());
            }
        }
        let length = weights.values().map(|weight| weight * weight).sum::<f64>().sqrt();
        weights.into_iter().map(|(number, weight)| (number, weight / length)).collect()
    }
}

fn features<'a>(asked: &Asked, access: &'a TableAccess) -> impl Iterator<Item = Feature> + 'a {
    let table = access.table;
    let rows = asked.requirements.rows.iter().filter(|(of, _)| *of == table).map(|(_, rows)| *rows);
    // A float-to-integer cast saturates.
    let magnitude = rows.fold(1.0, f64::max).log10().round() as i16;
    let role = move |columns: &'a [i16], role| columns.iter().map(move |&column| (table, column, role));
    access
        .equalities
        .iter()
        .map(move |equality| (table, equality.column, Role::Equality))
        .chain(access.orders.iter().flatten().map(move |order| (table, order.column, Role::Order)))
        .chain(role(&access.joins, Role::Join))
        .chain(role(&access.in_lists, Role::List))
        .chain(role(&access.ranges, Role::Range))
        .chain(role(&access.null_tests, Role::NullTest))
        .chain(access.searches.iter().map(move |search| (table, search.column, Role::Search)))
        .chain([(table, magnitude, Role::Magnitude)])
}
