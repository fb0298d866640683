//! Arguments that the server itself knows how to read.
use crate::error::{Error, Result};
use crate::pg::subtransaction::discarded;
use crate::pg::{catalog_query, Oid};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Bytes {
    bytes: f64,
}

/// A size as `pg_size_bytes()` takes it.
pub fn bytes(text: &str) -> Result<f64> {
    let sizes =
        discarded(|| catalog_query::rows::<Bytes>("SELECT pg_size_bytes($1) AS bytes", &[text.into()]))
            .map_err(|error| error.hint("For example '1GB'; see pg_size_bytes()."))?;
    sizes.first().map(|size| size.bytes).filter(|bytes| *bytes > 0.0).ok_or_else(|| {
        Error::invalid_argument(format!("not a size above zero: \"{text}\"")).hint("For example '1GB'.")
    })
}

/// OIDs of tables named as `regclass` takes them, on the caller's `search_path`.
pub fn tables(names: Vec<Option<String>>) -> Result<BTreeSet<u32>> {
    names
        .into_iter()
        .map(|name| {
            let name = name.ok_or_else(|| Error::invalid_argument("an element of tables is NULL"))?;
            discarded(|| crate::pg::names::relation(&name)).map(Oid::to_u32)
        })
        .collect()
}
