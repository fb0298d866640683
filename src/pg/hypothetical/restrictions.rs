//! What CREATE INDEX refuses for the sake of the table or of the whole index, besides its columns.
//!
//! Follows DefineIndex (src/backend/commands/indexcmds.c, PostgreSQL 15), with its SQLSTATEs and messages.
use super::columns::IndexColumn;
use super::method::{Kind, Method};
use crate::error::{Error, Result};
use crate::pg::{imported, names, sample};
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::ffi::{CStr, CString};

/// The relation kinds that CREATE INDEX takes and the privilege without which planning would tell too much; returns the
/// kind.
///
/// # Safety
/// `table` is locked.
pub unsafe fn require_table(table: Oid) -> Result<u8> {
    // SAFETY: syscache look-ups on a locked relation.
    unsafe {
        let refuse = |message| Error::new(PgSqlErrorCode::ERRCODE_INSUFFICIENT_PRIVILEGE, message);
        let name = names::unqualified(table);
        // IsSystemClass, as RangeVarCallbackOwnsRelation (src/backend/commands/tablecmds.c) asks for it.
        let system =
            pg_sys::IsCatalogRelationOid(table) || pg_sys::IsToastNamespace(pg_sys::get_rel_namespace(table));
        if system && !pg_sys::allowSystemTableMods {
            return Err(refuse(format!("permission denied: \"{name}\" is a system catalog")));
        }
        let kind = pg_sys::get_rel_relkind(table) as u8;
        let kinds = [pg_sys::RELKIND_RELATION, pg_sys::RELKIND_MATVIEW, pg_sys::RELKIND_PARTITIONED_TABLE];
        if !kinds.contains(&kind) {
            return Err(Error::new(
                PgSqlErrorCode::ERRCODE_WRONG_OBJECT_TYPE,
                format!("cannot create index on relation \"{name}\""),
            )
            .hint("Indexes belong to tables, partitioned tables and materialized views."));
        }
        let mode = pg_sys::ACL_SELECT as pg_sys::AclMode;
        if pg_sys::pg_class_aclcheck(table, pg_sys::GetUserId(), mode) != pg_sys::AclResult::ACLCHECK_OK {
            return Err(refuse(format!("permission denied for table {name}"))
                .hint("What-if planning needs SELECT on the table."));
        }
        Ok(kind)
    }
}

/// Not even `allow_system_table_mods` lets these have another index: the other databases would not know it.
///
/// # Safety
/// Call inside a transaction.
pub unsafe fn refuse_shared_table(table: Oid) -> Result<()> {
    // SAFETY: looks at a list of OIDs.
    if unsafe { pg_sys::IsSharedRelation(table) } {
        return Err(Error::new(
            PgSqlErrorCode::ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE,
            "shared indexes cannot be created after initdb",
        ));
    }
    Ok(())
}

/// # Safety
/// Both are lists of expressions over varno 1, or null.
pub unsafe fn refuse_system_columns(
    columns: &[IndexColumn],
    expressions: *mut pg_sys::List,
    predicate: *mut pg_sys::List,
) -> Result<()> {
    let lowest = pg_sys::FirstLowInvalidHeapAttributeNumber;
    // SAFETY: promised by the caller.
    let in_clauses = || unsafe { (lowest + 1..0).any(|system| uses(expressions, predicate, system)) };
    if columns.iter().any(|column| column.attribute < 0) || in_clauses() {
        return Err(Error::not_supported("index creation on system columns is not supported"));
    }
    Ok(())
}

/// A definition that names the whole row cannot be carried over to partitions (generateClonedIndexStmt of
/// src/backend/parser/parse_utilcmd.c).
///
/// # Safety
/// As for [`refuse_system_columns`].
pub unsafe fn refuse_whole_row(expressions: *mut pg_sys::List, predicate: *mut pg_sys::List) -> Result<()> {
    // SAFETY: promised by the caller.
    if unsafe { uses(expressions, predicate, 0) } {
        return Err(Error::not_supported("cannot convert whole-row table reference"));
    }
    Ok(())
}

/// Whether one of the clauses names the attribute; 0 is the whole row.
unsafe fn uses(expressions: *mut pg_sys::List, predicate: *mut pg_sys::List, attribute: i32) -> bool {
    let mut used = std::ptr::null_mut();
    // SAFETY: lists of expressions over varno 1, or null.
    unsafe {
        for list in [expressions, predicate].into_iter().filter(|list| !list.is_null()) {
            pg_sys::pull_varattnos(list.cast(), 1, &mut used);
        }
        pg_sys::bms_is_member(attribute - pg_sys::FirstLowInvalidHeapAttributeNumber, used)
    }
}

