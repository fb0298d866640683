//! A what-if: a set of hypothetical indexes and hidden real ones, and the plans that follow from it.
use crate::error::{Error, Result};
use crate::pg::explain::{self, Format};
use crate::pg::harvest::{self, Found, Trial};
use crate::pg::hypothetical::active::ActiveIndexes;
use crate::pg::hypothetical::definition::{define, Ordinals};
use crate::pg::hypothetical::naming;
use crate::pg::hypothetical::relation_index::{Definition, RelationIndex};
use crate::pg::index_terms::Origin;
use crate::pg::planner::{self, Estimate, Plan, Session};
use crate::pg::requirements::{self, Collected};
use crate::pg::sandbox;
use crate::pg::statement::Statement;
use crate::pg::{imported, interrupt, names};
use dbarch_core::advisor::oracle::{Offer, Planned, Way};
use dbarch_core::advisor::pricing::{self, Access, Evaluate};
use dbarch_core::model::index_terms::Terms;
use dbarch_core::model::table::Table;
use dbarch_core::model::workload::{Requirements, TableAccess, RESULT};
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// Bytes in a page of the server (BLCKSZ; pgrx binds no other).
const BLOCK: f64 = pg_sys::BLCKSZ as f64;

/// Hypothetical indexes by position, and the real ones that no planning of this what-if sees.
#[derive(Default)]
pub struct WhatIf {
    definitions: Vec<Definition>,
    /// Position of the definition that each fake OID belongs to.
    by_oid: HashMap<Oid, usize>,
    hidden: Vec<u32>,
    /// The indexes have been built: see [`WhatIf::realise`].
    real: bool,
    ordinals: Ordinals,
    /// What statements asked for that is no column.
    terms: Rc<RefCell<Terms>>,
}

impl WhatIf {
    /// Adds the index that `ddl` (`CREATE INDEX ...`) defines and returns its position.
    pub fn define(&mut self, ddl: &str) -> Result<usize> {
        interrupt::check();
        let definition = define(ddl, &mut self.ordinals)?;
        let position = self.definitions.len();
        self.by_oid.extend(definition.relations.iter().map(|index| (index.oid, position)));
        self.definitions.push(definition);
        Ok(position)
    }

    /// Gives all indexes different names, which they need where they are shown together.
    pub fn tell_apart(&mut self) -> Result<()> {
        naming::tell_apart(&mut self.definitions)
    }

    /// Calls the index at `position` what it is to be called once it is built.
    pub fn name(&mut self, position: usize, name: &str) {
        self.definitions[position].relations.iter_mut().for_each(|index| name.clone_into(&mut index.name));
    }

    /// Number of hypothetical indexes.
    pub fn len(&self) -> usize {
        self.definitions.len()
    }

    /// Hides a real index, given by name as `regclass` takes it, and the indexes of partitions attached to it.
    pub fn hide(&mut self, name: &str) -> Result<()> {
        let oids = sandbox::run(None, || resolve_index(name))?;
        self.hidden.extend(oids);
        Ok(())
    }

    /// OIDs of the real indexes that are hidden, in the order of [`WhatIf::hide`].
    pub fn hidden(&self) -> &[u32] {
        &self.hidden
    }

    /// Hides only the first `count` of these from now on.
    pub fn hide_first(&mut self, count: usize) {
        self.hidden.truncate(count);
    }

