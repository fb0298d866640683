//! What a planner clause lets an index search by.
use crate::pg::compat;
use crate::pg::index_terms::Scan;
use crate::pg::operator_classes::{self, Purpose};
use crate::pg::origin::without_relabels;
use dbarch_core::model::access_method::AccessMethod;
use dbarch_core::model::workload::{EqualityColumn, Search, TableAccess};
use pgrx::is_a;
use pgrx::pg_sys::{self, NodeTag, Oid};
use std::ffi::CStr;

/// Strategy numbers of src/include/access/stratnum.h.
pub const EQUAL: i32 = 3;

/// A comparison of something that an index can store with something that does not depend on the same row.
pub struct Comparison {
    pub stored: *mut pg_sys::Node,
    pub other: *mut pg_sys::Node,
    /// With `stored` on the left.
    pub operator: Oid,
    pub collation: Oid,
}

/// Adds what a restriction of the scan offers to `access`; the arms of an OR go to `arms`, since each needs an index
/// of its own.
///
/// # Safety
/// `clause` is a restriction of the running planning.
pub unsafe fn restriction(
    clause: *mut pg_sys::Node,
    scan: &mut Scan<'_>,
    access: &mut TableAccess,
    arms: &mut Vec<TableAccess>,
) {
    // SAFETY: promised by the caller; each cast follows the tag.
    unsafe {
        match (*clause).type_ {
            NodeTag::T_OpExpr => {
                let Some(found) = comparison(clause, scan) else { return };
                match key(&found, scan) {
                    Some((column, EQUAL)) => equality(access, column),
                    Some((column, _)) => push(&mut access.ranges, column),
                    None => other_search(&found, scan, access),
                }
            }
            NodeTag::T_ScalarArrayOpExpr => {
                let Some(found) = any_comparison(clause, scan) else { return };
                if let Some((column, EQUAL)) = key(&found, scan) {
                    push(&mut access.in_lists, column);
                }
            }
            NodeTag::T_NullTest => {
                let test = &*clause.cast::<pg_sys::NullTest>();
                if test.nulltesttype == pg_sys::NullTestType::IS_NULL {
                    if let Some(found) = scan.column(test.arg.cast()) {
                        push(&mut access.null_tests, found);
                    }
                }
            }
            NodeTag::T_BooleanTest => {
                if let Some(found) = boolean_test(clause).and_then(|tested| scan.column(tested)) {
                    equality(access, found);
                }
            }
            NodeTag::T_RowCompareExpr => {
                let test = &*clause.cast::<pg_sys::RowCompareExpr>();
                if let Some(found) = scan.column(pg_sys::list_nth(test.largs, 0).cast()) {
                    push(&mut access.ranges, found);
                }
            }
            NodeTag::T_Var => {
                if let Some(found) = scan.column(clause) {
                    equality(access, found);
                }
            }
            NodeTag::T_FuncExpr => function(clause.cast(), scan, access),
            NodeTag::T_BoolExpr => boolean(clause.cast(), scan, access, arms),
            _ => (),
        }
    }
}

/// What a test is about that an index serves: IS TRUE and IS FALSE (match_boolean_index_clause of indxpath.c).
///
/// # Safety
/// `clause` is a BooleanTest of the running planning.
pub unsafe fn boolean_test(clause: *mut pg_sys::Node) -> Option<*mut pg_sys::Node> {
    use pg_sys::BoolTestType::{IS_FALSE, IS_TRUE};
    // SAFETY: promised by the caller.
    let test = unsafe { &*clause.cast::<pg_sys::BooleanTest>() };
    [IS_TRUE, IS_FALSE].contains(&test.booltesttype).then_some(test.arg.cast())
}

unsafe fn boolean(
    test: *mut pg_sys::BoolExpr,
    scan: &mut Scan<'_>,
    access: &mut TableAccess,
    arms: &mut Vec<TableAccess>,
) {
    // SAFETY: as for restriction().
    unsafe {
        let args = (*test).args;
        match (*test).boolop {
            pg_sys::BoolExprType::NOT_EXPR => {
                if let Some(found) = scan.column(pg_sys::list_nth(args, 0).cast()) {
                    equality(access, found);
                }
            }
            pg_sys::BoolExprType::AND_EXPR => {
                for n in 0..pg_sys::list_length(args) {
                    restriction(pg_sys::list_nth(args, n).cast(), scan, access, arms);
                }
            }
            _ => {
                let mut found = Vec::new();
                for n in 0..pg_sys::list_length(args) {
                    let mut arm = TableAccess { table: access.table, arm: true, ..TableAccess::default() };
                    restriction(pg_sys::list_nth(args, n).cast(), scan, &mut arm, &mut found);
                    if !is_searchable(&arm) && found.is_empty() {
                        // One arm that no index serves makes the others' indexes useless.
                        return;
                    }
                    found.push(arm);
                }
                arms.extend(found.into_iter().filter(is_searchable));
            }
        }
    }
}

fn is_searchable(access: &TableAccess) -> bool {
    !(access.equalities.is_empty()
        && access.in_lists.is_empty()
        && access.ranges.is_empty()
        && access.null_tests.is_empty()
        && access.searches.is_empty())
}

