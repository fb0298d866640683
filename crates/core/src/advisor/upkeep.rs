//! What an index costs whoever writes, in the unit of the planner's costs, in the span of time that the workload stands for.
//!
//! A new row version puts an entry into every index, unless it is a HOT update: the planner knows of neither. An index on a
//! column that statements set ends HOT updates of these, so that every other index of the table gets an entry as
//! well. Deleted entries are left for vacuum.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::Candidate;
use crate::model::access_method::AccessMethod;
use crate::model::table::{Index, Table};
use crate::model::workload::{Write, WriteKind};

/// Of finding the place, locking the page and logging one b-tree entry that is in memory: 6 to 10 microseconds on PostgreSQL
/// 15, a third of a look-up by primary key, for which the planner says 8.4.
const ENTRY: f64 = 3.0;
/// Of what vacuum does later for each dead entry.
const DEAD: f64 = 0.3;
/// Bytes of a WAL record beside the entry.
const RECORD: f64 = 50.0;
/// Bytes that are written for one page that the planner reads in sequence.
const PAGE: f64 = 8192.0;
/// A block range is summarised once, and then mostly looked at.
const BRIN_SHARE: f64 = 0.05;
/// Bytes of one row's place in a posting list of GIN, and what the pending list spares.
const GIN_PLACE: f64 = 6.0;
const GIN_SHARE: f64 = 0.5;

/// What the server says of its memory and disk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Machine {
    /// `effective_cache_size`.
    pub cache_bytes: f64,
    /// `random_page_cost`.
    pub random_page: f64,
}

/// What is written into one table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Load {
    pub inserts: f64,
    pub deletes: f64,
    /// Rows updated by the columns that are set; none is unknown.
    pub updates: BTreeMap<Vec<i16>, f64>,
}

/// What statements write, each with the rows of all its executions, by table. Where the counters of a table have more for that
/// span of time (foreign keys, triggers and COPY write as well), they count.
pub fn loads<'a>(
    writes: impl Iterator<Item = (&'a Write, f64)>,
    tables: &BTreeMap<u32, Table>,
) -> BTreeMap<u32, Load> {
    let mut loads: BTreeMap<u32, Load> = BTreeMap::new();
    for (write, rows) in writes.filter(|(_, rows)| rows.is_finite() && *rows > 0.0) {
        let load = loads.entry(write.table).or_default();
        match write.kind {
            WriteKind::Insert => load.inserts += rows,
            WriteKind::Delete => load.deletes += rows,
            WriteKind::Update => *load.updates.entry(write.columns.clone()).or_default() += rows,
        }
    }
    for table in tables.values() {
        let Some(share) = table.counted_share else { continue };
        let counted = |counter: Option<f64>| counter.unwrap_or(0.0) * share;
        let load = loads.entry(table.oid).or_default();
        load.inserts = load.inserts.max(counted(table.inserts));
        load.deletes = load.deletes.max(counted(table.deletes));
        let more = counted(table.updates) - load.updates.values().sum::<f64>();
        if more > 0.0 {
            *load.updates.entry(Vec::new()).or_default() += more;
        }
    }
    loads
}

/// What keeping `candidate` costs under `load`.
pub fn upkeep(table: &Table, candidate: &Candidate, size_bytes: f64, load: &Load, machine: Machine) -> f64 {
    let share = candidate.predicate.and_then(|p| table.predicate(p)).map_or(1.0, |p| p.selectivity);
    let first = candidate.keys.first().and_then(|key| table.column(key.column));
    let in_order = first.and_then(|column| column.correlation).unwrap_or(0.0).abs();
    let own = share * entry(candidate.method, size_bytes, table.rows * share, in_order, machine);
    let others: f64 = table.indexes.iter().map(|index| existing_entry(table, index, machine)).sum();
    let attributes = attributes(table, candidate);
    let hot = hot_share(table);
    let mut cost = load.inserts * own + load.deletes * own * DEAD;
    for (columns, rows) in &load.updates {
        let already = table.indexes.iter().any(|index| touches(index, columns));
        let (hot, ended) = match (already, columns.iter().any(|column| attributes.contains(column))) {
            (true, _) => (0.0, 0.0),
            (false, true) => (0.0, hot),
            (false, false) => (hot, 0.0),
        };
        let version = own * (1.0 + DEAD);
        cost += rows * ((1.0 - hot) * version + ended * others * (1.0 + DEAD));
    }
    if cost.is_finite() {
        cost
    } else {
        0.0
    }
}

