//! Which columns a planner clause lets a b-tree search by.
use dbarch_core::model::workload::{EqualityColumn, TableAccess};
use pgrx::is_a;
use pgrx::pg_sys::{self, NodeTag, Oid};

/// Strategy numbers of src/include/access/stratnum.h.
const EQUAL: i32 = 3;

/// The column of relation `varno` that `node` is, binary-compatible casts aside.
///
/// # Safety
/// `node` is an expression of the running planning.
pub unsafe fn column(node: *mut pg_sys::Node, varno: pg_sys::Index) -> Option<i16> {
    // SAFETY: promised by the caller.
    unsafe {
        let mut node = node;
        while !node.is_null() && is_a(node, NodeTag::T_RelabelType) {
            node = (*node.cast::<pg_sys::RelabelType>()).arg.cast();
        }
        if node.is_null() || !is_a(node, NodeTag::T_Var) {
            return None;
        }
        let var = &*node.cast::<pg_sys::Var>();
        (var.varno as pg_sys::Index == varno && var.varattno > 0 && var.varlevelsup == 0)
            .then_some(var.varattno)
    }
}

/// A comparison of one column with something that does not depend on the same relation.
struct Comparison {
    column: i16,
    strategy: i32,
}

/// Adds what a restriction of `rel` offers to `access`; the arms of an OR go to `arms`, since each needs an index
/// of its own.
///
/// # Safety
/// `clause` is a restriction of the running planning.
pub unsafe fn restriction(
    clause: *mut pg_sys::Node,
    rel: *mut pg_sys::RelOptInfo,
    access: &mut TableAccess,
    arms: &mut Vec<TableAccess>,
) {
    // SAFETY: promised by the caller; each cast follows the tag.
    unsafe {
        let varno = (*rel).relid;
        match (*clause).type_ {
            NodeTag::T_OpExpr => match comparison(clause, rel) {
                Some(Comparison { column, strategy: EQUAL }) => equality(access, column),
                Some(Comparison { column, .. }) => push(&mut access.ranges, column),
                None => (),
            },
            NodeTag::T_ScalarArrayOpExpr => {
                let test = &*clause.cast::<pg_sys::ScalarArrayOpExpr>();
                let left = pg_sys::list_nth(test.args, 0).cast::<pg_sys::Node>();
                if let (true, Some(found)) = (test.useOr, column(left, varno)) {
                    if strategy(left, test.opno, test.inputcollid) == Some(EQUAL) {
                        push(&mut access.in_lists, found);
                    }
                }
            }
            NodeTag::T_NullTest => {
                let test = &*clause.cast::<pg_sys::NullTest>();
                if test.nulltesttype == pg_sys::NullTestType::IS_NULL {
                    if let Some(found) = column(test.arg.cast(), varno) {
                        push(&mut access.null_tests, found);
                    }
                }
            }
            NodeTag::T_RowCompareExpr => {
                let test = &*clause.cast::<pg_sys::RowCompareExpr>();
                if let Some(found) = column(pg_sys::list_nth(test.largs, 0).cast(), varno) {
                    push(&mut access.ranges, found);
                }
            }
            NodeTag::T_Var => {
                if let Some(found) = column(clause, varno) {
                    equality(access, found);
                }
            }
            NodeTag::T_BoolExpr => boolean(clause.cast(), rel, access, arms),
            _ => (),
        }
    }
}

unsafe fn boolean(
    test: *mut pg_sys::BoolExpr,
    rel: *mut pg_sys::RelOptInfo,
    access: &mut TableAccess,
    arms: &mut Vec<TableAccess>,
) {
    // SAFETY: as for restriction().
    unsafe {
        let args = (*test).args;
        match (*test).boolop {
            pg_sys::BoolExprType::NOT_EXPR => {
                if let Some(found) = column(pg_sys::list_nth(args, 0).cast(), (*rel).relid) {
                    equality(access, found);
                }
            }
            pg_sys::BoolExprType::AND_EXPR => {
                for n in 0..pg_sys::list_length(args) {
                    restriction(pg_sys::list_nth(args, n).cast(), rel, access, arms);
                }
            }
            _ => {
                let mut found = Vec::new();
                for n in 0..pg_sys::list_length(args) {
                    let mut arm = TableAccess { table: access.table, ..TableAccess::default() };
                    restriction(pg_sys::list_nth(args, n).cast(), rel, &mut arm, &mut found);
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
        && access.null_tests.is_empty())
}

/// Adds what a join clause that is no equivalence (an outer join's, say) offers to `access`.
///
/// # Safety
/// `clause` is a join clause of the running planning.
pub unsafe fn join(clause: *mut pg_sys::Node, rel: *mut pg_sys::RelOptInfo, access: &mut TableAccess) {
    // SAFETY: promised by the caller.
    unsafe {
        if is_a(clause, NodeTag::T_OpExpr) {
            if let Some(Comparison { column, strategy: EQUAL }) = comparison(clause, rel) {
                push(&mut access.joins, column);
            }
        }
    }
}

unsafe fn comparison(clause: *mut pg_sys::Node, rel: *mut pg_sys::RelOptInfo) -> Option<Comparison> {
    // SAFETY: the caller saw an OpExpr.
    unsafe {
        let test = &*clause.cast::<pg_sys::OpExpr>();
        if pg_sys::list_length(test.args) != 2 {
            return None;
        }
        let left = pg_sys::list_nth(test.args, 0).cast::<pg_sys::Node>();
        let right = pg_sys::list_nth(test.args, 1).cast::<pg_sys::Node>();
        let (side, other, operator, found) = match (column(left, (*rel).relid), column(right, (*rel).relid)) {
            (Some(found), _) => (left, right, test.opno, found),
            (None, Some(found)) => (right, left, pg_sys::get_commutator(test.opno), found),
            (None, None) => return None,
        };
        let relations = pg_sys::pull_varnos(std::ptr::null_mut(), other);
        if pg_sys::bms_is_member((*rel).relid as i32, relations) || pg_sys::contain_volatile_functions(other)
        {
            return None;
        }
        let strategy = strategy(side, operator, test.inputcollid)?;
        Some(Comparison { column: found, strategy })
    }
}

/// The b-tree strategy of `operator` in the default operator class of the column's type, when an index on the
/// column with its own collation could serve it.
unsafe fn strategy(side: *mut pg_sys::Node, operator: Oid, collation: Oid) -> Option<i32> {
    // SAFETY: syscache look-ups.
    unsafe {
        let mut var = side;
        while is_a(var, NodeTag::T_RelabelType) {
            var = (*var.cast::<pg_sys::RelabelType>()).arg.cast();
        }
        let type_oid = pg_sys::exprType(var);
        let opclass = pg_sys::GetDefaultOpClass(type_oid, pg_sys::BTREE_AM_OID);
        if opclass == Oid::INVALID || operator == Oid::INVALID {
            return None;
        }
        let own = pg_sys::exprCollation(var);
        if collation != Oid::INVALID && own != Oid::INVALID && collation != own {
            return None;
        }
        let strategy = pg_sys::get_op_opfamily_strategy(operator, pg_sys::get_opclass_family(opclass));
        (strategy != 0).then_some(strategy)
    }
}

fn equality(access: &mut TableAccess, column: i16) {
    let wanted = EqualityColumn { column };
    if !access.equalities.contains(&wanted) {
        access.equalities.push(wanted);
    }
}

fn push(columns: &mut Vec<i16>, column: i16) {
    if !columns.contains(&column) {
        columns.push(column);
    }
}
