//! `CREATE INDEX` text → what the planner needs to know of the index, checked as PostgreSQL would check it.
use super::columns::{self, IndexColumn};
use super::method::{self, Method, Options};
use super::relation_index::{Definition, Foreseen, RelationIndex};
use super::{foreseen, naming, restrictions, statistics, storage};
use crate::error::{Error, Result};
use crate::pg::{imported, index_statement, names, sandbox};
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::cell::Cell;
use std::ffi::{CStr, CString};
use std::rc::Rc;

/// INDEX_MAX_KEYS of src/include/pg_config_manual.h.
const MAX_COLUMNS: usize = 32;

/// Parses and checks one `CREATE INDEX`; `ordinal` makes its fake OIDs differ from those of its siblings.
pub fn define(ddl: &str, ordinals: &mut Ordinals) -> Result<Definition> {
    let text = index_statement::text(ddl)?;
    // SAFETY: node trees live in the discarded context; what is returned is made of Rust values.
    sandbox::run(None, || unsafe { define_inside(&text, ordinals) })
}

/// Gives out OIDs for hypothetical indexes, from the top of the range downwards.
///
/// PostgreSQL hands out OIDs upwards and wraps at 2^32, so a collision needs 4 billion objects; it is looked for
/// all the same.
#[derive(Debug)]
pub struct Ordinals(u32);

impl Default for Ordinals {
    fn default() -> Self {
        Ordinals(u32::MAX)
    }
}

impl Ordinals {
    fn next(&mut self) -> Oid {
        loop {
            self.0 -= 1;
            let oid = Oid::from(self.0);
            // SAFETY: a syscache look-up inside a transaction.
            if unsafe { pg_sys::get_rel_relkind(oid) } == 0 {
                return oid;
            }
        }
    }
}

unsafe fn define_inside(text: &CString, ordinals: &mut Ordinals) -> Result<Definition> {
    // SAFETY: the sequence of ProcessUtilitySlow for T_IndexStmt, DefineIndex and ComputeIndexAttrs
    // (src/backend/tcop/utility.c, src/backend/commands/indexcmds.c), without building anything.
    unsafe {
        let (_, statement) = index_statement::parse(text)?;
        let lock = pg_sys::AccessShareLock as pg_sys::LOCKMODE;
        let table = index_statement::table(statement, lock);
        let kind = restrictions::require_table(table)?;
        let statement = imported::transform_index_statement(table, statement, text);
        let template = template(table, kind, &*statement)?;
        let relations = if kind == pg_sys::RELKIND_PARTITIONED_TABLE {
            let leaves = imported::leaf_partitions(table, lock);
            if (*(*statement).relation).inh && !leaves.is_empty() {
                restrictions::refuse_whole_row(template.expressions, template.predicate)?;
            }
            let share = 1.0 / leaves.len().max(1) as f64;
            leaves
                .into_iter()
                .map(|leaf| for_relation(&template, table, leaf, share, ordinals))
                .collect::<Result<_>>()?
        } else {
            vec![for_relation(&template, table, table, 1.0, ordinals)?]
        };
        let schema = pg_sys::get_rel_namespace(table);
        let given_name = naming::given_name(&*statement).map(|name| (schema, name));
        Ok(Definition { table_name: names::qualified(table), given_name, relations })
    }
}

/// The index as defined on the table that the statement names.
struct Template {
    name: String,
    method: Rc<Method>,
    options: Options,
    columns: Vec<(Option<CString>, IndexColumn)>,
    keys: usize,
    unique: bool,
    tablespace: Oid,
    expressions: *mut pg_sys::List,
    predicate: *mut pg_sys::List,
}

