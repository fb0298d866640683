//! An index that is really built, looked at, and taken back.
use crate::error::{Error, Result};
use crate::pg::index_statement::{parse, table, text};
use crate::pg::{imported, index_entry, names, sandbox, subtransaction};
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::ffi::CString;
use std::time::Instant;

/// The index while it exists.
#[derive(Debug, Clone)]
pub struct Built {
    /// Qualified and quoted.
    pub name: String,
    /// The indexes that have storage, with their tables: one, or one for each partition.
    pub leaves: Vec<(u32, u32)>,
    /// Those of them that are new. CREATE INDEX adopts what a partition has already.
    pub created: Vec<u32>,
    /// pg_relation_size of all of them.
    pub bytes: i64,
    pub build_ms: f64,
    /// The text said CONCURRENTLY, which a transaction cannot do.
    pub concurrently: bool,
}

/// The tables that `CREATE INDEX` statements name.
#[derive(Debug, Default)]
pub struct Target {
    pub table_names: Vec<String>,
    /// Of these tables and, where they are partitioned, of their partitions.
    pub tables: Vec<u32>,
}

/// Finds the tables that `ddl` puts indexes on.
pub fn target(ddl: &[String]) -> Result<Target> {
    let mut all = Target::default();
    for one in ddl {
        let (name, tables) = target_of_one(one)?;
        if !all.table_names.contains(&name) {
            all.table_names.push(name);
        }
        all.tables.extend(tables);
    }
    Ok(all)
}

fn target_of_one(ddl: &str) -> Result<(String, Vec<u32>)> {
    let text = text(ddl)?;
    // SAFETY: the tree lives in the sandbox's memory; the locks end with it.
    sandbox::run(None, || unsafe {
        let (_, statement) = parse(&text)?;
        let lock = pg_sys::AccessShareLock as pg_sys::LOCKMODE;
        let table = table(statement, lock);
        let all = if pg_sys::get_rel_relkind(table) as u8 == pg_sys::RELKIND_PARTITIONED_TABLE {
            imported::all_inheritors(table, lock)
        } else {
            vec![table]
        };
        Ok((names::unqualified(table), all.into_iter().map(Oid::to_u32).collect()))
    })
}

/// Builds the index that `ddl` defines, hands it to `look`, and rolls it back; the locks go with it.
///
/// It is the caller who creates the index, with the rights, checks, event triggers and errors of CREATE INDEX, which itself
/// runs the functions of an expression as the table's owner. So this is no sandbox; `look` plans and runs in one. What
/// CREATE INDEX writes past all transactions stays: row count, pages and `relhasindex` of the table in pg_class
/// (index_update_stats in src/backend/catalog/index.c).
fn with_index<R>(ddl: &str, look: impl FnOnce(&Built) -> Result<R>) -> Result<R> {
    let text = text(ddl)?;
    subtransaction::discarded(|| {
        let _lock_timeout = sandbox::limit_lock_wait();
        // SAFETY: we are inside a subtransaction, and its memory outlives the statement.
        let built = unsafe { build(&text)? };
        look(&built)
    })
}

/// [`with_index`] for all of `ddl` together.
pub fn with_indexes<R>(ddl: &[String], look: impl FnOnce(&[Built]) -> Result<R>) -> Result<R> {
    fn next<R, L: FnOnce(&[Built]) -> Result<R>>(
        ddl: &[String],
        built: &mut Vec<Built>,
        look: L,
    ) -> Result<R> {
        match ddl.split_first() {
            None => look(built),
            Some((first, rest)) => with_index(first, |one| {
                built.push(one.clone());
                next(rest, built, look)
            }),
        }
    }
    next(ddl, &mut Vec::new(), look)
}

/// Runs `look` as if `built` did not exist: what is marked invalid is nothing to the planner, neither a path nor a proof
/// that rows are unique. Table and row count are those that plans with the index rest on.
pub fn without_indexes<R>(built: &[Built], look: impl FnOnce() -> Result<R>) -> Result<R> {
    subtransaction::discarded(|| {
        for index in built.iter().flat_map(|one| &one.created) {
            // SAFETY: the index is ours, and the mark goes with the subtransaction.
            unsafe { index_entry::change(Oid::from(*index), |entry| entry.indisvalid = false) };
        }
        look()
    })
}

