//! Planted dependencies are found, noise is not.
use super::*;
use crate::model::sample::{SampledColumn, SampledKey, SampledTable, Values};
use proptest::prelude::*;

/// A column of text.
fn column(name: &str, values: impl IntoIterator<Item = Option<String>>) -> SampledColumn {
    let values: Vec<Option<String>> = values.into_iter().collect();
    SampledColumn {
        name: name.into(),
        quoted: name.into(),
        category: "S".into(),
        base_type: "text".into(),
        is_readable: true,
        values: Values::of(values.iter().map(Option::as_deref)),
        ..SampledColumn::default()
    }
}

fn table(columns: Vec<SampledColumn>) -> SampledTable {
    SampledTable { rows: columns[0].values.codes.len(), columns, ..SampledTable::default() }
}

/// A generator of its own, so that the cases stay the same.
fn noise(seed: u64, row: u64, below: u64) -> u64 {
    let mut x = (seed << 32 | row).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x ^ (x >> 31)) % below
}

fn random(name: &str, seed: u64, rows: u64, below: u64) -> SampledColumn {
    column(name, (0..rows).map(|row| Some(noise(seed, row, below).to_string())))
}

fn mapped(name: &str, from: &SampledColumn, seed: u64, below: u64) -> SampledColumn {
    column(
        name,
        from.values
            .codes
            .iter()
            .map(|code| (*code != 0).then(|| noise(seed, u64::from(*code), below).to_string())),
    )
}

fn pairs(found: &[Dependency]) -> Vec<(Vec<usize>, usize)> {
    found.iter().map(|d| (d.left.clone(), d.right)).collect()
}

#[test]
fn a_city_has_one_country() {
    let city = random("city", 1, 1000, 50);
    let country = mapped("country", &city, 2, 12);
    let other = random("other", 3, 1000, 12);
    assert_eq!(pairs(&discover(&table(vec![city, country, other]), &Limits::default())), [(vec![0], 1)]);
}

#[test]
fn two_columns_together() {
    let (a, b) = (random("a", 1, 3000, 12), random("b", 2, 3000, 12));
    let both = a.values.codes.iter().zip(&b.values.codes);
    let c = column("c", both.map(|(a, b)| Some(noise(3, u64::from(a * 100 + b), 9).to_string())));
    let t = table(vec![a, b, c]);
    assert_eq!(pairs(&discover(&t, &Limits::default())), [(vec![0, 1], 2)]);
    assert!(discover(&t, &Limits { left_columns: 1, ..Limits::default() }).is_empty());
}

#[test]
fn keys_constants_and_small_tables_say_nothing() {
    let id = column("id", (0..1000).map(|n| Some(n.to_string())));
    let nearly = column("nearly", (0..1000).map(|n| Some((n / 2 * (n % 400)).to_string())));
    let same = column("same", (0..1000).map(|_| Some("x".to_string())));
    let rare = column("rare", (0..1000).map(|n| (n == 7).then(|| "y".to_string())));
    assert!(discover(&table(vec![id, nearly, same, rare]), &Limits::default()).is_empty());
    let city = random("city", 1, 60, 20);
    let country = mapped("country", &city, 2, 12);
    assert!(discover(&table(vec![city, country]), &Limits::default()).is_empty());
}

#[test]
fn an_accident_of_two_or_three_values_is_none() {
    let kind = random("kind", 1, 5000, 3);
    let flag = mapped("flag", &kind, 4, 2);
    assert!(discover(&table(vec![kind, flag]), &Limits::default()).is_empty());
    // One value of many differs: whoever has it may have more in common.
    let kind = random("kind", 1, 5000, 40);
    let flag = column("flag", kind.values.codes.iter().map(|code| (*code == 3).then(|| "y".to_string())));
    assert!(discover(&table(vec![kind, flag]), &Limits::default()).is_empty());
}

#[test]
fn what_would_get_lost_is_no_dependency() {
    let state: Vec<Option<String>> =
        (0..1000).map(|n| (n % 3 != 0).then(|| noise(1, n, 40).to_string())).collect();
    let country: Vec<Option<String>> = state
        .iter()
        .map(|s| Some(s.as_ref().map_or("elsewhere".into(), |s| (s.parse::<u64>().unwrap() % 5).to_string())))
        .collect();
    let t = table(vec![column("state", state), column("country", country)]);
    assert!(discover(&t, &Limits::default()).is_empty());
}

