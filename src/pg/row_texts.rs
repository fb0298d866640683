//! Reads many rows as text through a cursor, so that only some of them are in memory at a time.
use crate::error::{Error, Result};
use crate::pg::catalog_query::{pin_settings, LocalSettings};
use crate::pg::interrupt;
use pgrx::prelude::*;
use std::mem::ManuallyDrop;

/// Rows that are fetched at once.
const BATCH: i64 = 100;

/// Gives each row of `query`, whose `columns` columns are texts, to `each` until that answers false. Values are written
/// the same whatever the session's settings are, and rows that row security would hide are an error.
pub fn visit(query: &str, columns: usize, mut each: impl FnMut(&[Option<&str>]) -> bool) -> Result<()> {
    let _pinned = pin_settings();
    let _form = LocalSettings::set(&[
        (c"DateStyle", c"ISO, YMD"),
        (c"TimeZone", c"UTC"),
        (c"IntervalStyle", c"postgres"),
        (c"extra_float_digits", c"1"),
        (c"row_security", c"off"),
        (c"max_parallel_workers_per_gather", c"0"),
    ]);
    let failed =
        |error: pgrx::spi::SpiError| Error::internal(format!("rows of a table cannot be read: {error}"));
    Spi::connect(|client| {
        // Not closed when an error is raised inside it: then the subtransaction's end does that.
        let mut cursor = ManuallyDrop::new(client.try_open_cursor(query, &[]).map_err(failed)?);
        loop {
            interrupt::check();
            let rows = cursor.fetch(BATCH).map_err(failed)?;
            let fetched = rows.len();
            for row in rows {
                let mut texts = Vec::with_capacity(columns);
                for column in 1..=columns {
                    texts.push(row.get::<&str>(column).map_err(failed)?);
                }
                if !each(&texts) {
                    drop(ManuallyDrop::into_inner(cursor));
                    return Ok(());
                }
            }
            if (fetched as i64) < BATCH {
                drop(ManuallyDrop::into_inner(cursor));
                return Ok(());
            }
        }
    })
}
