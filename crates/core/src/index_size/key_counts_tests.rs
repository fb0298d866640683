use super::*;
use crate::index_size::btree::{btree_size, BtreeShape, KeyWidth, Keys};

const INT: KeyWidth =
    KeyWidth { avg_width: 4.0, alignment: 4, null_fraction: 0.0, varlena: false, width_deviation: None };

/// A sample of as many rows as `counts` says there are keys seen in 1, 2, 3 ... rows.
fn sampled(share: f64, counts: &[u32]) -> KeyCounts {
    let mut column = Vec::new();
    let mut key = 0;
    for (n, &keys) in counts.iter().enumerate() {
        for _ in 0..keys {
            key += 1;
            column.extend(std::iter::repeat_n(key, n + 1));
        }
    }
    KeyCounts::of(&[&column], share)
}

fn distinct(counts: &KeyCounts, tuples: f64) -> f64 {
    counts.classes(tuples).iter().map(|class| class.keys).sum()
}

#[test]
fn combinations_are_counted_and_not_multiplied() {
    let country: Vec<u32> = (0..10_000).map(|row| 1 + row % 100).collect();
    // A town lies in one country.
    let town: Vec<u32> = (0..10_000).map(|row| 1 + row % 1000).collect();
    let independent: Vec<u32> = (0..10_000).map(|row| 1 + row / 100 % 7).collect();
    let keys = |columns: &[&[u32]]| distinct(&KeyCounts::of(columns, 1.0), 10_000.0);
    assert_eq!(keys(&[&country, &town]), 1000.0);
    assert_eq!(keys(&[&town, &country]), 1000.0);
    assert_eq!(keys(&[&country, &independent]), 700.0);
    assert_eq!(keys(&[&country, &country]), 100.0);
}

#[test]
fn rows_of_nulls_only_are_told_apart() {
    let a = [0, 0, 1, 1, 0];
    let b = [0, 5, 5, 0, 0];
    let counts = KeyCounts::of(&[&a, &b], 1.0);
    let shares = [counts.all_null, counts.null_fraction(0), counts.null_fraction(1)];
    assert_eq!(shares.map(|share| (share * 10.0).round()), [4.0, 6.0, 6.0]);
    assert_eq!(distinct(&counts, 5.0), 3.0);
}

/// Columns of 200 000 and 400 000 rows as sampled on PostgreSQL 15, and counted there.
#[test]
fn keys_that_the_sample_misses_are_foreseen() {
    // Cities of countries, with country = 200 * random()^2 and 50 * random()^2 cities in each.
    let cities = [2455, 2092, 1256, 775, 431, 270, 177, 116, 107, 77, 49, 48, 37, 278];
    let found = distinct(&sampled(0.15, &cities), 200_000.0);
    assert!((found / 9998.0 - 1.0).abs() < 0.1, "{found}");
    // 200 000 * random()^1.7.
    let customers = [24_270, 2283, 238, 51, 20, 7, 5, 3, 0, 2, 0, 0, 0, 1];
    let found = distinct(&sampled(0.075, &customers), 400_000.0);
    assert!((found / 162_102.0 - 1.0).abs() < 0.1, "{found}");
}

/// pg_relation_size() / 8192 of what PostgreSQL 15 built on these columns.
#[test]
fn sizes_are_those_of_built_indexes() {
    let pages = |counts: &KeyCounts, tuples: f64| {
        btree_size(&BtreeShape {
            tuples,
            fillfactor: 90,
            columns: &[INT, INT],
            included: 0,
            keys: Keys::Counted(counts),
            deduplicates: true,
        })
        .pages
    };
    let cities = [2455, 2092, 1256, 775, 431, 270, 177, 116, 107, 77, 49, 48, 37, 278];
    let found = pages(&sampled(0.15, &cities), 200_000.0);
    assert!((found / 197.0 - 1.0).abs() < 0.05, "{found}");
    let customers = [24_270, 2283, 238, 51, 20, 7, 5, 3, 0, 2, 0, 0, 0, 1];
    let found = pages(&sampled(0.075, &customers), 400_000.0);
    assert!((found / 783.0 - 1.0).abs() < 0.05, "{found}");
}

#[test]
fn odd_samples_end_in_numbers() {
    let empty: [u32; 0] = [];
    let nulls = [0u32; 9];
    for columns in [&[&empty[..]][..], &[], &[&nulls, &nulls], &[&nulls, &empty]] {
        for share in [0.0, 1e-9, 0.5, 1.0, f64::NAN] {
            for tuples in [0.0, 1.0, 1e9] {
                let counts = KeyCounts::of(columns, share);
                let size = btree_size(&BtreeShape {
                    tuples,
                    fillfactor: 90,
                    columns: &[INT],
                    included: 0,
                    keys: Keys::Counted(&counts),
                    deduplicates: true,
                });
                assert!(size.pages >= 1.0 && size.pages.is_finite(), "{columns:?} {share} {tuples}");
            }
        }
    }
}