/// Columns that updates of `load` set, which could be HOT so far, and can be no longer with `candidate`: it is made of them.
pub fn no_longer_hot(table: &Table, candidate: &Candidate, load: &Load) -> Vec<i16> {
    // That a block range stays summarised does not hang on the place of a row.
    if candidate.method == AccessMethod::Brin || hot_share(table) <= 0.0 {
        return Vec::new();
    }
    let is_hot = |columns: &&Vec<i16>| !table.indexes.iter().any(|index| touches(index, columns));
    let set: BTreeSet<i16> = load.updates.keys().filter(is_hot).flatten().copied().collect();
    let attributes = attributes(table, candidate);
    set.into_iter().filter(|column| attributes.contains(column)).collect()
}

/// Of one row's entries.
fn entry(method: AccessMethod, size_bytes: f64, rows: f64, in_order: f64, machine: Machine) -> f64 {
    let bytes = if rows >= 1.0 { size_bytes / rows } else { 0.0 };
    // Entries in the order of their arrival go to the same page.
    let cold = (1.0 - machine.cache_bytes / size_bytes.max(1.0)).max(0.0) * (1.0 - in_order);
    let one = ENTRY + (bytes + RECORD) / PAGE + cold * machine.random_page;
    match method {
        AccessMethod::Brin => one * BRIN_SHARE,
        AccessMethod::Gin => one * GIN_SHARE * (bytes / GIN_PLACE).max(1.0),
        _ => one,
    }
}

fn existing_entry(table: &Table, index: &Index, machine: Machine) -> f64 {
    entry(AccessMethod::of(&index.method).unwrap_or_default(), index.size_bytes, table.rows, 0.0, machine)
}

/// Attribute numbers of all that the index is made of.
fn attributes(table: &Table, candidate: &Candidate) -> Vec<i16> {
    let about = candidate.predicate.and_then(|p| table.predicate(p)).map(|p| p.column);
    let mut found = Vec::new();
    for number in candidate.columns().chain(about) {
        match table.column(number).map(|column| column.parts.as_slice()) {
            Some(parts) if !parts.is_empty() => found.extend_from_slice(parts),
            _ => found.push(number),
        }
    }
    found
}

fn touches(index: &Index, columns: &[i16]) -> bool {
    let keys = index.keys.iter().filter_map(|key| key.column);
    index.method != "brin" && keys.chain(index.included.iter().copied()).any(|key| columns.contains(&key))
}

