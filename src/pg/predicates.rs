//! Conditions of a scan that could be the predicate of an index.
use crate::pg::clauses::{self, Comparison, EQUAL};
use crate::pg::index_terms::{Origin, Scan};
use dbarch_core::model::table::Predicate;
use pgrx::is_a;
use pgrx::pg_sys::{self, NodeTag, Oid};

/// The number of the predicate that `clause` makes.
///
/// # Safety
/// `clause` is a restriction of the scan.
pub unsafe fn predicate(clause: *mut pg_sys::Node, scan: &mut Scan<'_>) -> Option<i16> {
    // SAFETY: promised by the caller.
    unsafe {
        let (column, constant) = subject(clause, scan)?;
        if pg_sys::contain_mutable_functions(clause) {
            return None;
        }
        let kind = pg_sys::JoinType::JOIN_INNER;
        let selectivity = pg_sys::clause_selectivity(scan.root, clause, 0, kind, std::ptr::null_mut());
        let sql = scan.sql(clause);
        // As pg_get_indexdef() writes it, also where the condition is a column by itself.
        let sql = if sql.starts_with('(') { sql } else { format!("({sql})") };
        let predicate = Predicate { number: 0, sql, column, selectivity, constant };
        scan.terms.borrow_mut().predicate(scan.table.to_u32(), predicate)
    }
}

/// The column that the clause tests, and whether it compares it with a constant.
unsafe fn subject(clause: *mut pg_sys::Node, scan: &mut Scan<'_>) -> Option<(i16, bool)> {
    // SAFETY: each cast follows the tag.
    unsafe {
        match (*clause).type_ {
            NodeTag::T_NullTest => {
                let test = &*clause.cast::<pg_sys::NullTest>();
                Some((scan.column(test.arg.cast())?, false))
            }
            NodeTag::T_Var => Some((scan.column(clause)?, false)),
            NodeTag::T_BooleanTest => Some((scan.column(clauses::boolean_test(clause)?)?, false)),
            NodeTag::T_BoolExpr => {
                let test = &*clause.cast::<pg_sys::BoolExpr>();
                let negated = test.boolop == pg_sys::BoolExprType::NOT_EXPR;
                let argument = pg_sys::list_nth(test.args, 0).cast();
                Some((scan.column(argument).filter(|_| negated)?, false))
            }
            NodeTag::T_OpExpr => {
                let found = clauses::comparison(clause, scan)?;
                // Everything but one value: what is not done, not deleted.
                let negator = pg_sys::get_negator(found.operator);
                let equal = is_equality(&found, scan);
                let other = Comparison { operator: negator, ..found };
                let column = equal.or_else(|| is_equality(&other, scan))?;
                is_lasting(other.other, scan).then_some((column, true))
            }
            NodeTag::T_ScalarArrayOpExpr => {
                let found = clauses::any_comparison(clause, scan)?;
                let column = is_equality(&found, scan)?;
                is_lasting(found.other, scan).then_some((column, true))
            }
            _ => None,
        }
    }
}

unsafe fn is_equality(found: &Comparison, scan: &mut Scan<'_>) -> Option<i16> {
    if found.operator == Oid::INVALID {
        return None;
    }
    // SAFETY: promised by predicate().
    match unsafe { clauses::key(found, scan) } {
        Some((column, EQUAL)) => Some(column),
        _ => None,
    }
}

/// Whether the statement compares with this constant each time, as far as its text tells: not if it stands for a parameter.
unsafe fn is_lasting(node: *mut pg_sys::Node, scan: &Scan<'_>) -> bool {
    // SAFETY: the cast follows the tag.
    unsafe {
        if !is_a(node, NodeTag::T_Const) || (*node.cast::<pg_sys::Const>()).constisnull {
            return false;
        }
        let place = usize::try_from((*node.cast::<pg_sys::Const>()).location);
        match scan.origin {
            Origin::Text | Origin::Executions => true,
            Origin::Likely(text) => place.is_ok_and(|place| text.get(place).is_some_and(|c| *c != b'$')),
        }
    }
}
