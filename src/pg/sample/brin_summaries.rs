//! How many bytes a BRIN index would store of a range of pages: the operator classes' own summaries of some ranges.
//!
//! How many values lie in a range, which of them a class keeps, and how well that compresses, no statistics tell. So
//! whole ranges are read, and brinbuildCallback(), add_values_to_range() and form_and_insert_tuple() of
//! src/backend/access/brin/brin.c (PostgreSQL 15), which are static, are repeated on them.
use super::index_values::{IndexValues, Shape};
use super::page_ranges::{self, Met};
use super::rows;
use super::sampled_index::IndexSample;
use super::{brin_relation, cache, Wanted};
use crate::error::Result;
use crate::pg::hypothetical::opclass::BrinOptions;
use crate::settings;
use pgrx::pg_sys::{self, Datum};
use std::ffi::c_int;
use std::rc::Rc;

/// BRIN_PROCNUM_ADDVALUE of src/include/access/brin_internal.h.
const ADD_VALUE: u16 = 2;

/// A BRIN index as far as its tuples depend on it.
pub struct BrinIndex<'a> {
    pub columns: &'a [Wanted],
    /// Of each column's operator class.
    pub options: &'a [BrinOptions],
    pub pages_per_range: u32,
    /// Over varno 1.
    pub expressions: *mut pg_sys::List,
    pub predicate: *mut pg_sys::List,
}

/// Summarises some ranges of `table`; `text` tells this index from others. `None` when sampling is switched off, when
/// the caller may not see all rows, or when a range holds more rows than are to be read.
///
/// # Safety
/// As for `sampled_index::sample`; all columns are keys of BRIN operator classes.
pub unsafe fn summaries(
    table: pg_sys::Oid,
    index: &BrinIndex<'_>,
    text: &str,
    share: f64,
) -> Result<Option<Rc<IndexSample>>> {
    let wanted_rows = (f64::from(settings::SAMPLE_ROWS.get()) * share) as usize;
    // SAFETY: promised by the caller.
    unsafe {
        let Some(open) = rows::open(table).filter(|_| wanted_rows > 0) else { return Ok(None) };
        let text = format!("{text}\nsummaries {} {:?}", index.pages_per_range, index.options);
        let key = cache::Key::new(open.0, &text, wanted_rows);
        if let Some(known) = cache::get(&key) {
            return Ok(Some(known));
        }
        let summaries = take(open.0, index, wanted_rows)?;
        let sample = Rc::new(IndexSample { columns: Vec::new(), summaries });
        cache::put(key, &sample);
        Ok(Some(sample))
    }
}

unsafe fn take(table: pg_sys::Relation, index: &BrinIndex<'_>, wanted_rows: usize) -> Result<Vec<u32>> {
    let attributes: Vec<i16> = index.columns.iter().map(|c| c.attribute).collect();
    let shape = Shape { attributes: &attributes, expressions: index.expressions, predicate: index.predicate };
    // SAFETY: promised by summaries().
    unsafe {
        let mut values = IndexValues::new(&shape);
        let mut builder = Builder::new(index);
        let mut found = Vec::new();
        let mut seen = false;
        page_ranges::visit(table, index.pages_per_range, wanted_rows, |met| match met {
            Met::Row(slot) => {
                seen = true;
                if let Some((row, nulls)) = values.of_row(slot) {
                    builder.add(row, nulls);
                }
            }
            Met::End => found.push(builder.finish()),
        })?;
        values.end();
        builder.end();
        // Statistics know more than ranges of which the snapshot sees nothing.
        Ok(if seen { found } else { Vec::new() })
    }
}

/// BrinDesc of src/include/access/brin_internal.h; as all structures here the same in PostgreSQL 14 to 18.
#[repr(C)]
struct Description {
    context: pg_sys::MemoryContext,
    index: pg_sys::Relation,
    columns: pg_sys::TupleDesc,
    on_disk: pg_sys::TupleDesc,
    stored: c_int,
    classes: [*mut Class; 0],
}

/// The start of BrinOpcInfo of the same file.
#[repr(C)]
struct Class {
    stored: u16,
    regular_nulls: bool,
}

/// BrinValues of src/include/access/brin_tuple.h.
#[repr(C)]
struct Values {
    attribute: i16,
    has_nulls: bool,
    all_nulls: bool,
    values: *mut Datum,
    in_memory: Datum,
    context: pg_sys::MemoryContext,
    serialize: *mut std::ffi::c_void,
}

