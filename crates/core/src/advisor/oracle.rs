//! The one thing the search needs to know about the server.

/// Costs of statements under sets of candidate indexes.
pub trait CostOracle {
    type Error;

    /// Plans `statement` as if exactly the candidates `config` (sorted, without repetitions, positions in the candidate
    /// list) existed beside the real indexes.
    fn plan(&mut self, statement: usize, config: &[usize]) -> Result<Planned, Self::Error>;

    /// What each of `candidates` offers the statement, if that can be had for less than a planning each.
    fn offers(&mut self, statement: usize, candidates: &[usize]) -> Result<Option<Vec<Offer>>, Self::Error> {
        let _ = (statement, candidates);
        Ok(None)
    }

    /// Estimated bytes of the candidate once built.
    fn size_bytes(&self, candidate: usize) -> f64;

    /// True once the caller's time is up: the search then returns the best it has.
    fn expired(&self) -> bool;
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Planned {
    /// What one execution costs, as far as can be told.
    pub cost: f64,
    /// What the planner says of that.
    pub explained: f64,
    /// The candidates that the plan uses, sorted.
    pub used: Vec<usize>,
}

/// What one candidate offers one statement.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Offer {
    /// The statement's cost with this candidate alone; `None` where only planning tells.
    pub alone: Option<f64>,
    /// Its ways to get at a table; `None` if there may be others.
    pub accesses: Option<Vec<Way>>,
}

/// Ways with the same `class` differ in their costs only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    pub class: usize,
    pub startup: f64,
    pub total: f64,
}

impl Offer {
    /// Whether a statement that has `other` has no use for this one.
    pub(super) fn is_covered_by(&self, other: &Offer) -> bool {
        let (Some(own), Some(others)) = (&self.accesses, &other.accesses) else { return false };
        let better = |way: &Way| {
            others.iter().any(|other| {
                other.class == way.class && other.startup <= way.startup && other.total <= way.total
            })
        };
        own.iter().all(better)
    }
}
