//! What the search is asked, and what it answers.

/// What is to be decided.
#[derive(Debug, Clone, Copy)]
pub struct Problem<'a> {
    /// Executions of each statement.
    pub weights: &'a [f64],
    /// Cost of one execution of each statement without any candidate.
    pub baseline: &'a [f64],
    /// What the planner says of that.
    pub explained: &'a [f64],
    /// Candidates that each statement could use, sorted.
    pub relevant: &'a [Vec<usize>],
    /// What keeping each candidate costs whoever writes, in the unit of the workload's cost; may be empty.
    pub upkeep: &'a [f64],
    /// OID of the table of each candidate; as long as the list of candidates.
    pub tables: &'a [u32],
    /// For each candidate those that might do instead and take less room; may be empty.
    pub narrower: &'a [Vec<usize>],
    /// Bytes that all chosen indexes together may take.
    pub storage_budget: Option<f64>,
    pub max_indexes: Option<usize>,
    pub max_indexes_per_table: Option<usize>,
    /// Calls of the oracle after which the search ends with the best it has.
    pub max_calls: usize,
    pub acceptance: Acceptance,
}

/// When an index is worth having. All are shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Acceptance {
    /// It lowers the workload's cost by this share of what the others leave of it, and more if it is large ...
    pub workload_gain: f64,
    /// ... and by this share of the cost without candidates; ...
    pub whole_gain: f64,
    /// ... or some statement's cost by this share of its cost without candidates ...
    pub statement_gain: f64,
    /// ... if that statement is this share of the workload's cost ...
    pub statement_share: f64,
    /// ... or of its executions: what runs all the time is to be quick, however little it costs.
    pub execution_share: f64,
    /// No statement may cost more than without candidates by more than this share.
    pub regression: f64,
}

impl Default for Acceptance {
    fn default() -> Self {
        Acceptance {
            workload_gain: 0.01,
            whole_gain: 0.003,
            statement_gain: 0.20,
            statement_share: 0.001,
            execution_share: 1.0,
            regression: 0.10,
        }
    }
}

impl Acceptance {
    /// Whoever says how much room there is wants it used: an index need only pay more than chance.
    fn with_room(self) -> Self {
        const ANYTHING_REAL: f64 = 0.000_2;
        Acceptance { workload_gain: self.workload_gain.min(ANYTHING_REAL), whole_gain: 0.0, ..self }
    }
}

impl Problem<'_> {
    pub(super) fn statements(&self) -> usize {
        self.baseline.len()
    }

    pub(super) fn weight(&self, statement: usize) -> f64 {
        self.weights.get(statement).copied().filter(|w| w.is_finite()).unwrap_or(0.0).max(0.0)
    }

    pub(super) fn relevant_to(&self, statement: usize) -> &[usize] {
        self.relevant.get(statement).map_or(&[], Vec::as_slice)
    }

    pub(super) fn upkeep(&self, candidate: usize) -> f64 {
        self.upkeep.get(candidate).copied().filter(|upkeep| *upkeep > 0.0).unwrap_or(0.0)
    }

    pub(super) fn accepted(&self) -> Acceptance {
        if self.storage_budget.is_some() {
            self.acceptance.with_room()
        } else {
            self.acceptance
        }
    }
}

/// The choice, best first: any number of first steps is a sensible choice as well.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    pub steps: Vec<Step>,
    /// Weighted workload cost without candidates.
    pub baseline: f64,
    /// False when time or calls ran out before the search was done.
    pub complete: bool,
    /// Statements planned.
    pub plannings: usize,
    /// Share of the cost without candidates that no other set can save beyond this one, as far as plans were seen; `None`
    /// when too few were.
    pub gap: Option<f64>,
    /// Candidates that would save enough, but for their upkeep; those that would save most first, and not all.
    pub rejected: Vec<Rejected>,
}

/// A candidate that costs more upkeep than it saves.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejected {
    pub candidate: usize,
    /// Weighted workload cost that it alone would save.
    pub saves: f64,
    pub upkeep: f64,
}

/// A statement whose cost a step changes: cost of one execution before and after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    pub statement: usize,
    /// As the planner says.
    pub before: f64,
    pub after: f64,
    /// As far as can be told.
    pub likely_before: f64,
    pub likely_after: f64,
}

impl Effect {
    /// Of a statement whose plans cost what the planner says.
    pub fn plain(statement: usize, before: f64, after: f64) -> Self {
        Effect { statement, before, after, likely_before: before, likely_after: after }
    }

    pub(super) fn is_one(&self) -> bool {
        let differ = |before: f64, after: f64| (before - after).abs() > before.abs() * 0.001;
        differ(self.before, self.after) || differ(self.likely_before, self.likely_after)
    }
}

/// One index to create.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub candidate: usize,
    pub size_bytes: f64,
    /// Weighted workload cost before and after this and all steps above, as the planner says.
    pub cost_before: f64,
    pub cost_after: f64,
    pub statements: Vec<Effect>,
    /// Narrower candidates that might do instead, the widest first; not all, and not of all steps.
    pub alternatives: Vec<Alternative>,
}

/// A candidate in the place of one that was chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alternative {
    pub candidate: usize,
    pub size_bytes: f64,
    /// Weighted workload cost with it and all other steps, as the planner says.
    pub cost_after: f64,
}
