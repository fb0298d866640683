//! What CREATE INDEX refuses for the sake of the whole index, after its columns have been found good.
//!
//! Follows DefineIndex (src/backend/commands/indexcmds.c, PostgreSQL 15), with its SQLSTATEs and messages.
use super::columns::IndexColumn;
use super::method::{Kind, Method};
use crate::error::{Error, Result};
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::ffi::CStr;

/// # Safety
/// Both are lists of expressions over varno 1, or null.
pub unsafe fn refuse_system_columns(
    columns: &[IndexColumn],
    expressions: *mut pg_sys::List,
    predicate: *mut pg_sys::List,
) -> Result<()> {
    // SAFETY: promised by the caller.
    unsafe {
        let mut used = std::ptr::null_mut();
        for list in [expressions, predicate] {
            if !list.is_null() {
                pg_sys::pull_varattnos(list.cast(), 1, &mut used);
            }
        }
        let lowest = pg_sys::FirstLowInvalidHeapAttributeNumber;
        if columns.iter().any(|column| column.attribute < 0)
            || (lowest + 1..0).any(|attribute| pg_sys::bms_is_member(attribute - lowest, used))
        {
            return Err(Error::not_supported("index creation on system columns is not supported"));
        }
        Ok(())
    }
}

/// A unique index on a partitioned table has to contain the partition key.
///
/// # Safety
/// `table` is a locked partitioned table.
pub unsafe fn require_partition_key(table: Oid, keys: &[IndexColumn]) -> Result<()> {
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
            if !keys.iter().any(|column| column.attribute == attribute) {
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

/// An index whose average entry is too long for a page cannot be built. That single rows are too long is known only
/// after trying; this refuses what is certain.
pub fn refuse_long_rows(method: &Method, columns: &[IndexColumn]) -> Result<()> {
    /// BTMaxItemSize of src/include/access/nbtree.h, for pages of 8 kB.
    const LONGEST: f64 = 2704.0;
    let bytes = 8.0
        + columns.iter().map(|c| c.statistics.avg_width * (1.0 - c.statistics.null_fraction)).sum::<f64>();
    if method.kind == Kind::Btree && bytes > LONGEST {
        return Err(Error::new(
            PgSqlErrorCode::ERRCODE_PROGRAM_LIMIT_EXCEEDED,
            format!("index row size {bytes:.0} exceeds btree version 4 maximum {LONGEST:.0}"),
        )
        .detail("This is the average row by the statistics of the columns.")
        .hint("Values larger than 1/3 of a buffer page cannot be indexed. Consider an index on a hash of the value, or full text indexing."));
    }
    Ok(())
}
