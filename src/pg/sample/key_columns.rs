//! Reads the keys of b-trees from a sample of rows, as hashes of 32 bits.
//!
//! Only keys that nbtree merges are counted, and it merges where equal values have the same bytes
//! (BTEQUALIMAGE_PROC). So a hash of the bytes tells them apart as the type's own hash function would; numeric and
//! nondeterministic collations do not come here.
use super::identity::identity;
use super::index_values::{IndexValues, Shape};
use super::rows::{self, Extent};
use crate::error::Result;
use dbarch_core::index_size::btree::KeyCounts;
use pgrx::pg_sys::{self, Datum, Oid};
use std::collections::HashMap;

/// So many times more rows are looked at for those of a predicate, in the same blocks, but not more than that.
const ROWS_PER_ROW_LET_IN: usize = 10;
const MOST_ROWS: usize = 1_000_000;
/// Bytes of hashes of columns that nobody has asked about yet.
const MOST_UNASKED: usize = 4 << 20;
/// Mean bytes of such a column: wide values cost reading.
const WIDEST_UNASKED: i32 = 40;

/// The keys of one index.
pub struct KeyColumns<'a> {
    /// Attribute numbers and types; 0 for an expression.
    pub attributes: &'a [(i16, Oid)],
    /// Over varno 1, as many as there are zeros above.
    pub expressions: *mut pg_sys::List,
    pub predicate: *mut pg_sys::List,
}

/// What a column of hashes is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    Attribute(i16),
    /// In `nodeToString` form.
    Expression(String),
}

/// What one look at the table gave.
pub struct Look {
    pub columns: HashMap<Term, Vec<u32>>,
    /// A hash of which rows they are: another look has the same rows if it has the same order.
    pub order: u64,
    /// Rows kept.
    pub kept: usize,
    /// Rows that the predicate let in, of those looked at.
    pub let_in: f64,
    pub looked_at: f64,
    /// Estimated rows of the table.
    pub all_rows: f64,
}

struct Column {
    term: Term,
    /// Attribute number, or place among the expressions.
    place: usize,
    length: i16,
    by_value: bool,
    hashes: Vec<u32>,
}

impl KeyColumns<'_> {
    /// # Safety
    /// The expressions are node trees.
    pub unsafe fn terms(&self) -> Vec<Term> {
        let mut expression = 0;
        let term = |&(attribute, _): &(i16, Oid)| {
            if attribute != 0 {
                return Term::Attribute(attribute);
            }
            // SAFETY: promised by the caller; nodeToString makes a C string.
            let text = unsafe {
                let node = pg_sys::list_nth(self.expressions, expression);
                std::ffi::CStr::from_ptr(pg_sys::nodeToString(node)).to_string_lossy().into_owned()
            };
            expression += 1;
            Term::Expression(text)
        };
        self.attributes.iter().map(term).collect()
    }

    fn columns(&self, terms: &[Term]) -> Vec<Column> {
        let mut expressions = 0;
        let column = |(&(attribute, type_oid), term): (&(i16, Oid), &Term)| {
            if attribute == 0 {
                expressions += 1;
            }
            let place = if attribute == 0 { expressions - 1 } else { attribute as usize };
            Column::new(term.clone(), place, type_oid)
        };
        self.attributes.iter().zip(terms).map(column).collect()
    }
}

impl Column {
    fn new(term: Term, place: usize, type_oid: Oid) -> Self {
        let (mut length, mut by_value, mut alignment) = (0, false, 0);
        // SAFETY: a syscache look-up.
        unsafe { pg_sys::get_typlenbyvalalign(type_oid, &mut length, &mut by_value, &mut alignment) };
        Column { term, place, length, by_value, hashes: Vec::new() }
    }

    /// # Safety
    /// `value` is of the column's type; the current memory context is that of the row.
    unsafe fn push(&mut self, value: Datum, null: bool) {
        let hash = if null {
            KeyCounts::NULL
        } else {
            // SAFETY: promised by the caller.
            let (hash, _) = unsafe { identity(value, self.by_value, self.length) };
            (hash as u32).max(KeyCounts::NULL + 1)
        };
        self.hashes.push(hash);
    }
}

