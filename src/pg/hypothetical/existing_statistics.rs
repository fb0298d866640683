//! Statistics of an expression that ANALYZE has gathered already, for another index or for CREATE STATISTICS.
use crate::pg::compat;
use crate::pg::sample::StatisticsTuple;
use pgrx::pg_sys::{self, Oid};

/// # Safety
/// `table` is open; `expression` is over varno 1, as an index holds it.
pub unsafe fn of_expression(
    table: pg_sys::Relation,
    expression: *mut pg_sys::Node,
) -> Option<StatisticsTuple> {
    // SAFETY: promised by the caller.
    unsafe { of_indexes(table, expression).or_else(|| of_extended(table, expression)) }
}

/// The same statistics that examine_variable (src/backend/utils/adt/selfuncs.c) finds: not those of partial indexes.
unsafe fn of_indexes(table: pg_sys::Relation, expression: *mut pg_sys::Node) -> Option<StatisticsTuple> {
    // SAFETY: the table is locked, so its indexes stay; each tuple is pinned until released.
    unsafe {
        let lock = pg_sys::AccessShareLock as pg_sys::LOCKMODE;
        let indexes = pg_sys::RelationGetIndexList(table);
        for n in 0..pg_sys::list_length(indexes) {
            let oid = pg_sys::list_nth_oid(indexes, n);
            let index = pg_sys::index_open(oid, lock);
            let mut attribute = 0;
            if pg_sys::RelationGetIndexPredicate(index).is_null() {
                attribute = position(index, expression);
            }
            pg_sys::index_close(index, pg_sys::NoLock as pg_sys::LOCKMODE);
            if attribute == 0 {
                continue;
            }
            let tuple = pg_sys::SearchSysCache3(
                pg_sys::SysCacheIdentifier::STATRELATTINH as i32,
                oid.into(),
                attribute.into(),
                false.into(),
            );
            if !tuple.is_null() {
                let found = StatisticsTuple::of(tuple);
                pg_sys::ReleaseSysCache(tuple);
                return Some(found);
            }
        }
        None
    }
}

/// Number of the index's column that is `expression`; 0 for none.
unsafe fn position(index: pg_sys::Relation, expression: *mut pg_sys::Node) -> i16 {
    // SAFETY: the index is open; expressions stand in the list in the order of the columns without an attribute.
    unsafe {
        let expressions = pg_sys::RelationGetIndexExpressions(index);
        let form = (*index).rd_index;
        let keys = (&raw const (*form).indkey.values).cast::<i16>();
        let mut expression_no = 0;
        for column in 0..(*form).indnkeyatts {
            if keys.add(column as usize).read() != 0 {
                continue;
            }
            let candidate = pg_sys::list_nth(expressions, expression_no);
            if pg_sys::equal(candidate, expression.cast()) {
                return column + 1;
            }
            expression_no += 1;
        }
        0
    }
}

/// get_relation_statistics of src/backend/optimizer/util/plancat.c.
unsafe fn of_extended(table: pg_sys::Relation, expression: *mut pg_sys::Node) -> Option<StatisticsTuple> {
    // SAFETY: each tuple is pinned until released; stored expressions are over varno 1.
    unsafe {
        let statistics = pg_sys::RelationGetStatExtList(table);
        (0..pg_sys::list_length(statistics)).find_map(|n| {
            let oid = pg_sys::list_nth_oid(statistics, n);
            let expressions = extended_expressions(oid);
            (0..pg_sys::list_length(expressions)).find_map(|place| {
                if !pg_sys::equal(pg_sys::list_nth(expressions, place), expression.cast()) {
                    return None;
                }
                let tuple = compat::extended_expression_statistics(oid, place);
                (!tuple.is_null()).then(|| StatisticsTuple::of(tuple))
            })
        })
    }
}

unsafe fn extended_expressions(statistics: Oid) -> *mut pg_sys::List {
    /// Anum_pg_statistic_ext_stxexprs of PostgreSQL 14 to 18; pgrx does not bind it for 18.
    const EXPRESSIONS: i16 = 9;
    // SAFETY: as above.
    unsafe {
        let cache = pg_sys::SysCacheIdentifier::STATEXTOID as i32;
        let tuple = pg_sys::SearchSysCache1(cache, statistics.into());
        if tuple.is_null() {
            return std::ptr::null_mut();
        }
        let mut null = false;
        let attribute = EXPRESSIONS;
        let text = pg_sys::SysCacheGetAttr(cache, tuple, attribute, &mut null);
        let mut expressions = std::ptr::null_mut();
        if !null {
            let tree = pg_sys::stringToNode(pg_sys::text_to_cstring(text.cast_mut_ptr()));
            let folded = pg_sys::eval_const_expressions(std::ptr::null_mut(), tree.cast());
            pg_sys::fix_opfuncids(folded);
            expressions = folded.cast();
        }
        pg_sys::ReleaseSysCache(tuple);
        expressions
    }
}
