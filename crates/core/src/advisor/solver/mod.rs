//! The best set of indexes for savings that are known: exact, with a proof of how far from the best it is at most.
//!
//! Greedy searches fall to 60 % of what is possible where budgets are tight; integer programs are exact and need a
//! library of their own. This is what such a program is for this one problem (CoPhy, VLDB 2011, has its form): a location
//! of facilities with a knapsack. Its linear relaxation is tight, and a Lagrangian relaxation reaches the same bound in
//! milliseconds.
mod branch;
mod components;
mod dominance;
mod instance;
mod neighbours;
mod relaxation;
mod view;

pub use branch::{Effort, Solution};
pub use components::solve;
pub use instance::{Instance, Way};

#[cfg(test)]
#[path = "solver_tests.rs"]
mod tests;
