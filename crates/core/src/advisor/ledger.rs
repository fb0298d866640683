//! Plans already asked for, and the workload's cost under a set of candidates.

use std::collections::{BTreeMap, BTreeSet};

use super::oracle::{CostOracle, Offer, Planned};
use super::plan_memory::PlanMemory;
use super::problem::{Acceptance, Problem};
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
    /// Of all members.
    pub upkeep: f64,
    pub bytes: f64,
}

impl State {
    /// What the workload and the members cost.
    pub fn net(&self) -> f64 {
        self.total + self.upkeep
    }
}

/// A plan that costs this share of what it costs without candidates is no better.
const USELESS: f64 = 0.999;
/// One that costs more than this share of it does harm.
const HARM: f64 = 1.01;

pub(super) struct Ledger<'a, O: CostOracle> {
    pub problem: &'a Problem<'a>,
    pub acceptance: Acceptance,
    pub oracle: &'a mut O,
    /// Of each statement.
    memories: Vec<PlanMemory>,
    /// Of each statement the candidates that offer it anything, sorted, ...
    useful: Vec<Vec<usize>>,
    /// ... and those of them that no smaller one makes superfluous.
    visible: Vec<Vec<usize>>,
    /// What is known of that, by candidate.
    offers: Vec<BTreeMap<usize, Offer>>,
    /// Statements that each candidate may help.
    pub users: Vec<Vec<usize>>,
    /// Cost of each statement with all its candidates that do no harm: no set does better (but for the planner's
    /// fuzziness).
    pub floor: Vec<f64>,
    /// Statements that cost more with some of their candidates than without: the planner misjudges something there, and
    /// each set must be asked about.
    fickle: Vec<bool>,
    /// What each candidate must save, in all, to be chosen.
    pub tolls: Vec<f64>,
    /// What each statement (first) loses that uses a candidate to its harm.
    harms: BTreeMap<(usize, usize), f64>,
    /// Every statement has its floor.
    pub surveyed: bool,
    pub plannings: usize,
    /// Weighted cost without candidates.
    pub whole: f64,
    /// Executions of all statements.
    executions: f64,
    /// Once set, plannings go on although time is up: for the last few that the answer needs.
    pub overtime: bool,
}

impl<'a, O: CostOracle> Ledger<'a, O> {
    pub fn new(problem: &'a Problem<'a>, oracle: &'a mut O) -> Self {
        let whole = problem.baseline.iter().enumerate().map(|(s, c)| c * problem.weight(s)).sum();
        let executions = (0..problem.statements()).map(|s| problem.weight(s)).sum();
        let floor = problem.baseline.to_vec();
        Ledger {
            whole,
            executions,
            problem,
            acceptance: problem.accepted(),
            oracle,
            memories: vec![PlanMemory::default(); floor.len()],
            useful: (0..floor.len()).map(|s| problem.relevant_to(s).to_vec()).collect(),
            visible: vec![Vec::new(); floor.len()],
            offers: vec![BTreeMap::new(); floor.len()],
            users: vec![Vec::new(); problem.tables.len()],
            fickle: vec![false; floor.len()],
            harms: BTreeMap::new(),
            floor,
            tolls: (0..problem.tables.len()).map(|candidate| problem.upkeep(candidate)).collect(),
            surveyed: false,
            plannings: 0,
            overtime: false,
        }
    }

    /// Asks what candidates offer and for the floor of every statement, the costliest first, and gives those that candidates
    /// improve by 1 % or more. The others take no further part.
    pub fn survey(&mut self) -> Result<Vec<usize>, Stop<O::Error>> {
        let mut order: Vec<usize> = (0..self.problem.statements()).collect();
        let cost = |s: usize| self.baseline(s) * self.problem.weight(s);
        order.sort_by(|a, b| cost(*b).total_cmp(&cost(*a)).then(a.cmp(b)));
        let mut active = Vec::new();
        for statement in order {
            let relevant = self.problem.relevant_to(statement);
            let before = self.baseline(statement);
            if relevant.is_empty() || before <= 0.0 || self.problem.weight(statement) <= 0.0 {
                continue;
            }
            self.stop_if_expired()?;
            let offers = self.oracle.offers(statement, relevant).map_err(Stop::Failed)?;
            match offers.filter(|offers| offers.len() == relevant.len()) {
                Some(offers) => self.note(statement, &offers),
                None => self.visible[statement] = relevant.to_vec(),
            }
            if self.visible[statement].is_empty() {
                continue;
            }
            let floor = self.find_floor(statement)?;
            self.floor[statement] = floor.min(before);
            if floor < before * 0.99 {
                active.push(statement);
            }
            if floor < before * 0.99 || self.fickle[statement] {
                for &candidate in &self.useful[statement] {
                    self.users[candidate].push(statement);
                }
            }
        }
        self.users.iter_mut().for_each(|users| users.sort_unstable());
        active.sort_unstable();
        self.surveyed = true;
        Ok(active)
    }