    pub(in crate::pg) fn active(&self, positions: impl Iterator<Item = usize>) -> ActiveIndexes<'_> {
        let hypothetical: Vec<&RelationIndex> =
            positions.flat_map(|position| &self.definitions[position].relations).collect();
        ActiveIndexes { hypothetical, hidden: &self.hidden, withheld: false }
    }

    /// What `statement` costs when the indexes at `positions` exist, and which of these its plans scan.
    pub fn cost(&self, statement: &Statement, positions: &[usize]) -> Result<Planned> {
        planner::with_session(statement, |session| self.cost_in(session, positions))
    }

    /// Cost of `statement` when the indexes at `positions` exist, and the OIDs of the real indexes that its plans scan.
    pub fn cost_and_scans(&self, statement: &Statement, positions: &[usize]) -> Result<(f64, BTreeSet<u32>)> {
        let indexes = self.active(positions.iter().copied());
        let scanned =
            |plan: &Plan<'_>| plan.scanned_indexes().into_iter().map(Oid::to_u32).collect::<Vec<_>>();
        planner::with_session(statement, |session| {
            let plans = session.plans(&indexes, |plan| (plan.cost(), scanned(plan)))?;
            let (costs, scans): (Vec<f64>, Vec<Vec<u32>>) = plans.into_iter().unzip();
            Ok((planner::mean(&costs), scans.into_iter().flatten().collect()))
        })
    }

    /// [`WhatIf::cost`] for each of `configurations`.
    pub fn costs(&self, statement: &Statement, configurations: &[Vec<usize>]) -> Result<Vec<Planned>> {
        /// Configurations between which the locks are let go.
        const AT_ONCE: usize = 200;
        let mut costs = Vec::with_capacity(configurations.len());
        for some in configurations.chunks(AT_ONCE) {
            costs.extend(planner::with_session(statement, |session| {
                some.iter().map(|positions| self.cost_in(session, positions)).collect::<Result<Vec<_>>>()
            })?);
        }
        Ok(costs)
    }

    fn cost_in(&self, session: &mut Session<'_>, positions: &[usize]) -> Result<Planned> {
        let indexes = self.active(positions.iter().copied());
        let costs = |plan: &Plan<'_>| (plan.likely_cost(), plan.cost());
        let plans = session.plans(&indexes, |plan| (costs(plan), self.scanned(plan)))?;
        let (costs, used): (Vec<(f64, f64)>, Vec<Vec<usize>>) = plans.into_iter().unzip();
        let (likely, explained): (Vec<f64>, Vec<f64>) = costs.into_iter().unzip();
        let used: BTreeSet<usize> = used.into_iter().flatten().collect();
        Ok(Planned {
            cost: planner::mean(&likely),
            explained: planner::mean(&explained),
            used: used.into_iter().collect(),
        })
    }

    /// The cost of `statement` with each index alone, from few plannings. One that is planned with several vectors of
    /// constants has no price known: each of them would have accesses of its own.
    pub fn prices(&self, statement: &Statement) -> Result<Prices> {
        if statement.plannings() > 1 {
            return Ok(Prices::unknown(self.len()));
        }
        let all: Vec<usize> = (0..self.len()).collect();
        planner::with_session(statement, |session| self.prices_in(session, 0, &all, true))
    }

    /// What each of the indexes at `positions` offers `statement`.
    pub fn offers(&self, statement: &Statement, positions: &[usize]) -> Result<Vec<Offer>> {
        planner::with_session(statement, |session| {
            let all: Vec<Prices> = (0..statement.plannings())
                .map(|number| self.prices_in(session, number, positions, false))
                .collect::<Result<_>>()?;
            Ok(positions.iter().map(|position| mean_offer(&all, *position)).collect())
        })
    }

    fn prices_in(
        &self,
        session: &mut Session<'_>,
        number: usize,
        positions: &[usize],
        priced: bool,
    ) -> Result<Prices> {
        let separable: Vec<usize> =
            positions.iter().copied().filter(|position| self.definitions[*position].is_separable()).collect();
        let withheld = ActiveIndexes { withheld: true, ..self.active(separable.iter().copied()) };
        let cost = |plan: &Plan<'_>| if priced { plan.cost() } else { plan.likely_cost() };
        let (base, found) = harvest::collect(|| session.planning(number, &withheld, cost));
        let base = base?;
        let places = self.places(&found);
        let mut known = vec![None; self.len()];
        separable.iter().filter(|p| !places.contains_key(p)).for_each(|p| known[*p] = Some(base));
        let single: BTreeSet<usize> =
            places.iter().filter(|(_, places)| places.len() == 1).map(|(p, _)| *p).collect();
        let mut offers: Vec<Option<Vec<Way>>> = vec![None; self.len()];
        separable.iter().for_each(|position| offers[*position] = Some(Vec::new()));
        let mut accesses = Vec::new();
        let mut origins = HashMap::new();
        for found in &found {
            let Some(index) = self.by_oid.get(&found.index).copied() else { continue };
            if let Some(ways) = &mut offers[index] {
                let Access { class, startup, total, .. } = found.access;
                ways.push(Way { class, startup, total });
            }
            if single.contains(&index) {
                accesses.push(Access { index, ..found.access });
                origins.insert(index, found);
            }
        }
        let like = pricing::representatives(self.len(), &accesses);
        if !priced {
            return Ok(Prices { known, like, base, offers });
        }
        let mut attempts = Attempts { what_if: self, session, number, origins };
        match pricing::prices(self.len(), base, accesses, &mut attempts) {
            Ok(found) => single.into_iter().for_each(|index| known[index] = found[index]),
            Err(Stopped::Missed) => (),
            Err(Stopped::Failed(error)) => return Err(error),
        }
        Ok(Prices { known, like, base, offers })
    }

    /// Where in the statement each index offers something.
    fn places(&self, found: &[Found]) -> HashMap<usize, BTreeSet<usize>> {
        let mut places: HashMap<usize, BTreeSet<usize>> = HashMap::new();
        for found in found {
            if let Some(position) = self.by_oid.get(&found.index) {
                places.entry(*position).or_default().insert(found.place);
            }
        }
        places
    }

    fn scanned(&self, plan: &Plan<'_>) -> Vec<usize> {
        let positions: BTreeSet<usize> =
            plan.scanned_indexes().iter().filter_map(|oid| self.by_oid.get(oid).copied()).collect();
        positions.into_iter().collect()
    }

    /// What the planner says of `statement` without hypothetical indexes.
    pub fn requirements(&self, statement: &Statement) -> Result<Requirements> {
        interrupt::check();
        let (estimates, collected) = requirements::collect(&self.terms, statement.origin(), || {
            planner::estimates(statement, &self.active(std::iter::empty()))
        });
        let Collected { mut accesses, mut rows, unservable, .. } = collected;
        if matches!(statement.origin(), Origin::Executions) {
            keep_recurring(&mut accesses, statement.plannings(), &self.terms.borrow());
        }
        // Each vector of constants asks, mostly for the same.
        if statement.plannings() > 1 {
            let mut seen = Vec::new();
            accesses.retain(|access| {
                let new = !seen.contains(access);
                if new {
                    seen.push(access.clone());
                }
                new
            });
        }
        let mut estimates = estimates?;
        let mean =
            |cost: fn(&Estimate) -> f64| planner::mean(&estimates.iter().map(cost).collect::<Vec<_>>());
        let (cost, likely_cost) = (mean(|estimate| estimate.cost), mean(|estimate| estimate.likely_cost));
        rows.extend(estimates.iter().map(|estimate| (RESULT, estimate.rows)));
        // Constants do not change what is written, only how much, and of captured statements that was counted.
        let writes = if estimates.is_empty() { Vec::new() } else { estimates.swap_remove(0).writes };
        rows.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        Ok(Requirements { cost, likely_cost, accesses, rows, unservable, writes })
    }

    /// Adds to `table` what statements asked of it that is no column.
    pub fn add_terms(&self, table: &mut Table) {
        self.terms.borrow().extend(table);
    }

    /// Plans `statement` as if all indexes defined here existed and hands the plan to `look`, whose result must own its
    /// memory.
    pub fn with_plan<R>(
        &self,
        statement: &Statement,
        look: impl FnOnce(&Plan<'_>) -> Result<R>,
    ) -> Result<R> {
        interrupt::check();
        let indexes = ActiveIndexes { withheld: self.real, ..self.active(0..self.definitions.len()) };
        planner::with_plan(statement, &indexes, look)
    }

    /// The index at `position` now exists: `leaves` are its OIDs with those of their tables. The planner sees the real ones only; what
    /// a sample says of their expressions it still hears (`hypothetical/index_statistics.rs` goes by OID), as it would
    /// from ANALYZE.
    pub fn realise(&mut self, position: usize, leaves: &[(u32, u32)]) {
        self.real = true;
        let definition = self.definitions.get_mut(position);
        for index in definition.into_iter().flat_map(|definition| &mut definition.relations) {
            if let Some((oid, _)) = leaves.iter().find(|(_, table)| *table == index.relation.to_u32()) {
                index.oid = Oid::from(*oid);
            }
        }
    }

    /// OIDs that stand for the index at `position` in plans, one a relation.
    pub fn oids(&self, position: usize) -> Vec<u32> {
        self.definitions[position].relations.iter().map(|index| index.oid.to_u32()).collect()
    }

    /// EXPLAIN of `sql` when all indexes defined here exist, with its cost.
    pub fn explain(&self, sql: &str, format: Format) -> Result<(f64, String)> {
        let statement = Statement::new(None, sql)?;
        self.with_plan(&statement, |plan| Ok((plan.cost(), explain::explain(plan, format))))
    }

    /// Estimated bytes of the indexes at `positions`, all partitions together.
    ///
    /// How many rows a table has now, and how many of them a partial index takes in, is the planner's to say: so a
    /// planning that reads the whole table is made for each table, which leaves every index with its size.
    pub fn size_bytes(&self, positions: &[usize]) -> Result<Vec<f64>> {
        let tables: BTreeSet<&str> =
            positions.iter().map(|position| self.definitions[*position].table_name.as_str()).collect();
        for table in tables {
            let on_table =
                positions.iter().copied().filter(|position| self.definitions[*position].table_name == table);
            planner::cost(&Statement::new(None, &format!("SELECT FROM {table}"))?, &self.active(on_table))?;
        }
        Ok(positions
            .iter()
            .map(|position| {
                let relations = &self.definitions[*position].relations;
                let pages: f64 =
                    relations.iter().filter_map(|r| r.size.get()).map(|sized| sized.size.pages).sum();
                pages * BLOCK
            })
            .collect())
    }
}

