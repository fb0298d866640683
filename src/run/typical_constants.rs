//! Constants for a statement: those of executions that were captured. Else, for its parameters, what they are compared with →
//! statistics of these columns → values, so chosen that the planner expects the rows that the statement is known to find.
use crate::error::Result;
use crate::pg::planner;
use crate::pg::sandbox::Role;
use crate::pg::statement;
use crate::read::column_values;
use dbarch_core::advisor::typical_values::{constants, Aim, Columns, PAGE};
use dbarch_core::model::parameters::{Comparison, Constant, Constants, ParameterUses};
use dbarch_core::model::workload::{Statement, Values};
use std::collections::{HashMap, HashSet};

/// Three plannings a statement, with values of rows at these places when common values come first. The last one takes the
/// rarest value of skewed columns instead: jobs that wait are looked for more than those that are done.
const DRAWS: [f64; 3] = [1.0 / 6.0, 0.5, 5.0 / 6.0];
/// Shares of a table that ranges let through when the number of rows does not tell: their mean is a seventh.
const SHARES: [f64; 3] = [0.01, 0.1, 0.3];
/// The same where many rows become few: reports read much.
const GROUPED: [f64; 3] = [0.03, 0.2, 0.6];
/// The same where a LIMIT takes the first of them: a page may begin anywhere.
const PAGES: [f64; 3] = [0.1, 0.5, 0.9];
/// Halvings of the logarithm of a share, from the smallest one on.
const STEPS: usize = 10;
const SMALLEST_SHARE: f64 = 1e-8;
/// Estimates that differ less are right.
const TOLERANCE: f64 = 1.1;
/// Estimates that differ more are worth other values.
const GROSS: f64 = 1.5;

/// Statistics that were read for one piece of advice.
#[derive(Default)]
pub struct Statistics {
    known: HashMap<Role, Columns>,
    /// Every execution that was captured counts, and not only a few of each statement.
    thorough: bool,
}

/// Statements of which each is worth as many plannings as there are executions of it to look at.
const FEW_STATEMENTS: usize = 100;

impl Statistics {
    /// For the constants of that many statements.
    pub fn of_statements(statements: usize) -> Self {
        Statistics { known: HashMap::new(), thorough: statements <= FEW_STATEMENTS }
    }

    /// Gives `plannable` constants for its parameters, and says so in `statement`. Without any the plan stays generic.
    pub fn supply(&mut self, plannable: &statement::Statement, role: Role, statement: &mut Statement) {
        if captured(plannable, &statement.captured, self.thorough) {
            statement.values = Values::Captured;
            return;
        }
        if !statement.parameterized {
            return;
        }
        statement.values = self.derive(plannable, role, statement.rows).unwrap_or_else(|_| {
            plannable.set_constants(Vec::new());
            Values::Generic
        });
    }

    fn derive(&mut self, plannable: &statement::Statement, role: Role, rows: Option<f64>) -> Result<Values> {
        let mut uses = plannable.parameter_uses()?;
        if !uses.uses.is_empty() {
            let columns = self.columns(role, &uses)?;
            let refused = refused(plannable, &uses, columns);
            // What cannot be had stays a parameter.
            let before = uses.uses.len();
            uses.uses.retain(|found| !refused.contains(&found.slot));
            uses.open += before - uses.uses.len();
            choose(plannable, &uses, columns, rows)?;
        }
        Ok(if uses.open == 0 { Values::Typical } else { Values::Generic })
    }

    fn columns(&mut self, role: Role, uses: &ParameterUses) -> Result<&Columns> {
        let known = self.known.entry(role).or_default();
        let wanted: HashSet<(u32, i16)> =
            uses.uses.iter().map(|found| found.column).filter(|column| column.0 != 0).collect();
        let unknown: Vec<(u32, i16)> = wanted.into_iter().filter(|c| !known.contains_key(c)).collect();
        if !unknown.is_empty() {
            known.extend(column_values::read(role, &unknown)?);
            // What has no statistics is not asked for again.
            unknown.into_iter().for_each(|column| {
                known.entry(column).or_default();
            });
        }
        Ok(known)
    }
}

/// Gives `plannable` the constants of executions, of many those of which the plans are cheap, middling and dear: what they
/// cost is spread as what all cost. False, and nothing changes, if there are none or they do not fit.
fn captured(plannable: &statement::Statement, vectors: &[Constants], thorough: bool) -> bool {
    if vectors.is_empty() || !plannable.set_captured(vectors.to_vec()).unwrap_or(false) {
        return false;
    }
    if thorough || vectors.len() <= DRAWS.len() {
        return true;
    }
    // What cannot be planned with some constants is told when it is planned with those that are left.
    let Ok(costs) = planner::costs(plannable) else { return true };
    let mut order: Vec<usize> = (0..vectors.len()).collect();
    order.sort_by(|a, b| costs[*a].total_cmp(&costs[*b]));
    let at = |draw: f64| vectors[order[(draw * vectors.len() as f64) as usize]].clone();
    plannable.set_captured(DRAWS.map(at).to_vec()).unwrap_or(false)
}

