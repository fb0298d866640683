//! Statements that were captured elsewhere.
use crate::error::Result;
use crate::pg::{owner_query, Oid};
use pgrx::JsonB;
use serde_json::Value;

/// Adds `statements`, an array; `role` is who vouches for them: they are planned with its rights. Their number.
pub fn insert(owner: u32, role: u32, statements: Value) -> Result<i64> {
    let query = include_str!("../../sql/store/insert_imported_statements.sql");
    let arguments = [Oid::from(role).into(), JsonB(statements).into()];
    Ok(owner_query::write(owner, query, &arguments)?.unwrap_or(0))
}

/// Forgets all; their number.
pub fn delete(owner: u32) -> Result<i64> {
    let query = include_str!("../../sql/store/delete_imported_statements.sql");
    Ok(owner_query::write(owner, query, &[])?.unwrap_or(0))
}
