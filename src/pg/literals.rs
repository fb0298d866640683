//! Constants and parameters of an analysed statement, by their place in its text.
//!
//! A constant that becomes a parameter of the same type can be given any value of an execution, and is folded in again by
//! the planner. Look before the statement is rewritten: views and defaults bring constants of their own.
use pgrx::is_a;
use pgrx::pg_sys::{self, NodeTag, Oid};
use std::collections::BTreeMap;
use std::ffi::c_void;

/// By the byte of the text where they begin.
#[derive(Default)]
pub struct Literals {
    /// One text may stand in several places of the tree.
    pub constants: BTreeMap<usize, Vec<*mut pg_sys::Const>>,
    /// Number and type.
    pub parameters: BTreeMap<usize, (i32, Oid)>,
}

impl Literals {
    /// # Safety
    /// `query` is an analysed query; the result points into it.
    pub unsafe fn of(query: *mut pg_sys::Query) -> Self {
        let mut found = Literals::default();
        // SAFETY: promised by the caller.
        unsafe { visit(query.cast(), (&raw mut found).cast()) };
        found
    }

    /// Types of a vector's slots: `parameters` parameters, then the constants in the order of their places.
    ///
    /// # Safety
    /// The query lives.
    pub unsafe fn types(&self, parameters: usize) -> Vec<Oid> {
        let mut types = vec![Oid::INVALID; parameters];
        for (number, type_) in self.parameters.values() {
            if let Some(slot) = usize::try_from(number - 1).ok().and_then(|slot| types.get_mut(slot)) {
                *slot = *type_;
            }
        }
        // SAFETY: promised by the caller.
        types.extend(
            self.constants.values().filter_map(|same| same.first().map(|c| unsafe { (**c).consttype })),
        );
        types
    }

    /// Makes parameters of the constants whose slots `wanted` names.
    ///
    /// # Safety
    /// The query lives and belongs to the caller.
    pub unsafe fn replace(&self, parameters: usize, wanted: impl Fn(usize) -> bool) {
        for (slot, same) in (parameters..).zip(self.constants.values()) {
            if wanted(slot) {
                // SAFETY: promised by the caller.
                same.iter().for_each(|constant| unsafe { become_parameter(*constant, slot) });
            }
        }
    }
}

/// Whoever points at the constant sees the parameter: it takes less room.
unsafe fn become_parameter(constant: *mut pg_sys::Const, slot: usize) {
    const { assert!(size_of::<pg_sys::Param>() <= size_of::<pg_sys::Const>()) };
    // SAFETY: the node was allocated as the larger one.
    unsafe {
        if !is_a(constant.cast(), NodeTag::T_Const) {
            return;
        }
        let Ok(number) = i32::try_from(slot + 1) else { return };
        let mut parameter = pg_sys::Param::default();
        parameter.xpr.type_ = NodeTag::T_Param;
        parameter.paramkind = pg_sys::ParamKind::PARAM_EXTERN;
        parameter.paramid = number;
        parameter.paramtype = (*constant).consttype;
        parameter.paramtypmod = (*constant).consttypmod;
        parameter.paramcollid = (*constant).constcollid;
        parameter.location = -1;
        constant.cast::<pg_sys::Param>().write(parameter);
    }
}

unsafe extern "C-unwind" fn visit(node: *mut pg_sys::Node, found: *mut c_void) -> bool {
    if node.is_null() {
        return false;
    }
    // SAFETY: each cast follows the tag; `found` is what Literals::of() has passed.
    unsafe {
        let here = &mut *found.cast::<Literals>();
        match (*node).type_ {
            NodeTag::T_Const => {
                let constant = node.cast::<pg_sys::Const>();
                if let Ok(at) = usize::try_from((*constant).location) {
                    here.constants.entry(at).or_default().push(constant);
                }
                false
            }
            NodeTag::T_Param => {
                let param = &*node.cast::<pg_sys::Param>();
                let at = usize::try_from(param.location).ok();
                if let (Some(at), pg_sys::ParamKind::PARAM_EXTERN) = (at, param.paramkind) {
                    here.parameters.insert(at, (param.paramid, param.paramtype));
                }
                false
            }
            NodeTag::T_Query => pg_sys::query_tree_walker(
                node.cast(),
                Some(visit),
                found,
                pg_sys::QTW_IGNORE_JOINALIASES as i32,
            ),
            _ => pg_sys::expression_tree_walker(node, Some(visit), found),
        }
    }
}
