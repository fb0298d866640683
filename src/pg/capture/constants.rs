//! Values of constants and parameters as text that every session reads alike.
use crate::pg::catalog_query::LocalSettings;
use dbarch_core::model::parameters::Constant;
use pgrx::pg_sys::{self, Datum, Oid};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::CStr;

/// Bytes of a value beyond which it is not kept, whatever the setting: to print it would take longer than the statement.
const LONGEST: usize = 64 << 10;

/// USE_ISO_DATES and INTSTYLE_POSTGRES of src/include/miscadmin.h.
const ISO_DATES: i32 = 1;
const POSTGRES_INTERVALS: i32 = 0;

thread_local! {
    /// Output function by type; `None` where it is not the server's own.
    static OUTPUT: RefCell<HashMap<Oid, Option<(Oid, bool)>>> = RefCell::default();
}

// Not in all of pgrx's bindings. src/include/miscadmin.h, src/include/utils/float.h
unsafe extern "C" {
    static DateStyle: i32;
    static IntervalStyle: i32;
    static extra_float_digits: i32;
}

/// While it lives, values are printed so that they mean the same in every session.
pub fn plain_settings() -> Option<LocalSettings> {
    // SAFETY: plain variables of this process.
    let plain =
        unsafe { DateStyle == ISO_DATES && IntervalStyle == POSTGRES_INTERVALS && extra_float_digits > 0 };
    (!plain).then(|| {
        LocalSettings::set(&[
            (c"DateStyle", c"ISO"),
            (c"IntervalStyle", c"postgres"),
            (c"extra_float_digits", c"1"),
        ])
    })
}

/// The value, unless it is longer than `longest` bytes or of a type whose output is not the server's own: that could do
/// anything, in the middle of somebody's statement.
///
/// # Safety
/// `value` is a value of `type_`; call inside a transaction, with [`plain_settings`].
pub unsafe fn constant(type_: Oid, value: Datum, null: bool, longest: usize) -> Constant {
    if null {
        return Constant::Null;
    }
    let Some((function, varlena)) = output(type_) else { return Constant::Unknown };
    // SAFETY: promised by the caller.
    unsafe {
        if varlena && pg_sys::toast_raw_datum_size(value) > LONGEST {
            return Constant::Unknown;
        }
        let text = pg_sys::OidOutputFunctionCall(function, value);
        let owned = CStr::from_ptr(text).to_str().map(str::to_string);
        pg_sys::pfree(text.cast());
        match owned {
            Ok(text) if text.len() <= longest => Constant::Text(text),
            _ => Constant::Unknown,
        }
    }
}

fn output(type_: Oid) -> Option<(Oid, bool)> {
    if let Some(known) = OUTPUT.with_borrow(|known| known.get(&type_).copied()) {
        return known;
    }
    // SAFETY: catalog look-ups inside a transaction.
    let found = unsafe { look_up(type_) };
    OUTPUT.with_borrow_mut(|known| known.insert(type_, found));
    found
}

unsafe fn look_up(type_: Oid) -> Option<(Oid, bool)> {
    // SAFETY: promised by the caller.
    unsafe {
        let element = pg_sys::get_element_type(pg_sys::getBaseType(type_));
        if element != Oid::INVALID {
            output(element)?;
        }
        // A composite or range type prints its parts with functions of theirs.
        let kind = pg_sys::get_typtype(pg_sys::getBaseType(type_)) as u8;
        if !matches!(kind, b'b' | b'e') || pg_sys::getBaseType(type_) == pg_sys::RECORDOID {
            return None;
        }
        let (mut function, mut varlena) = (Oid::INVALID, false);
        pg_sys::getTypeOutputInfo(type_, &mut function, &mut varlena);
        (function.to_u32() < pg_sys::FirstNormalObjectId).then_some((function, varlena))
    }
}

/// The value of parameter `number`, from 1; `None` if the list does not have it.
///
/// # Safety
/// `list` is that of a running statement.
pub unsafe fn parameter(list: pg_sys::ParamListInfo, number: i32, longest: usize) -> Option<(Oid, Constant)> {
    // SAFETY: promised by the caller; a list with a function is asked as the executor does before it runs
    // (ExecEvalParamExtern), but so that it raises nothing.
    unsafe {
        if list.is_null() || number < 1 || number > (*list).numParams {
            return None;
        }
        let mut room = pg_sys::ParamExternData::default();
        let found = match (*list).paramFetch {
            Some(fetch) => pg_sys::ffi::pg_guard_ffi_boundary(|| fetch(list, number, true, &mut room)),
            None => (*list).params.as_mut_ptr().add(number as usize - 1),
        };
        if found.is_null() || (*found).ptype == Oid::INVALID {
            return None;
        }
        Some(((*found).ptype, constant((*found).ptype, (*found).value, (*found).isnull, longest)))
    }
}
