//! Makes a workload small enough to be judged: statements that ask the same of indexes become one ([`merge`]), and of
//! too many some stand for the others ([`choose`]). Knows no candidates: what a statement asks is all there is.

mod choose;
mod features;
mod merge;

pub use choose::{choose, Choice};
pub use merge::merge;

use crate::model::workload::{Requirements, Statement};

/// A statement, and what the planner says of it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub statement: &'a Statement,
    pub requirements: &'a Requirements,
}

impl Asked<'_> {
    /// Its part of the workload's cost.
    fn part(&self) -> f64 {
        self.statement.calls * self.requirements.cost
    }
}

/// A statement that is judged for several. Statements are named by their position in the workload.
#[derive(Debug, Clone, PartialEq)]
pub struct Representative {
    pub statement: usize,
    /// Executions of it that cost as much as those of all the statements it stands for.
    pub weight: f64,
    /// The statements that ask the same, itself among them, by position. Those that are only alike show in the weight.
    pub members: Vec<Member>,
}

/// A statement that an index helps just as it helps the representative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    pub statement: usize,
    /// Cost of one execution, as a multiple of the representative's.
    pub scale: f64,
}

/// How much of a workload was judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// Statements that were planned.
    pub statements: usize,
    /// How many stand for these.
    pub judged: usize,
    /// Their share of the cost, 0 to 1.
    pub covered: f64,
    /// Statements that none stands for.
    pub left_out: usize,
    /// Recorded statements beyond those that were read.
    pub not_read: usize,
}

impl Coverage {
    /// Rounded down: 100 is all.
    pub fn covered_pct(&self) -> f64 {
        (self.covered * 10_000.0).floor() / 100.0
    }
}

#[cfg(test)]
mod choose_tests;
#[cfg(test)]
mod merge_tests;
#[cfg(test)]
mod workloads;