/// Reads of a sample those `wanted` of the terms of `keys` and of the other columns.
///
/// # Safety
/// `table` is open and locked; the lists live in the current memory context; inside the sandbox.
pub unsafe fn look(
    table: pg_sys::Relation,
    keys: &KeyColumns<'_>,
    wanted: impl Fn(&Term) -> bool,
    wanted_rows: usize,
) -> Result<Look> {
    // SAFETY: promised by the caller; values of a row are used before the next is read.
    unsafe {
        let terms = keys.terms();
        let mut columns = keys.columns(&terms);
        columns.retain(|column| wanted(&column.term));
        let mut extent = Extent::of_rows(wanted_rows);
        if !keys.predicate.is_null() {
            extent.rows = (wanted_rows * ROWS_PER_ROW_LET_IN).min(MOST_ROWS.max(wanted_rows));
        }
        columns.extend(unasked(table, &terms, extent.rows).into_iter().filter(|c| wanted(&c.term)));
        let evaluates = columns.iter().any(|column| matches!(column.term, Term::Expression(_)));
        let expressions = if evaluates { keys.expressions } else { std::ptr::null_mut() };
        let attributes = vec![0; pg_sys::list_length(expressions) as usize];
        let mut index =
            IndexValues::new(&Shape { attributes: &attributes, expressions, predicate: keys.predicate });
        let row_memory = index.row_memory();
        let attributes = columns.iter().filter(|c| matches!(c.term, Term::Attribute(_)));
        let last_attribute = attributes.map(|c| c.place).max().unwrap_or(0);
        let (mut looked_at, mut let_in, mut order) = (0.0, 0usize, 0u64);
        let all_rows = rows::visit(table, extent, |slot| {
            looked_at += 1.0;
            let Some((values, nulls)) = index.of_row(slot) else { return Ok(true) };
            let_in += 1;
            order = next_order(order, &(*slot).tts_tid);
            if ((*slot).tts_nvalid as usize) < last_attribute {
                pg_sys::slot_getsomeattrs_int(slot, last_attribute as i32);
            }
            let before = pg_sys::MemoryContextSwitchTo(row_memory);
            for column in &mut columns {
                let (value, null) = match column.term {
                    Term::Attribute(_) => {
                        let place = column.place - 1;
                        ((*slot).tts_values.add(place).read(), (*slot).tts_isnull.add(place).read())
                    }
                    Term::Expression(_) => (values[column.place], nulls[column.place]),
                };
                column.push(value, null);
            }
            pg_sys::MemoryContextSwitchTo(before);
            Ok(true)
        })?;
        index.end();
        let keep = spread(let_in, wanted_rows);
        let thinned = |column: Column| {
            let hashes = column.hashes.into_iter().enumerate();
            (column.term, hashes.filter(|(row, _)| keep(*row)).map(|(_, hash)| hash).collect())
        };
        Ok(Look {
            columns: columns.into_iter().map(thinned).collect(),
            order,
            kept: (0..let_in).filter(|row| keep(*row)).count(),
            let_in: let_in as f64,
            looked_at,
            all_rows,
        })
    }
}

/// Other columns of the table that are cheap to read. To look at the table takes ten times as long as to hash a column,
/// and who asks for one index will ask for another.
unsafe fn unasked(table: pg_sys::Relation, asked: &[Term], rows: usize) -> Vec<Column> {
    // SAFETY: the table is open; syscache look-ups.
    unsafe {
        let (oid, last) = ((*table).rd_id, (*(*table).rd_att).natts as i16);
        (1..=last)
            .filter(|attribute| !asked.contains(&Term::Attribute(*attribute)))
            .filter_map(|attribute| {
                let type_oid = pg_sys::get_atttype(oid, attribute);
                let dropped = type_oid == Oid::INVALID;
                // 'v' is of PostgreSQL 18: a virtual column has no value in the row.
                let is_virtual = !dropped && pg_sys::get_attgenerated(oid, attribute) as u8 == b'v';
                if dropped || is_virtual {
                    return None;
                }
                let column = Column::new(Term::Attribute(attribute), attribute as usize, type_oid);
                let width = pg_sys::get_attavgwidth(oid, attribute);
                let narrow = column.length > 0 || width > 0 && width <= WIDEST_UNASKED;
                narrow.then_some(column)
            })
            .take(MOST_UNASKED / size_of::<u32>() / rows.max(1))
            .collect()
    }
}

fn next_order(order: u64, row: &pg_sys::ItemPointerData) -> u64 {
    let block = u64::from(row.ip_blkid.bi_hi) << 16 | u64::from(row.ip_blkid.bi_lo);
    // FNV-1a's step (Fowler, Noll, Vo), on words.
    (order ^ (block << 16 | u64::from(row.ip_posid))).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
}

/// Which of `rows` to keep for `most` to be kept, evenly spread: always the same.
fn spread(rows: usize, most: usize) -> impl Fn(usize) -> bool {
    let (rows, most) = (rows as u64, most as u64);
    let before = move |row: usize| row as u64 * most / rows.max(1);
    move |row| rows <= most || before(row) != before(row + 1)
}
