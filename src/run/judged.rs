//! The statements of a workload that advice is made for: each planned once as things are, and of these as few as stand
//! for all.
use crate::pg::interrupt;
use crate::pg::sandbox::Role;
use crate::pg::statement;
use crate::pg::what_if::WhatIf;
use crate::read::workload::Workload;
use crate::run::planned::planned;
use crate::run::typical_constants::Statistics;
use dbarch_core::advisor::compress::{choose, merge, Asked, Coverage, Representative};
use dbarch_core::advisor::generate::can_gain;
use dbarch_core::advisor::partial::is_plausible;
use dbarch_core::model::table::Table;
use dbarch_core::model::unservable::Unservable;
use dbarch_core::model::workload::{Requirements, Statement, TableAccess, Write, RESULT};
use std::collections::BTreeMap;
use std::time::Instant;

/// Statements that the search prices with candidates, tens of times each.
const MOST_JUDGED: usize = 500;

/// Statements that could be planned.
#[derive(Default)]
pub struct Planned {
    statements: Vec<Statement>,
    roles: Vec<Role>,
    plannable: Vec<statement::Statement>,
    requirements: Vec<Requirements>,
    /// Nobody has constants yet. Finding them takes up to forty plannings, which only those are worth that are judged.
    generic: bool,
    not_read: usize,
}

impl Planned {
    /// Plans every statement once. Those that cannot be planned are skipped with the reason.
    pub fn new(what_if: &WhatIf, workload: &mut Workload, deadline: Instant) -> Self {
        let statements = std::mem::take(&mut workload.statements);
        let generic = statements.len() > MOST_JUDGED;
        let mut all = Planned { generic, not_read: workload.not_read, ..Planned::default() };
        let mut statistics = Statistics::of_statements(statements.len());
        // The search needs time as well, and the statements that took most come first.
        let half_time = halfway(deadline);
        for (position, (mut statement, role)) in statements.into_iter().enumerate() {
            let now = Instant::now();
            if now >= deadline || position >= MOST_JUDGED && now >= half_time {
                let reason = if now >= deadline {
                    "time_limit was reached"
                } else {
                    "half of time_limit went by while statements before it were planned"
                };
                workload.skipped.push((statement.sql, reason.to_string()));
                continue;
            }
            let sql = statement.sql.clone();
            let path = statement.search_path.clone();
            let planned = planned(role, &sql, path.as_deref(), |plannable| {
                if !generic {
                    statistics.supply(plannable, role, &mut statement);
                }
                what_if.requirements(plannable)
            });
            match planned {
                Ok((plannable, requirements)) => all.push(statement, role, plannable, requirements),
                Err(error) => workload.skipped.push((statement.sql, error.to_string())),
            }
        }
        all
    }

    pub fn push(
        &mut self,
        statement: Statement,
        role: Role,
        plannable: statement::Statement,
        mut requirements: Requirements,
    ) {
        if let Some(known) = statement.rows.filter(|_| self.generic) {
            // A generic plan expects the same of all constants.
            requirements.rows.iter_mut().filter(|(of, _)| *of == RESULT).for_each(|(_, rows)| *rows = known);
        }
        self.statements.push(statement);
        self.roles.push(role);
        self.plannable.push(plannable);
        self.requirements.push(requirements);
    }

    /// Rows that the statements delete in all their executions, by table.
    pub fn deleted_rows(&self) -> BTreeMap<u32, f64> {
        let mut deleted = BTreeMap::new();
        for (statement, requirements) in self.statements.iter().zip(&self.requirements) {
            let rows = statement.rows.or_else(|| requirements.result_rows()).unwrap_or(0.0);
            if let Some(table) = requirements.deletes_from().filter(|_| rows > 0.0) {
                *deleted.entry(table).or_default() += rows * statement.calls;
            }
        }
        deleted
    }

    /// What the statements ask of tables.
    pub fn accesses(&self) -> impl Iterator<Item = &TableAccess> {
        self.requirements.iter().flat_map(|requirements| &requirements.accesses)
    }

    /// The statements that stand for all, on the `tables` that advice is wanted for.
    pub fn compress(mut self, what_if: &WhatIf, tables: &BTreeMap<u32, Table>, deadline: Instant) -> Judged {
        self.drop_implausible(tables);
        let can_gain =
            |access: &TableAccess| tables.get(&access.table).is_some_and(|table| can_gain(table, access));
        let asked = |(statement, requirements)| Asked { statement, requirements };
        let asked: Vec<Asked> = self.statements.iter().zip(&self.requirements).map(asked).collect();
        let proceed = || {
            interrupt::check();
            Instant::now() < deadline
        };
        let choice = choose(&asked, merge(&asked), can_gain, MOST_JUDGED, proceed);
        if self.generic {
            let mut statistics = Statistics::default();
            let half_time = halfway(deadline);
            for one in &choice.representatives {
                let gains = self.requirements[one.statement].accesses.iter().any(can_gain);
                if gains && Instant::now() < half_time {
                    self.derive(what_if, &mut statistics, one);
                }
            }
        }
        let coverage = Coverage {
            statements: self.statements.len(),
            judged: choice.representatives.len(),
            covered: choice.covered,
            left_out: choice.left_out,
            not_read: self.not_read,
        };
        self.judged(choice.representatives, coverage)
    }

