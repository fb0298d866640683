//! Index advice, end to end: workload → what it asks → candidates → costs → choice → recommendations.
use crate::error::Result;
use crate::pg::interrupt;
use crate::pg::planner_costs;
use crate::pg::what_if::WhatIf;
use crate::read::advised_tables;
use crate::read::workload::{Workload, GIVEN};
use crate::run::actions;
use crate::run::foreign_keys;
use crate::run::judged::{halfway, Judged, Planned};
use crate::run::plans_shown;
use crate::run::taken_over;
use dbarch_core::advisor::candidate::{narrower, Candidate};
use dbarch_core::advisor::compress::Coverage;
use dbarch_core::advisor::ddl::{hypothetical_definition, qualified_name};
use dbarch_core::advisor::dismissed::{Dismissed, LeftOut};
use dbarch_core::advisor::generate::{candidates, Limits};
use dbarch_core::advisor::oracle::{CostOracle, Offer, Planned as Plan};
use dbarch_core::advisor::problem::{Acceptance, Problem};
use dbarch_core::advisor::recommend::{index_names, recommend, rejected, Advice, Recommendation};
use dbarch_core::advisor::relevance::relevant;
use dbarch_core::advisor::select::select;
use dbarch_core::advisor::upkeep::{loads, upkeep};
use dbarch_core::model::table::Table;
use dbarch_core::model::workload::TableAccess;
use pgrx::prelude::PgSqlErrorCode;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// Recorded statements that are read, the costliest first: each costs a planning. The server keeps as many unless told
/// otherwise (`pg_stat_statements.max`).
pub const MOST_STATEMENTS: u32 = 5000;

/// A bound on the work of one call, whatever its time limit.
const MOST_PLANNINGS: usize = 20_000;

/// An index is worth its upkeep when it takes 1 % off the workload, or half off a statement that matters; no statement
/// may become dearer by more than a tenth. Of a recorded workload those matter that are 0.3 % of it or 1 % of its
/// executions; of a list of the caller's own, all.
fn acceptance(source: &str) -> Acceptance {
    let statement_share = if source == GIVEN { 0.0 } else { 0.003 };
    Acceptance {
        workload_gain: 0.01,
        whole_gain: 0.003,
        statement_gain: 0.50,
        statement_share,
        execution_share: 0.01,
        regression: 0.10,
    }
}

/// More new indexes than this on one table are not advice but a burden on every write.
const MOST_PER_TABLE: usize = 5;

/// What the caller wants.
pub struct Request {
    pub storage_budget: Option<f64>,
    pub max_indexes: Option<usize>,
    pub limits: Limits,
    /// OIDs; `None` is every table.
    pub tables: Option<BTreeSet<u32>>,
    /// Not to be suggested.
    pub dismissed: Dismissed,
    /// What upkeep counts beside what reading costs.
    pub upkeep_factor: f64,
    pub deadline: Instant,
}

/// The recommendations, and what the caller should know beside them.
pub struct Advised {
    pub rows: Vec<Recommendation>,
    /// Where the statements come from.
    pub source: &'static str,
    pub coverage: Coverage,
    /// Statements that were not, and why.
    pub skipped: Vec<(String, String)>,
    /// Tables for which no index was considered, and why.
    pub passed_over: Vec<(String, String)>,
    /// What was dismissed and would have been considered.
    pub left_out: LeftOut,
    /// False when time ran out before the search was done.
    pub complete: bool,
    /// Share of the cost that another set may save beyond this one, if that is known.
    pub gap: Option<f64>,
    /// Indexes that cost more upkeep than they save, as `recommend::rejected` describes them.
    pub rejected: serde_json::Value,
}

