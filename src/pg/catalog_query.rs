//! Read-only SQL of our own, run through SPI under a pinned `search_path`.
//!
//! The pin keeps a caller's schema from shadowing the functions and operators that our SQL names, and makes
//! `regclass` output schema-qualified. `Spi::get_one` and its kin assign a transaction id, so they burn XIDs and
//! fail on a standby: only `SpiClient::select` is used here.
use crate::error::{Error, Result};
use crate::pg::shared_rows::SharedRows;
use pgrx::datum::DatumWithOid;
use pgrx::pg_sys;
use pgrx::prelude::*;
use pgrx::JsonB;
use serde::de::DeserializeOwned;
use std::ffi::CStr;

/// Settings changed until the value is dropped or the surrounding (sub)transaction ends.
pub struct LocalSettings(i32);

impl LocalSettings {
    /// One nest level for all of `settings`: levels must close from the inside outwards.
    pub fn set(settings: &[(&CStr, &CStr)]) -> Self {
        // SAFETY: a nest level opened here is closed in drop; on an error the (sub)transaction's own abort closes
        // it, since its level is higher than that of the (sub)transaction (src/backend/utils/misc/guc.c).
        unsafe {
            let level = pg_sys::NewGUCNestLevel();
            for (name, value) in settings {
                pg_sys::set_config_option(
                    name.as_ptr(),
                    value.as_ptr(),
                    pg_sys::GucContext::PGC_USERSET,
                    pg_sys::GucSource::PGC_S_SESSION,
                    pg_sys::GucAction::GUC_ACTION_SAVE,
                    true,
                    0,
                    false,
                );
            }
            LocalSettings(level)
        }
    }
}

impl Drop for LocalSettings {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        // SAFETY: see set(): the level is ours and still open.
        unsafe { pg_sys::AtEOXact_GUC(true, self.0) }
    }
}

/// The settings under which all SQL of our own runs, whatever the caller's session or the database has set: names
/// are looked up in pg_catalog, a backslash in a string is a backslash, and no statement on catalogs is compiled, which
/// takes longer than running it (the planner overrates its cost).
pub fn pin_settings() -> LocalSettings {
    LocalSettings::set(&[
        (c"search_path", c"pg_catalog, pg_temp"),
        (c"standard_conforming_strings", c"on"),
        (c"jit", c"off"),
    ])
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::internal(format!("internal query failed: {error}"))
}

/// The rows of `query` (compiled-in text; arguments are bound), each read from `to_jsonb(row)` into `T`.
pub fn rows<T: DeserializeOwned>(query: &str, args: &[DatumWithOid<'_>]) -> Result<Vec<T>> {
    rows_with(None, query, args)
}

/// As [`rows`], of a query that may name the relations of `shared`.
pub fn rows_with<T: DeserializeOwned>(
    shared: Option<&SharedRows>,
    query: &str,
    args: &[DatumWithOid<'_>],
) -> Result<Vec<T>> {
    let _pinned = pin_settings();
    // The planner knows nothing of the columns of a tuplestore, expects a few rows of their joins, and would loop.
    let _joins = shared.map(|_| LocalSettings::set(&[(c"enable_nestloop", c"off")]));
    // The mark is how a report tells our statements from the application's in pg_stat_statements.
    let text = format!("SELECT /* dbarch */ to_jsonb(q) FROM (\n{query}\n) AS q");
    Spi::connect(|client| {
        if let Some(shared) = shared {
            shared.register();
        }
        let mut out = Vec::new();
        for row in client.select(&text, None, args).map_err(failed)? {
            if let Some(JsonB(value)) = row.get::<JsonB>(1).map_err(failed)? {
                out.push(serde_json::from_value(value).map_err(failed)?);
            }
        }
        Ok(out)
    })
}

/// The single row of `query`, or `None`.
pub fn row<T: DeserializeOwned>(query: &str, args: &[DatumWithOid<'_>]) -> Result<Option<T>> {
    Ok(rows(query, args)?.into_iter().next())
}
