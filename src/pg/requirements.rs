//! What a statement asks of each base relation, read from the planner while it plans.
//!
//! Looking in `set_rel_pathlist_hook` and not at the query text means that views are expanded, row security is
//! applied, sublinks are pulled up, constants are folded and equivalence classes are known.
use crate::pg::clauses;
use crate::pg::compat;
use crate::pg::hypothetical::active;
use crate::pg::index_terms::{column, Origin, Scan};
use crate::pg::predicates;
use crate::pg::unservable;
use dbarch_core::model::index_terms::Terms;
use dbarch_core::model::unservable::Unservable;
use dbarch_core::model::workload::{OrderColumn, TableAccess};
use pgrx::pg_sys;
use std::cell::RefCell;
use std::rc::Rc;

/// What plannings asked, in their order.
#[derive(Default)]
pub struct Collected {
    pub accesses: Vec<TableAccess>,
    /// Of each relation, rows behind its own conditions.
    pub rows: Vec<(u32, f64)>,
    /// What the numbers in accesses mean that are no columns.
    terms: Rc<RefCell<Terms>>,
    origin: Origin,
    pub unservable: Vec<Unservable>,
}

thread_local! {
    static COLLECTED: RefCell<Option<Collected>> = const { RefCell::new(None) };
}

/// Stops collecting when dropped, on errors too.
struct Collecting;

impl Drop for Collecting {
    fn drop(&mut self) {
        COLLECTED.with_borrow_mut(|collected| *collected = None);
    }
}

/// Runs `plan`, which plans one statement of ours with constants of that `origin`, and returns with its result what the
/// statement asked for. New terms are added to `terms`.
pub fn collect<R>(terms: &Rc<RefCell<Terms>>, origin: Origin, plan: impl FnOnce() -> R) -> (R, Collected) {
    let new = Collected { terms: Rc::clone(terms), origin, ..Collected::default() };
    COLLECTED.with_borrow_mut(|collected| *collected = Some(new));
    let _collecting = Collecting;
    let result = plan();
    let collected = COLLECTED.with_borrow_mut(|collected| collected.take().unwrap_or_default());
    (result, collected)
}

/// Notes what the planning that runs now asks of `rel`.
///
/// # Safety
/// Called from `set_rel_pathlist_hook` with its arguments.
pub unsafe fn observe(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    entry: *mut pg_sys::RangeTblEntry,
) {
    let collecting = COLLECTED.with_borrow(Option::is_some);
    // SAFETY: promised by the caller.
    unsafe {
        if !collecting || !active::is_planning(root) {
            return;
        }
        if (*entry).rtekind != pg_sys::RTEKind::RTE_RELATION || is_partition_scan(root, rel) {
            return;
        }
        // Nobody may index catalogs, so what is asked of them leads nowhere.
        if pg_sys::IsCatalogRelationOid((*entry).relid) {
            return;
        }
        // Estimating may run functions, whose own plannings find nothing to add to.
        let Some(mut collected) = COLLECTED.take() else { return };
        let mut scan =
            Scan { root, rel, table: (*entry).relid, terms: &collected.terms, origin: &collected.origin };
        let mut accesses = access(&mut scan);
        collected.accesses.append(&mut accesses);
        collected.unservable.append(&mut unservable::observe(root, rel, entry));
        collected.rows.push(((*entry).relid.to_u32(), (*rel).rows));
        COLLECTED.set(Some(collected));
    }
}

/// A child of a partitioned parent: the parent's access says the same of all children, and an index on it reaches them.
/// Children of an inheritance parent and of UNION ALL count for themselves.
unsafe fn is_partition_scan(root: *mut pg_sys::PlannerInfo, rel: *mut pg_sys::RelOptInfo) -> bool {
    // SAFETY: append_rel_array is filled before the first child is built.
    unsafe {
        if (*rel).reloptkind != pg_sys::RelOptKind::RELOPT_OTHER_MEMBER_REL
            || (*root).append_rel_array.is_null()
        {
            return false;
        }
        let link = *(*root).append_rel_array.add((*rel).relid as usize);
        if link.is_null() {
            return false;
        }
        let parent = *(*root).simple_rte_array.add((*link).parent_relid as usize);
        (*parent).rtekind == pg_sys::RTEKind::RTE_RELATION
            && pg_sys::get_rel_relkind((*parent).relid) as u8 == pg_sys::RELKIND_PARTITIONED_TABLE
    }
}

unsafe fn access(scan: &mut Scan<'_>) -> Vec<TableAccess> {
    let (root, rel) = (scan.root, scan.rel);
    // SAFETY: fields of the running planning.
    unsafe {
        let limited = !(*(*root).parse).limitCount.is_null();
        let mut main = TableAccess {
            table: scan.table.to_u32(),
            limited,
            output: output(rel),
            joins: equated_columns(scan),
            orders: orders(scan, limited),
            ..TableAccess::default()
        };
        let mut arms = Vec::new();
        if let Some(first) = first_order((*root).query_pathkeys).filter(|_| limited) {
            clauses::distance(first, scan, &mut main);
        }
        for n in 0..pg_sys::list_length((*rel).baserestrictinfo) {
            let info = pg_sys::list_nth((*rel).baserestrictinfo, n).cast::<pg_sys::RestrictInfo>();
            clauses::restriction((*info).clause.cast(), scan, &mut main, &mut arms);
            if let Some(predicate) = predicates::predicate((*info).clause.cast(), scan) {
                clauses::push(&mut main.predicates, predicate);
            }
        }
        for n in 0..pg_sys::list_length((*rel).joininfo) {
            let info = pg_sys::list_nth((*rel).joininfo, n).cast::<pg_sys::RestrictInfo>();
            clauses::join((*info).clause.cast(), scan, &mut main);
        }
        let mut all = vec![main];
        all.append(&mut arms);
        all
    }
}