/// Adds what a join clause that is no equivalence (an outer join's, say) offers to `access`.
///
/// # Safety
/// `clause` is a join clause of the running planning.
pub unsafe fn join(clause: *mut pg_sys::Node, scan: &mut Scan<'_>, access: &mut TableAccess) {
    // SAFETY: promised by the caller.
    unsafe {
        if !is_a(clause, NodeTag::T_OpExpr) {
            return;
        }
        let Some(found) = comparison(clause, scan) else { return };
        match key(&found, scan) {
            Some((column, EQUAL)) => push(&mut access.joins, column),
            Some(_) => (),
            None => other_search(&found, scan, access),
        }
    }
}

/// The comparison that an operator makes of this scan's rows, if it does.
///
/// # Safety
/// `clause` is an OpExpr of the running planning.
pub unsafe fn comparison(clause: *mut pg_sys::Node, scan: &Scan<'_>) -> Option<Comparison> {
    // SAFETY: promised by the caller.
    unsafe {
        let test = &*clause.cast::<pg_sys::OpExpr>();
        if pg_sys::list_length(test.args) != 2 {
            return None;
        }
        let left = pg_sys::list_nth(test.args, 0).cast::<pg_sys::Node>();
        let right = pg_sys::list_nth(test.args, 1).cast::<pg_sys::Node>();
        let (stored, other, operator) = if scan.can_store(left) {
            (left, right, test.opno)
        } else if scan.can_store(right) {
            (right, left, pg_sys::get_commutator(test.opno))
        } else {
            return None;
        };
        let usable = operator != Oid::INVALID && is_independent(other, scan);
        usable.then_some(Comparison { stored, other, operator, collation: test.inputcollid })
    }
}

/// The comparison with any of the values of an array (`= ANY`, `IN`).
///
/// # Safety
/// `clause` is a ScalarArrayOpExpr of the running planning.
pub unsafe fn any_comparison(clause: *mut pg_sys::Node, scan: &Scan<'_>) -> Option<Comparison> {
    // SAFETY: promised by the caller; such a node has two arguments.
    unsafe {
        let test = &*clause.cast::<pg_sys::ScalarArrayOpExpr>();
        let found = Comparison {
            stored: pg_sys::list_nth(test.args, 0).cast(),
            other: pg_sys::list_nth(test.args, 1).cast(),
            operator: test.opno,
            collation: test.inputcollid,
        };
        let usable = test.useOr && scan.can_store(found.stored) && is_independent(found.other, scan);
        usable.then_some(found)
    }
}

unsafe fn is_independent(other: *mut pg_sys::Node, scan: &Scan<'_>) -> bool {
    // SAFETY: an expression of the running planning.
    unsafe {
        let relations = pg_sys::pull_varnos(std::ptr::null_mut(), other);
        !pg_sys::bms_is_member(scan.varno() as i32, relations) && !pg_sys::contain_volatile_functions(other)
    }
}

/// The key of a b-tree that serves the comparison, and the strategy in the default operator class of its type.
///
/// # Safety
/// The comparison belongs to the running planning.
pub unsafe fn key(found: &Comparison, scan: &mut Scan<'_>) -> Option<(i16, i32)> {
    // SAFETY: syscache look-ups, and what the caller promises.
    unsafe {
        let value = without_relabels(found.stored);
        let opclass = pg_sys::GetDefaultOpClass(pg_sys::exprType(value), pg_sys::BTREE_AM_OID);
        if opclass == Oid::INVALID {
            return None;
        }
        let family = pg_sys::get_opclass_family(opclass);
        let strategy = pg_sys::get_op_opfamily_strategy(found.operator, family);
        if strategy == 0 {
            return None;
        }
        let own = pg_sys::exprCollation(value);
        let differs = found.collation != Oid::INVALID && own != Oid::INVALID && found.collation != own;
        let collation = differs.then_some(found.collation);
        Some((scan.key(value, collation, None, true)?, strategy))
    }
}

/// A comparison that no b-tree of the default operator class serves. What a b-tree of another class serves needs no trigrams.
unsafe fn other_search(found: &Comparison, scan: &mut Scan<'_>, access: &mut TableAccess) {
    // SAFETY: as for key().
    unsafe {
        let name = pg_sys::get_opname(found.operator);
        let matches = !name.is_null() && has_support(pg_sys::get_opcode(found.operator));
        if matches && prefix(CStr::from_ptr(name), found, scan, access) {
            return;
        }
        search(found, Purpose::Search, scan, access);
    }
}

unsafe fn search(found: &Comparison, purpose: Purpose, scan: &mut Scan<'_>, access: &mut TableAccess) {
    // SAFETY: as for key().
    unsafe {
        let value = without_relabels(found.stored);
        let type_oid = pg_sys::getBaseType(pg_sys::exprType(value));
        for class in operator_classes::classes(found.operator, type_oid, purpose) {
            if let Some(column) = scan.key(value, None, class.name.as_deref(), false) {
                let operator = found.operator.to_u32();
                push(&mut access.searches, Search { method: class.method, column, operator });
            }
        }
    }
}

