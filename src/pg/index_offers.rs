//! The access paths that one index alone offers to a relation of the running planning.
use crate::pg::hypothetical::inject;
use crate::pg::hypothetical::relation_index::RelationIndex;
use pgrx::pg_sys::{self, NodeTag};

/// A path, not yet in any list of the relation.
pub struct Offer {
    path: *mut pg_sys::Path,
    /// For parallel workers to share.
    partial: bool,
}

/// Two paths of one class differ in their costs only. Pointers are those of the running planning, where equal orders
/// are the same list of the same path keys, and a clause is one node.
#[derive(Debug, PartialEq)]
pub struct Class {
    place: usize,
    kind: NodeTag,
    workers: i32,
    partial: bool,
    parallel_safe: bool,
    rows: u64,
    order: Vec<usize>,
    outer: Vec<i32>,
    /// Which join clauses the index serves decides how a semi-join is costed (has_indexed_join_quals in costsize.c).
    clauses: Vec<usize>,
}

impl Offer {
    pub fn costs(&self) -> (f64, f64) {
        // SAFETY: the path lives as long as the planning.
        unsafe { ((*self.path).startup_cost, (*self.path).total_cost) }
    }

    pub fn class(&self, place: usize) -> Class {
        // SAFETY: as above.
        unsafe {
            let path = &*self.path;
            let outer = required_outer(self.path);
            let mut clauses = Vec::new();
            if !outer.is_null() {
                served_clauses(self.path, &mut clauses);
                clauses.sort_unstable();
            }
            Class {
                place,
                kind: path.pathtype,
                workers: path.parallel_workers,
                partial: self.partial,
                parallel_safe: path.parallel_safe,
                rows: path.rows.to_bits(),
                order: (0..pg_sys::list_length(path.pathkeys))
                    .map(|n| pg_sys::list_nth(path.pathkeys, n) as usize)
                    .collect(),
                outer: members(outer),
                clauses,
            }
        }
    }

    /// Whether a path that the relation has already is as good in every respect, so that add_path would refuse this one.
    ///
    /// # Safety
    /// `rel` is the relation that the offer was made for.
    pub unsafe fn is_dominated(&self, rel: *mut pg_sys::RelOptInfo) -> bool {
        // SAFETY: promised by the caller.
        unsafe {
            let list = if self.partial { (*rel).partial_pathlist } else { (*rel).pathlist };
            let new = &*self.path;
            (0..pg_sys::list_length(list)).any(|n| {
                let old = pg_sys::list_nth(list, n).cast::<pg_sys::Path>();
                (*old).total_cost <= new.total_cost
                    && (*old).startup_cost <= new.startup_cost
                    && (*old).rows <= new.rows
                    && ((*old).parallel_safe || !new.parallel_safe)
                    && pg_sys::pathkeys_contained_in(new.pathkeys, (*old).pathkeys)
                    && pg_sys::bms_is_subset(required_outer(old), required_outer(self.path))
            })
        }
    }

    /// Puts the path where the planner chooses from, as if it had the given costs.
    ///
    /// # Safety
    /// As for [`Offer::is_dominated`].
    pub unsafe fn add_to(self, rel: *mut pg_sys::RelOptInfo, startup: f64, total: f64) {
        // SAFETY: promised by the caller; add_path takes the path over.
        unsafe {
            (*self.path).startup_cost = startup;
            (*self.path).total_cost = total;
            if self.partial {
                pg_sys::add_partial_path(rel, self.path);
            } else {
                pg_sys::add_path(rel, self.path);
            }
        }
    }
}

unsafe fn required_outer(path: *const pg_sys::Path) -> pg_sys::Relids {
    // SAFETY: the path lives.
    unsafe {
        match (*path).param_info {
            info if info.is_null() => std::ptr::null_mut(),
            info => (*info).ppi_req_outer,
        }
    }
}

