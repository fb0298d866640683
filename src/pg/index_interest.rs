//! What a relation of the running planning asks of an index: enough to tell those of no use from the others, and those
//! that come to the same.
use crate::pg::hypothetical::method::Kind;
use crate::pg::hypothetical::relation_index::{Heap, RelationIndex};
use crate::pg::hypothetical::size::size;
use pgrx::pg_sys::{self, Oid};

/// The columns of a relation that decide what an index on it is good for.
pub struct Interest {
    /// In restrictions, join clauses and wanted orders.
    searched: pg_sys::Relids,
    /// Needed of each row.
    needed: Vec<i16>,
    heap: Heap,
}

/// B-trees with the same signature offer the same paths at the same costs to one relation of one planning.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Signature {
    /// The first key, whose correlation counts, and the keys up to the last that is searched. Those after it, and included
    /// columns, make the index larger and may cover the query; the planner looks at nothing else of them.
    keys: Vec<(i16, Oid, Oid, Oid, bool, bool)>,
    covers: bool,
    /// Whose page costs hold.
    tablespace: Oid,
    pages: u64,
    tree_height: i32,
}

const OFFSET: i32 = -(pg_sys::FirstLowInvalidHeapAttributeNumber);

impl Interest {
    /// # Safety
    /// Called while the paths of `rel` are being made.
    pub unsafe fn of(root: *mut pg_sys::PlannerInfo, rel: *mut pg_sys::RelOptInfo) -> Self {
        // SAFETY: promised by the caller; attr_needed has an entry for each attribute.
        unsafe {
            let mut filtered = std::ptr::null_mut();
            clause_columns((*rel).baserestrictinfo, (*rel).relid, &mut filtered);
            let needed = (1..=(*rel).max_attr)
                .filter(|attribute| {
                    let above = *(*rel).attr_needed.offset((attribute - (*rel).min_attr) as isize);
                    !above.is_null() || pg_sys::bms_is_member(i32::from(*attribute) + OFFSET, filtered)
                })
                .collect();
            let mut searched = filtered;
            clause_columns((*rel).joininfo, (*rel).relid, &mut searched);
            for n in 0..pg_sys::list_length((*root).eq_classes) {
                let class = pg_sys::list_nth((*root).eq_classes, n).cast::<pg_sys::EquivalenceClass>();
                for m in 0..pg_sys::list_length((*class).ec_members) {
                    let member = pg_sys::list_nth((*class).ec_members, m).cast::<pg_sys::EquivalenceMember>();
                    pg_sys::pull_varattnos((*member).em_expr.cast(), (*rel).relid, &mut searched);
                }
            }
            let heap = Heap { rows: (*rel).tuples, pages: f64::from((*rel).pages) };
            Interest { searched, needed, heap }
        }
    }

    fn is_searched(&self, attribute: i16) -> bool {
        // SAFETY: the set lives as long as the planning.
        attribute == 0 || unsafe { pg_sys::bms_is_member(i32::from(attribute) + OFFSET, self.searched) }
    }

    /// Whether an index-only scan would do.
    fn is_covered_by(&self, index: &RelationIndex) -> bool {
        let gives = |needed: &i16| index.columns.iter().any(|c| c.attribute == *needed && c.given_back);
        self.needed.iter().all(gives)
    }

    /// False when no path can come of the index: no clause and no order names one of its keys, and it lacks a column
    /// that an index-only scan would need.
    pub fn includes(&self, index: &RelationIndex) -> bool {
        // Rows that a predicate picks may be all that is asked for.
        index.predicate.is_some()
            || index.columns[..index.keys].iter().any(|c| self.is_searched(c.attribute))
            || self.is_covered_by(index)
    }

    /// `None` for an index that is like no other: of another method, partial, on an expression or unique.
    pub fn signature(&self, index: &RelationIndex) -> Option<Signature> {
        let plain = index.predicate.is_none() && index.expressions.is_none() && !index.unique;
        if index.method.kind != Kind::Btree || !plain {
            return None;
        }
        let keys = &index.columns[..index.keys];
        let telling = keys.iter().rposition(|c| self.is_searched(c.attribute)).unwrap_or(0);
        let size = size(index, self.heap.rows, self.heap);
        Some(Signature {
            keys: keys[..=telling]
                .iter()
                .filter_map(|column| {
                    let key = column.key?;
                    let class = key.class;
                    let order = (key.descending, key.nulls_first);
                    Some((column.attribute, class.family, class.input_type, key.collation, order.0, order.1))
                })
                .collect(),
            covers: self.is_covered_by(index),
            tablespace: index.tablespace,
            pages: size.pages as u64,
            tree_height: size.tree_height,
        })
    }
}

unsafe fn clause_columns(list: *mut pg_sys::List, relation: pg_sys::Index, columns: &mut pg_sys::Relids) {
    // SAFETY: a list of RestrictInfo.
    unsafe {
        for n in 0..pg_sys::list_length(list) {
            let info = pg_sys::list_nth(list, n).cast::<pg_sys::RestrictInfo>();
            pg_sys::pull_varattnos((*info).clause.cast(), relation, columns);
        }
    }
}