    /// The statement's cost with all candidates in sight. One that the planner takes to the statement's harm goes out of
    /// sight, and counts against what the others gain by it.
    fn find_floor(&mut self, statement: usize) -> Result<f64, Stop<O::Error>> {
        let before = self.baseline(statement);
        loop {
            let planned = self.plan(statement, &self.visible[statement].clone())?;
            if planned.cost <= before * HARM {
                return Ok(planned.cost);
            }
            self.fickle[statement] = true;
            let mut harmful = self.blame(statement, &planned.used)?;
            // It takes several of them together.
            if harmful.is_empty() {
                harmful = planned.used;
            }
            self.visible[statement].retain(|candidate| !harmful.contains(candidate));
            if harmful.is_empty() || self.visible[statement].is_empty() {
                return Ok(before);
            }
        }
    }

    /// Those of `used` with which alone the statement costs more than without any.
    fn blame(&mut self, statement: usize, used: &[usize]) -> Result<Vec<usize>, Stop<O::Error>> {
        let before = self.baseline(statement);
        let mut harmful = Vec::new();
        for &candidate in used {
            let alone = self.cost(statement, &[candidate])?;
            if alone > before * HARM {
                self.harms.insert((statement, candidate), (alone - before) * self.problem.weight(statement));
                harmful.push(candidate);
            }
        }
        Ok(harmful)
    }

    /// Notes which members make statements dearer.
    pub fn learn_harms(&mut self, state: &State) -> Result<(), Stop<O::Error>> {
        for (statement, cost) in state.costs.iter().enumerate() {
            if *cost > self.baseline(statement) * HARM {
                let used = self.plan(statement, &state.config)?.used;
                self.blame(statement, &used)?;
            }
        }
        Ok(())
    }

    /// Candidates that do some statement harm.
    pub fn harmful(&self) -> BTreeSet<usize> {
        self.harms.keys().map(|(_, candidate)| *candidate).collect()
    }

    /// What each candidate must save to be chosen, and to make up for the statements that it harms.
    pub fn fees(&self) -> Vec<f64> {
        let mut fees = self.tolls.clone();
        for ((_, candidate), harm) in &self.harms {
            fees[*candidate] += harm;
        }
        fees
    }

    fn note(&mut self, statement: usize, offers: &[Offer]) {
        let relevant = self.problem.relevant_to(statement);
        let before = self.baseline(statement);
        let of_use: Vec<(usize, &Offer)> = relevant
            .iter()
            .copied()
            .zip(offers)
            .filter(|(_, offer)| offer.accesses.as_ref().is_none_or(|accesses| !accesses.is_empty()))
            .collect();
        for (candidate, offer) in &of_use {
            if let Some(alone) = offer.alone.filter(|alone| *alone < before) {
                self.memories[statement].learn(vec![*candidate], alone);
            }
        }
        let superfluous = |(candidate, offer): &(usize, &Offer)| {
            of_use.iter().any(|(other, better)| {
                let no_dearer = self.size(*other) <= self.size(*candidate)
                    && self.tolls[*other] <= self.tolls[*candidate]
                    && self.problem.tables[*other] == self.problem.tables[*candidate];
                // Of those that are alike the first one stays.
                let stays = other < candidate || self.size(*other) < self.size(*candidate);
                no_dearer && other != candidate && stays && offer.is_covered_by(better)
            })
        };
        self.visible[statement] = of_use.iter().filter(|one| !superfluous(one)).map(|one| one.0).collect();
        self.useful[statement] = of_use.iter().map(|one| one.0).collect();
        self.offers[statement] =
            of_use.into_iter().map(|(candidate, offer)| (candidate, offer.clone())).collect();
    }

    /// The candidates that are worth looking at when the statement may have any.
    pub fn visible_to(&self, statement: usize) -> &[usize] {
        &self.visible[statement]
    }

    /// Candidates of `config` that a planning of the statement would have to look at.
    pub fn in_sight(&self, statement: usize, config: &[usize]) -> usize {
        let useful = &self.useful[statement];
        config.iter().filter(|candidate| useful.binary_search(candidate).is_ok()).count()
    }

    pub fn baseline(&self, statement: usize) -> f64 {
        self.problem.baseline.get(statement).copied().unwrap_or(0.0)
    }

    fn stop_if_expired(&self) -> Result<(), Stop<O::Error>> {
        let expired = self.oracle.expired() || self.plannings >= self.problem.max_calls;
        if expired && !self.overtime {
            return Err(Stop::Expired);
        }
        Ok(())
    }

    /// Cost of one execution of the statement.
    pub fn cost(&mut self, statement: usize, config: &[usize]) -> Result<f64, Stop<O::Error>> {
        self.plan(statement, config).map(|planned| planned.cost)
    }

