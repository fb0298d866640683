//! Solves published index selection problems at many budgets: `make bench-advisor` runs it.
//!
//! Usage: solve_published FILE... Each is JSON: `indexes` with `id`, `size_bytes`; `queries` with `cost_without_indexes` and
//! `plans`, each with its `cost` and the ids of the `indexes` that it uses. benches/README.md says where they are from.
use dbarch_core::advisor::solver::{solve, Effort, Instance, Way};
use serde::Deserialize;
use std::collections::HashMap;
use std::process::ExitCode;
use std::time::Instant;

#[derive(Deserialize)]
struct Published {
    indexes: Vec<Index>,
    queries: Vec<Query>,
}

#[derive(Deserialize)]
struct Index {
    id: u32,
    size_bytes: f64,
}

#[derive(Deserialize)]
struct Query {
    cost_without_indexes: f64,
    plans: Vec<Plan>,
}

#[derive(Deserialize)]
struct Plan {
    cost: f64,
    indexes: Vec<u32>,
}

const GIGABYTE: f64 = 1e9;
const BUDGETS: [f64; 9] = [0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, f64::INFINITY];

/// Share of the benefit, and seconds.
const MOST_GAP: f64 = 0.001;
const MOST_SECONDS: f64 = 2.0;

fn read(file: &str) -> Result<(Instance, f64), String> {
    let text = std::fs::read(file).map_err(|error| error.to_string())?;
    let published: Published = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
    let places: HashMap<u32, usize> = published.indexes.iter().map(|index| index.id).zip(0..).collect();
    let way = |without: f64, plan: &Plan| {
        let mut indexes: Vec<usize> = plan.indexes.iter().map(|id| places[id]).collect();
        indexes.sort_unstable();
        Way { indexes, saves: without - plan.cost }
    };
    let ways = |query: &Query| query.plans.iter().map(|plan| way(query.cost_without_indexes, plan)).collect();
    let whole = published.queries.iter().map(|query| query.cost_without_indexes).sum();
    let count = published.indexes.len();
    let empty = Instance {
        sizes: published.indexes.iter().map(|index| index.size_bytes).collect(),
        upkeep: vec![0.0; count],
        tables: vec![0; count],
        ..Instance::default()
    };
    Ok((empty.with_statements(published.queries.iter().map(ways).collect()), whole))
}

fn main() -> ExitCode {
    println!("file                budget   cost, %   at best, %     gap, %   indexes   nodes        s");
    let mut passed = true;
    for file in std::env::args().skip(1) {
        let (instance, whole) = match read(&file) {
            Ok(read) => read,
            Err(error) => {
                eprintln!("error: {file}: {error}");
                return ExitCode::FAILURE;
            }
        };
        let name = file.rsplit('/').next().unwrap_or(&file);
        for budget in BUDGETS {
            let limited = Instance { budget: Some(budget * GIGABYTE), ..instance.clone() };
            let begun = Instant::now();
            let found = solve(&limited, &[], Effort::default(), &mut || true);
            let seconds = begun.elapsed().as_secs_f64();
            let gap = (found.bound - found.value) / found.value.max(f64::MIN_POSITIVE);
            let share = |value: f64| 100.0 * (1.0 - value / whole);
            println!(
                "{name:<16} {budget:>6} GB {:>9.2} {:>12.2} {:>10.4} {:>9} {:>7} {seconds:>8.2}",
                share(found.value),
                share(found.bound),
                100.0 * gap,
                found.chosen.len(),
                found.nodes
            );
            passed &= gap <= MOST_GAP && seconds <= MOST_SECONDS;
        }
    }
    println!("{}", if passed { "passed" } else { "failed" });
    if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