unsafe fn members(set: pg_sys::Relids) -> Vec<i32> {
    let mut member = -1;
    std::iter::from_fn(|| {
        // SAFETY: a set of the planner, or null.
        member = unsafe { pg_sys::bms_next_member(set, member) };
        (member >= 0).then_some(member)
    })
    .collect()
}

/// The indexes that a path scans.
unsafe fn indexes(path: *mut pg_sys::Path, visit: &mut dyn FnMut(*mut pg_sys::IndexPath)) {
    // SAFETY: each cast follows the tag.
    unsafe {
        let mut all = |list| {
            for n in 0..pg_sys::list_length(list) {
                indexes(pg_sys::list_nth(list, n).cast(), visit);
            }
        };
        match (*path).type_ {
            NodeTag::T_IndexPath => visit(path.cast()),
            NodeTag::T_BitmapHeapPath => {
                indexes((*path.cast::<pg_sys::BitmapHeapPath>()).bitmapqual, visit);
            }
            NodeTag::T_BitmapAndPath => all((*path.cast::<pg_sys::BitmapAndPath>()).bitmapquals),
            NodeTag::T_BitmapOrPath => all((*path.cast::<pg_sys::BitmapOrPath>()).bitmapquals),
            _ => (),
        }
    }
}

unsafe fn served_clauses(path: *mut pg_sys::Path, clauses: &mut Vec<usize>) {
    // SAFETY: index clauses are nodes of the planner.
    unsafe {
        indexes(path, &mut |index| {
            let list = (*index).indexclauses;
            clauses.extend(
                (0..pg_sys::list_length(list))
                    .map(|n| (*pg_sys::list_nth(list, n).cast::<pg_sys::IndexClause>()).rinfo as usize),
            );
        });
    }
}

/// What `index` offers to `rel`, alone and together with the real indexes. The relation is left as it was.
///
/// # Safety
/// Called while the paths of `rel` are being made.
pub unsafe fn offers(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    index: &RelationIndex,
) -> Vec<Offer> {
    // SAFETY: the lists are put back; what create_index_paths leaves elsewhere (parameterisations, see ppilist) is keyed
    // by outer relations and not by index.
    unsafe {
        let (real, paths, partial) = ((*rel).indexlist, (*rel).pathlist, (*rel).partial_pathlist);
        let info = inject::index_info(root, rel, index);
        (*rel).indexlist = pg_sys::lappend(std::ptr::null_mut(), info.cast());
        pg_sys::check_index_predicates(root, rel);
        let alone = (*rel).indexlist;
        let combines = !real.is_null()
            && pg_sys::list_length((*rel).baserestrictinfo)
                + pg_sys::list_length((*rel).joininfo)
                + i32::from((*rel).has_eclass_joins)
                + i32::from(has_or((*rel).baserestrictinfo))
                > 1;
        (*rel).indexlist =
            if combines { pg_sys::lappend(pg_sys::list_copy(real), info.cast()) } else { alone };
        (*rel).pathlist = std::ptr::null_mut();
        (*rel).partial_pathlist = std::ptr::null_mut();
        pg_sys::create_index_paths(root, rel);
        let mut found = Vec::new();
        for (list, is_partial) in [((*rel).pathlist, false), ((*rel).partial_pathlist, true)] {
            for n in 0..pg_sys::list_length(list) {
                let path = pg_sys::list_nth(list, n).cast::<pg_sys::Path>();
                let mut ours = false;
                indexes(path, &mut |used| ours |= std::ptr::eq((*used).indexinfo, info));
                if ours {
                    found.push(Offer { path, partial: is_partial });
                }
            }
        }
        (*rel).indexlist = real;
        (*rel).pathlist = paths;
        (*rel).partial_pathlist = partial;
        found
    }
}

unsafe fn has_or(restrictions: *mut pg_sys::List) -> bool {
    // SAFETY: a list of RestrictInfo.
    unsafe {
        (0..pg_sys::list_length(restrictions)).any(|n| {
            let info = pg_sys::list_nth(restrictions, n).cast::<pg_sys::RestrictInfo>();
            !(*info).orclause.is_null()
        })
    }
}
