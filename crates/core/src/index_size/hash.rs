//! How large a hash index comes out of `CREATE INDEX`: hashbuild() and _hash_init() of PostgreSQL 15 replayed.
//!
//! The buckets are laid out once, for the rows of the heap (_hash_init_metabuffer()), so that they should be as full as
//! the fillfactor says; splits come only when the heap has grown. What differs from index to index are the overflow
//! pages: all rows of a key share one bucket, and after the last full doubling some buckets serve twice as many hash
//! values as others.

use super::shape::{finite, MOST_ROWS};

const BLOCK: f64 = 8192.0;
/// Index tuple header 8, the hash code 4 MAXALIGNed to 8, line pointer 4: the key itself is not stored.
const ITEM: f64 = 20.0;
/// Page header 24 and HashPageOpaqueData 16 are not for items.
const ITEMS_PER_PAGE: f64 = 407.0;
/// _hash_initbitmap(): the largest power of two of bytes that fits a page, a bit for each overflow page.
const PAGES_PER_BITMAP: f64 = 4096.0 * 8.0;
/// The file has at most 2^32 - 1 blocks.
const MOST_BUCKETS: f64 = (1u64 << 30) as f64;
/// Beyond this many rows for a page, rounding up to whole pages no longer matters.
const MOST_STEPS: usize = 4000;

/// What is to be built.
#[derive(Debug, Clone)]
pub struct HashShape<'a> {
    /// Rows of the heap, whatever the index's predicate says: the buckets are laid out for these.
    pub heap_rows: f64,
    /// Rows that the predicate lets through, with NULLs; all rows for a full index.
    pub tuples: f64,
    /// Per cent, 10 to 100; 75 is the default.
    pub fillfactor: u8,
    /// Share of NULLs among `tuples`, 0 to 1: hash indexes do not hold them.
    pub null_fraction: f64,
    /// How many different non-null values.
    pub distinct: f64,
    /// Shares of `tuples` that the most common values have, as `pg_stats.most_common_freqs`.
    pub most_common: &'a [f64],
}

/// Pages of 8192 bytes.
pub fn hash_pages(shape: &HashShape) -> f64 {
    let tuples = finite(shape.tuples, MOST_ROWS);
    let null_fraction = finite(shape.null_fraction, 1.0);
    let rows = tuples * (1.0 - null_fraction);
    let fillfactor = f64::from(shape.fillfactor.clamp(10, 100));
    let target = (BLOCK * fillfactor / 100.0 / ITEM).floor().max(10.0);
    let buckets = total_buckets(finite(shape.heap_rows, MOST_ROWS).max(rows) / target);
    let overflow = overflow_pages(shape, rows, tuples, buckets);
    // The metapage, and a bitmap that is there from the start.
    let bitmaps = 1.0 + (overflow / PAGES_PER_BITMAP).floor();
    1.0 + buckets + overflow + bitmaps
}

/// _hash_spareindex() and _hash_get_totalbuckets(): powers of two up to 512, from there on quarters of a doubling.
fn total_buckets(wanted: f64) -> f64 {
    let wanted = wanted.floor().clamp(2.0, MOST_BUCKETS);
    let power = wanted.log2().ceil().exp2();
    if power <= 512.0 {
        return power;
    }
    let quarter = power / 8.0;
    (wanted / quarter).ceil() * quarter
}

fn overflow_pages(shape: &HashShape, rows: f64, tuples: f64, buckets: f64) -> f64 {
    let distinct =
        if shape.distinct.is_finite() { shape.distinct.clamp(1.0, rows.max(1.0)) } else { rows.max(1.0) };
    let common: Vec<f64> =
        shape.most_common.iter().map(|&f| finite(f, 1.0) * tuples).filter(|&r| r >= 1.0).collect();
    let common_rows = common.iter().sum::<f64>().min(rows);
    let rare_rows = rows - common_rows;
    let rare_keys = (distinct - common.len() as f64).max(1.0).min(rare_rows);
    // _hash_hashkey2bucket(): a bucket that has not been split yet serves the hash values of its future twin too.
    let full = buckets.log2().floor().exp2();
    let split = buckets - full;
    let (wide, narrow) = (full - split, 2.0 * split);
    let mut pages = 0.0;
    for (buckets, serves) in [(wide, 1.0 / full), (narrow, 0.5 / full)] {
        if buckets < 1.0 {
            continue;
        }
        let bucket = Bucket { keys: rare_keys * serves, rows_per_key: rare_rows / rare_keys.max(1.0) };
        let usual = bucket.overflow(0.0);
        let commons: f64 =
            common.iter().take(MOST_STEPS).map(|&key| bucket.overflow(key) - usual).sum::<f64>();
        pages += buckets * usual + buckets * serves * commons;
    }
    pages
}

/// A bucket on which keys fall at random.
struct Bucket {
    keys: f64,
    rows_per_key: f64,
}

