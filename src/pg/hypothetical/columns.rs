//! The columns of an index definition, checked as CREATE INDEX checks them.
//!
//! Follows ComputeIndexAttrs and CheckPredicate of src/backend/commands/indexcmds.c (PostgreSQL 15), with its
//! SQLSTATEs and messages.
use super::method::{Kind, Method};
use super::opclass::{self, OperatorClass};
use super::statistics::{self, ColumnStatistics};
use crate::error::{Error, Result};
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::ffi::{CStr, CString};

#[derive(Debug, Clone)]
pub struct IndexColumn {
    /// 0 for an expression.
    pub attribute: i16,
    pub type_oid: Oid,
    pub typmod: i32,
    pub collation: Oid,
    /// Whether an index-only scan gets the value back.
    pub given_back: bool,
    /// Of key columns only.
    pub key: Option<KeyColumn>,
    pub statistics: ColumnStatistics,
}

#[derive(Debug, Clone, Copy)]
pub struct KeyColumn {
    pub class: OperatorClass,
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
    method: &Method,
    expressions: &mut *mut pg_sys::List,
) -> Result<Named> {
    // SAFETY: promised by the caller.
    unsafe {
        let (name, mut column) = if element.name.is_null() {
            expression(table, element.expr, expressions)?
        } else {
            attribute(table, element.name)?
        };
        let collation = collation(element, &column)?;
        let class = opclass::operator_class(element, column.type_oid, method)?;
        let (descending, nulls_first) = ordering(element, method)?;
        if column.attribute == 0 {
            // Raises 42P16 for a pseudo-type (index_create in src/backend/catalog/index.c, after all that is above).
            let expr = c"expr".as_ptr();
            pg_sys::CheckAttributeType(expr, column.type_oid, collation, std::ptr::null_mut(), 0);
        }
        column.given_back = opclass::gives_back(&class, column.type_oid, method);
        column.key = Some(KeyColumn {
            class,
            equal_image: method.kind == Kind::Btree && opclass::is_equal_image(&class, collation),
            collation,
            descending,
            nulls_first,
        });
        Ok((name, column))
    }
}

unsafe fn collation(element: &pg_sys::IndexElem, column: &IndexColumn) -> Result<Oid> {
    // SAFETY: syscache look-ups.
    unsafe {
        let collation = if element.collation.is_null() {
            column.collation
        } else {
            pg_sys::get_collation_oid(element.collation, false)
        };
        let collatable = pg_sys::type_is_collatable(column.type_oid);
        if collatable && collation == Oid::INVALID {
            return Err(Error::new(
                PgSqlErrorCode::ERRCODE_INDETERMINATE_COLLATION,
                "could not determine which collation to use for index expression",
            )
            .hint("Use the COLLATE clause to set the collation explicitly."));
        }
        if !collatable && collation != Oid::INVALID {
            let name = CStr::from_ptr(pg_sys::format_type_be(column.type_oid)).to_string_lossy();
            return Err(Error::new(
                PgSqlErrorCode::ERRCODE_DATATYPE_MISMATCH,
                format!("collations are not supported by type {name}"),
            ));
        }
        Ok(collation)
    }
}

/// (descending, NULLs first)
fn ordering(element: &pg_sys::IndexElem, method: &Method) -> Result<(bool, bool)> {
    if !method.can_order {
        let refuse = |what: &str| {
            Err(Error::not_supported(format!("access method \"{}\" does not support {what}", method.name)))
        };
        if element.ordering != pg_sys::SortByDir::SORTBY_DEFAULT {
            return refuse("ASC/DESC options");
        }
        if element.nulls_ordering != pg_sys::SortByNulls::SORTBY_NULLS_DEFAULT {
            return refuse("NULLS FIRST/LAST options");
        }
    }
    let descending = element.ordering == pg_sys::SortByDir::SORTBY_DESC;
    let nulls_first = match element.nulls_ordering {
        pg_sys::SortByNulls::SORTBY_NULLS_FIRST => true,
        pg_sys::SortByNulls::SORTBY_NULLS_LAST => false,
        _ => descending,
    };
    Ok((descending, nulls_first))
}

/// # Safety
/// As for [`key_column`].
pub unsafe fn included_column(table: Oid, element: &pg_sys::IndexElem) -> Result<Named> {
    let refuse = |what: &str| {
        Err(Error::new(
            PgSqlErrorCode::ERRCODE_INVALID_OBJECT_DEFINITION,
            format!("including column does not support {what}"),
        ))
    };
    if element.name.is_null() {
        return Err(Error::not_supported("expressions are not supported in included columns"));
    }
    if !element.collation.is_null() {
        return refuse("a collation");
    }
    if !element.opclass.is_null() {
        return refuse("an operator class");
    }
    if element.ordering != pg_sys::SortByDir::SORTBY_DEFAULT {
        return refuse("ASC/DESC options");
    }
    if element.nulls_ordering != pg_sys::SortByNulls::SORTBY_NULLS_DEFAULT {
        return refuse("NULLS FIRST/LAST options");
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
        // 'v' is of PostgreSQL 18; no other major stores it.
        if pg_sys::get_attgenerated(table, attribute) as u8 == b'v' {
            return Err(Error::not_supported("indexes on virtual generated columns are not supported"));
        }
        let (mut type_oid, mut typmod, mut collation) = (Oid::INVALID, -1, Oid::INVALID);
        pg_sys::get_atttypetypmodcoll(table, attribute, &mut type_oid, &mut typmod, &mut collation);
        let mut column = plain(type_oid, typmod, collation);
        column.attribute = attribute;
        column.statistics = statistics::of_column(table, attribute, column.statistics);
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
        let (type_oid, collation) = (pg_sys::exprType(expression), pg_sys::exprCollation(expression));
        // The stored expression is free of COLLATE at its top, as ComputeIndexAttrs leaves it.
        let folded = pg_sys::expression_planner(bare.cast()).cast::<pg_sys::Node>();
        if pg_sys::contain_mutable_functions(folded) {
            return Err(Error::new(
                PgSqlErrorCode::ERRCODE_INVALID_OBJECT_DEFINITION,
                "functions in index expression must be marked IMMUTABLE",
            ));
        }
        *expressions = pg_sys::lappend(*expressions, folded.cast());
        Ok((None, plain(type_oid, pg_sys::exprTypmod(folded), collation)))
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

fn plain(type_oid: Oid, typmod: i32, collation: Oid) -> IndexColumn {
    IndexColumn {
        attribute: 0,
        type_oid,
        typmod,
        collation,
        given_back: true,
        key: None,
        statistics: statistics::of_type(type_oid, typmod),
    }
}