/// Whether some index orders by this distance, so that there is no need to store it.
///
/// # Safety
/// `expression` is what the running planning sorts by.
pub unsafe fn is_distance(expression: *mut pg_sys::Node, scan: &mut Scan<'_>) -> bool {
    let mut found = TableAccess::default();
    // SAFETY: promised by the caller.
    unsafe { distance(expression, scan, &mut found) };
    !found.searches.is_empty()
}

/// Adds what a wanted order by distance (`ORDER BY place <-> point '(1,2)'`) asks of an index.
///
/// # Safety
/// `expression` is what the running planning sorts by.
pub unsafe fn distance(expression: *mut pg_sys::Node, scan: &mut Scan<'_>, access: &mut TableAccess) {
    // SAFETY: promised by the caller.
    unsafe {
        if !expression.is_null() && is_a(expression, NodeTag::T_OpExpr) {
            if let Some(found) = comparison(expression, scan) {
                search(&found, Purpose::Order, scan, access);
            }
        }
    }
}

/// Matching of texts by how they begin (match_pattern_prefix of src/backend/utils/adt/like_support.c): with a range over
/// the key in byte order, so by an index in the collation C or of a pattern operator class. False if it is something else.
unsafe fn prefix(name: &CStr, found: &Comparison, scan: &mut Scan<'_>, access: &mut TableAccess) -> bool {
    // SAFETY: as for key().
    unsafe {
        let Some(pattern) = text_constant(found.other) else { return false };
        let is_prefix = match name.to_bytes() {
            b"~~" => !pattern.starts_with(['%', '_']),
            b"~" => pattern.starts_with('^'),
            b"^@" => true,
            _ => false,
        };
        let value = without_relabels(found.stored);
        let class = operator_classes::of_prefixes(pg_sys::getBaseType(pg_sys::exprType(value)));
        let Some(class) = class.filter(|_| is_prefix && !pattern.is_empty()) else { return false };
        let collation = pg_sys::exprCollation(value);
        let bytewise = collation != Oid::INVALID && compat::sorts_by_bytes(collation);
        let column = scan.key(value, None, (!bytewise).then_some(class), true);
        column.into_iter().for_each(|column| push(&mut access.ranges, column));
        column.is_some()
    }
}

/// A function whose support function may turn it into an operator that an index knows, as those of PostGIS do.
unsafe fn function(call: *mut pg_sys::FuncExpr, scan: &mut Scan<'_>, access: &mut TableAccess) {
    // SAFETY: as for restriction().
    unsafe {
        if !has_support((*call).funcid) {
            return;
        }
        for n in 0..pg_sys::list_length((*call).args) {
            let argument = pg_sys::list_nth((*call).args, n).cast::<pg_sys::Node>();
            if !scan.can_store(argument) {
                continue;
            }
            let value = without_relabels(argument);
            let type_oid = pg_sys::getBaseType(pg_sys::exprType(value));
            if n == 0 && pg_sys::list_length((*call).args) == 2 {
                let other = pg_sys::list_nth((*call).args, 1).cast::<pg_sys::Node>();
                if operator_classes::of_prefixes(type_oid).is_some() && is_independent(other, scan) {
                    let found = Comparison {
                        stored: argument,
                        other,
                        operator: Oid::INVALID,
                        collation: (*call).inputcollid,
                    };
                    prefix(c"^@", &found, scan, access);
                }
            }
            if pg_sys::GetDefaultOpClass(type_oid, pg_sys::GIST_AM_OID) != Oid::INVALID {
                if let Some(column) = scan.key(value, None, None, false) {
                    let method = AccessMethod::Gist;
                    let operator = (*call).funcid.to_u32();
                    push(&mut access.searches, Search { method, column, operator });
                }
            }
        }
    }
}

unsafe fn has_support(function: Oid) -> bool {
    // SAFETY: a syscache look-up.
    function != Oid::INVALID && unsafe { pg_sys::get_func_support(function) } != Oid::INVALID
}

/// The text of a constant of a text type.
///
/// # Safety
/// `node` is an expression of the running planning.
pub unsafe fn text_constant(node: *mut pg_sys::Node) -> Option<String> {
    // SAFETY: the cast follows the tag, and constants of these types are varlena.
    unsafe {
        let node = without_relabels(node);
        if node.is_null() || !is_a(node, NodeTag::T_Const) {
            return None;
        }
        let constant = &*node.cast::<pg_sys::Const>();
        let texts = [pg_sys::TEXTOID, pg_sys::VARCHAROID, pg_sys::BPCHAROID];
        if constant.constisnull || !texts.contains(&constant.consttype) {
            return None;
        }
        let text = pg_sys::text_to_cstring(constant.constvalue.cast_mut_ptr());
        Some(CStr::from_ptr(text).to_string_lossy().into_owned())
    }
}

fn equality(access: &mut TableAccess, column: i16) {
    push(&mut access.equalities, EqualityColumn { column });
}

pub fn push<T: PartialEq>(list: &mut Vec<T>, new: T) {
    if !list.contains(&new) {
        list.push(new);
    }
}