pub fn advise(mut workload: Workload, request: &Request) -> Result<Advised> {
    let mut what_if = WhatIf::default();
    let mut planned = Planned::new(&what_if, &mut workload, request.deadline);
    if !workload.has_nested() {
        foreign_keys::add_checks(&mut planned, &what_if, request.deadline)?;
    }
    let mut tables = advised_tables(&planned, request, workload.since.as_deref())?;
    tables.values_mut().for_each(|table| what_if.add_terms(table));
    let judged = planned.compress(&what_if, &tables, request.deadline);
    let mut passed_over = never_analysed(&tables);
    #[cfg(feature = "hypopg_sizes")]
    let tables = narrow_indexes_only(tables);
    let possible = candidates(&tables, &judged.accesses, &request.limits);
    let mut left_out = LeftOut::default();
    let possible = request.dismissed.candidates(&tables, &judged.accesses, possible, &mut left_out);
    // The search needs time as well.
    let until = halfway(request.deadline);
    let candidates = define(&mut what_if, &tables, possible, &mut passed_over, until);
    let in_time = Instant::now() < until;
    let sizes = sizes(&what_if, &tables, &candidates, &mut passed_over);
    let arms: Vec<TableAccess> = judged.accesses.iter().filter(|access| access.arm).cloned().collect();
    let arms = relevant(&tables, &candidates, &arms, judged.plannable.len());
    let mut oracle = Planner { sizes, arms, what_if: &what_if, judged: &judged, deadline: request.deadline };
    let weights: Vec<f64> = judged.representatives.iter().map(|one| one.weight).collect();
    let mut relevant = relevant(&tables, &candidates, &judged.accesses, judged.plannable.len());
    // What has no size cannot be held against a budget.
    relevant.iter_mut().for_each(|candidates| candidates.retain(|c| oracle.sizes[*c].is_finite()));
    let candidate_tables: Vec<u32> = candidates.iter().map(|candidate| candidate.table).collect();
    let loads = loads(judged.written.iter().map(|(write, rows)| (write, *rows)), &tables);
    let machine = planner_costs::machine();
    let upkeep: Vec<f64> = candidates
        .iter()
        .zip(&oracle.sizes)
        .map(|(candidate, size)| {
            let found = tables.get(&candidate.table).zip(loads.get(&candidate.table));
            found.map_or(0.0, |(table, load)| upkeep(table, candidate, *size, load, machine))
        })
        .map(|upkeep| upkeep * request.upkeep_factor)
        .collect();
    let problem = Problem {
        weights: &weights,
        baseline: &judged.likely,
        explained: &judged.baseline,
        relevant: &relevant,
        upkeep: &upkeep,
        tables: &candidate_tables,
        narrower: &narrower(&candidates, &tables, &oracle.sizes),
        storage_budget: request.storage_budget,
        max_indexes: request.max_indexes,
        // Whoever says how much room there is has thought of it.
        max_indexes_per_table: request.storage_budget.is_none().then_some(MOST_PER_TABLE),
        max_calls: MOST_PLANNINGS,
        acceptance: acceptance(workload.source),
    };
    let Ok(mut selection) = select(&problem, &mut oracle);
    // Candidates that there was no time to define were not searched either.
    selection.complete &= in_time;
    let taken_names = advised_tables::taken_names(&tables)?;
    let skipped = [workload.skipped.as_slice(), passed_over.as_slice()].concat();
    let advice = Advice {
        tables: &tables,
        statements: &judged.statements,
        representatives: &judged.representatives,
        accesses: &judged.accesses,
        candidates: &candidates,
        selection: &selection,
        plans: &[],
        upkeep: &upkeep,
        loads: &loads,
        taken_names: &taken_names,
        source: workload.source,
        skipped: &skipped,
        coverage: judged.coverage,
    };
    let names = index_names(&advice);
    // Actions need time as well.
    let until = halfway(request.deadline);
    let plans = plans_shown::plans(&mut what_if, &judged, &selection.steps, &names, until);
    let advice = Advice { plans: &plans, ..advice };
    let (mut rows, rejected) = (recommend(&advice), rejected(&advice));
    let suggested: Vec<usize> = selection.steps.iter().map(|step| step.candidate).collect();
    let advised = actions::Advised {
        what_if: &mut what_if,
        judged: &judged,
        tables: &tables,
        suggested,
        request,
        workload: &workload,
        left_out: &mut left_out,
    };
    passed_over.extend(actions::extend(&mut rows, advised));
    taken_over::complete_undo(&mut rows)?;
    let coverage = judged.coverage;
    Ok(Advised {
        rows,
        source: workload.source,
        coverage,
        skipped: workload.skipped,
        passed_over,
        left_out,
        complete: selection.complete,
        gap: selection.gap,
        rejected,
    })
}

fn advised_tables(planned: &Planned, request: &Request, since: Option<&str>) -> Result<BTreeMap<u32, Table>> {
    let wanted = |oid: &u32| request.tables.as_ref().is_none_or(|tables| tables.contains(oid));
    let oids = planned.accesses().map(|access| access.table).filter(wanted).collect();
    advised_tables::tables(&oids, since)
}

/// Other advisors suggest an index on the first column of a wider primary key: HypoPG thinks it worth having.
#[cfg(feature = "hypopg_sizes")]
fn narrow_indexes_only(mut tables: BTreeMap<u32, Table>) -> BTreeMap<u32, Table> {
    if crate::settings::HYPOPG_SIZES.get() {
        tables.values_mut().for_each(|table| table.indexes.retain(|index| index.keys.len() == 1));
    }
    tables
}

