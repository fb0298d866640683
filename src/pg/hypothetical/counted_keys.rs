//! What a sample of rows is to tell of a b-tree: how many rows its predicate lets in, and how many different keys they
//! have. Asked only where the size depends on it, since the advisor tries hundreds of indexes.
use super::definition::RelationIndex;
use super::method::Kind;
use super::size::btree;
use crate::error::Result;
use crate::pg::sample::{self, IndexRows, KeyColumns, OpenTable};
use pgrx::pg_sys::{self, Oid};

/// # Safety
/// The relation is locked; the lists are the index's own, over varno 1; inside the sandbox.
pub unsafe fn of(
    index: &RelationIndex,
    expressions: *mut pg_sys::List,
    predicate: *mut pg_sys::List,
    share: f64,
) -> Result<Option<IndexRows>> {
    if index.method.kind != Kind::Btree {
        return Ok(None);
    }
    // SAFETY: promised by the caller.
    unsafe {
        let rows = rows(index.relation);
        let counting = btree::deduplicates(index) && btree::depends_on_keys(index, rows);
        if !counting && predicate.is_null() {
            return Ok(None);
        }
        let attributes: Vec<(i16, Oid)> = match counting {
            true => index.columns.iter().map(|column| (column.attribute, column.type_oid)).collect(),
            false => Vec::new(),
        };
        let expressions = if counting { expressions } else { std::ptr::null_mut() };
        let text = index.predicate.as_ref().map(|text| text.to_string_lossy()).unwrap_or_default();
        sample::index_rows(
            index.relation,
            &KeyColumns { attributes: &attributes, expressions, predicate },
            &text,
            share,
        )
    }
}

/// As the planner will estimate them.
unsafe fn rows(relation: Oid) -> f64 {
    let (mut pages, mut tuples, mut visible) = (0, 0.0, 0.0);
    // SAFETY: the caller has the relation locked; widths are wanted only of a table never vacuumed, and may be unknown.
    unsafe {
        let table = OpenTable::new(relation);
        pg_sys::estimate_rel_size(table.0, std::ptr::null_mut(), &mut pages, &mut tuples, &mut visible);
    }
    tuples
}