unsafe fn template(table: Oid, kind: u8, statement: &pg_sys::IndexStmt) -> Result<Template> {
    // SAFETY: nodes of the transformed statement; list positions stay below the length. The order of the checks is that
    // of DefineIndex, so that of two faults the same one is told.
    unsafe {
        let keys = pg_sys::list_length(statement.indexParams);
        let included = pg_sys::list_length(statement.indexIncludingParams);
        if (keys + included) as usize > MAX_COLUMNS {
            return Err(Error::new(
                PgSqlErrorCode::ERRCODE_TOO_MANY_COLUMNS,
                format!("cannot use more than {MAX_COLUMNS} columns in an index"),
            ));
        }
        let partitioned = kind == pg_sys::RELKIND_PARTITIONED_TABLE;
        if partitioned && statement.concurrent {
            return Err(Error::not_supported("cannot create index on a partitioned table concurrently")
                .hint("Leave CONCURRENTLY out."));
        }
        let tablespace = storage::tablespace(table, partitioned, statement)?;
        let method = method::method(statement)?;
        let predicate = columns::predicate(statement.whereClause)?;
        let options = method::options(statement, &method);
        let mut expressions = std::ptr::null_mut();
        let mut columns = Vec::new();
        for n in 0..keys {
            let element = &*pg_sys::list_nth(statement.indexParams, n).cast::<pg_sys::IndexElem>();
            columns.push(columns::key_column(table, element, &method, &mut expressions)?);
        }
        for n in 0..included {
            let element = &*pg_sys::list_nth(statement.indexIncludingParams, n).cast::<pg_sys::IndexElem>();
            columns.push(columns::included_column(table, element)?);
        }
        let plain: Vec<IndexColumn> = columns.iter().map(|(_, column)| column.clone()).collect();
        if partitioned && statement.unique {
            let only = !(*statement.relation).inh;
            restrictions::require_partition_keys(table, only, &columns[..keys as usize])?;
        }
        restrictions::refuse_system_columns(&plain, expressions, predicate)?;
        restrictions::refuse_shared_table(table)?;
        restrictions::refuse_long_rows(table, &method, &plain)?;
        Ok(Template {
            name: naming::display_name(table, statement, &columns),
            method: Rc::new(method),
            options,
            columns,
            keys: keys as usize,
            unique: statement.unique,
            tablespace,
            expressions,
            predicate,
        })
    }
}

/// `share` is the part of the sampled rows that this relation is to give.
unsafe fn for_relation(
    template: &Template,
    table: Oid,
    relation: Oid,
    share: f64,
    ordinals: &mut Ordinals,
) -> Result<RelationIndex> {
    // SAFETY: both relations are locked; partitions have all columns of their parent, by name.
    unsafe {
        let mut expressions = template.expressions;
        let mut predicate = template.predicate;
        if relation != table {
            expressions = imported::map_to_partition(expressions, relation, table);
            predicate = imported::map_to_partition(predicate, relation, table);
        }
        let mut columns = Vec::with_capacity(template.columns.len());
        for (name, column) in &template.columns {
            let mut column = column.clone();
            if let Some(name) = name.as_ref().filter(|_| relation != table) {
                column.attribute = pg_sys::get_attnum(relation, name.as_ptr());
                let of_type = statistics::of_type(column.type_oid, column.typmod);
                column.statistics = statistics::of_column(relation, column.attribute, of_type);
            }
            columns.push(column);
        }
        let mut index = RelationIndex {
            oid: ordinals.next(),
            name: template.name.clone(),
            relation,
            method: Rc::clone(&template.method),
            options: template.options,
            columns,
            keys: template.keys,
            unique: template.unique,
            tablespace: template.tablespace,
            expressions: serialise(expressions),
            predicate: serialise(predicate),
            foreseen: Foreseen::default(),
            size: Cell::new(None),
        };
        foreseen::foresee(&mut index, expressions, predicate, share)?;
        Ok(index)
    }
}

unsafe fn serialise(list: *mut pg_sys::List) -> Option<CString> {
    if list.is_null() {
        return None;
    }
    // SAFETY: nodeToString makes a C string of any node tree.
    Some(unsafe { CStr::from_ptr(pg_sys::nodeToString(list.cast())) }.to_owned())
}

/// The list that [`serialise`] wrote, made anew in the current memory context.
///
/// # Safety
/// `text` comes from `serialise` of the same server.
pub unsafe fn deserialise(text: &Option<CString>) -> *mut pg_sys::List {
    match text {
        // SAFETY: promised by the caller.
        Some(text) => unsafe { pg_sys::stringToNode(text.as_ptr()).cast() },
        None => std::ptr::null_mut(),
    }
}
