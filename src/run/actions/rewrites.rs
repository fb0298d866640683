//! Predicates that no index can serve as they are written, where that matters.
use super::Advised;
use crate::error::Result;
use crate::pg::sandbox;
use crate::read::statistics;
use crate::read::workload::GIVEN;
use dbarch_core::advisor::actions::rewrite::{matters, recommendation, Written, MOST_ROWS, STATEMENT_SHARE};
use dbarch_core::advisor::ddl::qualified_name;
use dbarch_core::advisor::generate::worth_indexing;
use dbarch_core::advisor::recommend::Recommendation;
use dbarch_core::model::statistics::Trigrams;
use dbarch_core::model::unservable::{Form, Unservable};
use dbarch_core::model::workload::Statement;

/// How many times a plan for all values must cost what one made for a value does.
const GENERIC: f64 = 2.0;

/// A predicate of the statement that `judged` is the place of.
struct Found {
    judged: usize,
    unservable: Unservable,
    /// Cost of one execution.
    cost: f64,
    custom_cost: Option<f64>,
}

/// `later` is what each judged statement costs with all suggested indexes.
pub fn rows(advised: &Advised<'_>, later: &[f64]) -> Result<Vec<Recommendation>> {
    let mut all = Vec::new();
    for (judged, found) in advised.judged.unservable.iter().enumerate().filter(|(n, _)| counts(advised, *n)) {
        let cost = advised.judged.baseline[judged];
        let worth = found.iter().filter(|one| is_worth(advised, one) && matters(one, cost, later[judged]));
        all.extend(worth.map(|one| Found { judged, unservable: one.clone(), cost, custom_cost: None }));
    }
    all.extend(optional(advised, later));
    let trigrams = if all.iter().any(|found| found.unservable.form == Form::Pattern) {
        sandbox::run(None, statistics::trigrams)?
    } else {
        Trigrams::default()
    };
    // Whoever has the extension gets an index.
    all.retain(|found| found.unservable.form != Form::Pattern || trigrams != Trigrams::Installed);
    all.sort_by(|a, b| advised.part(b.judged).total_cmp(&advised.part(a.judged)));
    let mut rows: Vec<Recommendation> = written(advised, &all)
        .iter()
        .map(|one| recommendation(one, trigrams, &advised.judged.statements, advised.source()))
        .collect();
    // An extension is created once.
    for row in rows.iter_mut().filter(|row| !row.ddl.is_empty()).skip(1) {
        row.ddl.clear();
        row.undo_ddl.clear();
    }
    Ok(rows)
}

fn counts(advised: &Advised<'_>, judged: usize) -> bool {
    advised.source() == GIVEN || advised.part(judged) >= advised.whole() * STATEMENT_SHARE
}

fn is_worth(advised: &Advised<'_>, found: &Unservable) -> bool {
    advised.tables.get(&found.table).is_some_and(worth_indexing)
}

/// One for each predicate of a table, with all statements that have it. Constants do not tell predicates apart, and of
/// the tables of an OR the one that is dearest to read has it.
fn written<'a>(advised: &'a Advised<'_>, all: &'a [Found]) -> Vec<Written<'a>> {
    let mut merged: Vec<(&Found, Vec<usize>)> = Vec::new();
    for found in all {
        let one = &found.unservable;
        let same = |other: &Unservable| match one.form {
            Form::AcrossTables => other.form == one.form && other.clause == one.clause,
            _ => {
                (other.table, other.form, &other.column, &other.expression, &other.operator)
                    == (one.table, one.form, &one.column, &one.expression, &one.operator)
            }
        };
        match merged.iter().position(|(known, _)| same(&known.unservable)) {
            Some(at) => {
                let (known, places) = &mut merged[at];
                if known.judged == found.judged && one.scan_cost > known.unservable.scan_cost {
                    *known = found;
                }
                if !places.contains(&found.judged) {
                    places.push(found.judged);
                }
            }
            None if merged.len() < MOST_ROWS => merged.push((found, vec![found.judged])),
            None => (),
        }
    }
    let written = |(found, places): (&'a Found, Vec<usize>)| Written {
        found: &found.unservable,
        table_name: advised.tables.get(&found.unservable.table).map(qualified_name).unwrap_or_default(),
        concerned: places.iter().flat_map(|place| advised.concerned(*place)).collect(),
        cost: found.cost,
        custom_cost: found.custom_cost,
    };
    merged.into_iter().map(written).collect()
}

/// Whether a parameter may switch a condition of `statement` off.
pub fn may_be_optional(statement: &Statement) -> bool {
    let text = || statement.sql.to_ascii_lowercase();
    statement.parameterized && text().contains("is null")
}

/// Conditions that a parameter without a value switches off. The planner sees them only in a plan for all values; so
/// statements that look like that are planned once without constants, which nobody needs any more after this.
fn optional(advised: &Advised<'_>, later: &[f64]) -> Vec<Found> {
    let mut found = Vec::new();
    for (judged, representative) in advised.judged.representatives.iter().enumerate() {
        let statement = &advised.judged.statements[representative.statement];
        if !may_be_optional(statement) || !counts(advised, judged) || !advised.is_in_time() {
            continue;
        }
        let plannable = &advised.judged.plannable[judged];
        plannable.set_constants(Vec::new());
        let Ok(generic) = advised.what_if.requirements(plannable) else { continue };
        if generic.cost < later[judged] * GENERIC {
            continue;
        }
        let optional = generic.unservable.into_iter().filter(|one| one.form == Form::Optional);
        found.extend(optional.filter(|one| is_worth(advised, one)).map(|unservable| Found {
            judged,
            unservable,
            cost: generic.cost,
            custom_cost: Some(later[judged]),
        }));
    }
    found
}
