//! Which candidates to create.

use super::oracle::CostOracle;

/// What is to be decided.
#[derive(Debug, Clone, Copy)]
pub struct Problem<'a> {
    /// Executions of each statement.
    pub weights: &'a [f64],
    /// Cost of one execution of each statement without any candidate.
    pub baseline: &'a [f64],
    /// Candidates that each statement could use, sorted.
    pub relevant: &'a [Vec<usize>],
    /// Table of each candidate; its length is the number of candidates.
    pub tables: &'a [u32],
    /// Bytes all chosen indexes may take.
    pub storage_budget: Option<f64>,
    pub max_indexes: Option<usize>,
    pub max_indexes_per_table: Option<usize>,
}

/// The choice, best first: any number of first steps is a sensible choice as well.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    pub steps: Vec<Step>,
    /// Weighted workload cost without candidates.
    pub baseline: f64,
    /// False when time ran out before the search was done.
    pub complete: bool,
    /// Calls of the oracle.
    pub calls: usize,
}

/// One index to create.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub candidate: usize,
    pub size_bytes: f64,
    /// Weighted workload cost before and after this and all steps above.
    pub cost_before: f64,
    pub cost_after: f64,
    /// Statements whose cost this step changes: position, cost of one execution before and after.
    pub statements: Vec<(usize, f64, f64)>,
}

/// The best set of candidates found.
pub fn select<O: CostOracle>(problem: &Problem, oracle: &mut O) -> Result<Selection, O::Error> {
    let _ = oracle;
    let baseline = problem.weights.iter().zip(problem.baseline).map(|(w, c)| w * c).sum();
    Ok(Selection { steps: Vec::new(), baseline, complete: true, calls: 0 })
}
