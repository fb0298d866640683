//! The longest value of a column, which decides whether a b-tree over it can be built: statistics tell the average only,
//! and ANALYZE keeps no value of more than 1024 bytes (WIDTH_THRESHOLD of src/backend/commands/analyze.c).
use super::cache::{Key, LIFETIME};
use super::rows::{self, Extent};
use crate::error::Result;
use crate::settings;
use pgrx::pg_sys::{self, Oid};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Instant;

/// Tables of which the lengths are kept.
const MOST_TABLES: usize = 100;

type Known = (Key, Instant, Rc<Vec<f64>>);

thread_local! {
    /// The newest last; bytes by attribute number, from 1 on.
    static KNOWN: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// Bytes of the longest value of the column that a sample of the table has, as the table stores it; 0 where nothing is
/// stored out of line, since no value is long then.
///
/// # Safety
/// The table is locked; inside the sandbox.
pub unsafe fn longest(table: Oid, attribute: i16) -> Result<f64> {
    // SAFETY: promised by the caller.
    unsafe {
        let Some(open) = rows::open(table) else { return Ok(0.0) };
        let wanted = settings::SAMPLE_ROWS.get() as usize;
        if wanted == 0 || !stores_out_of_line(open.0) {
            return Ok(0.0);
        }
        let key = Key::new(open.0, "", wanted);
        let known = KNOWN.with_borrow_mut(|known| {
            known.retain(|(_, taken, _)| taken.elapsed() < LIFETIME);
            known.iter().find(|(of, _, _)| *of == key).map(|(_, _, lengths)| Rc::clone(lengths))
        });
        let lengths = match known {
            Some(lengths) => lengths,
            None => {
                let lengths = Rc::new(measure(open.0, wanted)?);
                KNOWN.with_borrow_mut(|known| {
                    if known.len() >= MOST_TABLES {
                        known.remove(0);
                    }
                    known.push((key, Instant::now(), Rc::clone(&lengths)));
                });
                lengths
            }
        };
        let place = usize::try_from(attribute - 1).unwrap_or(usize::MAX);
        Ok(lengths.get(place).copied().unwrap_or(0.0))
    }
}

unsafe fn stores_out_of_line(table: pg_sys::Relation) -> bool {
    // SAFETY: the lock on a table is enough for its TOAST table.
    unsafe {
        let toast = (*(*table).rd_rel).reltoastrelid;
        if toast == Oid::INVALID {
            return false;
        }
        let lock = pg_sys::AccessShareLock as pg_sys::LOCKMODE;
        let toast = pg_sys::table_open(toast, lock);
        let blocks = pg_sys::RelationGetNumberOfBlocksInFork(toast, pg_sys::ForkNumber::MAIN_FORKNUM);
        pg_sys::table_close(toast, lock);
        blocks > 0
    }
}

unsafe fn measure(table: pg_sys::Relation, wanted: usize) -> Result<Vec<f64>> {
    // SAFETY: a row in a slot has all attributes once they were asked for.
    unsafe {
        let attributes = (*(*table).rd_rel).relnatts as usize;
        // A dropped column has no type.
        let is_variable =
            |n: &usize| pg_sys::get_typlen(pg_sys::get_atttype((*table).rd_id, *n as i16 + 1)) == -1;
        let variable: Vec<usize> = (0..attributes).filter(is_variable).collect();
        let mut lengths = vec![0.0f64; attributes];
        rows::visit(table, Extent::of_rows(wanted), |slot| {
            pg_sys::slot_getallattrs(slot);
            for &n in &variable {
                if !*(*slot).tts_isnull.add(n) {
                    let bytes = pg_sys::toast_datum_size(*(*slot).tts_values.add(n));
                    lengths[n] = lengths[n].max(bytes as f64);
                }
            }
            Ok(true)
        })?;
        Ok(lengths)
    }
}
