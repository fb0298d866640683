use std::collections::BTreeSet;

use super::super::oracle::Planned;
use super::super::problem::Acceptance;
use super::*;

/// A planner that errs: it takes the plan that it thinks cheapest. Of each statement the candidate, what the planner says and what
/// it costs; everything costs 100 without.
struct Erring<'a>(&'a [&'a [(usize, f64, f64)]]);

impl CostOracle for Erring<'_> {
    type Error = ();

    fn plan(&mut self, statement: usize, config: &[usize]) -> Result<Planned, ()> {
        let possible = self.0[statement].iter().filter(|plan| config.contains(&plan.0));
        let best = possible.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|plan| plan.1 < 100.0);
        Ok(match best {
            Some(&(used, explained, cost)) => Planned { cost, explained, used: vec![used] },
            None => Planned { cost: 100.0, explained: 100.0, used: vec![] },
        })
    }

    fn size_bytes(&self, _: usize) -> f64 {
        8192.0
    }

    fn expired(&self) -> bool {
        false
    }
}

fn chosen_by_erring(statements: &[&[(usize, f64, f64)]]) -> Vec<usize> {
    let baseline = vec![100.0; statements.len()];
    let candidates: BTreeSet<usize> = statements.iter().flat_map(|plans| plans.iter().map(|p| p.0)).collect();
    let problem = Problem {
        narrower: &[],
        upkeep: &[],
        weights: &vec![1.0; statements.len()],
        baseline: &baseline,
        explained: &baseline,
        relevant: &vec![candidates.iter().copied().collect(); statements.len()],
        tables: &vec![1; candidates.len()],
        storage_budget: None,
        max_indexes: None,
        max_indexes_per_table: None,
        max_calls: 1000,
        acceptance: Acceptance::default(),
    };
    let selection = select(&problem, &mut Erring(statements)).expect("it never fails");
    let says: f64 = selection.steps.last().map_or(selection.baseline, |step| step.cost_after);
    let mut config: Vec<usize> = selection.steps.iter().map(|step| step.candidate).collect();
    config.sort_unstable();
    let explained = |s: usize| Erring(statements).plan(s, &config).map_or(f64::NAN, |plan| plan.explained);
    let expected: f64 = (0..statements.len()).map(explained).sum();
    assert!((says - expected).abs() < 1e-6, "steps have the planner's costs: {says} {expected}");
    config
}

#[test]
fn a_candidate_pays_for_the_statements_that_it_harms() {
    // The first candidate would save 50 for the second statement, but the planner takes it for the first one as well.
    assert_eq!(chosen_by_erring(&[&[(0, 20.0, 300.0), (1, 60.0, 60.0)], &[(0, 50.0, 50.0)]]), [1]);
    // What it harms the planner does in another way once there is something that it likes better.
    assert_eq!(chosen_by_erring(&[&[(0, 20.0, 300.0), (1, 10.0, 60.0)], &[(0, 50.0, 50.0)]]), [0, 1]);
    // It harms, and nothing else helps.
    assert_eq!(chosen_by_erring(&[&[(0, 20.0, 300.0)], &[(0, 50.0, 50.0)]]), [0; 0]);
    // A gain that is smaller than the planner thinks is one.
    assert_eq!(chosen_by_erring(&[&[(0, 20.0, 40.0)], &[(1, 50.0, 99.9)]]), [0]);
}
