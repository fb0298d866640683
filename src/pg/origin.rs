//! Which column of which table an expression of an analysed query is.
use crate::pg::compat;
use pgrx::is_a;
use pgrx::pg_sys::{self, NodeTag, Oid, RTEKind};
use std::ffi::CStr;

/// Subqueries within subqueries that are looked through.
const DEPTH: usize = 30;

/// `node` without casts that change nothing about the value.
///
/// # Safety
/// `node` is an expression in living memory.
pub unsafe fn without_relabels(node: *mut pg_sys::Node) -> *mut pg_sys::Node {
    // SAFETY: promised by the caller.
    unsafe {
        let mut node = node;
        while !node.is_null() && is_a(node, NodeTag::T_RelabelType) {
            node = (*node.cast::<pg_sys::RelabelType>()).arg.cast();
        }
        node
    }
}

/// Relation and column that `node` passes on, through joins, subqueries, views and WITH. `queries` are those around it,
/// the innermost last.
///
/// # Safety
/// `node` is an expression of the last of `queries`, which live.
pub unsafe fn column(node: *mut pg_sys::Node, queries: &[*mut pg_sys::Query]) -> Option<(Oid, i16)> {
    // SAFETY: promised by the caller; each cast follows the tag.
    unsafe {
        let node = without_relabels(node);
        if node.is_null() || !is_a(node, NodeTag::T_Var) || queries.len() > DEPTH {
            return None;
        }
        let var = &*node.cast::<pg_sys::Var>();
        let level = queries.len().checked_sub(1 + var.varlevelsup as usize)?;
        let (around, query) = (&queries[..=level], queries[level]);
        // Unsigned in 14.
        let number: i32 = var.varno as _;
        let entry = nth::<pg_sys::RangeTblEntry>((*query).rtable, number - 1)?;
        let place = i32::from(var.varattno) - 1;
        match (*entry).rtekind {
            RTEKind::RTE_RELATION => (place >= 0).then_some(((*entry).relid, var.varattno)),
            RTEKind::RTE_SUBQUERY => output((*entry).subquery, place, around),
            RTEKind::RTE_JOIN => column(nth((*entry).joinaliasvars, place)?, around),
            RTEKind::RTE_CTE => {
                let level = level.checked_sub((*entry).ctelevelsup as usize)?;
                let query = with_query(queries[level], CStr::from_ptr((*entry).ctename))?;
                output(query, place, &queries[..=level])
            }
            _ => column(nth(compat::group_expressions(entry), place)?, around),
        }
    }
}

/// The origin of a column of the result of `query`, which stands in the last of `around`.
unsafe fn output(query: *mut pg_sys::Query, place: i32, around: &[*mut pg_sys::Query]) -> Option<(Oid, i16)> {
    // SAFETY: as for column().
    unsafe {
        let queries = [around, &[query]].concat();
        let target = nth::<pg_sys::TargetEntry>((*query).targetList, place)?;
        column((*target).expr.cast(), &queries)
    }
}

unsafe fn with_query(query: *mut pg_sys::Query, name: &CStr) -> Option<*mut pg_sys::Query> {
    // SAFETY: as for column().
    unsafe {
        (0..pg_sys::list_length((*query).cteList))
            .map(|n| pg_sys::list_nth((*query).cteList, n).cast::<pg_sys::CommonTableExpr>())
            .find(|cte| CStr::from_ptr((**cte).ctename) == name)
            .filter(|cte| !(**cte).cterecursive && is_a((**cte).ctequery, NodeTag::T_Query))
            .filter(|cte| {
                (*(**cte).ctequery.cast::<pg_sys::Query>()).commandType == pg_sys::CmdType::CMD_SELECT
            })
            .map(|cte| (*cte).ctequery.cast())
    }
}

unsafe fn nth<T>(list: *mut pg_sys::List, place: i32) -> Option<*mut T> {
    // SAFETY: the bounds are checked.
    unsafe { (place >= 0 && place < pg_sys::list_length(list)).then(|| pg_sys::list_nth(list, place).cast()) }
}
