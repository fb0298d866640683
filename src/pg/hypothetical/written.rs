//! The definition of an index as the server would write it once the index exists.
//!
//! Follows pg_get_indexdef_worker of src/backend/utils/adt/ruleutils.c, for what tells one index from another: storage
//! parameters and tablespace are left out.
use super::{method, opclass};
use crate::error::{Error, Result};
use crate::pg::catalog_query::pin_settings;
use crate::pg::{imported, index_statement, names, sandbox};
use pgrx::pg_sys::{self, Oid};
use std::ffi::{c_char, CStr};

/// `CREATE INDEX` without a name, from the text of one; names are qualified as `catalog_query` sees them.
pub fn definition(ddl: &str) -> Result<String> {
    let text = index_statement::text(ddl)?;
    // SAFETY: node trees live in the discarded context; what is returned is made of Rust values.
    sandbox::run(None, || unsafe {
        let (_, statement) = index_statement::parse(&text)?;
        let table = index_statement::table(statement, pg_sys::AccessShareLock as pg_sys::LOCKMODE);
        // Names of the text mean what they mean to the caller.
        let statement = &*imported::transform_index_statement(table, statement, &text);
        write(table, statement)
    })
}

unsafe fn write(table: Oid, statement: &pg_sys::IndexStmt) -> Result<String> {
    // SAFETY: a transformed statement on a locked table; list positions stay below the length.
    unsafe {
        let method = method::method(statement)?;
        let relation = pg_sys::get_rel_name(table);
        let context = pg_sys::deparse_context_for(relation, table);
        let mut classes = Vec::new();
        for n in 0..pg_sys::list_length(statement.indexParams) {
            let element = &*pg_sys::list_nth(statement.indexParams, n).cast::<pg_sys::IndexElem>();
            if !element.opclassopts.is_null() {
                return Err(Error::not_supported("operator class options"));
            }
            let column = column(table, element);
            let class = opclass::operator_class(element, column.type_oid, &method)?;
            classes.push((element, column, class.oid));
        }
        let included: Vec<String> = (0..pg_sys::list_length(statement.indexIncludingParams))
            .map(|n| &*pg_sys::list_nth(statement.indexIncludingParams, n).cast::<pg_sys::IndexElem>())
            .map(|element| owned(pg_sys::quote_identifier(element.name)))
            .collect();

        // From here on nothing is looked up by name.
        let _pinned = pin_settings();
        let keys: Vec<String> = classes
            .iter()
            .map(|(element, column, class)| key(element, column, *class, &method, context))
            .collect();
        let unique = if statement.unique { "UNIQUE " } else { "" };
        let target = names::qualified(table);
        let mut text =
            format!("CREATE {unique}INDEX ON {target} USING {} ({})", method.name, keys.join(", "));
        if !included.is_empty() {
            text += &format!(" INCLUDE ({})", included.join(", "));
        }
        if !statement.whereClause.is_null() {
            text += &format!(" WHERE {}", deparsed(statement.whereClause, context));
        }
        Ok(text)
    }
}

/// What a key is made of: an attribute, or an expression.
struct Column {
    name: Option<String>,
    expression: *mut pg_sys::Node,
    type_oid: Oid,
    /// That of the column or expression itself.
    own_collation: Oid,
    collation: Oid,
}

unsafe fn column(table: Oid, element: &pg_sys::IndexElem) -> Column {
    // SAFETY: a transformed element; syscache look-ups.
    unsafe {
        let mut expression = element.expr;
        let asked_for = match expression.is_null() {
            true => Oid::INVALID,
            false => pg_sys::exprCollation(expression),
        };
        // "(col)" and "col COLLATE x" are stored as the column itself.
        while !expression.is_null() && pgrx::is_a(expression, pg_sys::NodeTag::T_CollateExpr) {
            expression = (*expression.cast::<pg_sys::CollateExpr>()).arg.cast();
        }
        let mut attribute = 0;
        if expression.is_null() {
            attribute = pg_sys::get_attnum(table, element.name);
        } else if pgrx::is_a(expression, pg_sys::NodeTag::T_Var) {
            attribute = (*expression.cast::<pg_sys::Var>()).varattno;
        }
        let mut column = if attribute != 0 {
            let (mut type_oid, mut typmod, mut collation) = (Oid::INVALID, -1, Oid::INVALID);
            pg_sys::get_atttypetypmodcoll(table, attribute, &mut type_oid, &mut typmod, &mut collation);
            let name = owned(pg_sys::quote_identifier(pg_sys::get_attname(table, attribute, false)));
            Column { name: Some(name), expression, type_oid, own_collation: collation, collation }
        } else {
            let (type_oid, collation) = (pg_sys::exprType(expression), pg_sys::exprCollation(expression));
            Column { name: None, expression, type_oid, own_collation: collation, collation }
        };
        if asked_for != Oid::INVALID {
            column.collation = asked_for;
        }
        if !element.collation.is_null() {
            column.collation = pg_sys::get_collation_oid(element.collation, false);
        }
        column
    }
}