/// Share of the updates that are HOT, as far as it was counted; all that can be, where it was not.
fn hot_share(table: &Table) -> f64 {
    match (table.hot_updates, table.updates) {
        (Some(hot), Some(all)) if all >= 1.0 => (hot / all).clamp(0.0, 1.0),
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::candidate::CandidateKey;
    use crate::model::table::{Column, IndexKey};

    const MACHINE: Machine = Machine { cache_bytes: 1e9, random_page: 4.0 };

    fn table() -> Table {
        let key = IndexKey { column: Some(1), ..IndexKey::default() };
        let primary = Index { method: "btree".into(), keys: vec![key], size_bytes: 2e7, ..Index::default() };
        let column = |number, parts: &[i16]| Column { number, parts: parts.to_vec(), ..Column::default() };
        Table {
            oid: 1,
            rows: 1e6,
            columns: vec![column(1, &[]), column(2, &[]), column(2000, &[3])],
            indexes: vec![primary],
            updates: Some(1000.0),
            hot_updates: Some(900.0),
            ..Table::default()
        }
    }

    fn on(column: i16) -> Candidate {
        Candidate::btree(1, vec![CandidateKey::plain(column)])
    }

    fn updates(columns: &[i16], rows: f64) -> Load {
        Load { updates: BTreeMap::from([(columns.to_vec(), rows)]), ..Load::default() }
    }

    #[test]
    fn a_new_row_costs_an_entry_and_a_cold_page_more() {
        let cost = |size, load: &Load| upkeep(&table(), &on(2), size, load, MACHINE);
        let inserts = Load { inserts: 100.0, ..Load::default() };
        assert!((cost(2e7, &inserts) / 100.0 - 3.0).abs() < 0.02);
        assert!((cost(4e9, &inserts) / 100.0 - 6.5).abs() < 0.01, "three quarters are not in memory");
        assert!(cost(2e7, &Load { deletes: 100.0, ..Load::default() }) < cost(2e7, &inserts) / 3.0);
        assert_eq!(cost(2e7, &Load::default()), 0.0);
        let brin = Candidate { method: AccessMethod::Brin, ..on(2) };
        assert!(upkeep(&table(), &brin, 1e5, &inserts, MACHINE) < cost(2e7, &inserts) / 10.0);
    }

    #[test]
    fn t102_an_index_on_what_updates_set_ends_hot() {
        let cost = |candidate: &Candidate, set: &[i16]| {
            upkeep(&table(), candidate, 2e7, &updates(set, 1000.0), MACHINE)
        };
        // One in ten is no HOT update anyway.
        let elsewhere = cost(&on(2), &[5]);
        assert!((elsewhere / 1000.0 - 0.39).abs() < 0.01, "{elsewhere}");
        // An entry of its own each time, and nine times in ten one of the primary key that was not there before.
        let set = cost(&on(2), &[2, 5]);
        assert!((set / 1000.0 - 3.9 * 1.9).abs() < 0.05, "{set}");
        assert_eq!(set, cost(&on(2000), &[3]), "an expression depends on its columns");
        let already = cost(&on(2), &[1, 2]);
        assert!(already < set && already > elsewhere, "the primary key has ended it: {already}");
    }

    #[test]
    fn t103_whose_updates_are_no_longer_hot_is_known() {
        let columns =
            |candidate: &Candidate, set: &[i16]| no_longer_hot(&table(), candidate, &updates(set, 1.0));
        assert_eq!(columns(&on(2), &[2, 5]), [2]);
        assert_eq!(columns(&on(2000), &[3]), [3]);
        assert!(columns(&on(2), &[5]).is_empty());
        assert!(columns(&on(2), &[1, 2]).is_empty(), "the primary key has ended it");
        assert!(columns(&on(2), &[]).is_empty(), "nobody knows what was set");
        assert!(columns(&Candidate { method: AccessMethod::Brin, ..on(2) }, &[2]).is_empty());
        let never = Table { hot_updates: Some(0.0), ..table() };
        assert!(no_longer_hot(&never, &on(2), &updates(&[2], 1.0)).is_empty());
    }

    #[test]
    fn counters_count_where_they_have_more() {
        let write = |kind, columns: &[i16]| Write { table: 1, kind, columns: columns.to_vec(), rows: 1.0 };
        let (insert, update) = (write(WriteKind::Insert, &[]), write(WriteKind::Update, &[2]));
        let with = |counted_share| {
            let counted = Table { inserts: Some(500.0), deletes: Some(8.0), counted_share, ..table() };
            let tables = BTreeMap::from([(1, counted)]);
            loads([(&insert, 10.0), (&update, 300.0)].into_iter(), &tables).remove(&1).unwrap_or_default()
        };
        assert_eq!(with(None), Load { inserts: 10.0, ..updates(&[2], 300.0) });
        let mut half = updates(&[2], 300.0);
        half.updates.insert(vec![], 200.0);
        assert_eq!(with(Some(0.5)), Load { inserts: 250.0, deletes: 4.0, ..half });
    }
}
