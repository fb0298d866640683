//! An expression of the running planning → what could stand in an index for it.
use crate::pg::catalog_query::LocalSettings;
use crate::pg::comparisons::Contents;
use crate::pg::origin::without_relabels;
use dbarch_core::finding::quote::quote_identifier;
use dbarch_core::model::index_terms::{Term, Terms};
use pgrx::is_a;
use pgrx::pg_sys::{self, NodeTag, Oid};
use std::cell::RefCell;
use std::ffi::CStr;

/// A relation of the running planning whose conditions are looked at, and the index terms that come of them.
pub struct Scan<'a> {
    pub root: *mut pg_sys::PlannerInfo,
    pub rel: *mut pg_sys::RelOptInfo,
    pub table: Oid,
    pub terms: &'a RefCell<Terms>,
    pub origin: &'a Origin,
}

/// Where the constants of a planning come from.
#[derive(Default, Clone)]
pub enum Origin {
    /// The text has them.
    #[default]
    Text,
    /// Executions; each planning has those of another.
    Executions,
    /// Likely values stand for the parameters of this text.
    Likely(Vec<u8>),
}

impl Scan<'_> {
    pub fn varno(&self) -> pg_sys::Index {
        // SAFETY: the relation of the running planning.
        unsafe { (*self.rel).relid }
    }

    /// Whether `node` is made of columns of this relation, of all of which the value is known as soon as the row is, and
    /// always the same: what an index can store.
    ///
    /// # Safety
    /// `node` is an expression of the running planning.
    pub unsafe fn can_store(&self, node: *mut pg_sys::Node) -> bool {
        // SAFETY: promised by the caller; columns of the null relation do not exist.
        unsafe {
            let contents = Contents::of(node);
            let relations = pg_sys::pull_varnos(std::ptr::null_mut(), node);
            let mut member = 0;
            !contents.vars.is_empty()
                && contents.parameters.is_empty()
                && !contents.opaque
                && pg_sys::bms_get_singleton_member(relations, &mut member)
                && member == self.varno() as i32
                && contents.vars.iter().all(|var| {
                    let var = &*var.cast::<pg_sys::Var>();
                    var.varlevelsup == 0 && var.varattno > 0
                })
                && !pg_sys::contain_mutable_functions(node)
        }
    }

    /// The column that `node` is, binary-compatible casts aside.
    ///
    /// # Safety
    /// `node` is an expression of the running planning.
    pub unsafe fn column(&self, node: *mut pg_sys::Node) -> Option<i16> {
        // SAFETY: promised by the caller.
        unsafe { column(node, self.varno()) }
    }

    /// The column that `node` is, or the number of the term that it is as a key with this collation and operator class.
    ///
    /// # Safety
    /// `node` is an expression of the running planning.
    pub unsafe fn key(
        &mut self,
        node: *mut pg_sys::Node,
        collation: Option<Oid>,
        class: Option<&str>,
        ordered: bool,
    ) -> Option<i16> {
        // SAFETY: promised by the caller.
        unsafe {
            let plain = self.column(node);
            if let (Some(column), None, None) = (plain, collation, class) {
                return Some(column);
            }
            if plain.is_none() && (!self.can_store(node) || is_shifted(node)) {
                return None;
            }
            let mut sql = match plain {
                Some(column) => self.column_name(column)?,
                None => self.definition(node),
            };
            if let Some(collation) = collation {
                let _path = LocalSettings::set(&[(c"search_path", c"pg_catalog")]);
                let name = CStr::from_ptr(pg_sys::generate_collation_name(collation));
                sql.push_str(&format!(" COLLATE {}", name.to_string_lossy()));
            }
            if let Some(class) = class {
                sql.push_str(&format!(" {class}"));
            }
            let columns = self.columns(node);
            let term = Term { sql, columns, expression: plain.is_none(), ordered };
            self.terms.borrow_mut().number(self.table.to_u32(), term)
        }
    }

    unsafe fn column_name(&self, column: i16) -> Option<String> {
        // SAFETY: a syscache look-up; null for a column that is gone.
        let name = unsafe { pg_sys::get_attname(self.table, column, true) };
        // SAFETY: a C string unless null.
        (!name.is_null()).then(|| quote_identifier(&unsafe { CStr::from_ptr(name) }.to_string_lossy()))
    }

    /// As `pg_get_indexdef()` writes it: in parentheses unless it is a function call.
    unsafe fn definition(&self, node: *mut pg_sys::Node) -> String {
        // SAFETY: promised by key().
        unsafe {
            let text = self.sql(node);
            let is_call = is_a(node, NodeTag::T_FuncExpr)
                && (*node.cast::<pg_sys::FuncExpr>()).funcformat
                    == pg_sys::CoercionForm::COERCE_EXPLICIT_CALL;
            if is_call {
                text
            } else {
                format!("({text})")
            }
        }
    }

    /// The expression over this relation as SQL, columns without the table's name.
    ///
    /// # Safety
    /// `node` is an expression of the running planning over this relation alone.
    pub unsafe fn sql(&self, node: *mut pg_sys::Node) -> String {
        // SAFETY: promised by the caller; the copy is ours to change.
        unsafe {
            let copy = pg_sys::copyObjectImpl(node.cast()).cast::<pg_sys::Node>();
            pg_sys::ChangeVarNodes(copy, self.varno() as i32, 1, 0);
            // Whatever is not of pg_catalog is written with its schema, so that the text means the same to everybody.
            let _path = LocalSettings::set(&[(c"search_path", c"pg_catalog")]);
            let context = pg_sys::deparse_context_for(pg_sys::get_rel_name(self.table), self.table);
            let text = pg_sys::deparse_expression(copy, context, false, false);
            CStr::from_ptr(text).to_string_lossy().into_owned()
        }
    }

    unsafe fn columns(&self, node: *mut pg_sys::Node) -> Vec<i16> {
        // SAFETY: promised by key().
        let vars = unsafe { Contents::of(node) }.vars;
        // SAFETY: Contents collects nodes of this tag.
        let mut columns: Vec<i16> =
            vars.into_iter().map(|var| unsafe { (*var.cast::<pg_sys::Var>()).varattno }).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}

/// Whether it is a value plus or minus a constant: that belongs to the other side of the comparison, where it costs no
/// index.
unsafe fn is_shifted(node: *mut pg_sys::Node) -> bool {
    // SAFETY: each cast follows the tag.
    unsafe {
        if !is_a(node, NodeTag::T_OpExpr) {
            return false;
        }
        let operation = &*node.cast::<pg_sys::OpExpr>();
        let name = pg_sys::get_opname(operation.opno);
        let is_constant = |n| is_a(pg_sys::list_nth(operation.args, n).cast(), NodeTag::T_Const);
        !name.is_null()
            && matches!(CStr::from_ptr(name).to_bytes(), b"+" | b"-")
            && (0..pg_sys::list_length(operation.args)).any(is_constant)
    }
}

/// The column of relation `varno` that `node` is, binary-compatible casts aside.
///
/// # Safety
/// `node` is an expression of the running planning.
pub unsafe fn column(node: *mut pg_sys::Node, varno: pg_sys::Index) -> Option<i16> {
    // SAFETY: promised by the caller.
    unsafe {
        let node = without_relabels(node);
        if node.is_null() || !is_a(node, NodeTag::T_Var) {
            return None;
        }
        let var = &*node.cast::<pg_sys::Var>();
        (var.varno as pg_sys::Index == varno && var.varattno > 0 && var.varlevelsup == 0)
            .then_some(var.varattno)
    }
}
