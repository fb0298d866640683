//! Samples of rows kept for a table, from which the keys of any b-tree on it are counted.
//!
//! The advisor asks about hundreds of indexes on the same few columns. So the rows are read for the table and not for
//! the index: what is kept is a hash of each value, and an index is a combination of columns. The rows that a predicate
//! lets in are a table of their own.
use super::cache;
use super::key_columns::{look, KeyColumns, Look, Term};
use super::rows;
use crate::error::Result;
use crate::settings;
use dbarch_core::index_size::btree::KeyCounts;
use pgrx::pg_sys::{self, Oid};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;

/// Bytes of hashes that a session keeps at most.
const MOST_BYTES: usize = 16 << 20;

/// What the sample tells of the rows of one index.
#[derive(Debug, Clone)]
pub struct IndexRows {
    /// Rows of the sample that the predicate lets in, and all of them.
    pub let_in: f64,
    pub looked_at: f64,
    /// `None` when no column was asked about.
    pub keys: Option<Rc<KeyCounts>>,
}

struct HashedRows {
    key: cache::Key,
    taken: Instant,
    /// The columns of all looks so far.
    look: Look,
    counts: HashMap<Vec<Term>, Rc<KeyCounts>>,
    bytes: usize,
}

thread_local! {
    /// The last used last.
    static KEPT: RefCell<Vec<HashedRows>> = const { RefCell::new(Vec::new()) };
}

/// Rows and keys of an index on `keys`; `predicate` is the text of theirs. `None` when sampling is switched off, when
/// the caller may not see all rows, or when nobody here can read them: then statistics have to do.
///
/// # Safety
/// `table` is locked, the lists are over varno 1 and live in the current memory context; inside the sandbox.
pub unsafe fn index_rows(
    table: Oid,
    keys: &KeyColumns<'_>,
    predicate: &str,
    share: f64,
) -> Result<Option<IndexRows>> {
    let wanted_rows = (f64::from(settings::SAMPLE_ROWS.get()) * share) as usize;
    if wanted_rows == 0 {
        return Ok(None);
    }
    // SAFETY: promised by the caller.
    unsafe {
        let Some(open) = rows::open(table) else { return Ok(None) };
        let key = cache::Key::new(open.0, predicate, wanted_rows);
        let mut sample = with_columns(open.0, key, keys, wanted_rows)?;
        let counted = sample.count(&keys.terms());
        let found = IndexRows { let_in: sample.look.let_in, looked_at: sample.look.looked_at, keys: counted };
        put(sample);
        Ok(Some(found))
    }
}

/// The sample as it is kept, or a new one, with all columns of `keys`. Nothing is borrowed meanwhile: a look evaluates
/// expressions, whose functions may come here too.
unsafe fn with_columns(
    table: pg_sys::Relation,
    key: cache::Key,
    keys: &KeyColumns<'_>,
    wanted_rows: usize,
) -> Result<HashedRows> {
    // SAFETY: promised by index_rows().
    unsafe {
        if let Some(mut sample) = take(&key) {
            let known = &sample.look.columns;
            if keys.terms().iter().all(|term| known.contains_key(term)) {
                return Ok(sample);
            }
            let more = look(table, keys, |term| !known.contains_key(term), wanted_rows)?;
            if more.order == sample.look.order {
                sample.look.columns.extend(more.columns);
                sample.bytes = sample.weigh();
                return Ok(sample);
            }
        }
        // The first look, or rows have changed since.
        let new = look(table, keys, |_| true, wanted_rows)?;
        let mut sample =
            HashedRows { key, taken: Instant::now(), look: new, counts: HashMap::new(), bytes: 0 };
        sample.bytes = sample.weigh();
        Ok(sample)
    }
}

impl HashedRows {
    fn count(&mut self, terms: &[Term]) -> Option<Rc<KeyCounts>> {
        if terms.is_empty() {
            return None;
        }
        if let Some(known) = self.counts.get(terms) {
            return Some(Rc::clone(known));
        }
        let columns: Vec<&[u32]> =
            terms.iter().filter_map(|term| self.look.columns.get(term)).map(Vec::as_slice).collect();
        let look = &self.look;
        let rows = look.all_rows * look.let_in / look.looked_at.max(1.0);
        let counts = Rc::new(KeyCounts::of(&columns, look.kept as f64 / rows.max(1.0)));
        self.counts.insert(terms.to_vec(), Rc::clone(&counts));
        self.bytes = self.weigh();
        Some(counts)
    }

    fn weigh(&self) -> usize {
        let text = |term: &Term| match term {
            Term::Attribute(_) => 32,
            Term::Expression(text) => 32 + text.len(),
        };
        let columns = self.look.columns.iter().map(|(term, hashes)| text(term) + 4 * hashes.len());
        let counts =
            self.counts.iter().map(|(terms, counts)| terms.iter().map(text).sum::<usize>() + counts.bytes());
        500 + columns.sum::<usize>() + counts.sum::<usize>()
    }
}

fn take(key: &cache::Key) -> Option<HashedRows> {
    KEPT.with_borrow_mut(|kept| {
        kept.retain(|sample| sample.taken.elapsed() < cache::LIFETIME);
        let place = kept.iter().position(|sample| sample.key == *key)?;
        Some(kept.remove(place))
    })
}

fn put(sample: HashedRows) {
    KEPT.with_borrow_mut(|kept| {
        kept.push(sample);
        let mut total: usize = kept.iter().map(|sample| sample.bytes).sum();
        while total > MOST_BYTES && !kept.is_empty() {
            total -= kept.remove(0).bytes;
        }
    });
}
