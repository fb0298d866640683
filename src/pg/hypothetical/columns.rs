//! The columns of an index definition: operator class, collation, ordering, and what statistics say of them.
//!
//! Follows ComputeIndexAttrs and CheckPredicate of src/backend/commands/indexcmds.c (PostgreSQL 15), with its
//! SQLSTATEs and messages.
use super::width_spread;
use crate::error::{Error, Result};
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::ffi::{CStr, CString};

/// What the size of an index depends on, per column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnStatistics {
    /// Bytes of a non-null value as stored.
    pub avg_width: f64,
    /// Of the type; a short variable-length value has none (VARATT_CAN_MAKE_SHORT in src/include/varatt.h).
    pub alignment: u8,
    pub varlena: bool,
    /// Standard deviation of the width of a variable-length value, when statistics tell.
    pub width_deviation: Option<f64>,
    pub null_fraction: f64,
    /// As in pg_stats: negative is a fraction of the rows, 0 unknown.
    pub n_distinct: f64,
}

#[derive(Debug, Clone)]
pub struct IndexColumn {
    /// 0 for an expression.
    pub attribute: i16,
    pub type_oid: Oid,
    pub typmod: i32,
    pub collation: Oid,
    /// Of key columns only.
    pub key: Option<KeyColumn>,
    pub statistics: ColumnStatistics,
}

#[derive(Debug, Clone, Copy)]
pub struct KeyColumn {
    pub opfamily: Oid,
    pub opcintype: Oid,
    pub equal_image: bool,
    pub collation: Oid,
    pub descending: bool,
    pub nulls_first: bool,
}

type Named = (Option<CString>, IndexColumn);

/// # Safety
/// `table` is locked, `element` transformed; `expressions` is a list in the current memory context.
pub unsafe fn key_column(
    table: Oid,
    element: &pg_sys::IndexElem,
    expressions: &mut *mut pg_sys::List,
) -> Result<Named> {
    // SAFETY: promised by the caller.
    unsafe {
        let (name, mut column) = if element.name.is_null() {
            expression(table, element.expr, expressions)?
        } else {
            attribute(table, element.name)?
        };
        let btree = pg_sys::BTREE_AM_OID;
        let opclass = pg_sys::ResolveOpClass(element.opclass, column.type_oid, c"btree".as_ptr(), btree);
        let collation = if element.collation.is_null() {
            column.collation
        } else {
            pg_sys::get_collation_oid(element.collation, false)
        };
        if pg_sys::type_is_collatable(column.type_oid) && collation == Oid::INVALID {
            return Err(Error::new(
                PgSqlErrorCode::ERRCODE_INDETERMINATE_COLLATION,
                "could not determine which collation to use for index expression",
            )
            .hint("Use the COLLATE clause to set the collation explicitly."));
        }
        let descending = element.ordering == pg_sys::SortByDir::SORTBY_DESC;
        let nulls_first = match element.nulls_ordering {
            pg_sys::SortByNulls::SORTBY_NULLS_FIRST => true,
            pg_sys::SortByNulls::SORTBY_NULLS_LAST => false,
            _ => descending,
        };
        let opfamily = pg_sys::get_opclass_family(opclass);
        let opcintype = pg_sys::get_opclass_input_type(opclass);
        column.key = Some(KeyColumn {
            opfamily,
            opcintype,
            equal_image: is_equal_image(opfamily, opcintype, collation),
            collation,
            descending,
            nulls_first,
        });
        Ok((name, column))
    }
}

/// # Safety
/// As for [`key_column`].
pub unsafe fn included_column(table: Oid, element: &pg_sys::IndexElem) -> Result<Named> {
    if element.name.is_null() {
        return Err(Error::not_supported("expressions are not supported in included columns"));
    }
    // SAFETY: promised by the caller.
    unsafe { attribute(table, element.name) }
}

unsafe fn attribute(table: Oid, name: *const std::ffi::c_char) -> Result<Named> {
    // SAFETY: syscache look-ups on a locked relation; `name` is a C string of the parse tree.
    unsafe {
        let name = CStr::from_ptr(name);
        let attribute = pg_sys::get_attnum(table, name.as_ptr());
        if attribute == 0 {
            return Err(Error::new(
                PgSqlErrorCode::ERRCODE_UNDEFINED_COLUMN,
                format!("column \"{}\" does not exist", name.to_string_lossy()),
            ));
        }
        if attribute < 0 {
            return Err(Error::not_supported("index creation on system columns is not supported"));
        }
        let (mut type_oid, mut typmod, mut collation) = (Oid::INVALID, -1, Oid::INVALID);
        pg_sys::get_atttypetypmodcoll(table, attribute, &mut type_oid, &mut typmod, &mut collation);
        let mut column = plain(type_oid, typmod, collation);
        column.attribute = attribute;
        column.statistics = statistics(table, &column);
        Ok((Some(name.to_owned()), column))
    }
}

