//! How often the keys of a b-tree occur in a sample of its rows.
//!
//! Statistics of single columns do not tell how many combinations of them there are, nor how many values are left where
//! a predicate holds. A sample tells both: the combinations are counted in it, and `population` foresees those that it
//! misses.

use super::population::{population, Class, Seen};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Sampled keys by how often they were seen, and the NULLs of each column.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyCounts {
    rows: f64,
    /// Share of the index's rows that the sample has.
    share: f64,
    all_null: f64,
    nulls: Vec<f64>,
    /// (sampled rows of a key, number of such keys); without the key whose every column is NULL.
    seen: Vec<(u32, u32)>,
    /// What `seen` lets expect of the table: takes longer than all else of a size, and many indexes have the same counts.
    population: OnceCell<Vec<Class>>,
}

impl KeyCounts {
    /// What stands for a NULL; no other value may.
    pub const NULL: u32 = 0;

    /// Counts in hashes of the values of sampled rows, of which `columns` has an equally long slice for each key column.
    /// Two of n different combinations have the same hash with a probability of n^2 / 2^65; two of n values of a single
    /// column of n^2 / 2^33, which of 30 000 makes one into another at every tenth time.
    pub fn of(columns: &[&[u32]], share: f64) -> Self {
        let rows = columns.iter().map(|column| column.len()).min().unwrap_or(0);
        let nulls = columns.iter().map(|column| count(column[..rows].iter().filter(|v| **v == Self::NULL)));
        let nulls: Vec<f64> = nulls.collect();
        let mut keys: Vec<u64> = (0..rows)
            .filter(|&row| columns.iter().any(|column| column[row] != Self::NULL))
            .map(|row| columns.iter().fold(0, |key, column| mix(key ^ u64::from(column[row]))))
            .collect();
        keys.sort_unstable();
        let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
        for key in keys.chunk_by(|a, b| a == b) {
            *seen.entry(key.len() as u32).or_default() += 1;
        }
        let per_row = 1.0 / rows.max(1) as f64;
        KeyCounts {
            rows: rows as f64,
            share: if share.is_finite() { share.clamp(1e-12, 1.0) } else { 1.0 },
            all_null: (rows - keys.len()) as f64 * per_row,
            nulls: nulls.into_iter().map(|n| n * per_row).collect(),
            seen: seen.into_iter().collect(),
            population: OnceCell::new(),
        }
    }

    /// Sampled rows.
    pub fn rows(&self) -> f64 {
        self.rows
    }

    /// Share of the index's rows that the sample has.
    pub fn share(&self) -> f64 {
        self.share
    }

    /// Share of rows where the column is NULL.
    pub fn null_fraction(&self, column: usize) -> f64 {
        self.nulls.get(column).copied().unwrap_or(0.0)
    }

    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.nulls.len() * size_of::<f64>() + self.seen.len() * size_of::<(u32, u32)>()
    }

    pub(crate) fn all_null(&self) -> f64 {
        self.all_null
    }

    /// The keys of an index of `tuples` rows, without the one of NULLs only.
    pub(crate) fn classes(&self, tuples: f64) -> Vec<Class> {
        let mut classes = self.population.get_or_init(|| self.population()).clone();
        // The mixture's rows add up to those of the index but for what chance does to a sample.
        let rows: f64 = classes.iter().map(|class| class.keys * class.rows).sum();
        let scale = tuples * (1.0 - self.all_null) / rows.max(1e-300);
        classes.iter_mut().for_each(|class| class.keys *= scale);
        classes
    }

    fn population(&self) -> Vec<Class> {
        let seen: Vec<(f64, Seen)> = self
            .seen
            .iter()
            .map(|&(rows, keys)| (f64::from(rows), Seen { keys: f64::from(keys), base: 0.0 }))
            .collect();
        population(self.share, &seen)
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> f64 {
    items.count() as f64
}

/// SplitMix64's finalizer (Steele and others 2014), a bijection.
fn mix(x: u64) -> u64 {
    let mut x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
#[path = "key_counts_tests.rs"]
mod tests;
