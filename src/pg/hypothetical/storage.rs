//! Where an index would be stored: the tablespace of its definition or the default one, whose page costs it has.
//!
//! Follows DefineIndex (src/backend/commands/indexcmds.c, PostgreSQL 15), with its SQLSTATEs and messages.
use crate::error::{Error, Result};
use crate::pg::compat;
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::ffi::CStr;

/// As `pg_class.reltablespace` says it: invalid for the database's own.
///
/// # Safety
/// `table` is locked, `statement` is transformed and lives.
pub unsafe fn tablespace(table: Oid, partitioned: bool, statement: &pg_sys::IndexStmt) -> Result<Oid> {
    // SAFETY: promised by the caller; syscache look-ups.
    unsafe {
        let own = pg_sys::MyDatabaseTableSpace;
        let tablespace = if statement.tableSpace.is_null() {
            // That the caller may not use it is no matter: other rights of CREATE INDEX are not asked for either.
            pg_sys::GetDefaultTablespace(pg_sys::get_rel_persistence(table), partitioned)
        } else {
            let named = pg_sys::get_tablespace_oid(statement.tableSpace, false);
            if partitioned && named == own {
                return Err(Error::not_supported(
                    "cannot specify default tablespace for partitioned relations",
                ));
            }
            if named != own && !compat::may_create_in_tablespace(named, pg_sys::GetUserId()) {
                let name = CStr::from_ptr(statement.tableSpace).to_string_lossy();
                return Err(Error::new(
                    PgSqlErrorCode::ERRCODE_INSUFFICIENT_PRIVILEGE,
                    format!("permission denied for tablespace {name}"),
                ));
            }
            named
        };
        if tablespace == pg_sys::GLOBALTABLESPACE_OID && !pg_sys::IsSharedRelation(table) {
            return Err(Error::invalid_argument(
                "only shared relations can be placed in pg_global tablespace",
            ));
        }
        Ok(if tablespace == own { Oid::INVALID } else { tablespace })
    }
}