/// BrinMemTuple of the same file. Older minor releases have padding for `empty`.
#[repr(C)]
struct Tuple {
    placeholder: bool,
    empty: bool,
    block: u32,
    context: pg_sys::MemoryContext,
    values: *mut Datum,
    all_nulls: *mut bool,
    has_nulls: *mut bool,
    columns: [Values; 0],
}

unsafe extern "C-unwind" {
    // src/include/access/brin_internal.h
    fn brin_build_desc(index: pg_sys::Relation) -> *mut Description;
    // src/include/access/brin_tuple.h
    fn brin_new_memtuple(description: *mut Description) -> *mut Tuple;
    fn brin_memtuple_initialize(tuple: *mut Tuple, description: *mut Description) -> *mut Tuple;
    fn brin_form_tuple(
        description: *mut Description,
        block: u32,
        tuple: *mut Tuple,
        bytes: *mut usize,
    ) -> *mut std::ffi::c_void;
}

struct Builder {
    index: pg_sys::Relation,
    description: *mut Description,
    tuple: *mut Tuple,
    columns: usize,
    /// Holds the index relation.
    context: pg_sys::MemoryContext,
    /// Emptied after each range: operator classes keep summaries in the current memory context.
    range: pg_sys::MemoryContext,
}

impl Builder {
    unsafe fn new(index: &BrinIndex<'_>) -> Self {
        // SAFETY: promised by summaries(); everything lives in a memory context of its own.
        unsafe {
            let context = memory_context(pg_sys::CurrentMemoryContext);
            let before = pg_sys::MemoryContextSwitchTo(context);
            let relation = brin_relation::new(index.columns, index.options, index.pages_per_range);
            let description = pg_sys::ffi::pg_guard_ffi_boundary(|| brin_build_desc(relation));
            let tuple = pg_sys::ffi::pg_guard_ffi_boundary(|| brin_new_memtuple(description));
            pg_sys::MemoryContextSwitchTo(before);
            let columns = index.columns.len();
            Builder { index: relation, description, tuple, columns, context, range: memory_context(context) }
        }
    }

    /// add_values_to_range().
    unsafe fn add(&mut self, values: &[Datum], nulls: &[bool]) {
        // SAFETY: the values are of the index's columns; both structures end in an array with an element for each.
        unsafe {
            let before = pg_sys::MemoryContextSwitchTo(self.range);
            for n in 0..self.columns {
                let class = *(&raw const (*self.description).classes).cast::<*mut Class>().add(n);
                let column = (&raw mut (*self.tuple).columns).cast::<Values>().add(n);
                let had_nulls = !(*self.tuple).empty && ((*column).has_nulls || (*column).all_nulls);
                if (*class).regular_nulls && nulls[n] {
                    (*column).has_nulls = true;
                    continue;
                }
                let function = pg_sys::index_getprocinfo(self.index, n as i16 + 1, ADD_VALUE);
                pg_sys::FunctionCall4Coll(
                    function,
                    *(*self.index).rd_indcollation.add(n),
                    Datum::from(self.description),
                    Datum::from(column),
                    values[n],
                    Datum::from(nulls[n]),
                );
                if had_nulls && !((*column).has_nulls || (*column).all_nulls) {
                    (*column).has_nulls = true;
                }
            }
            (*self.tuple).empty = false;
            pg_sys::MemoryContextSwitchTo(before);
        }
    }

    /// Bytes of the tuple that ends the range.
    unsafe fn finish(&mut self) -> u32 {
        // SAFETY: the tuple was made for this description.
        unsafe {
            let before = pg_sys::MemoryContextSwitchTo(self.range);
            let mut bytes = 0usize;
            pg_sys::ffi::pg_guard_ffi_boundary(|| {
                brin_form_tuple(self.description, 0, self.tuple, &mut bytes);
                brin_memtuple_initialize(self.tuple, self.description);
            });
            pg_sys::MemoryContextSwitchTo(before);
            pg_sys::MemoryContextReset(self.range);
            bytes as u32
        }
    }

    unsafe fn end(self) {
        // SAFETY: nothing of it is in use any more.
        unsafe { pg_sys::MemoryContextDelete(self.context) }
    }
}

unsafe fn memory_context(parent: pg_sys::MemoryContext) -> pg_sys::MemoryContext {
    // SAFETY: ALLOCSET_DEFAULT_SIZES of src/include/utils/memutils.h.
    unsafe {
        pg_sys::AllocSetContextCreateInternal(
            parent,
            c"dbarch BRIN summary".as_ptr(),
            pg_sys::ALLOCSET_DEFAULT_MINSIZE as usize,
            pg_sys::ALLOCSET_DEFAULT_INITSIZE as usize,
            pg_sys::ALLOCSET_DEFAULT_MAXSIZE as usize,
        )
    }
}
