use super::*;
use proptest::prelude::*;

fn instance(sizes: &[f64], statements: &[&[(&[usize], f64)]]) -> Instance {
    let ways = |ways: &&[(&[usize], f64)]| {
        ways.iter().map(|(indexes, saves)| Way { indexes: indexes.to_vec(), saves: *saves }).collect()
    };
    Instance {
        sizes: sizes.to_vec(),
        upkeep: vec![0.0; sizes.len()],
        tables: vec![1; sizes.len()],
        ..Instance::default()
    }
    .with_statements(statements.iter().map(ways).collect())
}

fn solved(instance: &Instance) -> Solution {
    solve(instance, &[], Effort { gap: 1e-9, nodes: 100_000 }, &mut || true)
}

/// All sets, one by one.
fn best_value(instance: &Instance) -> f64 {
    let count = instance.sizes.len();
    let sets = (0..1u32 << count).map(|bits| (0..count).map(|n| bits >> n & 1 == 1).collect::<Vec<bool>>());
    sets.filter(|chosen| is_allowed(instance, chosen))
        .map(|chosen| instance.value(&chosen))
        .fold(0.0, f64::max)
}

fn is_allowed(instance: &Instance, chosen: &[bool]) -> bool {
    let members: Vec<usize> = (0..chosen.len()).filter(|index| chosen[*index]).collect();
    let on_table = |table: u32| members.iter().filter(|index| instance.tables[**index] == table).count();
    let bytes: f64 = members.iter().map(|index| instance.sizes[*index]).sum();
    instance.budget.is_none_or(|budget| bytes <= budget)
        && instance.max_indexes.is_none_or(|most| members.len() <= most)
        && instance
            .max_indexes_per_table
            .is_none_or(|most| instance.tables.iter().all(|t| on_table(*t) <= most))
}

#[test]
fn greed_does_not_pay() {
    // By density 0 comes first, and then neither of the others fits.
    let mut example = instance(&[10.0, 100.0, 95.0], &[&[(&[0], 12.0)], &[(&[1], 100.0)], &[(&[2], 97.0)]]);
    example.budget = Some(105.0);
    assert_eq!(solved(&example).chosen, [0, 2]);
    example.budget = Some(100.0);
    assert_eq!(solved(&example).chosen, [1]);
    example.budget = Some(9.0);
    assert_eq!(solved(&example), Solution { nodes: 1, ..Solution::default() });
}

#[test]
fn what_pays_only_together_is_found() {
    let example = instance(&[1.0, 1.0, 1.0], &[&[(&[0, 1], 50.0), (&[2], 10.0)]]);
    assert_eq!(solved(&example).chosen, [0, 1]);
    let cheap = Instance { max_indexes: Some(1), ..example };
    assert_eq!(solved(&cheap).chosen, [2]);
}

#[test]
fn upkeep_is_paid() {
    let mut example = instance(&[1.0, 1.0], &[&[(&[0], 5.0)], &[(&[1], 5.0)]]);
    example.upkeep = vec![4.0, 6.0];
    let solution = solved(&example);
    assert_eq!((solution.chosen.as_slice(), solution.value), (&[0][..], 1.0));
}

#[test]
fn it_ends_when_told_to_and_is_no_worse_than_the_start() {
    let mut example = instance(&[2.0, 3.0], &[&[(&[0], 5.0)], &[(&[1], 6.0)]]);
    example.budget = Some(3.0);
    let solution = solve(&example, &[0], Effort::default(), &mut || false);
    assert!(solution.value >= 5.0 && solution.bound >= 6.0, "{solution:?}");
    assert_eq!(solve(&Instance::default(), &[], Effort::default(), &mut || true), Solution::default());
}

fn arbitrary() -> impl Strategy<Value = Instance> {
    let count = 9usize;
    let way = (prop::collection::btree_set(0..count, 1..=3), 1u32..100)
        .prop_map(|(indexes, saves)| Way { indexes: indexes.into_iter().collect(), saves: f64::from(saves) });
    let statements = prop::collection::vec(prop::collection::vec(way, 0..7), 0..8);
    let limit = || prop::option::of(0usize..5);
    (
        statements,
        prop::collection::vec(1u32..50, count),
        prop::collection::vec(0u32..10, count),
        prop::collection::vec(0u32..3, count),
        prop::option::of(0u32..150),
        limit(),
        limit(),
    )
        .prop_map(|(statements, sizes, upkeep, tables, budget, max_indexes, max_indexes_per_table)| {
            let numbers = |numbers: Vec<u32>| numbers.into_iter().map(f64::from).collect();
            Instance {
                sizes: numbers(sizes),
                upkeep: numbers(upkeep),
                tables,
                budget: budget.map(f64::from),
                max_indexes,
                max_indexes_per_table,
                ..Instance::default()
            }
            .with_statements(statements)
        })
}

proptest! {
    #[test]
    fn no_set_is_better(example in arbitrary()) {
        let best = best_value(&example);
        let solution = solved(&example);
        let chosen: Vec<bool> = (0..example.sizes.len()).map(|n| solution.chosen.contains(&n)).collect();
        prop_assert!(is_allowed(&example, &chosen));
        prop_assert!((example.value(&chosen) - solution.value).abs() < 1e-9);
        prop_assert!((solution.value - best).abs() <= best * 1e-6, "{} of {best}", solution.value);
        prop_assert!(solution.bound >= best - 1e-9);
    }

    /// Whenever it is stopped, what it says is true.
    #[test]
    fn bounds_hold_at_any_time(example in arbitrary(), steps in 0usize..300) {
        let mut left = steps;
        let mut proceed = || {
            left = left.saturating_sub(1);
            left > 0
        };
        let solution = solve(&example, &[], Effort { gap: 0.0, nodes: 40 }, &mut proceed);
        let best = best_value(&example);
        prop_assert!(solution.value <= best + 1e-9);
        prop_assert!(solution.bound >= best - 1e-9, "{} below {best}", solution.bound);
    }
}

#[test]
fn tables_without_a_common_limit_are_solved_apart() {
    let ways: [&[(&[usize], f64)]; 3] = [&[(&[0], 5.0)], &[(&[1, 2], 9.0), (&[2], 4.0)], &[(&[4], 1.0)]];
    let mut example = instance(&[1.0; 5], &ways);
    example.upkeep = vec![0.0, 0.0, 0.0, 0.0, 2.0];
    example.tables = vec![1, 2, 2, 2, 3];
    assert_eq!((solved(&example).chosen, solved(&example).value), (vec![0, 1, 2], 14.0));
    example.max_indexes_per_table = Some(1);
    assert_eq!((solved(&example).chosen, solved(&example).value), (vec![0, 2], 9.0));
    example.tables = vec![1; 5];
    assert_eq!((solved(&example).chosen, solved(&example).value), (vec![0], 5.0));
}
