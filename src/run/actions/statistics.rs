//! Extended statistics, from what scans of executions met.
use super::Advised;
use crate::error::Result;
use crate::pg::sandbox;
use crate::read::statistics;
use dbarch_core::advisor::actions::rewrite::STATEMENT_SHARE;
use dbarch_core::advisor::actions::statistics::{exist, misestimate, recommendation, Misestimate};
use dbarch_core::advisor::actions::Concerned;
use dbarch_core::advisor::ddl::qualified_name;
use dbarch_core::advisor::recommend::Recommendation;
use dbarch_core::model::table::Table;
use std::collections::{BTreeMap, BTreeSet};

const MOST_ROWS: usize = 20;

/// The scan that is furthest off, and the statements with such scans.
struct Group<'a> {
    table: &'a Table,
    found: Misestimate,
    concerned: Vec<Concerned>,
}

/// Tables in `unknown` need ANALYZE first: their estimates are off for that reason.
pub fn rows(advised: &Advised<'_>, unknown: &BTreeSet<u32>) -> Result<Vec<Recommendation>> {
    let groups = groups(advised, unknown);
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let schemas = groups.iter().map(|group| group.table.schema.clone()).collect();
    let mut existing = sandbox::run(None, || statistics::extended(&schemas))?;
    let mut rows = Vec::new();
    for Group { table, found, concerned } in groups {
        // What is proposed already counts as well: one row for the widest set of columns is enough.
        if rows.len() == MOST_ROWS || exist(&existing, table, &found.columns) {
            continue;
        }
        let row = recommendation(
            table,
            &found,
            &concerned,
            &advised.judged.statements,
            &existing,
            advised.source(),
        );
        existing.push(dbarch_core::model::statistics::ExtendedStatistics {
            table: table.oid,
            columns: found.columns,
            kinds: vec!["m".to_string()],
            ..Default::default()
        });
        rows.push(row);
    }
    Ok(rows)
}

/// The widest sets of columns first, then those of the costliest statements.
fn groups<'a>(advised: &'a Advised<'_>, unknown: &BTreeSet<u32>) -> Vec<Group<'a>> {
    let by_name: BTreeMap<String, &Table> = advised
        .tables
        .values()
        .filter(|table| !unknown.contains(&table.oid))
        .map(|table| (qualified_name(table), table))
        .collect();
    let mut groups: BTreeMap<(u32, Vec<i16>), Group<'_>> = BTreeMap::new();
    for judged in 0..advised.judged.representatives.len() {
        for one in advised.concerned(judged).into_iter().filter(|one| one.share >= STATEMENT_SHARE) {
            let query_id = advised.judged.statements[one.statement].query_id;
            let scans = query_id.and_then(|id| advised.workload.scans.get(&id));
            for scan in scans.into_iter().flatten() {
                let Some(table) = by_name.get(&scan.table).copied() else { continue };
                let access =
                    advised.judged.accesses.iter().find(|a| a.statement == judged && a.table == table.oid);
                let Some(found) = misestimate(table, scan, access) else { continue };
                let group = groups.entry((table.oid, found.columns.clone())).or_insert_with(|| Group {
                    table,
                    found: found.clone(),
                    concerned: Vec::new(),
                });
                if found.times() > group.found.times() {
                    group.found = found;
                }
                if !group.concerned.contains(&one) {
                    group.concerned.push(one);
                }
            }
        }
    }
    let mut groups: Vec<Group<'_>> = groups.into_values().collect();
    let share = |group: &Group<'_>| group.concerned.iter().map(|one| one.share).sum::<f64>();
    groups.iter_mut().for_each(|group| group.concerned.sort_by(|a, b| b.share.total_cmp(&a.share)));
    groups.sort_by(|a, b| {
        b.found.columns.len().cmp(&a.found.columns.len()).then(share(b).total_cmp(&share(a)))
    });
    groups
}