/// Without a row count there is no telling what an index would save, and no suggestion is no proof that none is needed.
fn never_analysed(tables: &BTreeMap<u32, Table>) -> Vec<(String, String)> {
    let unknown = tables.values().filter(|table| table.rows < 0.0);
    unknown
        .map(|table| {
            pass_over(table, &format!("the table was never analysed: run ANALYZE {}", qualified_name(table)))
        })
        .collect()
}

fn pass_over(table: &Table, reason: &str) -> (String, String) {
    (format!("indexes on {}", qualified_name(table)), reason.to_string())
}

/// Candidates that the planner can be shown. One that PostgreSQL would refuse to create is no advice; a table that may
/// not be looked at is told.
fn define(
    what_if: &mut WhatIf,
    tables: &BTreeMap<u32, Table>,
    candidates: Vec<Candidate>,
    passed_over: &mut Vec<(String, String)>,
    deadline: Instant,
) -> Vec<Candidate> {
    let mut refused = BTreeSet::new();
    let mut defined = Vec::new();
    for candidate in candidates {
        let Some(table) = tables.get(&candidate.table) else { continue };
        if Instant::now() >= deadline {
            break;
        }
        match what_if.define(&hypothetical_definition(table, &candidate)) {
            Ok(_) => defined.push(candidate),
            Err(error) if is_of_the_column(error.code.known()) => (),
            Err(error) => {
                if refused.insert(candidate.table) {
                    passed_over.push(pass_over(table, &error.to_string()));
                }
            }
        }
    }
    defined
}

/// The type has no operator class of that method, or values are too long for it: another index may still do.
fn is_of_the_column(code: PgSqlErrorCode) -> bool {
    use PgSqlErrorCode::{ERRCODE_PROGRAM_LIMIT_EXCEEDED, ERRCODE_UNDEFINED_OBJECT};
    [ERRCODE_PROGRAM_LIMIT_EXCEEDED, ERRCODE_UNDEFINED_OBJECT].contains(&code)
}

/// Bytes of each candidate; infinite on a table that cannot be planned, such as one that DDL holds a lock on.
fn sizes(
    what_if: &WhatIf,
    tables: &BTreeMap<u32, Table>,
    candidates: &[Candidate],
    passed_over: &mut Vec<(String, String)>,
) -> Vec<f64> {
    let mut sizes = vec![f64::INFINITY; candidates.len()];
    for (oid, table) in tables {
        let here: Vec<usize> = (0..candidates.len()).filter(|c| candidates[*c].table == *oid).collect();
        match what_if.size_bytes(&here) {
            Ok(bytes) => here.into_iter().zip(bytes).for_each(|(c, bytes)| sizes[c] = bytes),
            Err(error) => passed_over.push(pass_over(table, &error.to_string())),
        }
    }
    sizes
}

/// The planner as the search's oracle. Cancel and shutdown pass through as errors of the server, so none are left
/// for the search to see.
struct Planner<'a> {
    what_if: &'a WhatIf,
    judged: &'a Judged,
    sizes: Vec<f64>,
    /// Of each statement the candidates that serve an arm of an OR, sorted.
    arms: Vec<Vec<usize>>,
    deadline: Instant,
}

impl CostOracle for Planner<'_> {
    type Error = std::convert::Infallible;

    fn plan(&mut self, statement: usize, config: &[usize]) -> std::result::Result<Plan, Self::Error> {
        interrupt::check();
        Ok(match self.what_if.cost(&self.judged.plannable[statement], config) {
            Ok(plan) => plan,
            // A statement that could be planned and no longer can (a lock, a dropped table) gains nothing.
            Err(_) => Plan {
                cost: self.judged.likely[statement],
                explained: self.judged.baseline[statement],
                used: Vec::new(),
            },
        })
    }

    fn offers(
        &mut self,
        statement: usize,
        candidates: &[usize],
    ) -> std::result::Result<Option<Vec<Offer>>, Self::Error> {
        interrupt::check();
        let mut offers = self.what_if.offers(&self.judged.plannable[statement], candidates).ok();
        for (offer, candidate) in offers.iter_mut().flatten().zip(candidates) {
            if self.arms[statement].binary_search(candidate).is_ok() {
                // What it is good for beside others nobody has seen.
                *offer = Offer::default();
            }
        }
        Ok(offers)
    }

    fn size_bytes(&self, candidate: usize) -> f64 {
        self.sizes[candidate]
    }

    fn expired(&self) -> bool {
        interrupt::check();
        Instant::now() >= self.deadline
    }
}