/// Columns that this query level reads of the relation, above the scan or in its filters.
unsafe fn output(rel: *mut pg_sys::RelOptInfo) -> Vec<i16> {
    // SAFETY: attr_needed has an entry for each attribute from min_attr to max_attr.
    unsafe {
        let mut filtered = std::ptr::null_mut();
        for n in 0..pg_sys::list_length((*rel).baserestrictinfo) {
            let info = pg_sys::list_nth((*rel).baserestrictinfo, n).cast::<pg_sys::RestrictInfo>();
            pg_sys::pull_varattnos((*info).clause.cast(), (*rel).relid, &mut filtered);
        }
        (1..=(*rel).max_attr)
            .filter(|attribute| {
                let needed = *(*rel).attr_needed.offset((attribute - (*rel).min_attr) as isize);
                let member = i32::from(*attribute) - pg_sys::FirstLowInvalidHeapAttributeNumber;
                !needed.is_null() || pg_sys::bms_is_member(member, filtered)
            })
            .collect()
    }
}

/// Columns that an equivalence class sets equal to something of another relation.
unsafe fn equated_columns(scan: &mut Scan<'_>) -> Vec<i16> {
    let (root, rel) = (scan.root, scan.rel);
    // SAFETY: lists of the running planning.
    unsafe {
        let mut columns = Vec::new();
        for n in 0..pg_sys::list_length((*root).eq_classes) {
            let class = pg_sys::list_nth((*root).eq_classes, n).cast::<pg_sys::EquivalenceClass>();
            if (*class).ec_has_const || (*class).ec_has_volatile || !(*class).ec_merged.is_null() {
                continue;
            }
            let mut elsewhere = false;
            let mut here = std::ptr::null_mut();
            for m in 0..pg_sys::list_length((*class).ec_members) {
                let member = pg_sys::list_nth((*class).ec_members, m).cast::<pg_sys::EquivalenceMember>();
                // A child of an inheritance parent has members of its own.
                if (*member).em_is_child && !pg_sys::bms_equal((*member).em_relids, (*rel).relids) {
                    continue;
                }
                let expression = (*member).em_expr.cast();
                if scan.can_store(expression) {
                    here = expression;
                } else {
                    elsewhere |= !pg_sys::bms_is_member((*rel).relid as i32, (*member).em_relids);
                }
            }
            if elsewhere && !here.is_null() {
                columns.extend(scan.key(here, None, None, true));
            }
        }
        columns
    }
}

/// The wanted orders, each cut where a column of another relation begins. An expression counts only where a LIMIT of the
/// whole statement spares computing it for most rows (that of min() and max() stands in a query of its own).
unsafe fn orders(scan: &mut Scan<'_>, limited: bool) -> Vec<Vec<OrderColumn>> {
    let root = scan.root;
    // SAFETY: set by standard_qp_callback before base relations are planned.
    unsafe {
        let expressions = limited && (*root).parent_root.is_null();
        let mut found: Vec<Vec<OrderColumn>> = Vec::new();
        for keys in [
            (*root).query_pathkeys,
            (*root).sort_pathkeys,
            (*root).group_pathkeys,
            (*root).window_pathkeys,
            (*root).distinct_pathkeys,
        ] {
            let order = leading_columns(keys, scan, expressions);
            if !order.is_empty() && !found.contains(&order) {
                found.push(order);
            }
        }
        found
    }
}

unsafe fn leading_columns(
    keys: *mut pg_sys::List,
    scan: &mut Scan<'_>,
    expressions: bool,
) -> Vec<OrderColumn> {
    // SAFETY: a list of path keys of the running planning.
    unsafe {
        (0..pg_sys::list_length(keys))
            .map_while(|n| {
                let key = pg_sys::list_nth(keys, n).cast::<pg_sys::PathKey>();
                let members = (*(*key).pk_eclass).ec_members;
                let column = (0..pg_sys::list_length(members)).find_map(|m| {
                    let member = pg_sys::list_nth(members, m).cast::<pg_sys::EquivalenceMember>();
                    let expression = (*member).em_expr.cast();
                    match column(expression, scan.varno()) {
                        None if expressions && !clauses::is_distance(expression, scan) => {
                            scan.key(expression, None, None, true)
                        }
                        column => column,
                    }
                })?;
                let descending = compat::is_descending(key);
                Some(OrderColumn { column, descending, nulls_first: (*key).pk_nulls_first })
            })
            .collect()
    }
}

/// What the planning sorts by first.
unsafe fn first_order(keys: *mut pg_sys::List) -> Option<*mut pg_sys::Node> {
    // SAFETY: a list of path keys of the running planning; a class has a member.
    unsafe {
        if keys.is_null() {
            return None;
        }
        let class = (*pg_sys::list_nth(keys, 0).cast::<pg_sys::PathKey>()).pk_eclass;
        let member = pg_sys::list_nth((*class).ec_members, 0).cast::<pg_sys::EquivalenceMember>();
        Some((*member).em_expr.cast())
    }
}
