//! Samples are kept for a while, since a DBA asks about the same index again and again.
use super::IndexSample;
use pgrx::pg_sys;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Table contents change; so old a sample is taken anew.
pub const LIFETIME: Duration = Duration::from_secs(600);
/// Bytes of samples that a session keeps at most.
const MOST_BYTES: usize = 2 << 20;

/// The table as it was sampled, and for which index.
#[derive(Debug, PartialEq, Eq)]
pub struct Key {
    table: u32,
    /// Changes when the table is rewritten or truncated.
    file: u32,
    /// Grows with the table: a tenth more is another table.
    size_class: u32,
    wanted_rows: usize,
    text: String,
}

impl Key {
    /// # Safety
    /// `table` is open.
    pub unsafe fn new(table: pg_sys::Relation, text: &str, wanted_rows: usize) -> Self {
        // SAFETY: promised by the caller.
        unsafe {
            let blocks = pg_sys::RelationGetNumberOfBlocksInFork(table, pg_sys::ForkNumber::MAIN_FORKNUM);
            Key {
                table: (*table).rd_id.to_u32(),
                file: (*(*table).rd_rel).relfilenode.to_u32(),
                size_class: (f64::from(blocks + 1).ln() / 1.1f64.ln()) as u32,
                wanted_rows,
                text: text.to_string(),
            }
        }
    }
}

struct Kept {
    key: Key,
    sample: Rc<IndexSample>,
    taken: Instant,
}

thread_local! {
    /// The newest last.
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

pub fn get(key: &Key) -> Option<Rc<IndexSample>> {
    KEPT.with_borrow_mut(|kept| {
        kept.retain(|k| k.taken.elapsed() < LIFETIME);
        kept.iter().find(|k| k.key == *key).map(|k| Rc::clone(&k.sample))
    })
}

pub fn put(key: Key, sample: &Rc<IndexSample>) {
    KEPT.with_borrow_mut(|kept| {
        kept.push(Kept { key, sample: Rc::clone(sample), taken: Instant::now() });
        let size = |k: &Kept| k.sample.bytes() + k.key.text.len() + 200;
        let mut total: usize = kept.iter().map(size).sum();
        while total > MOST_BYTES && !kept.is_empty() {
            total -= size(&kept.remove(0));
        }
    });
}
