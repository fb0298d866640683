//! Costs already asked for, and the workload's cost under a set of candidates.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::oracle::CostOracle;
use super::problem::Problem;
use super::solver::Way;

/// Why a search ends early.
pub(super) enum Stop<E> {
    /// Time or calls are used up.
    Expired,
    Failed(E),
}

/// A set of candidates with what it costs.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct State {
    /// Sorted.
    pub config: Vec<usize>,
    /// Cost of one execution of each statement.
    pub costs: Vec<f64>,
    /// Weighted sum of `costs`.
    pub total: f64,
    pub bytes: f64,
}

pub(super) struct Ledger<'a, O: CostOracle> {
    pub problem: &'a Problem<'a>,
    pub oracle: &'a mut O,
    /// Only looked up, never walked: its order cannot show.
    known: HashMap<(usize, Vec<usize>), f64>,
    /// Of each statement what its plans use and cost, as far as they were seen.
    plans: Vec<BTreeMap<Vec<usize>, f64>>,
    /// Statements that each candidate may help.
    pub users: Vec<Vec<usize>>,
    /// Cost of each statement with all its candidates: no set does better (but for the planner's fuzziness).
    pub floor: Vec<f64>,
    /// Statements that cost more with all their candidates than without: the planner misjudges something there, and
    /// each set must be asked about.
    fickle: Vec<bool>,
    /// What the plan behind each floor uses, if the oracle can tell.
    used: Vec<Option<Vec<usize>>>,
    pub calls: usize,
    /// Weighted cost without candidates.
    whole: f64,
    /// Executions of all statements.
    executions: f64,
    /// Once set, cost calls go on although time is up: for the last few that the answer needs.
    pub overtime: bool,
}

impl<'a, O: CostOracle> Ledger<'a, O> {
    pub fn new(problem: &'a Problem<'a>, oracle: &'a mut O) -> Self {
        let whole = problem.baseline.iter().enumerate().map(|(s, c)| c * problem.weight(s)).sum();
        let executions = (0..problem.statements()).map(|s| problem.weight(s)).sum();
        let users = vec![Vec::new(); problem.tables.len()];
        let floor = problem.baseline.to_vec();
        Ledger {
            whole,
            executions,
            problem,
            oracle,
            known: HashMap::new(),
            plans: vec![BTreeMap::new(); floor.len()],
            users,
            used: vec![None; floor.len()],
            fickle: vec![false; floor.len()],
            floor,
            calls: 0,
            overtime: false,
        }
    }

    /// Asks for the floor of every statement, and gives those that candidates improve by 1 % or more. The others take no
    /// further part.
    pub fn survey(&mut self) -> Result<Vec<usize>, Stop<O::Error>> {
        let mut active = Vec::new();
        for statement in 0..self.problem.statements() {
            let relevant = self.problem.relevant_to(statement);
            let before = self.baseline(statement);
            if relevant.is_empty() || before <= 0.0 || self.problem.weight(statement) <= 0.0 {
                continue;
            }
            let floor = self.cost(statement, relevant)?;
            self.floor[statement] = floor.min(before);
            self.fickle[statement] = floor > before * 1.01;
            self.used[statement] = self.oracle.used();
            if floor < before * 0.99 || self.fickle[statement] {
                if !self.fickle[statement] {
                    active.push(statement);
                }
                for &candidate in relevant {
                    if let Some(users) = self.users.get_mut(candidate) {
                        users.push(statement);
                    }
                }
            }
        }
        Ok(active)
    }

    /// The candidates in the plan behind the statement's floor, if the oracle told.
    pub fn used_at_floor(&self, statement: usize) -> Option<Vec<usize>> {
        self.used.get(statement).cloned().flatten()
    }

    pub fn baseline(&self, statement: usize) -> f64 {
        self.problem.baseline.get(statement).copied().unwrap_or(0.0)
    }

    /// Cost of one execution of the statement; asks the oracle at most once for the same relevant candidates.
    pub fn cost(&mut self, statement: usize, config: &[usize]) -> Result<f64, Stop<O::Error>> {
        let relevant = self.problem.relevant_to(statement);
        let own: Vec<usize> = config.iter().copied().filter(|c| relevant.binary_search(c).is_ok()).collect();
        if own.is_empty() {
            return Ok(self.baseline(statement));
        }
        let key = (statement, own);
        if let Some(&cost) = self.known.get(&key) {
            return Ok(cost);
        }
        if !self.overtime && (self.oracle.expired() || self.calls >= self.problem.max_calls) {
            return Err(Stop::Expired);
        }
        self.calls += 1;
        let cost = self.oracle.cost(statement, &key.1).map_err(Stop::Failed)?;
        // A cost that is no number must not look like an improvement.
        let cost = if cost.is_finite() { cost } else { self.baseline(statement) };
        let used = self.oracle.used().unwrap_or_else(|| key.1.clone());
        if let Some(plans) = self.plans.get_mut(statement) {
            let known = plans.entry(used).or_insert(cost);
            *known = known.min(cost);
        }
        self.known.insert(key, cost);
        Ok(cost)
    }

    /// The plans that were seen of each statement, as ways to save.
    pub fn ways(&self) -> Vec<Vec<Way>> {
        let way = |statement: usize, (used, cost): (&Vec<usize>, &f64)| Way {
            indexes: used.clone(),
            saves: (self.baseline(statement) - cost) * self.problem.weight(statement),
        };
        let ways = |(statement, plans): (usize, &BTreeMap<Vec<usize>, f64>)| {
            plans.iter().filter(|(used, _)| !used.is_empty()).map(|plan| way(statement, plan)).collect()
        };
        self.plans.iter().enumerate().map(ways).collect()
    }

