//! The one thing the search needs to know about the server.

/// Costs of statements under sets of candidate indexes.
pub trait CostOracle {
    type Error;

    /// Planner cost of one execution of `statement` when exactly the candidates `config` (sorted, without
    /// repetitions, positions in the candidate list) exist beside the real indexes.
    fn cost(&mut self, statement: usize, config: &[usize]) -> Result<f64, Self::Error>;

    /// Estimated bytes of the candidate once built.
    fn size_bytes(&self, candidate: usize) -> f64;

    /// True once the caller's time is up: the search then returns the best it has.
    fn expired(&self) -> bool;

    /// The candidates in the plan of the last call of `cost`, sorted; `None` if the oracle cannot tell. Saves the search
    /// some tens of calls a statement.
    fn used(&self) -> Option<Vec<usize>> {
        None
    }
}
