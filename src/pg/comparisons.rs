//! What an operator tells about the value that a column is compared with, and what stands on either side of it.
use crate::pg::origin::without_relabels;
use dbarch_core::model::parameters::{Comparison, Scale};
use pgrx::is_a;
use pgrx::pg_sys::{self, NodeTag, Oid};
use pgrx::prelude::*;
use std::ffi::c_void;

/// What an expression consists of.
#[derive(Default)]
pub struct Contents {
    /// Numbers of its parameters.
    pub parameters: Vec<i32>,
    pub vars: Vec<*mut pg_sys::Node>,
    pub constants: bool,
    /// Subqueries, aggregates, volatile functions: whatever is no value that one could have written there.
    pub opaque: bool,
}

impl Contents {
    /// # Safety
    /// `node` is an expression in living memory.
    pub unsafe fn of(node: *mut pg_sys::Node) -> Self {
        let mut contents = Contents::default();
        // SAFETY: promised by the caller.
        unsafe {
            contents.visit(node);
            contents.opaque |= pg_sys::contain_volatile_functions(node);
        }
        contents
    }

    /// Whether a constant can stand for it.
    pub fn is_value(&self) -> bool {
        !self.parameters.is_empty() && self.vars.is_empty() && !self.opaque
    }

    unsafe fn visit(&mut self, node: *mut pg_sys::Node) {
        if node.is_null() {
            return;
        }
        // SAFETY: each cast follows the tag.
        unsafe {
            match (*node).type_ {
                NodeTag::T_Var => self.vars.push(node),
                NodeTag::T_Param
                    if (*node.cast::<pg_sys::Param>()).paramkind == pg_sys::ParamKind::PARAM_EXTERN =>
                {
                    self.parameters.push((*node.cast::<pg_sys::Param>()).paramid);
                }
                NodeTag::T_Const => self.constants = true,
                NodeTag::T_Param
                | NodeTag::T_SubLink
                | NodeTag::T_Aggref
                | NodeTag::T_WindowFunc
                | NodeTag::T_GroupingFunc => self.opaque = true,
                _ => {
                    let walk = std::ptr::from_mut(self).cast();
                    pg_sys::expression_tree_walker(node, Some(visit_child), walk);
                }
            }
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn visit_child(node: *mut pg_sys::Node, contents: *mut c_void) -> bool {
    // SAFETY: the walker hands on what visit() gave it.
    unsafe { (*contents.cast::<Contents>()).visit(node) };
    false
}

/// The parameter that `node` is, aside from casts that its text goes through unchanged.
///
/// # Safety
/// `node` is an expression in living memory.
pub unsafe fn parameter(node: *mut pg_sys::Node) -> Option<*mut pg_sys::Param> {
    // SAFETY: promised by the caller; each cast follows the tag.
    unsafe {
        let mut node = without_relabels(node);
        if is_a(node, NodeTag::T_CoerceViaIO) {
            node = without_relabels((*node.cast::<pg_sys::CoerceViaIO>()).arg.cast());
        }
        is_a(node, NodeTag::T_Param).then_some(node.cast())
    }
}

/// Whether `node` is `var` or a cast of it.
///
/// # Safety
/// `node` is an expression in living memory.
pub unsafe fn is_cast_of(node: *mut pg_sys::Node, var: *mut pg_sys::Node) -> bool {
    use pg_sys::CoercionForm::{COERCE_EXPLICIT_CAST, COERCE_IMPLICIT_CAST};
    // SAFETY: promised by the caller; each cast follows the tag.
    unsafe {
        let node = without_relabels(node);
        if node == var {
            return true;
        }
        match (*node).type_ {
            NodeTag::T_CoerceViaIO => is_cast_of((*node.cast::<pg_sys::CoerceViaIO>()).arg.cast(), var),
            NodeTag::T_FuncExpr => {
                let call = &*node.cast::<pg_sys::FuncExpr>();
                matches!(call.funcformat, COERCE_EXPLICIT_CAST | COERCE_IMPLICIT_CAST)
                    && is_cast_of(pg_sys::list_nth(call.args, 0).cast(), var)
            }
            _ => false,
        }
    }
}

/// What `operator` compares a column of `type_`, on its left, for: by the default b-tree operator class, else by the
/// function that estimates the operator.
///
/// # Safety
/// Call inside a transaction.
pub unsafe fn of(operator: Oid, type_: Oid) -> Option<Comparison> {
    // SAFETY: syscache look-ups.
    unsafe {
        let class = pg_sys::GetDefaultOpClass(pg_sys::getBaseType(type_), pg_sys::BTREE_AM_OID);
        if class != Oid::INVALID {
            let family = pg_sys::get_opclass_family(class);
            // Strategy numbers of src/include/access/stratnum.h.
            match pg_sys::get_op_opfamily_strategy(operator, family) {
                1 | 2 => return Some(Comparison::Below),
                3 => return Some(Comparison::Equal),
                4 | 5 => return Some(Comparison::Above),
                _ => (),
            }
            if pg_sys::get_op_opfamily_strategy(pg_sys::get_negator(operator), family) == 3 {
                return Some(Comparison::Unequal);
            }
        }
        match pg_sys::get_oprrest(operator).to_u32() {
            pg_sys::F_EQSEL => Some(Comparison::Equal),
            pg_sys::F_NEQSEL => Some(Comparison::Unequal),
            pg_sys::F_SCALARLTSEL | pg_sys::F_SCALARLESEL => Some(Comparison::Below),
            pg_sys::F_SCALARGTSEL | pg_sys::F_SCALARGESEL => Some(Comparison::Above),
            pg_sys::F_LIKESEL | pg_sys::F_NLIKESEL | pg_sys::F_ICLIKESEL | pg_sys::F_ICNLIKESEL => {
                Some(Comparison::Like)
            }
            pg_sys::F_REGEXEQSEL | pg_sys::F_REGEXNESEL | pg_sys::F_ICREGEXEQSEL | pg_sys::F_ICREGEXNESEL => {
                Some(Comparison::Regex)
            }
            pg_sys::F_PREFIXSEL => Some(Comparison::Prefix),
            pg_sys::F_ARRAYCONTSEL => Some(Comparison::Overlap),
            pg_sys::F_TSMATCHSEL => Some(Comparison::Match),
            _ => None,
        }
    }
}

/// How values of `type_` can be calculated with.
///
/// # Safety
/// Call inside a transaction.
pub unsafe fn scale(type_: Oid) -> Scale {
    // SAFETY: a syscache look-up.
    match unsafe { pg_sys::getBaseType(type_) } {
        pg_sys::INT2OID | pg_sys::INT4OID | pg_sys::INT8OID => Scale::Integer,
        pg_sys::FLOAT4OID | pg_sys::FLOAT8OID | pg_sys::NUMERICOID => Scale::Number,
        pg_sys::DATEOID => Scale::Date,
        pg_sys::TIMESTAMPOID => Scale::Timestamp,
        pg_sys::TIMESTAMPTZOID => Scale::TimestampTz,
        _ => Scale::Other,
    }
}
