//! Constants in the place of parameters.
//!
//! The planner itself puts them there, as it does for a custom plan: a value flagged PARAM_FLAG_CONST is folded in
//! wherever its parameter stands (eval_const_expressions in src/backend/optimizer/util/clauses.c). So nothing is spliced
//! into text, and one analysed tree serves all vectors. Expressions that are to be constants become parameters first.
use crate::error::{Error, Result};
use crate::pg::parameter_uses::Found;
use dbarch_core::model::parameters::{Constant, Constants};
use pgrx::is_a;
use pgrx::pg_sys::{self, NodeTag, Oid};
use std::ffi::CString;

/// A parameter list for `constants` in the current memory context; `types` by slot.
///
/// # Safety
/// Call in the sandbox: input functions may be anybody's.
pub unsafe fn make(types: &[Oid], constants: &[Constant]) -> Result<pg_sys::ParamListInfo> {
    // SAFETY: the list has room for as many parameters as there are constants.
    unsafe {
        let list = pg_sys::makeParamList(i32::try_from(constants.len()).unwrap_or(0));
        for (slot, constant) in constants.iter().enumerate() {
            let type_ = types.get(slot).copied().unwrap_or(Oid::INVALID);
            // Each is written: makeParamList leaves what the memory held. One without a type is not replaced.
            let (type_, value) = match constant {
                Constant::Null => (type_, None),
                Constant::Text(text) if type_ != Oid::INVALID => (type_, Some(datum(type_, text)?)),
                Constant::Text(_) | Constant::Unknown => (Oid::INVALID, None),
            };
            (*list).params.as_mut_ptr().add(slot).write(pg_sys::ParamExternData {
                value: value.unwrap_or(pg_sys::Datum::from(0)),
                isnull: value.is_none(),
                pflags: pg_sys::PARAM_FLAG_CONST as u16,
                ptype: type_,
            });
        }
        Ok(list)
    }
}

/// # Safety
/// Call in the sandbox; raises what the input function raises.
pub unsafe fn datum(type_: Oid, text: &str) -> Result<pg_sys::Datum> {
    let text = CString::new(text).map_err(|_| Error::invalid_argument("a value contains a NUL byte"))?;
    // SAFETY: promised by the caller.
    unsafe {
        let (mut function, mut argument) = (Oid::INVALID, Oid::INVALID);
        pg_sys::getTypeInputInfo(type_, &mut function, &mut argument);
        Ok(pg_sys::OidInputFunctionCall(function, text.as_ptr().cast_mut(), argument, -1))
    }
}

/// Makes parameters of those expressions in `found` that `constants` has something for, and returns the types by slot.
///
/// # Safety
/// The tree that `found` points into lives and belongs to the caller.
pub unsafe fn name_expressions(found: &[Found], constants: &Constants) -> Vec<Oid> {
    let mut types = vec![Oid::INVALID; constants.len()];
    for Found { seen, place, type_ } in found {
        let Some(constant) = constants.get(seen.slot) else { continue };
        types[seen.slot] = *type_;
        // SAFETY: promised by the caller.
        unsafe {
            if *constant != Constant::Unknown && crate::pg::comparisons::parameter(**place).is_none() {
                **place = parameter(seen.slot, **place).cast();
            }
        }
    }
    types
}

/// A parameter of the type of `expression`.
unsafe fn parameter(slot: usize, expression: *mut pg_sys::Node) -> *mut pg_sys::Param {
    // SAFETY: makeNode(Param); palloc0 leaves what is not set zero.
    unsafe {
        let param = pg_sys::palloc0(size_of::<pg_sys::Param>()).cast::<pg_sys::Param>();
        (*param).xpr.type_ = NodeTag::T_Param;
        (*param).paramkind = pg_sys::ParamKind::PARAM_EXTERN;
        (*param).paramid = slot as i32 + 1;
        (*param).paramtype = pg_sys::exprType(expression);
        (*param).paramtypmod = -1;
        (*param).paramcollid = pg_sys::exprCollation(expression);
        (*param).location = -1;
        debug_assert!(is_a(param.cast(), NodeTag::T_Param));
        param
    }
}