#[test]
fn declared_keys_are_no_determinants() {
    let city = random("city", 1, 1000, 50);
    let country = mapped("country", &city, 2, 12);
    let mut t = table(vec![city, country, random("x", 5, 1000, 1000)]);
    t.keys = vec![SampledKey { name: "k".into(), is_primary: true, columns: vec!["city".into()] }];
    assert!(discover(&t, &Limits::default()).is_empty());
}

#[test]
fn chains_are_told_link_by_link() {
    let customer = random("customer_id", 1, 4000, 200);
    let city = mapped("city", &customer, 2, 60);
    let country = mapped("country", &city, 3, 12);
    let code = column("country_code", country.values.codes.iter().map(|code| Some(format!("c{code}"))));
    let t = table(vec![customer, city, country, code]);
    let told = reduce(&t, &discover(&t, &Limits::default()));
    let told: Vec<_> = told.into_iter().map(|d| (d.left, d.right)).collect();
    assert_eq!(told, [(vec![0], vec![1]), (vec![1], vec![3]), (vec![3], vec![2])]);
}

#[test]
fn a_code_stands_for_its_name() {
    let name = random("unit_name", 1, 4000, 40);
    let code = column("unit_code", name.values.codes.iter().map(|code| Some(format!("u{code}"))));
    let price = mapped("price", &name, 5, 30);
    let t = table(vec![name, code, price]);
    let told = reduce(&t, &discover(&t, &Limits::default()));
    assert_eq!(told.len(), 1);
    assert_eq!((&told[0].left, &told[0].right, &told[0].equivalent), (&vec![1], &vec![0, 2], &vec![0]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_planted_dependency_is_found(seed in 0u64..1_000_000, rows in 500u64..1500, values in 12u64..60, out in 3u64..9) {
        let left = random("l", seed, rows, values);
        let right = mapped("r", &left, seed + 1, out);
        let t = table(vec![random("x", seed + 2, rows, 20), left, right, random("y", seed + 3, rows, 7)]);
        let found = pairs(&discover(&t, &Limits::default()));
        prop_assert!(found.contains(&(vec![1], 2)), "{found:?}");
    }

    #[test]
    fn random_columns_depend_on_nothing(seed in 0u64..1_000_000, rows in 100u64..800, sizes in prop::collection::vec(2u64..80, 3..7)) {
        let columns = sizes.iter().zip(1..).map(|(size, n)| random(&format!("c{n}"), seed * 10 + n, rows, *size));
        let found = discover(&table(columns.collect()), &Limits { left_columns: 3, ..Limits::default() });
        prop_assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn left_sides_are_minimal_and_true(seed in 0u64..1_000_000, rows in 300u64..900) {
        let a = random("a", seed, rows, 15);
        let b = mapped("b", &a, seed + 1, 6);
        let c = random("c", seed + 2, rows, 9);
        let d = column("d", (0..rows as usize).map(|n| Some(format!("{:?}{:?}", b.values.get(n), c.values.get(n)))));
        let t = table(vec![a, b, c, d]);
        let found = discover(&t, &Limits { left_columns: 3, ..Limits::default() });
        for one in &found {
            for other in &found {
                let smaller = other.right == one.right
                    && other.left.len() < one.left.len()
                    && other.left.iter().all(|column| one.left.contains(column));
                prop_assert!(!smaller, "{other:?} makes {one:?} superfluous");
            }
            for x in 0..t.rows {
                for y in 0..x {
                    let agree = |c: &usize| t.columns[*c].values.codes[x] == t.columns[*c].values.codes[y];
                    prop_assert!(!one.left.iter().all(agree) || agree(&one.right));
                }
            }
        }
    }

    #[test]
    fn stricter_limits_find_less(seed in 0u64..1_000_000, rows in 200u64..900, bits in 0.0f64..400.0) {
        let a = random("a", seed, rows, 30);
        let t = table(vec![mapped("b", &a, seed + 1, 5), mapped("c", &a, seed + 2, 3), a]);
        let loose = Limits { left_columns: 1, ..Limits::default() };
        let strict = Limits { bits: loose.bits + bits, ..loose };
        let all = pairs(&discover(&t, &loose));
        prop_assert!(pairs(&discover(&t, &strict)).iter().all(|pair| all.contains(pair)));
    }
}