impl Bucket {
    /// Overflow pages to be expected when `already` rows of other keys are there: keys in a bucket are distributed as
    /// Poisson.
    fn overflow(&self, already: f64) -> f64 {
        let pages = |rows: f64| ((already + rows) / ITEMS_PER_PAGE).ceil().max(1.0) - 1.0;
        let deviation = self.keys.sqrt();
        if self.keys <= 0.0 || deviation * 16.0 > MOST_STEPS as f64 {
            return pages(self.keys * self.rows_per_key);
        }
        let from = (self.keys - 8.0 * deviation).floor().max(0.0);
        let to = (self.keys + 8.0 * deviation + 8.0).ceil();
        // Relative to the mode, so that nothing underflows.
        let mode = self.keys.floor();
        let (mut sum, mut weights) = (0.0, 0.0);
        let mut add = |keys: f64, weight: f64| {
            sum += weight * pages(keys * self.rows_per_key);
            weights += weight;
        };
        let (mut weight, mut keys) = (1.0, mode);
        while keys >= from && weight > 1e-12 {
            add(keys, weight);
            weight *= keys / self.keys;
            keys -= 1.0;
        }
        (weight, keys) = (self.keys / (mode + 1.0), mode + 1.0);
        while keys <= to && weight > 1e-12 {
            add(keys, weight);
            keys += 1.0;
            weight *= self.keys / keys;
        }
        sum / weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: HashShape = HashShape {
        heap_rows: 0.0,
        tuples: 0.0,
        fillfactor: 75,
        null_fraction: 0.0,
        distinct: 1.0,
        most_common: &[],
    };

    fn unique(rows: f64, fillfactor: u8) -> HashShape<'static> {
        HashShape { heap_rows: rows, tuples: rows, fillfactor, distinct: rows, ..PLAIN }
    }

    fn repeated(rows: f64, distinct: f64, most_common: &[f64]) -> HashShape<'_> {
        HashShape { most_common, distinct, ..unique(rows, 75) }
    }

    /// pg_relation_size() of indexes built by PostgreSQL 15.20, estimated from what ANALYZE left in pg_stats.
    #[test]
    fn agrees_with_indexes_that_were_built() {
        let hundredth = [0.0099; 99];
        // floor(2000 * random()^4), and ranks with a density of 1 / rank up to 100 000.
        let skewed: Vec<f64> = (1..=100)
            .map(|k| (f64::from(k) / 2000.0).powf(0.25) - (f64::from(k - 1) / 2000.0).powf(0.25))
            .collect();
        let zipf: Vec<f64> = (1..=100).map(|k| (1.0 + 1.0 / f64::from(k)).ln() / 100_001f64.ln()).collect();
        let nulls = |rows: f64| HashShape { null_fraction: 0.6, distinct: 0.4 * rows, ..unique(rows, 75) };
        let cases = [
            ("unique", unique(1e6, 75), 4098.0),
            ("unique", unique(1e6, 40), 6146.0),
            ("unique", unique(1e6, 100), 4097.0),
            ("unique", unique(420_000.0, 75), 1816.0),
            ("unique", unique(420_000.0, 40), 3074.0),
            ("unique", unique(420_000.0, 100), 1698.0),
            ("unique", unique(300_000.0, 75), 1026.0),
            ("unique", unique(200_000.0, 75), 822.0),
            ("unique", unique(170_000.0, 75), 642.0),
            ("unique", unique(170_000.0, 100), 514.0),
            ("unique", unique(50_000.0, 75), 258.0),
            ("unique", unique(3000.0, 75), 18.0),
            ("101", repeated(1e6, 101.0, &hundredth), 5989.0),
            ("101", repeated(420_000.0, 101.0, &hundredth), 2535.0),
            ("101", repeated(300_000.0, 101.0, &hundredth), 1726.0),
            ("101", repeated(170_000.0, 101.0, &hundredth), 1041.0),
            ("1001", repeated(1e6, 1001.0, &[]), 5621.0),
            ("1001", repeated(420_000.0, 1001.0, &[]), 2364.0),
            ("1001", repeated(300_000.0, 1001.0, &[]), 1378.0),
            ("1001", repeated(170_000.0, 1001.0, &[]), 807.0),
            ("20 000", repeated(1e6, 19_955.0, &[]), 4211.0),
            ("20 000", repeated(420_000.0, 19_598.0, &[]), 1809.0),
            ("skewed", repeated(1e6, 1987.0, &skewed), 5295.0),
            ("skewed", repeated(420_000.0, 1989.0, &skewed), 2135.0),
            ("skewed", repeated(170_000.0, 1987.0, &skewed), 839.0),
            ("Zipf", repeated(1e6, 14_655.0, &zipf), 4830.0),
            ("Zipf", repeated(300_000.0, 14_229.0, &zipf), 1338.0),
            ("NULLs", nulls(1e6), 3586.0),
            ("NULLs", nulls(300_000.0), 1026.0),
            ("half alike", repeated(1e6, 29_173.0, &[0.5]), 4815.0),
            ("half alike", repeated(420_000.0, 27_738.0, &[0.5]), 2054.0),
            ("half alike", repeated(3000.0, 1485.0, &[0.5]), 21.0),
        ];
        let mut errors = Vec::new();
        for (name, shape, built) in &cases {
            let pages = hash_pages(shape);
            let error = (pages / built - 1.0).abs() * 100.0;
            assert!(error < 15.0, "{name} of {} rows: {pages} pages, built {built}", shape.tuples);
            errors.push(error);
        }
        errors.sort_by(f64::total_cmp);
        assert!(errors[errors.len() / 2] < 1.0, "median error {} %", errors[errors.len() / 2]);
    }

    #[test]
    fn a_partial_index_has_the_buckets_of_the_whole_heap() {
        let partial = HashShape { heap_rows: 1e6, tuples: 1000.0, distinct: 1000.0, ..PLAIN };
        assert_eq!(hash_pages(&partial), 3586.0);
    }

    #[test]
    fn survives_nonsense() {
        let wild = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e-300, 0.5, 3.0, 1e12, 1e300];
        for rows in wild {
            for distinct in wild {
                for null_fraction in wild {
                    let shape = HashShape {
                        heap_rows: distinct,
                        tuples: rows,
                        fillfactor: 0,
                        null_fraction,
                        distinct,
                        most_common: &wild,
                    };
                    let pages = hash_pages(&shape);
                    assert!(pages >= 1.0 && pages.is_finite(), "{shape:?}: {pages}");
                }
            }
        }
    }
}