    /// The whole plan. The oracle is asked only if no plan seen before answers.
    pub fn plan(&mut self, statement: usize, config: &[usize]) -> Result<Planned, Stop<O::Error>> {
        let useful = &self.useful[statement];
        let own: Vec<usize> = config.iter().copied().filter(|c| useful.binary_search(c).is_ok()).collect();
        if own.is_empty() {
            return Ok(self.unchanged(statement));
        }
        if let Some(planned) = self.memories[statement].find(&own) {
            return Ok(planned.clone());
        }
        self.stop_if_expired()?;
        self.plannings += 1;
        let mut planned = self.oracle.plan(statement, &own).map_err(Stop::Failed)?;
        // A cost that is no number must not look like an improvement.
        if !planned.cost.is_finite() {
            planned = self.unchanged(statement);
        }
        self.memories[statement].remember(&own, planned.clone());
        Ok(planned)
    }

    fn unchanged(&self, statement: usize) -> Planned {
        let cost = self.baseline(statement);
        let explained = self.problem.explained.get(statement).copied().unwrap_or(cost);
        Planned { cost, explained, used: Vec::new() }
    }

    /// Cost of one execution of each statement with the set, as the planner says.
    pub fn explained(&mut self, state: &State) -> Result<Vec<f64>, Stop<O::Error>> {
        (0..self.problem.statements())
            .map(|statement| self.plan(statement, &state.config).map(|planned| planned.explained))
            .collect()
    }

    /// Asks what the statement costs with each of `candidates` alone, where it is not known nor to be told from what others
    /// do that offer as much.
    pub fn ask_alone(&mut self, statement: usize, candidates: &[usize]) -> Result<(), Stop<O::Error>> {
        let before = self.baseline(statement);
        let mut asked: Vec<(usize, f64)> = Vec::new();
        for &candidate in candidates {
            if self.useful[statement].binary_search(&candidate).is_err() {
                continue;
            }
            let offers = &self.offers[statement];
            let offer = offers.get(&candidate);
            let told = asked.iter().find(|(other, cost)| {
                let (Some(own), Some(others)) = (offer, offers.get(other)) else { return false };
                // No better than something useless, or just the same.
                own.is_covered_by(others) && (*cost >= before * USELESS || others.is_covered_by(own))
            });
            match told {
                Some(&(_, cost)) if cost < before * USELESS => {
                    self.memories[statement].learn(vec![candidate], cost);
                }
                Some(_) => (),
                None => {
                    let cost = self.cost(statement, &[candidate])?;
                    asked.push((candidate, cost));
                }
            }
        }
        Ok(())
    }

    /// The candidates that any plan so far has used.
    pub fn used_so_far(&self) -> BTreeSet<usize> {
        self.memories
            .iter()
            .flat_map(|memory| memory.ways().flat_map(|(used, _)| used.iter().copied()))
            .collect()
    }

    /// The plans that were seen of each statement, as ways to save.
    pub fn ways(&self) -> Vec<Vec<Way>> {
        let ways = |(statement, memory): (usize, &PlanMemory)| {
            let saves = |cost: f64| (self.baseline(statement) - cost) * self.problem.weight(statement);
            let ways = memory.ways().filter(|(used, _)| !used.is_empty());
            ways.map(|(used, cost)| Way { indexes: used.clone(), saves: saves(cost) }).collect()
        };
        self.memories.iter().enumerate().map(ways).collect()
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
        let upkeep = config.iter().map(|&c| self.problem.upkeep(c)).sum();
        Ok(State { config, costs, total, upkeep, bytes })
    }

    /// What the solver makes as small as it can.
    pub fn price(&self, state: &State) -> f64 {
        state.total + state.config.iter().map(|&c| self.tolls[c]).sum::<f64>()
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

    pub fn weigh(&self, costs: &[f64]) -> f64 {
        costs.iter().enumerate().map(|(s, c)| c * self.problem.weight(s)).sum()
    }

    /// The workload's cost with all candidates.
    pub fn least_total(&self) -> f64 {
        self.weigh(&self.floor)
    }

    /// Statements that any of the candidates may help.
    pub fn touched(&self, candidates: &[usize]) -> BTreeSet<usize> {
        candidates.iter().filter_map(|&c| self.users.get(c)).flatten().copied().collect()
    }

    pub fn matters(&self, statement: usize) -> bool {
        let least = self.acceptance;
        let weight = self.problem.weight(statement);
        self.baseline(statement) * weight >= self.whole * least.statement_share
            || weight >= self.executions * least.execution_share
    }

    pub fn regresses(&self, state: &State) -> bool {
        let most = 1.0 + self.acceptance.regression;
        state.costs.iter().enumerate().any(|(s, &cost)| cost > self.baseline(s) * most)
    }
}
