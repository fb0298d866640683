//! SQL over our own tables, run with the rights of their owner.
//!
//! The caller needs EXECUTE on the function that leads here and no right on the tables: the writes are ours alone, so
//! the history cannot be forged. Everything else of the function runs as its caller, which a SECURITY DEFINER
//! function would not do. The same means check foreign keys (src/backend/utils/adt/ri_triggers.c, ri_PerformCheck).
use super::catalog_query::{self, pin_settings};
use crate::error::{Error, Result};
use pgrx::datum::DatumWithOid;
use pgrx::pg_sys;
use pgrx::prelude::*;
use serde::de::DeserializeOwned;

struct AsUser {
    user: pg_sys::Oid,
    context: i32,
}

impl AsUser {
    fn switch(owner: u32) -> Self {
        let (mut user, mut context) = (pg_sys::InvalidOid, 0);
        let flags = pg_sys::SECURITY_LOCAL_USERID_CHANGE | pg_sys::SECURITY_RESTRICTED_OPERATION;
        // SAFETY: plain assignments; an abort of the (sub)transaction restores both by itself.
        unsafe {
            pg_sys::GetUserIdAndSecContext(&mut user, &mut context);
            pg_sys::SetUserIdAndSecContext(pg_sys::Oid::from(owner), context | flags as i32);
        }
        AsUser { user, context }
    }
}

impl Drop for AsUser {
    fn drop(&mut self) {
        // SAFETY: see switch(). While unwinding too: the error may be caught by a caller that goes on.
        unsafe { pg_sys::SetUserIdAndSecContext(self.user, self.context) }
    }
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::internal(format!("internal write failed: {error}"))
}

/// Runs one writing statement (compiled-in text, arguments bound) as `owner`; the first `bigint` that it returns.
pub fn write(owner: u32, statement: &str, args: &[DatumWithOid<'_>]) -> Result<Option<i64>> {
    let _pinned = pin_settings();
    let _user = AsUser::switch(owner);
    Spi::connect_mut(|client| {
        let table = client.update(statement, None, args).map_err(failed)?;
        if table.is_empty() {
            return Ok(None);
        }
        table.first().get::<i64>(1).map_err(failed)
    })
}

/// The rows of one reading statement (compiled-in text, arguments bound), run as `owner`: what of them the caller may see is
/// for the caller of this to decide.
pub fn rows<T: DeserializeOwned>(owner: u32, query: &str, args: &[DatumWithOid<'_>]) -> Result<Vec<T>> {
    let _user = AsUser::switch(owner);
    catalog_query::rows(query, args)
}