/// A unique index on a partitioned table has to contain the partition key, and the keys of partitions that are partitioned
/// themselves, unless it is ONLY on the table.
///
/// # Safety
/// `table` is a locked partitioned table.
pub unsafe fn require_partition_keys(
    table: Oid,
    only: bool,
    keys: &[(Option<CString>, IndexColumn)],
) -> Result<()> {
    let lock = pg_sys::AccessShareLock as pg_sys::LOCKMODE;
    let tables = if only { vec![table] } else { imported::all_inheritors(table, lock) };
    for table in tables {
        // SAFETY: syscache look-ups on a locked table.
        unsafe {
            if pg_sys::get_rel_relkind(table) as u8 == pg_sys::RELKIND_PARTITIONED_TABLE {
                let attribute = |name: &Option<CString>| {
                    name.as_ref().map(|name| pg_sys::get_attnum(table, name.as_ptr()))
                };
                let keys: Vec<i16> = keys.iter().filter_map(|(name, _)| attribute(name)).collect();
                require_partition_key(table, &keys)?;
            }
        }
    }
    Ok(())
}

unsafe fn require_partition_key(table: Oid, keys: &[i16]) -> Result<()> {
    /// Anum_pg_partitioned_table_partattrs of src/include/catalog/pg_partitioned_table.h.
    const PARTITION_ATTRIBUTES: i16 = 5;
    // SAFETY: the tuple is pinned until released; partattrs is never null.
    unsafe {
        let tuple = pg_sys::SearchSysCache1(pg_sys::SysCacheIdentifier::PARTRELID as i32, table.into());
        if tuple.is_null() {
            return Ok(());
        }
        let mut null = false;
        let cache = pg_sys::SysCacheIdentifier::PARTRELID as i32;
        let vector = pg_sys::SysCacheGetAttr(cache, tuple, PARTITION_ATTRIBUTES, &mut null)
            .cast_mut_ptr::<pg_sys::int2vector>();
        let attributes = (&raw const (*vector).values).cast::<i16>();
        let key: Vec<i16> = (0..(*vector).dim1 as usize).map(|n| attributes.add(n).read()).collect();
        pg_sys::ReleaseSysCache(tuple);
        if key.contains(&0) {
            return Err(Error::not_supported("unsupported UNIQUE constraint with partition key definition")
                .detail("UNIQUE constraints cannot be used when partition keys include expressions."));
        }
        for attribute in key {
            if !keys.contains(&attribute) {
                let name = CStr::from_ptr(pg_sys::get_attname(table, attribute, false)).to_string_lossy();
                return Err(Error::not_supported(
                    "unique constraint on partitioned table must include all partitioning columns",
                )
                .detail(format!("The index lacks column \"{name}\" which is part of the partition key.")));
            }
        }
        Ok(())
    }
}

/// An index with an entry that is too long for a page cannot be built. Whether there is one is known for certain only after
/// trying; this refuses where the average or a sampled value says so.
///
/// # Safety
/// `table` is locked; inside the sandbox.
pub unsafe fn refuse_long_rows(table: Oid, method: &Method, columns: &[IndexColumn]) -> Result<()> {
    /// BTMaxItemSize of src/include/access/nbtree.h, for pages of 8 kB.
    const LONGEST: f64 = 2704.0;
    /// Of an index tuple.
    const HEADER: f64 = 8.0;
    if method.kind != Kind::Btree {
        return Ok(());
    }
    let average =
        columns.iter().map(|c| c.statistics.avg_width * (1.0 - c.statistics.null_fraction)).sum::<f64>();
    let mut bytes = HEADER + average;
    let mut detail = "This is the average row by the statistics of the columns.";
    for column in columns.iter().filter(|column| column.attribute > 0) {
        // SAFETY: promised by the caller.
        let longest = unsafe {
            match pg_sys::get_typlen(column.type_oid) {
                -1 => sample::longest(table, column.attribute)?,
                _ => 0.0,
            }
        };
        if HEADER + longest > bytes.max(LONGEST) {
            bytes = HEADER + longest;
            detail = "A sampled row has such a value.";
        }
    }
    if bytes <= LONGEST {
        return Ok(());
    }
    Err(Error::new(
        PgSqlErrorCode::ERRCODE_PROGRAM_LIMIT_EXCEEDED,
        format!("index row size {bytes:.0} exceeds btree version 4 maximum {LONGEST:.0}"),
    )
    .detail(detail)
    .hint("Values larger than 1/3 of a buffer page cannot be indexed. Consider an index on a hash of the value, or full text indexing."))
}