unsafe fn key(
    element: &pg_sys::IndexElem,
    column: &Column,
    class: Oid,
    method: &method::Method,
    context: *mut pg_sys::List,
) -> String {
    // SAFETY: as for write(); the functions return C strings.
    unsafe {
        let mut text = match &column.name {
            Some(name) => name.clone(),
            None => format!("({})", deparsed(column.expression, context)),
        };
        if column.collation != Oid::INVALID && column.collation != column.own_collation {
            text += &format!(" COLLATE {}", owned(pg_sys::generate_collation_name(column.collation)));
        }
        if class != pg_sys::GetDefaultOpClass(column.type_oid, method.oid) {
            text += &format!(" {}", owned(pg_sys::generate_opclass_name(class)));
        }
        if element.ordering == pg_sys::SortByDir::SORTBY_DESC {
            text += " DESC";
        }
        match element.nulls_ordering {
            pg_sys::SortByNulls::SORTBY_NULLS_FIRST => text += " NULLS FIRST",
            pg_sys::SortByNulls::SORTBY_NULLS_LAST => text += " NULLS LAST",
            _ => (),
        }
        text
    }
}

unsafe fn deparsed(node: *mut pg_sys::Node, context: *mut pg_sys::List) -> String {
    // SAFETY: an expression over the only relation of the context.
    unsafe { owned(pg_sys::deparse_expression(node, context, false, false)) }
}

unsafe fn owned(text: *const c_char) -> String {
    // SAFETY: a C string of the server.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use super::definition;
    use dbarch_core::advisor::identity::Identity;
    use pgrx::prelude::*;

    /// The written definition is that of the built index, whatever was spelled.
    #[pg_test]
    fn a_definition_is_written_as_of_the_built_index() {
        Spi::run(
            "CREATE SCHEMA w; CREATE TABLE w.t (a int, b text, c varchar(10), d jsonb, \"E f\" timestamptz, g text COLLATE \"C\")",
        )
        .unwrap();
        for columns in [
            "(a)",
            "(\"a\" ASC, b DESC)",
            "(a DESC NULLS LAST, b NULLS FIRST)",
            "((a), lower(b) COLLATE \"C\" text_pattern_ops)",
            "((a + 1), ((b || 'x')))",
            "(b COLLATE \"C\", c text_ops, g COLLATE \"C\")",
            "(b text_pattern_ops, c varchar_pattern_ops)",
            "USING gin (d jsonb_ops)",
            "USING gin (d jsonb_path_ops) WHERE d IS NOT NULL",
            "USING brin (\"E f\") WITH (pages_per_range = 4)",
            "USING hash (c) WHERE c = 'x' AND (a = 1 OR a IN (2, 3))",
            "(a) INCLUDE (\"E f\", b) WHERE a::bigint > 5 AND NOT (b LIKE 'x%')",
            "((d ->> 'k')) WHERE (d ->> 'n')::int = 3",
            "(a) WHERE a = 5::numeric",
        ] {
            let ddl = format!("CREATE INDEX i ON w.t {columns}");
            let written = definition(&ddl).unwrap();
            Spi::run(&ddl).unwrap();
            let query =
                "SELECT pg_get_indexdef('w.i'::regclass) FROM set_config('search_path', 'pg_catalog', true)";
            let built = Spi::get_one::<String>(query).unwrap().unwrap();
            Spi::run("DROP INDEX w.i").unwrap();
            let identity = Identity::of(&written);
            assert!(identity.is_some());
            assert_eq!(identity, Identity::of(&built), "{columns}\n{written}\n{built}");
        }
    }
}
