//! Shows the active hypothetical indexes to the planner, in `get_relation_info_hook`.
//!
//! Mirrors what get_relation_info (src/backend/optimizer/util/plancat.c) does for a real index, in the planner's own memory.
use super::active;
use super::definition::deserialise;
use super::method::Kind;
use super::relation_index::{Heap, RelationIndex};
use super::size::size;
use super::{brin_cost, hidden};
use pgrx::pg_sys::{self, Oid};
use std::ffi::c_int;

/// Adds and hides indexes of `rel`, which the planner has just filled in.
///
/// # Safety
/// Called from `get_relation_info_hook` with its arguments.
pub unsafe fn adjust(
    root: *mut pg_sys::PlannerInfo,
    relation: Oid,
    inheritance_parent: bool,
    rel: *mut pg_sys::RelOptInfo,
) {
    // An inheritance parent is never scanned itself: its children come here one by one.
    if inheritance_parent {
        return;
    }
    let adjust = |indexes: &active::ActiveIndexes<'_>| {
        // SAFETY: promised by the caller; lists grow in the planner's memory context.
        unsafe {
            if !indexes.hidden.is_empty() {
                hidden::hide(rel, indexes.hidden);
            }
            if indexes.withheld {
                return;
            }
            for index in indexes.hypothetical.iter().filter(|index| index.relation == relation) {
                let info = index_info(root, rel, index);
                // At the end, so that a real index of the same cost stays the planner's choice.
                (*rel).indexlist = pg_sys::lappend((*rel).indexlist, info.cast());
            }
        }
    };
    // SAFETY: promised by the caller.
    unsafe { active::with_active(root, adjust) };
}

/// A planner array of what `values` yields.
unsafe fn array<T: Copy>(values: impl ExactSizeIterator<Item = T>) -> *mut T {
    // SAFETY: room for every value, at least one so that the pointer is valid.
    unsafe {
        let start = pg_sys::palloc(size_of::<T>() * values.len().max(1)).cast::<T>();
        for (n, value) in values.enumerate() {
            start.add(n).write(value);
        }
        start
    }
}

/// The planner's description of `index`.
///
/// # Safety
/// `rel` is being planned in `root`, and the index is on its relation.
pub unsafe fn index_info(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    index: &RelationIndex,
) -> *mut pg_sys::IndexOptInfo {
    // SAFETY: palloc0 gives a valid all-zero node, of which every field that the planner reads is set.
    unsafe {
        let node = pg_sys::palloc0(size_of::<pg_sys::IndexOptInfo>()).cast::<pg_sys::IndexOptInfo>();
        let info = &mut *node;
        info.type_ = pg_sys::NodeTag::T_IndexOptInfo;
        info.indexoid = index.oid;
        info.reltablespace = index.tablespace;
        info.rel = rel;
        info.ncolumns = index.columns.len() as c_int;
        info.nkeycolumns = index.keys as c_int;
        info.indexkeys = array(index.columns.iter().map(|c| c_int::from(c.attribute)));
        info.canreturn = array(index.columns.iter().map(|c| c.given_back));
        let keys: Vec<_> = index.columns.iter().filter_map(|c| c.key).collect();
        info.indexcollations = array(keys.iter().map(|k| k.collation));
        info.opfamily = array(keys.iter().map(|k| k.class.family));
        info.opcintype = array(keys.iter().map(|k| k.class.input_type));
        // Only b-tree orders among the methods that we know.
        if index.method.can_order {
            info.sortopfamily = info.opfamily;
            info.reverse_sort = array(keys.iter().map(|k| k.descending));
            info.nulls_first = array(keys.iter().map(|k| k.nulls_first));
        }
        info.opclassoptions = pg_sys::palloc0(size_of::<*mut pg_sys::bytea>() * index.columns.len()).cast();
        access_method(info, index);
        expressions(info, rel, index);
        info.unique = index.unique;
        info.immediate = true;
        info.hypothetical = true;
        let sampled = index.foreseen.share_let_in();
        let share = sampled.unwrap_or_else(|| selectivity(root, rel, info.indpred));
        info.tuples = (*rel).tuples * share;
        let heap = Heap { rows: (*rel).tuples, pages: f64::from((*rel).pages) };
        let size = size(index, info.tuples, heap);
        info.pages = size.pages as pg_sys::BlockNumber;
        info.tree_height = size.tree_height;
        node
    }
}

unsafe fn access_method(info: &mut pg_sys::IndexOptInfo, index: &RelationIndex) {
    // SAFETY: the handler returns a complete routine.
    unsafe {
        info.relam = index.method.oid;
        let routine = &*index.method.routine();
        info.amcanorderbyop = routine.amcanorderbyop;
        info.amoptionalkey = routine.amoptionalkey;
        info.amsearcharray = routine.amsearcharray;
        info.amsearchnulls = routine.amsearchnulls;
        info.amcanparallel = routine.amcanparallel;
        info.amhasgettuple = routine.amgettuple.is_some();
        info.amhasgetbitmap = routine.amgetbitmap.is_some();
        info.amcanmarkpos = routine.ammarkpos.is_some() && routine.amrestrpos.is_some();
        let estimate = match index.method.kind {
            Kind::Brin => Some(brin_cost::estimate as _),
            _ => routine.amcostestimate,
        };
        // Declared as a function without arguments in IndexOptInfo before 18.
        #[allow(clippy::missing_transmute_annotations, clippy::useless_transmute)]
        {
            info.amcostestimate = std::mem::transmute(estimate);
        }
    }
}

/// Expressions, predicate and the target list that index-only scans return (build_index_tlist is static).
unsafe fn expressions(info: &mut pg_sys::IndexOptInfo, rel: *mut pg_sys::RelOptInfo, index: &RelationIndex) {
    // SAFETY: stored trees are about varno 1 and get the number that the relation has in this query.
    unsafe {
        let varno = (*rel).relid as c_int;
        info.indexprs = deserialise(&index.expressions);
        info.indpred = deserialise(&index.predicate);
        if varno != 1 {
            for list in [info.indexprs, info.indpred] {
                if !list.is_null() {
                    pg_sys::ChangeVarNodes(list.cast(), 1, varno, 0);
                }
            }
        }
        let mut expression = 0;
        for (n, column) in index.columns.iter().enumerate() {
            let value: *mut pg_sys::Expr = if column.attribute == 0 {
                expression += 1;
                pg_sys::list_nth(info.indexprs, expression - 1).cast()
            } else {
                let var = pg_sys::makeVar(
                    varno as _,
                    column.attribute,
                    column.type_oid,
                    column.typmod,
                    column.collation,
                    0,
                );
                var.cast()
            };
            let entry = pg_sys::makeTargetEntry(value, (n + 1) as i16, std::ptr::null_mut(), false);
            info.indextlist = pg_sys::lappend(info.indextlist, entry.cast());
        }
    }
}

/// The share of the table's rows that a partial index holds.
unsafe fn selectivity(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    predicate: *mut pg_sys::List,
) -> f64 {
    if predicate.is_null() {
        return 1.0;
    }
    // SAFETY: estimation looks the relation up in simple_rel_array, where build_simple_rel
    // (src/backend/optimizer/util/relnode.c) puts it only after this hook: it stands there for the time of the call.
    unsafe {
        let place = (*root).simple_rel_array.add((*rel).relid as usize);
        let before = place.read();
        place.write(rel);
        let share = pg_sys::clauselist_selectivity(
            root,
            predicate,
            (*rel).relid as c_int,
            pg_sys::JoinType::JOIN_INNER,
            std::ptr::null_mut(),
        );
        place.write(before);
        share
    }
}