unsafe fn expression(
    table: Oid,
    expression: *mut pg_sys::Node,
    expressions: &mut *mut pg_sys::List,
) -> Result<Named> {
    // SAFETY: a transformed expression over varno 1.
    unsafe {
        // "(col)" and "col COLLATE x" are stored as the column itself.
        let mut bare = expression;
        while pgrx::is_a(bare, pg_sys::NodeTag::T_CollateExpr) {
            bare = (*bare.cast::<pg_sys::CollateExpr>()).arg.cast();
        }
        if pgrx::is_a(bare, pg_sys::NodeTag::T_Var) && (*bare.cast::<pg_sys::Var>()).varattno > 0 {
            let name = pg_sys::get_attname(table, (*bare.cast::<pg_sys::Var>()).varattno, false);
            let (name, mut column) = attribute(table, name)?;
            column.collation = pg_sys::exprCollation(expression);
            return Ok((name, column));
        }
        let folded = pg_sys::expression_planner(expression.cast()).cast::<pg_sys::Node>();
        if pg_sys::contain_mutable_functions(folded) {
            return Err(Error::new(
                PgSqlErrorCode::ERRCODE_INVALID_OBJECT_DEFINITION,
                "functions in index expression must be marked IMMUTABLE",
            ));
        }
        *expressions = pg_sys::lappend(*expressions, folded.cast());
        let (type_oid, typmod) = (pg_sys::exprType(folded), pg_sys::exprTypmod(folded));
        Ok((None, plain(type_oid, typmod, pg_sys::exprCollation(folded))))
    }
}

/// The WHERE clause as the planner keeps it: folded, canonical, implicitly ANDed.
///
/// # Safety
/// `clause` is null or a transformed expression.
pub unsafe fn predicate(clause: *mut pg_sys::Node) -> Result<*mut pg_sys::List> {
    if clause.is_null() {
        return Ok(std::ptr::null_mut());
    }
    // SAFETY: RelationGetIndexPredicate of src/backend/utils/cache/relcache.c.
    unsafe {
        let planned = pg_sys::expression_planner(clause.cast()).cast::<pg_sys::Node>();
        if pg_sys::contain_mutable_functions(planned) {
            return Err(Error::new(
                PgSqlErrorCode::ERRCODE_INVALID_OBJECT_DEFINITION,
                "functions in index predicate must be marked IMMUTABLE",
            ));
        }
        let folded = pg_sys::eval_const_expressions(std::ptr::null_mut(), clause);
        let canonical = pg_sys::canonicalize_qual(folded.cast(), false);
        let list = pg_sys::make_ands_implicit(canonical);
        pg_sys::fix_opfuncids(list.cast());
        Ok(list)
    }
}

unsafe fn plain(type_oid: Oid, typmod: i32, collation: Oid) -> IndexColumn {
    // SAFETY: syscache look-ups.
    let width = unsafe { pg_sys::get_typavgwidth(type_oid, typmod) };
    let (mut length, mut by_value, mut alignment) = (0, false, 0);
    unsafe { pg_sys::get_typlenbyvalalign(type_oid, &mut length, &mut by_value, &mut alignment) };
    let statistics = ColumnStatistics {
        avg_width: f64::from(width),
        alignment: match alignment as u8 {
            b'c' => 1,
            b's' => 2,
            b'd' => 8,
            _ => 4,
        },
        varlena: length == -1,
        width_deviation: None,
        null_fraction: 0.0,
        n_distinct: 0.0,
    };
    IndexColumn { attribute: 0, type_oid, typmod, collation, key: None, statistics }
}

/// What `pg_statistic` knows of a column, else what its type implies.
///
/// # Safety
/// `relation` is locked.
pub unsafe fn statistics(relation: Oid, column: &IndexColumn) -> ColumnStatistics {
    // SAFETY: the tuple is pinned until released; the struct is its fixed part.
    unsafe {
        let mut found = column.statistics;
        let tuple = pg_sys::SearchSysCache3(
            pg_sys::SysCacheIdentifier::STATRELATTINH as i32,
            relation.into(),
            column.attribute.into(),
            false.into(),
        );
        if !tuple.is_null() {
            let form = &*pgrx::pg_sys::GETSTRUCT(tuple).cast::<pg_sys::FormData_pg_statistic>();
            if form.stawidth > 0 {
                found.avg_width = f64::from(form.stawidth);
            }
            found.null_fraction = f64::from(form.stanullfrac);
            found.n_distinct = f64::from(form.stadistinct);
            if found.varlena {
                if let Some(widths) = width_spread::widths(tuple, found.avg_width, found.null_fraction) {
                    found.avg_width = widths.mean;
                    found.width_deviation = Some(widths.deviation);
                }
            }
            pg_sys::ReleaseSysCache(tuple);
        }
        found
    }
}

/// Whether equal keys of the column are the same bytes, so that nbtree may merge them (_bt_allequalimage in
/// src/backend/access/nbtree/nbtutils.c).
unsafe fn is_equal_image(opfamily: Oid, opcintype: Oid, collation: Oid) -> bool {
    /// BTEQUALIMAGE_PROC of src/include/access/nbtree.h.
    const EQUAL_IMAGE: i16 = 4;
    // SAFETY: a support function of a b-tree operator class takes the type's OID and returns a boolean.
    unsafe {
        let function = pg_sys::get_opfamily_proc(opfamily, opcintype, opcintype, EQUAL_IMAGE);
        function != Oid::INVALID
            && pg_sys::OidFunctionCall1Coll(function, collation, opcintype.into()).value() != 0
    }
}