    /// No candidate at all.
    pub fn empty(&self) -> State {
        let costs: Vec<f64> = (0..self.problem.statements()).map(|s| self.baseline(s)).collect();
        let total = self.weigh(&costs);
        State { costs, total, ..State::default() }
    }

    /// The set without `removed` and with `added`.
    pub fn change(
        &mut self,
        state: &State,
        added: &[usize],
        removed: &[usize],
    ) -> Result<State, Stop<O::Error>> {
        let mut config: BTreeSet<usize> =
            state.config.iter().copied().filter(|c| !removed.contains(c)).collect();
        config.extend(added);
        let config: Vec<usize> = config.into_iter().collect();
        let mut costs = state.costs.clone();
        let mut touched = self.touched(added);
        touched.extend(self.touched(removed));
        for statement in touched {
            // With nothing taken away, a statement at its floor stays there.
            let at_floor = costs[statement] <= self.floor[statement] * 1.000_1;
            if removed.is_empty() && at_floor && !self.fickle[statement] {
                continue;
            }
            costs[statement] = self.cost(statement, &config)?;
        }
        let total = self.weigh(&costs);
        let bytes = config.iter().map(|&c| self.size(c)).sum();
        Ok(State { config, costs, total, bytes })
    }

    /// At least one byte, so that a benefit per byte always exists.
    pub fn size(&self, candidate: usize) -> f64 {
        let size = self.oracle.size_bytes(candidate);
        if size.is_finite() {
            size.max(1.0)
        } else {
            f64::MAX
        }
    }

    fn weigh(&self, costs: &[f64]) -> f64 {
        costs.iter().enumerate().map(|(s, c)| c * self.problem.weight(s)).sum()
    }

    /// Statements that any of the candidates may help.
    pub fn touched(&self, candidates: &[usize]) -> BTreeSet<usize> {
        candidates.iter().filter_map(|&c| self.users.get(c)).flatten().copied().collect()
    }

    /// The most that `added` could save if nothing were known of it.
    pub fn headroom(&self, state: &State, added: &[usize]) -> f64 {
        let saving = |s: usize| (state.costs[s] - self.floor[s]).max(0.0) * self.problem.weight(s);
        self.touched(added).into_iter().map(saving).sum()
    }

    /// Whether the set may grow by `added`: bytes, number, number per table.
    pub fn fits(&self, state: &State, added: &[usize]) -> bool {
        let problem = self.problem;
        let bytes = state.bytes + added.iter().map(|&c| self.size(c)).sum::<f64>();
        let count = state.config.len() + added.len();
        let on_table = |table: u32| {
            state.config.iter().chain(added).filter(|&&c| problem.tables.get(c) == Some(&table)).count()
        };
        problem.storage_budget.is_none_or(|budget| bytes <= budget)
            && problem.max_indexes.is_none_or(|most| count <= most)
            && problem.max_indexes_per_table.is_none_or(|most| {
                added.iter().filter_map(|&c| problem.tables.get(c)).all(|&table| on_table(table) <= most)
            })
    }

    /// Whether going from `before` to `after` is worth an index: the workload gains enough, or a statement that
    /// matters does, and none gets much worse than it is without any candidate.
    pub fn worthwhile(&self, before: &State, after: &State) -> bool {
        let least = self.problem.acceptance;
        let whole = self.whole;
        let gain = before.total - after.total;
        if gain <= whole * 1e-9 || self.regresses(after) {
            return false;
        }
        gain >= whole * least.workload_gain
            || before
                .costs
                .iter()
                .zip(&after.costs)
                .enumerate()
                .any(|(s, (b, a))| b - a > 0.0 && self.is_much_for(s, b - a) && self.matters(s))
    }

    /// False if savings of at most `gain` in all, and (if `trusted`) `savings` of single statements, cannot be
    /// `worthwhile`.
    pub fn could_be_worthwhile(
        &self,
        state: &State,
        gain: f64,
        savings: &[(usize, f64)],
        trusted: bool,
    ) -> bool {
        let least = self.problem.acceptance;
        gain >= self.whole * least.workload_gain
            || savings.iter().any(|&(s, seen)| {
                let cost = state.costs[s];
                let most = if trusted { seen.min(cost - self.floor[s]) } else { cost - self.floor[s] };
                self.is_much_for(s, most) && self.matters(s)
            })
    }

    /// Measured against what the statement costs today: a second index for one that the first has made cheap is not
    /// worth its upkeep, however large a part of the little that is left it saves.
    fn is_much_for(&self, statement: usize, saving: f64) -> bool {
        saving >= self.baseline(statement) * self.problem.acceptance.statement_gain
    }

    fn matters(&self, statement: usize) -> bool {
        let least = self.problem.acceptance;
        let weight = self.problem.weight(statement);
        self.baseline(statement) * weight >= self.whole * least.statement_share
            || weight >= self.executions * least.execution_share
    }

    pub fn regresses(&self, state: &State) -> bool {
        let most = 1.0 + self.problem.acceptance.regression;
        state.costs.iter().enumerate().any(|(s, &cost)| cost > self.baseline(s) * most)
    }
}