    /// Predicates that no index should have would tell statements apart that ask the same.
    fn drop_implausible(&mut self, tables: &BTreeMap<u32, Table>) {
        for access in self.requirements.iter_mut().flat_map(|one| &mut one.accesses) {
            let table = tables.get(&access.table);
            access.predicates.retain(|number| {
                table.is_some_and(|t| t.predicate(*number).is_some_and(|p| is_plausible(t, p)))
            });
        }
    }

    /// Constants for a statement that is judged: they are typical for all its members.
    fn derive(&mut self, what_if: &WhatIf, statistics: &mut Statistics, one: &Representative) {
        let position = one.statement;
        if !self.statements[position].parameterized {
            return;
        }
        let plannable = &self.plannable[position];
        statistics.supply(plannable, self.roles[position], &mut self.statements[position]);
        match what_if.requirements(plannable) {
            Ok(requirements) => {
                self.requirements[position] = requirements;
                let values = self.statements[position].values;
                one.members.iter().for_each(|member| self.statements[member.statement].values = values);
            }
            Err(_) => {
                plannable.set_constants(Vec::new());
                self.statements[position].values = Default::default();
            }
        }
    }

    /// Lets go of all but `representatives`, which are in the order of their positions.
    fn judged(self, representatives: Vec<Representative>, coverage: Coverage) -> Judged {
        let written: Vec<(Write, f64)> =
            self.statements.iter().zip(&self.requirements).flat_map(written).collect();
        let mut judged = Judged {
            written,
            statements: self.statements,
            plannable: Vec::with_capacity(representatives.len()),
            baseline: Vec::with_capacity(representatives.len()),
            likely: Vec::with_capacity(representatives.len()),
            accesses: Vec::new(),
            unservable: Vec::with_capacity(representatives.len()),
            representatives,
            coverage,
        };
        let mut wanted = judged.representatives.iter().map(|one| one.statement).peekable();
        let planned = self.plannable.into_iter().zip(self.requirements).enumerate();
        for (place, (_, (plannable, mut requirements))) in
            planned.filter(|(position, _)| wanted.next_if_eq(position).is_some()).enumerate()
        {
            requirements.accesses.iter_mut().for_each(|access| access.statement = place);
            judged.accesses.append(&mut requirements.accesses);
            judged.baseline.push(requirements.cost);
            judged.likely.push(requirements.likely_cost);
            judged.unservable.push(requirements.unservable);
            judged.plannable.push(plannable);
        }
        judged
    }
}

/// Rows that all executions of `statement` write.
fn written<'a>(
    (statement, asked): (&'a Statement, &'a Requirements),
) -> impl Iterator<Item = (Write, f64)> + 'a {
    // What an INSERT with ON CONFLICT does to a row, nobody knows.
    let either = asked.writes.len().max(1) as f64;
    // Statements that write in a CTE return something else.
    let top = asked.writes.iter().all(|write| write.table == asked.writes[0].table);
    let counted = statement.rows.filter(|_| top);
    let rows = move |write: &Write| statement.calls * counted.unwrap_or(write.rows) / either;
    asked.writes.iter().map(move |write| (write.clone(), rows(write)))
}

/// When half of the time that is left now will be over.
pub fn halfway(deadline: Instant) -> Instant {
    let now = Instant::now();
    now + deadline.saturating_duration_since(now) / 2
}

/// What the search is about. Positions in `plannable`, `baseline`, `unservable` and of `accesses` are those of the representatives.
pub struct Judged {
    /// All that could be planned.
    pub statements: Vec<Statement>,
    pub representatives: Vec<Representative>,
    pub plannable: Vec<statement::Statement>,
    /// Cost of one execution as things are, as the planner says, ...
    pub baseline: Vec<f64>,
    /// ... and as far as can be told.
    pub likely: Vec<f64>,
    pub accesses: Vec<TableAccess>,
    /// Of each representative.
    pub unservable: Vec<Vec<Unservable>>,
    pub coverage: Coverage,
    /// What all statements write, with the rows of all executions.
    pub written: Vec<(Write, f64)>,
}
