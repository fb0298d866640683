//! What the functions that write the tables of checks have in common.
use crate::error::{Error, Result};
use crate::pg::transaction;
use crate::read::check_store::{self, Store};
use pgrx::prelude::PgSqlErrorCode;

/// Arguments that may not be NULL.
pub trait Arguments<T> {
    fn required(self, name: &str) -> Result<T>;
}

impl<T> Arguments<T> for Option<T> {
    fn required(self, name: &str) -> Result<T> {
        self.ok_or_else(|| {
            Error::new(PgSqlErrorCode::ERRCODE_NULL_VALUE_NOT_ALLOWED, format!("{name} is NULL"))
        })
    }
}

/// Where it is written, if the transaction can.
pub fn writable_store(to_do: &str) -> Result<Store> {
    if transaction::is_read_only() {
        let message = format!("cannot {to_do} in a read-only transaction");
        return Err(Error::new(PgSqlErrorCode::ERRCODE_READ_ONLY_SQL_TRANSACTION, message)
            .hint("On a standby: call it on the primary."));
    }
    store()
}

pub fn store() -> Result<Store> {
    check_store::store()?.ok_or_else(|| {
        Error::new(
            PgSqlErrorCode::ERRCODE_UNDEFINED_TABLE,
            "table dbarch.check_settings of the extension does not exist",
        )
        .hint("ALTER EXTENSION dbarch UPDATE; or drop the extension and create it again.")
    })
}
