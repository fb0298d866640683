//! The dependencies that hold in a sample, with the smallest left sides, as far as they are to be believed.
use super::evidence;
use super::groups::Groups;
use crate::model::sample::{SampledColumn, SampledTable};
use std::collections::{BTreeMap, BTreeSet};

/// What bounds the search, and what a dependency needs in order to be believed.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Columns of a left side, 1 to 3.
    pub left_columns: usize,
    /// Columns of the table that are looked at.
    pub columns: usize,
    /// Rows with values on the left side.
    pub rows: usize,
    /// Evidence in bits; left sides of more columns need half as much again for each, for there are more of them.
    pub bits: f64,
    /// Groups that differ from the most frequent value.
    pub exceptions: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { left_columns: 2, columns: 40, rows: 100, bits: 40.0, exceptions: 3 }
    }
}

/// `right` follows from `left`.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependency {
    /// In ascending order.
    pub left: Vec<usize>,
    pub right: usize,
    pub bits: f64,
    /// Different values of the left side that occur more than once.
    pub groups: usize,
}

/// Whether values of the column can name something. Amounts and points in time happen to be equal.
fn can_determine(column: &SampledColumn) -> bool {
    const LONGEST: usize = 100;
    let naming = match column.category.as_str() {
        "N" => matches!(column.base_type.as_str(), "smallint" | "integer" | "bigint"),
        "S" => {
            let letters: usize = column.values.texts.iter().map(String::len).sum();
            letters <= LONGEST * column.values.distinct()
        }
        "D" => column.base_type == "date",
        "E" => true,
        _ => matches!(column.base_type.as_str(), "uuid" | "inet" | "cidr" | "macaddr"),
    };
    naming
}

/// A left side that is worth a look: no key, not nearly one, and not the same value everywhere.
fn is_candidate(groups: &Groups, limits: &Limits) -> bool {
    let known = groups.known();
    known >= limits.rows && groups.count() > limits.exceptions && groups.count() * 2 <= known
}

/// The minimal dependencies between columns of `table` that are no keys. Of columns with the same values in all rows only
/// the first is looked at. Left sides of more than one column are made of columns in `named` or of texts: whole numbers
/// that are amounts determine each other too easily.
pub fn discover(table: &SampledTable, limits: &Limits) -> Vec<Dependency> {
    let keys = table.key_places();
    let mut seen = BTreeSet::new();
    let columns: Vec<usize> = table
        .sampled()
        .filter(|(place, column)| {
            let values = &column.values;
            let is_key = keys.iter().any(|key| key == &[*place]);
            !is_key
                && !column.is_generated
                && !values.has_wide
                && values.distinct() > 0
                && seen.insert((&values.codes, &values.texts))
        })
        .map(|(place, _)| place)
        .take(limits.columns)
        .collect();
    let named: BTreeSet<usize> = table
        .foreign_keys
        .iter()
        .flat_map(|key| key.columns.iter().filter_map(|name| table.place(name)))
        .chain(keys.iter().flatten().copied())
        .collect();
    let mut search = Search { table, limits, keys: &keys, columns: &columns, found: Vec::new() };

    let singles: BTreeMap<Vec<usize>, Groups> = columns
        .iter()
        .filter(|column| can_determine(&table.columns[**column]))
        .map(|column| (vec![*column], Groups::of_column(table, *column)))
        .collect();
    search.level(&singles, &BTreeMap::new());
    let parts: Vec<usize> = singles
        .iter()
        .filter(|(left, groups)| {
            let column = &table.columns[left[0]];
            groups.count() > 1 && (column.category != "N" || named.contains(&left[0]))
        })
        .map(|(left, _)| left[0])
        .collect();
    let mut below = singles.clone();
    for _ in 1..limits.left_columns.min(3) {
        let level = search.next_level(&below, &parts, &singles);
        search.level(&level, &below);
        below = level;
    }
    search.found
}

struct Search<'a> {
    table: &'a SampledTable,
    limits: &'a Limits,
    keys: &'a [Vec<usize>],
    columns: &'a [usize],
    found: Vec<Dependency>,
}

/// Combinations of columns that are looked at in one level.
const MOST_COMBINATIONS: usize = 1000;

impl Search<'_> {
    /// Left sides with one column more, unless they hold a key, or a column that follows from the others.
    fn next_level(
        &self,
        below: &BTreeMap<Vec<usize>, Groups>,
        parts: &[usize],
        singles: &BTreeMap<Vec<usize>, Groups>,
    ) -> BTreeMap<Vec<usize>, Groups> {
        let mut level = BTreeMap::new();
        for (left, groups) in below.iter().filter(|(left, _)| left.iter().all(|c| parts.contains(c))) {
            for part in parts.iter().filter(|part| left.last() < Some(*part)) {
                let mut wider = left.clone();
                wider.push(*part);
                if level.len() < MOST_COMBINATIONS && !self.holds_key(&wider) && !self.is_redundant(&wider) {
                    level.insert(wider, groups.with(&singles[&vec![*part]]));
                }
            }
        }
        level
    }

    fn holds_key(&self, left: &[usize]) -> bool {
        self.keys.iter().any(|key| key.iter().all(|column| left.contains(column)))
    }

    fn is_redundant(&self, left: &[usize]) -> bool {
        let within = |d: &Dependency| left.contains(&d.right) && d.left.iter().all(|c| left.contains(c));
        self.found.iter().any(within)
    }

    fn level(&mut self, level: &BTreeMap<Vec<usize>, Groups>, below: &BTreeMap<Vec<usize>, Groups>) {
        for (left, groups) in level {
            if !is_candidate(groups, self.limits) || self.holds_key(left) {
                continue;
            }
            let rights: Vec<usize> =
                self.columns.iter().copied().filter(|right| self.is_open(left, *right)).collect();
            for right in rights {
                self.found.extend(self.judge(left, groups, right, below));
            }
        }
    }

    /// Nothing smaller determines it already.
    fn is_open(&self, left: &[usize], right: usize) -> bool {
        let determined =
            |d: &Dependency| d.right == right && d.left.iter().all(|column| left.contains(column));
        !left.contains(&right) && !self.found.iter().any(determined)
    }

    fn judge(
        &self,
        left: &[usize],
        groups: &Groups,
        right: usize,
        below: &BTreeMap<Vec<usize>, Groups>,
    ) -> Option<Dependency> {
        let values = &self.table.columns[right].values;
        let of_group = groups.determined(&values.codes)?;
        if !evidence::is_diverse(groups, &of_group, self.limits.exceptions) {
            return None;
        }
        let parts: Vec<&Groups> = (0..left.len())
            .filter_map(|out| {
                let part: Vec<usize> =
                    left.iter().enumerate().filter(|(n, _)| *n != out).map(|(_, column)| *column).collect();
                below.get(&part)
            })
            .collect();
        let alone = evidence::bits(groups, &values.codes, None);
        let bits =
            parts.iter().map(|part| evidence::bits(groups, &values.codes, Some(part))).fold(alone, f64::min);
        let wanted = self.limits.bits * (1.0 + 0.5 * (left.len() as f64 - 1.0));
        (bits >= wanted).then(|| Dependency { left: left.to_vec(), right, bits, groups: groups.repeated() })
    }
}