/// Slots without a value, or with one that their type does not take.
fn refused(plannable: &statement::Statement, uses: &ParameterUses, columns: &Columns) -> HashSet<usize> {
    let mut refused = HashSet::new();
    for vector in DRAWS.map(|draw| constants(uses, columns, &typical(draw, 0.1, None))) {
        for slot in uses.uses.iter().map(|found| found.slot) {
            match &vector[slot] {
                Constant::Text(text) if refused.contains(&slot) || plannable.accepts(slot, text) => (),
                _ => {
                    refused.insert(slot);
                }
            }
        }
    }
    refused
}

fn typical(draw: f64, share: f64, limit: Option<f64>) -> Aim {
    Aim { draw, share, rare: draw == DRAWS[2], frequency: None, solved: false, limit }
}

/// Gives `plannable` the vectors that fit best.
fn choose(
    plannable: &statement::Statement,
    uses: &ParameterUses,
    columns: &Columns,
    rows: Option<f64>,
) -> Result<()> {
    let set = |aims: &[Aim]| {
        let mut vectors: Vec<Constants> = Vec::new();
        for vector in aims.iter().map(|aim| constants(uses, columns, aim)) {
            if !vectors.contains(&vector) {
                vectors.push(vector);
            }
        }
        plannable.set_constants(vectors);
    };
    let shares = match (uses.grouped, uses.limited) {
        (true, _) => GROUPED,
        (_, true) => PAGES,
        _ => SHARES,
    };
    let matches = rows.filter(|rows| !(uses.grouped || uses.limited && is_full_page(*rows)));
    // Pages that are not full all the time have room.
    let limit = if matches.is_some() { matches.map(|rows| (2.0 * rows).max(PAGE)) } else { rows };
    let spread: Vec<Aim> =
        DRAWS.iter().zip(shares).map(|(draw, share)| typical(*draw, share, limit)).collect();
    set(&spread);
    let estimated = planner::rows(plannable)?;
    let Some(rows) = matches else { return Ok(()) };
    let wanted = rows.max(1.0);
    let error = |estimated: f64| (estimated.max(1.0) / wanted).ln().abs();
    if uses.uses.iter().any(|found| has_share(found.comparison)) {
        let (mut low, mut high) = (SMALLEST_SHARE.ln(), 0.0);
        let mut best = (f64::INFINITY, spread);
        for _ in 0..STEPS {
            let middle: f64 = (low + high) / 2.0;
            let aims = DRAWS.map(|draw| Aim { solved: true, ..typical(draw, middle.exp(), limit) });
            set(&aims);
            let estimated = planner::rows(plannable)?;
            if error(estimated) < best.0 {
                best = (error(estimated), aims.to_vec());
            }
            if best.0 < TOLERANCE.ln() {
                break;
            }
            *(if estimated < wanted { &mut low } else { &mut high }) = middle;
        }
        set(&best.1);
    } else if error(estimated) > GROSS.ln() {
        let mut best = (error(estimated), spread);
        let (mut low, mut high) = (0.0, 1.0);
        for step in 0..STEPS {
            // Both ends first: most columns have fewer values than there are steps.
            let level = match step {
                0 => 0.0,
                1 => 1.0,
                _ => (low + high) / 2.0,
            };
            let aims = [Aim { frequency: Some(level), ..typical(0.5, 0.1, limit) }];
            set(&aims);
            let estimated = planner::rows(plannable)?;
            if error(estimated) < best.0 {
                best = (error(estimated), aims.to_vec());
            }
            if step > 1 {
                *(if estimated < wanted { &mut low } else { &mut high }) = level;
            }
        }
        set(&best.1);
    }
    Ok(())
}

/// Whether a mean number of rows is that of a LIMIT which is always reached: then it is whole.
fn is_full_page(rows: f64) -> bool {
    rows.fract() == 0.0 && rows > 0.0
}

/// Whether the share of an [`Aim`] says how much the comparison lets through.
fn has_share(comparison: Comparison) -> bool {
    use Comparison::{Above, AnyOf, Below, Like, Prefix, Regex};
    matches!(comparison, Above | AnyOf | Below | Like | Prefix | Regex)
}