/// What a statement costs with each index alone, by position.
pub struct Prices {
    /// `None` where only planning with the index would tell.
    pub known: Vec<Option<f64>>,
    /// The position of an index that offers the same, and so has the same price.
    pub like: Vec<usize>,
    /// Without any index.
    pub base: f64,
    /// Ways to get at a table, of one planning; `None` where there may be others.
    offers: Vec<Option<Vec<Way>>>,
}

impl Prices {
    /// When nothing is known of that many indexes.
    pub fn unknown(indexes: usize) -> Self {
        Prices {
            known: vec![None; indexes],
            like: (0..indexes).collect(),
            base: f64::NAN,
            offers: vec![None; indexes],
        }
    }
}

/// Over all vectors of constants, whose classes of accesses are different ones.
fn mean_offer(all: &[Prices], position: usize) -> Offer {
    let known: Option<Vec<f64>> = all.iter().map(|prices| prices.known[position]).collect();
    let mut accesses = Some(Vec::new());
    let mut first = 0;
    for prices in all {
        let classes = prices.offers.iter().flatten().flatten().map(|way| way.class + 1).max().unwrap_or(0);
        match (&mut accesses, &prices.offers[position]) {
            (Some(accesses), Some(ways)) => {
                accesses.extend(ways.iter().map(|way| Way { class: way.class + first, ..*way }));
            }
            _ => accesses = None,
        }
        first += classes;
    }
    Offer { alone: known.map(|known| planner::mean(&known)), accesses }
}

