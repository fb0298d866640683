//! Results of queries that later queries of the same call read by name, as triggers read their transition tables.
//!
//! Two hundred checks over the same tables would each ask the catalogs anew. Temporary tables would do, but need a transaction
//! id, which a standby cannot give, and leave bloat in the catalogs. A tuplestore under a name (`SPI_register_relation` in
//! src/backend/executor/spi.c) needs neither; what exceeds `work_mem` goes into a temporary file.
use crate::error::{Error, Result};
use crate::pg::catalog_query::pin_settings;
use crate::pg::interrupt;
use pgrx::pg_sys;
use pgrx::prelude::*;
use std::ffi::CString;
use std::ptr::null_mut;

/// Rows that are fetched at once.
const BATCH: i64 = 1000;

struct Relation {
    name: CString,
    columns: pg_sys::TupleDesc,
    rows: *mut pg_sys::Tuplestorestate,
}

/// Lives no longer than the (sub)transaction that made it, whose resource owner has the temporary files.
pub struct SharedRows {
    context: pg_sys::MemoryContext,
    relations: Vec<Relation>,
}

impl SharedRows {
    pub fn new() -> Self {
        // SAFETY: a child of the caller's context goes with it if an error takes us past drop.
        let context = unsafe {
            pg_sys::AllocSetContextCreateInternal(
                pg_sys::CurrentMemoryContext,
                c"dbarch shared rows".as_ptr(),
                pg_sys::ALLOCSET_DEFAULT_MINSIZE as usize,
                pg_sys::ALLOCSET_DEFAULT_INITSIZE as usize,
                pg_sys::ALLOCSET_DEFAULT_MAXSIZE as usize,
            )
        };
        SharedRows { context, relations: Vec::new() }
    }

    /// Runs `query` (compiled-in text) in `run`, which may roll back whatever happens in it, and keeps its rows as `name`.
    pub fn add(
        &mut self,
        name: &str,
        query: &str,
        run: impl FnOnce(&mut dyn FnMut() -> Result<()>) -> Result<()>,
    ) -> Result<()> {
        let name = CString::new(name).map_err(|error| Error::internal(error.to_string()))?;
        let text = CString::new(query).map_err(|error| Error::internal(error.to_string()))?;
        // SAFETY: made in our context and with the resource owner of outside, so that it outlives what `run` rolls back.
        let rows = unsafe {
            let before = pg_sys::MemoryContextSwitchTo(self.context);
            let rows = pg_sys::tuplestore_begin_heap(false, false, pg_sys::work_mem);
            pg_sys::MemoryContextSwitchTo(before);
            rows
        };
        let mut columns = null_mut();
        let filled = run(&mut || {
            let _pinned = pin_settings();
            Spi::connect(|_| {
                self.register();
                // SAFETY: connected to SPI; see fill().
                unsafe { columns = fill(rows, &text, self.context) };
                Ok(())
            })
        });
        match filled {
            Ok(()) => self.relations.push(Relation { name, columns, rows }),
            // SAFETY: nobody else has it.
            Err(_) => unsafe { pg_sys::tuplestore_end(rows) },
        }
        filled
    }

    /// Makes the relations known to the queries of the SPI connection that is open now.
    pub fn register(&self) {
        for relation in &self.relations {
            // SAFETY: name, columns and rows live as long as self, which outlives the connection of a callee. SPI keeps the
            // pointer, so the record is allocated with it.
            unsafe {
                let record = pg_sys::palloc0(size_of::<pg_sys::EphemeralNamedRelationData>())
                    .cast::<pg_sys::EphemeralNamedRelationData>();
                (*record).md.name = relation.name.as_ptr().cast_mut();
                (*record).md.reliddesc = pg_sys::Oid::INVALID;
                (*record).md.tupdesc = relation.columns;
                (*record).md.enrtype = pg_sys::EphemeralNameRelationType::ENR_NAMED_TUPLESTORE;
                (*record).md.enrtuples = pg_sys::tuplestore_tuple_count(relation.rows) as f64;
                (*record).reldata = relation.rows.cast();
                pg_sys::SPI_register_relation(record);
            }
        }
    }
}

impl Drop for SharedRows {
    fn drop(&mut self) {
        // An error on its way: the end of the transaction frees files and memory.
        if std::thread::panicking() {
            return;
        }
        // SAFETY: no query that reads them is open any more.
        unsafe {
            for relation in &self.relations {
                pg_sys::tuplestore_end(relation.rows);
            }
            pg_sys::MemoryContextDelete(self.context);
        }
    }
}

/// Puts the rows of `text` into `rows`; returns a description of them, allocated in `context`.
///
/// # Safety
/// SPI is connected, and `rows` is a tuplestore that nobody reads yet.
unsafe fn fill(
    rows: *mut pg_sys::Tuplestorestate,
    text: &CString,
    context: pg_sys::MemoryContext,
) -> pg_sys::TupleDesc {
    let portal = pg_sys::SPI_cursor_open_with_args(
        std::ptr::null(),
        text.as_ptr(),
        0,
        null_mut(),
        null_mut(),
        std::ptr::null(),
        true,
        0,
    );
    let mut columns: pg_sys::TupleDesc = null_mut();
    loop {
        interrupt::check();
        pg_sys::SPI_cursor_fetch(portal, true, BATCH);
        let batch = pg_sys::SPI_tuptable;
        if columns.is_null() {
            let before = pg_sys::MemoryContextSwitchTo(context);
            columns = pg_sys::CreateTupleDescCopy((*batch).tupdesc);
            pg_sys::MemoryContextSwitchTo(before);
        }
        let fetched = pg_sys::SPI_processed as usize;
        for place in 0..fetched {
            pg_sys::tuplestore_puttuple(rows, *(*batch).vals.add(place));
        }
        pg_sys::SPI_freetuptable(batch);
        if fetched == 0 {
            break;
        }
    }
    pg_sys::SPI_cursor_close(portal);
    columns
}
