//! A what-if: a set of hypothetical indexes and hidden real ones, and the plans that follow from it.
use crate::error::{Error, Result};
use crate::pg::explain::{self, Format};
use crate::pg::hypothetical::active::ActiveIndexes;
use crate::pg::hypothetical::definition::{define, Definition, Ordinals, RelationIndex};
use crate::pg::planner::{self, Plan};
use crate::pg::sandbox::{self, Role};
use crate::pg::{imported, interrupt, names, requirements};
use dbarch_core::model::workload::TableAccess;
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// Bytes in a page of the server (BLCKSZ; pgrx binds no other).
const BLOCK: f64 = pg_sys::BLCKSZ as f64;

/// Hypothetical indexes by position, and the real ones that no planning of this what-if sees.
#[derive(Default)]
pub struct WhatIf {
    definitions: Vec<Definition>,
    /// Position of the definition that each fake OID belongs to.
    by_oid: HashMap<Oid, usize>,
    hidden: Vec<u32>,
    ordinals: Ordinals,
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

    /// Hides a real index, given by name as `regclass` takes it, and the indexes of partitions attached to it.
    pub fn hide(&mut self, name: &str) -> Result<()> {
        let oids = sandbox::run(None, || resolve_index(name))?;
        self.hidden.extend(oids);
        Ok(())
    }

    fn active(&self, positions: impl Iterator<Item = usize>) -> ActiveIndexes<'_> {
        let hypothetical: Vec<&RelationIndex> =
            positions.flat_map(|position| &self.definitions[position].relations).collect();
        ActiveIndexes { hypothetical, hidden: &self.hidden }
    }

    /// Cost of `sql` when the indexes at `positions` exist, and which of these its plan scans (sorted).
    pub fn cost(&self, role: Role, sql: &str, positions: &[usize]) -> Result<(f64, Vec<usize>)> {
        interrupt::check();
        planner::with_plan(role, sql, &self.active(positions.iter().copied()), |plan| {
            let scanned: BTreeSet<usize> =
                plan.scanned_indexes().iter().filter_map(|oid| self.by_oid.get(oid).copied()).collect();
            Ok((plan.cost(), scanned.into_iter().collect()))
        })
    }

    /// Cost of `sql` without hypothetical indexes, and what it asks of each table.
    pub fn requirements(&self, role: Role, sql: &str) -> Result<(f64, Vec<TableAccess>)> {
        interrupt::check();
        let (cost, accesses) =
            requirements::collect(|| planner::cost(role, sql, &self.active(std::iter::empty())));
        Ok((cost?, accesses))
    }

    /// Plans `sql` as if all indexes defined here existed and hands the plan to `look`, whose result must own its memory.
    pub fn with_plan<R>(
        &self,
        role: Role,
        sql: &str,
        look: impl FnOnce(&Plan<'_>) -> Result<R>,
    ) -> Result<R> {
        interrupt::check();
        planner::with_plan(role, sql, &self.active(0..self.definitions.len()), look)
    }

    /// OIDs that stand for the index at `position` in plans, one a relation.
    pub fn oids(&self, position: usize) -> Vec<u32> {
        self.definitions[position].relations.iter().map(|index| index.oid.to_u32()).collect()
    }

    /// EXPLAIN of `sql` when all indexes defined here exist, with its cost.
    pub fn explain(&self, sql: &str, format: Format) -> Result<(f64, String)> {
        interrupt::check();
        planner::with_plan(None, sql, &self.active(0..self.definitions.len()), |plan| {
            Ok((plan.cost(), explain::explain(plan, format)))
        })
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
            planner::cost(None, &format!("SELECT FROM {table}"), &self.active(on_table))?;
        }
        Ok(positions
            .iter()
            .map(|position| {
                let relations = &self.definitions[*position].relations;
                let pages: f64 =
                    relations.iter().filter_map(|r| r.size.get()).map(|(_, size)| size.pages).sum();
                pages * BLOCK
            })
            .collect())
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
