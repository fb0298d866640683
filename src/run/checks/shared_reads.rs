//! What several checks of a run read is read once.
use crate::error::{Error, Result};
use crate::pg::sandbox;
use crate::pg::shared_rows::SharedRows;
use crate::read::snapshot;
use dbarch_core::catalogue::{read_query, Check, Given, Registry};
use dbarch_core::model::snapshot::Snapshot;
use std::collections::{BTreeMap, BTreeSet};

pub struct SharedReads<'a> {
    registry: &'a Registry,
    schemas: Option<&'a [String]>,
    /// Reads that more than one check or read names, as far as they have not run or failed.
    ahead: BTreeSet<String>,
    given: Given,
    rows: SharedRows,
    snapshot: Snapshot,
    loaded: BTreeSet<String>,
}

impl<'a> SharedReads<'a> {
    /// For a run of `checks`. One check alone shares nothing: there the planner sees through what it reads.
    pub fn new(registry: &'a Registry, checks: &[&Check], schemas: Option<&'a [String]>) -> Result<Self> {
        let mut named: BTreeMap<&str, usize> = BTreeMap::new();
        for check in checks {
            for read in &check.meta.reads {
                *named.entry(read).or_default() += 1;
            }
        }
        let wanted: Vec<String> = named.keys().map(ToString::to_string).collect();
        let reads = registry
            .reads_in_order(&wanted, &Given::new())
            .map_err(|error| Error::internal(error.to_string()))?;
        for deeper in reads.iter().flat_map(|read| &read.meta.reads) {
            *named.entry(deeper).or_default() += 1;
        }
        let shared = named.into_iter().filter(|(_, times)| *times > 1 && checks.len() > 1);
        Ok(SharedReads {
            registry,
            schemas,
            ahead: shared.map(|(name, _)| name.to_string()).collect(),
            given: Given::new(),
            rows: SharedRows::new(),
            snapshot: Snapshot::default(),
            loaded: BTreeSet::new(),
        })
    }

    /// Runs what `check` shares with others and has not run yet, each for `limit` ms at most. A read that fails is left to the
    /// checks, which then say why they cannot judge.
    pub fn provide(&mut self, check: &Check, limit: i32) -> Result<()> {
        let internal = |error: dbarch_core::catalogue::CatalogueError| Error::internal(error.to_string());
        let reads = self.registry.reads_in_order(&check.meta.reads, &self.given).map_err(internal)?;
        for read in reads {
            let id = &read.meta.id;
            if !self.ahead.remove(id) {
                continue;
            }
            let text = read_query(self.registry, id, false, &self.given).map_err(internal)?;
            let in_time = |work: &mut dyn FnMut() -> Result<()>| {
                let done = sandbox::run_within(None, limit, work)?;
                done.ok_or_else(|| Error::internal(format!("{id} takes too long")))
            };
            if self.rows.add(id, &text, in_time).is_ok() {
                self.given.insert(id.clone());
            }
        }
        Ok(())
    }

    /// What queries of the run may name without bringing it along, if there is anything.
    pub fn given(&self) -> (&Given, Option<&SharedRows>) {
        (&self.given, (!self.given.is_empty()).then_some(&self.rows))
    }

    /// The database as the rule of `check` sees it; sections that were loaded for others are there too.
    pub fn snapshot(&mut self, check: &Check) -> Result<&Snapshot> {
        for name in &check.meta.reads {
            if !self.loaded.contains(name) {
                let given = (&self.given, (!self.given.is_empty()).then_some(&self.rows));
                snapshot::load(self.registry, &mut self.snapshot, name, self.schemas, given)?;
                self.loaded.insert(name.clone());
            }
        }
        Ok(&self.snapshot)
    }

    /// Frees what only rules read, which come first.
    pub fn rules_are_done(&mut self) {
        self.snapshot = Snapshot::default();
        self.loaded.clear();
    }
}