unsafe fn build(text: &CString) -> Result<Built> {
    // SAFETY: what PortalRunUtility hands to ProcessUtility (src/backend/tcop/pquery.c), as SPI does for a command that is
    // not the client's own (PROCESS_UTILITY_QUERY).
    unsafe {
        let (raw, statement) = parse(text)?;
        let concurrently = (*statement).concurrent;
        if concurrently {
            refuse_partitioned(statement)?;
            (*statement).concurrent = false;
        }
        let started = Instant::now();
        let mut utility = PgBox::<pg_sys::PlannedStmt>::alloc_node(pg_sys::NodeTag::T_PlannedStmt);
        utility.commandType = pg_sys::CmdType::CMD_UTILITY;
        utility.utilityStmt = statement.cast();
        utility.stmt_location = (*raw).stmt_location;
        utility.stmt_len = (*raw).stmt_len;
        pg_sys::ProcessUtility(
            utility.as_ptr(),
            text.as_ptr(),
            false,
            pg_sys::ProcessUtilityContext::PROCESS_UTILITY_QUERY,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            pg_sys::None_Receiver,
            std::ptr::null_mut(),
        );
        pg_sys::CommandCounterIncrement();
        let build_ms = started.elapsed().as_secs_f64() * 1000.0;

        let index = created_index(table(statement, pg_sys::NoLock as pg_sys::LOCKMODE))?;
        let oids = if pg_sys::get_rel_relkind(index) as u8 == pg_sys::RELKIND_PARTITIONED_INDEX {
            imported::all_inheritors(index, pg_sys::AccessShareLock as pg_sys::LOCKMODE)
        } else {
            vec![index]
        };
        let leaves: Vec<Oid> = oids
            .into_iter()
            .filter(|oid| pg_sys::get_rel_relkind(*oid) as u8 == pg_sys::RELKIND_INDEX)
            .collect();
        let created: Vec<Oid> = leaves.iter().copied().filter(|oid| is_ours(*oid)).collect();
        created.iter().for_each(|oid| make_usable(*oid));
        Ok(Built {
            name: names::qualified(index),
            bytes: leaves.iter().map(|oid| bytes(*oid)).sum(),
            leaves: leaves
                .into_iter()
                .map(|oid| (oid.to_u32(), pg_sys::IndexGetRelation(oid, false).to_u32()))
                .collect(),
            created: created.into_iter().map(Oid::to_u32).collect(),
            build_ms,
            concurrently,
        })
    }
}

/// DefineIndex refuses the combination (src/backend/commands/indexcmds.c), and would not see it any more.
unsafe fn refuse_partitioned(statement: *mut pg_sys::IndexStmt) -> Result<()> {
    // SAFETY: a syscache look-up on a locked relation.
    unsafe {
        let table = table(statement, pg_sys::AccessShareLock as pg_sys::LOCKMODE);
        if pg_sys::get_rel_relkind(table) as u8 != pg_sys::RELKIND_PARTITIONED_TABLE {
            return Ok(());
        }
        let name = names::unqualified(table);
        Err(Error::not_supported(format!("cannot create index on partitioned table \"{name}\" concurrently")))
    }
}

/// The index of `table` that this subtransaction has created: ProcessUtility does not tell.
unsafe fn created_index(table: Oid) -> Result<Oid> {
    // SAFETY: CREATE INDEX holds the lock on the table; what is opened is closed.
    unsafe {
        let no_lock = pg_sys::NoLock as pg_sys::LOCKMODE;
        let relation = pg_sys::relation_open(table, no_lock);
        let list = pg_sys::RelationGetIndexList(relation);
        pg_sys::relation_close(relation, no_lock);
        let mut oids = (0..pg_sys::list_length(list)).map(|n| pg_sys::list_nth_oid(list, n));
        oids.find(|oid| is_ours(*oid)).ok_or_else(|| {
            Error::new(PgSqlErrorCode::ERRCODE_DUPLICATE_TABLE, "an index of this name exists already")
                .hint("Leave out the name, or give another one.")
        })
    }
}

/// Whether this subtransaction has created `index`.
unsafe fn is_ours(index: Oid) -> bool {
    // SAFETY: the relcache keeps entries with such a mark; what is opened is closed.
    unsafe {
        let relation = pg_sys::relation_open(index, pg_sys::AccessShareLock as pg_sys::LOCKMODE);
        let ours = (*relation).rd_createSubid == pg_sys::GetCurrentSubTransactionId();
        pg_sys::relation_close(relation, pg_sys::NoLock as pg_sys::LOCKMODE);
        ours
    }
}

/// An index on a table with rows that were lately updated in place may be used only by transactions that began after its
/// creation (`indcheckxmin`; src/backend/access/heap/README.HOT). Ours did not, so the planner would ignore it, and the
/// verdict would be that it is of no use. Without the mark an old snapshot may miss versions of such rows, in results that
/// nobody sees.
unsafe fn make_usable(index: Oid) {
    // SAFETY: the index is ours, and the change goes with the subtransaction.
    unsafe { index_entry::change(index, |entry| entry.indcheckxmin = false) }
}

unsafe fn bytes(index: Oid) -> i64 {
    // SAFETY: the index is locked and has storage.
    unsafe {
        let no_lock = pg_sys::NoLock as pg_sys::LOCKMODE;
        let relation = pg_sys::relation_open(index, no_lock);
        let pages = pg_sys::RelationGetNumberOfBlocksInFork(relation, pg_sys::ForkNumber::MAIN_FORKNUM);
        pg_sys::relation_close(relation, no_lock);
        i64::from(pages) * i64::from(pg_sys::BLCKSZ)
    }
}