/// Plannings with some offers in sight.
struct Attempts<'a, 'b> {
    what_if: &'a WhatIf,
    session: &'a mut Session<'b>,
    /// Of the vector of constants.
    number: usize,
    origins: HashMap<usize, &'a Found>,
}

enum Stopped {
    /// The planner did not meet the offer a second time.
    Missed,
    Failed(Error),
}

impl Evaluate for Attempts<'_, '_> {
    type Error = Stopped;

    fn cost(&mut self, access: &Access) -> std::result::Result<f64, Stopped> {
        self.attempt(&[*access], |plan| plan.cost())
    }

    fn plan(&mut self, accesses: &[Access]) -> std::result::Result<(f64, Vec<usize>), Stopped> {
        let what_if = self.what_if;
        self.attempt(accesses, |plan| (plan.cost(), what_if.scanned(plan)))
    }
}

impl Attempts<'_, '_> {
    fn attempt<R>(
        &mut self,
        accesses: &[Access],
        look: impl FnOnce(&Plan<'_>) -> R,
    ) -> std::result::Result<R, Stopped> {
        let trial = |access: &Access| {
            let origin = self.origins.get(&access.index)?;
            let (startup, total) = (access.startup, access.total);
            Some(Trial { place: origin.place, index: origin.index, path: access.path, startup, total })
        };
        let trials = accesses.iter().map(trial).collect::<Option<Vec<_>>>().ok_or(Stopped::Missed)?;
        let positions: BTreeSet<usize> = accesses.iter().map(|access| access.index).collect();
        let indexes = ActiveIndexes { withheld: true, ..self.what_if.active(positions.into_iter()) };
        harvest::attempt(trials, || self.session.planning(self.number, &indexes, look))
            .ok_or(Stopped::Missed)?
            .map_err(Stopped::Failed)
    }
}

/// Drops predicates with constants that differ from one execution to the next.
fn keep_recurring(accesses: &mut [TableAccess], plannings: usize, terms: &Terms) {
    /// Executions that tell.
    const FEWEST: usize = 3;
    /// Share of them that have the predicate.
    const MOST: f64 = 0.8;
    let mut counts: HashMap<(u32, i16), usize> = HashMap::new();
    for access in accesses.iter() {
        access.predicates.iter().for_each(|p| *counts.entry((access.table, *p)).or_default() += 1);
    }
    for access in accesses {
        let table = access.table;
        access.predicates.retain(|predicate| {
            let recurs = counts[&(table, *predicate)] as f64 >= MOST * plannings as f64;
            !terms.has_constant(table, *predicate) || plannings >= FEWEST && recurs
        });
    }
}

fn resolve_index(name: &str) -> Result<Vec<u32>> {
    let oid = names::relation(name)?;
    // SAFETY: a syscache look-up.
    let kind = unsafe { pg_sys::get_rel_relkind(oid) } as u8;
    if kind != pg_sys::RELKIND_INDEX && kind != pg_sys::RELKIND_PARTITIONED_INDEX {
        return Err(Error::new(
            PgSqlErrorCode::ERRCODE_WRONG_OBJECT_TYPE,
            format!("\"{name}\" is not an index"),
        ));
    }
    let lock = pg_sys::AccessShareLock as pg_sys::LOCKMODE;
    Ok(imported::all_inheritors(oid, lock).into_iter().map(Oid::to_u32).collect())
}
