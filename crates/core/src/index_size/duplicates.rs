//! How many rows each key of a b-tree has: what a leaf tuple's posting list is long by.

use super::population::Class;
use super::shape::{BtreeShape, Keys};

/// From so many rows on a key fills tuples of its own, and how full they are does not depend on its neighbours.
const FREQUENT: f64 = 100.0;

/// The keys of a b-tree's leaves.
pub(crate) struct LeafKeys {
    pub distinct: f64,
    /// Share of the rows whose every column is NULL.
    pub all_null: f64,
    /// Shares of the other rows, and of their keys how many rows each has.
    pub groups: Vec<(f64, Duplicates)>,
}

impl LeafKeys {
    pub(crate) fn new(shape: &BtreeShape, tuples: f64) -> Self {
        let counted = match shape.keys {
            Keys::Counted(counts) => counts.classes(tuples),
            Keys::Estimated(_) => Vec::new(),
        };
        match shape.keys {
            Keys::Counted(counts) if !counted.is_empty() || counts.all_null() >= 1.0 => {
                Self::counted(&counted, counts.all_null())
            }
            Keys::Estimated(distinct) => Self::estimated(shape, tuples, distinct),
            // A sample without a row tells nothing: the larger index.
            Keys::Counted(_) => Self::estimated(shape, tuples, tuples),
        }
    }

    fn estimated(shape: &BtreeShape, tuples: f64, distinct: f64) -> Self {
        let all_null: f64 = shape.columns.iter().map(|c| c.null_fraction.clamp(0.0, 1.0)).product();
        let others = tuples * (1.0 - all_null);
        let duplicates = Duplicates::new(others / distinct.clamp(1.0, others.max(1.0)));
        LeafKeys { distinct, all_null, groups: vec![(1.0, duplicates)] }
    }

    fn counted(classes: &[Class], all_null: f64) -> Self {
        let sum = |classes: &[Class]| classes.iter().map(|c| c.keys * c.rows).sum::<f64>();
        let keys = |classes: &[Class]| classes.iter().map(|c| c.keys).sum::<f64>();
        let (frequent, rare): (Vec<Class>, Vec<Class>) = classes.iter().partition(|c| c.rows >= FREQUENT);
        let all = sum(classes).max(1e-300);
        let mut groups = Vec::new();
        if !frequent.is_empty() {
            groups.push((sum(&frequent) / all, Duplicates::new(sum(&frequent) / keys(&frequent))));
        }
        if !rare.is_empty() {
            groups.push((sum(&rare) / all, Duplicates::of(&rare)));
        }
        LeafKeys { distinct: keys(classes).max(1.0), all_null, groups }
    }
}

/// Rows of a key, drawn from the Poisson distribution that is left when keys without rows are never seen (rows that fall
/// at random on keys) and whose mean is rows / distinct keys. The mean alone would not do: tuples of one, two and three
/// rows take 16, 32 and 40 bytes.
pub(crate) struct Duplicates {
    mean: f64,
    /// Cumulative probability of numbers of rows; empty where the spread around the mean no longer matters.
    cumulative: Vec<(f64, f64)>,
}

impl Duplicates {
    pub(crate) fn new(mean: f64) -> Self {
        let mean = mean.max(1.0);
        if !(1.000_1..=200.0).contains(&mean) {
            return Duplicates { mean, cumulative: Vec::new() };
        }
        // mean = rate / (1 - exp(-rate)), which grows with the rate: bisect.
        let (mut low, mut high) = (0.0, mean);
        for _ in 0..60 {
            let rate: f64 = (low + high) / 2.0;
            if rate / -(-rate).exp_m1() < mean {
                low = rate
            } else {
                high = rate
            }
        }
        let mut probability = low / low.exp_m1();
        let (mut total, mut cumulative, mut rows) = (0.0, Vec::new(), 1.0);
        while total < 0.999_9 && rows < 400.0 {
            total += probability;
            cumulative.push((total, rows));
            rows += 1.0;
            probability *= low / rows;
        }
        Duplicates { mean, cumulative }
    }

    /// As often as the classes occur.
    fn of(classes: &[Class]) -> Self {
        let keys: f64 = classes.iter().map(|c| c.keys).sum();
        let mut total = 0.0;
        let cumulative = classes.iter().map(|class| {
            total += class.keys / keys;
            (total, class.rows.round().max(1.0))
        });
        Duplicates { mean: 1.0, cumulative: cumulative.collect() }
    }

    /// Rows of the key at quantile `at`.
    pub(crate) fn at(&self, at: f64) -> f64 {
        if self.cumulative.is_empty() {
            let deviation = if self.mean > 2.0 { (12.0 * self.mean).sqrt() } else { 1.0 };
            return (self.mean + deviation * (at - 0.5)).round().max(1.0);
        }
        let place = self.cumulative.partition_point(|&(total, _)| total < at);
        self.cumulative.get(place).or(self.cumulative.last()).map_or(1.0, |&(_, rows)| rows)
    }
}
