//! The operator class of a key column: what it stores, and what it can give back.
//!
//! Follows ComputeIndexAttrs (src/backend/commands/indexcmds.c), index_create (src/backend/catalog/index.c) and the
//! `amcanreturn` functions of PostgreSQL 15.
use super::method::{Kind, Method};
use super::spgist;
use crate::error::{Error, Result};
use crate::pg::{imported, invalidation};
use pgrx::pg_sys::{self, Oid};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::CStr;

#[derive(Debug, Clone, Copy)]
pub struct OperatorClass {
    pub oid: Oid,
    pub family: Oid,
    pub input_type: Oid,
    /// The type of what the index stores.
    pub stored_type: Oid,
    pub brin: BrinOptions,
}

/// Options of BRIN operator classes; `None` where the default holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrinOptions {
    pub values_per_range: Option<f64>,
    pub n_distinct_per_range: Option<f64>,
    pub false_positive_rate: Option<f64>,
}

/// # Safety
/// `element` is a key column of type `type_oid`, transformed.
pub unsafe fn operator_class(
    element: &pg_sys::IndexElem,
    type_oid: Oid,
    method: &Method,
) -> Result<OperatorClass> {
    // SAFETY: syscache look-ups; ResolveOpClass raises what CREATE INDEX raises.
    unsafe {
        let oid = match element.opclass.is_null() {
            true => default_class(type_oid, method),
            false => resolve(element.opclass, type_oid, method),
        };
        let family = pg_sys::get_opclass_family(oid);
        let input_type = pg_sys::get_opclass_input_type(oid);
        check_options(element, family, input_type, method)?;
        Ok(OperatorClass {
            oid,
            family,
            input_type,
            stored_type: stored_type(oid, input_type, type_oid),
            brin: brin_options(element.opclassopts),
        })
    }
}

unsafe fn resolve(name: *mut pg_sys::List, type_oid: Oid, method: &Method) -> Oid {
    let method_name = method.c_name();
    // SAFETY: promised by operator_class().
    unsafe { pg_sys::ResolveOpClass(name, type_oid, method_name.as_ptr(), method.oid) }
}

/// Default operator classes by type and access method, as known at a generation of the catalogs.
type Defaults = (u64, HashMap<(Oid, Oid), Oid>);

thread_local! {
    static DEFAULTS: RefCell<Defaults> = RefCell::default();
}

/// GetDefaultOpClass scans pg_opclass each time, which is a third of the time that a definition takes.
unsafe fn default_class(type_oid: Oid, method: &Method) -> Oid {
    let place = (type_oid, method.oid);
    let known = DEFAULTS.with_borrow_mut(|(generation, known)| {
        if *generation != invalidation::generation() {
            *generation = invalidation::generation();
            known.clear();
        }
        known.get(&place).copied()
    });
    known.unwrap_or_else(|| {
        // SAFETY: as above.
        let found = unsafe { resolve(std::ptr::null_mut(), type_oid, method) };
        DEFAULTS.with_borrow_mut(|(_, known)| known.insert(place, found));
        found
    })
}

unsafe fn brin_options(options: *mut pg_sys::List) -> BrinOptions {
    let mut found = BrinOptions::default();
    // SAFETY: a list of DefElem, already found good.
    unsafe {
        for n in 0..pg_sys::list_length(options) {
            let option = pg_sys::list_nth(options, n).cast::<pg_sys::DefElem>();
            let place = match CStr::from_ptr((*option).defname).to_bytes() {
                b"values_per_range" => &mut found.values_per_range,
                b"n_distinct_per_range" => &mut found.n_distinct_per_range,
                b"false_positive_rate" => &mut found.false_positive_rate,
                _ => continue,
            };
            *place = CStr::from_ptr(pg_sys::defGetString(option)).to_str().ok().and_then(|v| v.parse().ok());
        }
    }
    found
}

/// ConstructTupleDescriptor of src/backend/catalog/index.c.
unsafe fn stored_type(opclass: Oid, input_type: Oid, type_oid: Oid) -> Oid {
    // SAFETY: the tuple is pinned until released.
    unsafe {
        let tuple = pg_sys::SearchSysCache1(pg_sys::SysCacheIdentifier::CLAOID as i32, opclass.into());
        if tuple.is_null() {
            return type_oid;
        }
        let declared = (*pg_sys::GETSTRUCT(tuple).cast::<pg_sys::FormData_pg_opclass>()).opckeytype;
        pg_sys::ReleaseSysCache(tuple);
        match declared {
            Oid::INVALID => type_oid,
            pg_sys::ANYELEMENTOID if input_type == pg_sys::ANYARRAYOID => {
                pg_sys::get_base_element_type(type_oid)
            }
            declared => declared,
        }
    }
}

/// What index_opclass_options (src/backend/access/index/indexam.c) refuses.
unsafe fn check_options(
    element: &pg_sys::IndexElem,
    family: Oid,
    input_type: Oid,
    method: &Method,
) -> Result<()> {
    if element.opclassopts.is_null() {
        return Ok(());
    }
    let number = method.options_procedure;
    // SAFETY: the options function of an operator class fills in the structure it is given.
    unsafe {
        let function = match number {
            0 => Oid::INVALID,
            _ => pg_sys::get_opfamily_proc(family, input_type, input_type, number),
        };
        if function == Oid::INVALID {
            return Err(Error::invalid_argument("the operator class has no options"));
        }
        let mut known = pg_sys::local_relopts {
            options: std::ptr::null_mut(),
            validators: std::ptr::null_mut(),
            relopt_struct_size: 0,
        };
        pg_sys::init_local_reloptions(&mut known, 0);
        pg_sys::OidFunctionCall1Coll(
            function,
            Oid::INVALID,
            pg_sys::Datum::from(std::ptr::from_mut(&mut known)),
        );
        pg_sys::build_local_reloptions(&mut known, imported::relation_options(element.opclassopts), true);
        Ok(())
    }
}

/// Whether an index-only scan can have the key back.
///
/// # Safety
/// `class` belongs to `method`, and `type_oid` is the type of the indexed value.
pub unsafe fn gives_back(class: &OperatorClass, type_oid: Oid, method: &Method) -> bool {
    /// GIST_COMPRESS_PROC and GIST_FETCH_PROC of src/include/access/gist.h.
    const COMPRESS: i16 = 3;
    const FETCH: i16 = 9;
    // SAFETY: syscache look-ups.
    let has = |number| unsafe {
        pg_sys::get_opfamily_proc(class.family, class.input_type, class.input_type, number) != Oid::INVALID
    };
    match method.kind {
        Kind::Btree => true,
        // gistcanreturn of src/backend/access/gist/gistget.c.
        Kind::Gist => has(FETCH) || !has(COMPRESS),
        // SAFETY: promised by the caller.
        Kind::SpGist => {
            unsafe { spgist::configuration(class.family, class.input_type, type_oid) }.can_return_data
        }
        Kind::Hash | Kind::Gin | Kind::Brin => false,
    }
}

/// Whether equal keys of the column are the same bytes, so that nbtree may merge them (_bt_allequalimage in
/// src/backend/access/nbtree/nbtutils.c).
///
/// # Safety
/// `class` is one of b-tree.
pub unsafe fn is_equal_image(class: &OperatorClass, collation: Oid) -> bool {
    /// BTEQUALIMAGE_PROC of src/include/access/nbtree.h.
    const EQUAL_IMAGE: i16 = 4;
    // SAFETY: a support function of a b-tree operator class takes the type's OID and returns a boolean.
    unsafe {
        let function =
            pg_sys::get_opfamily_proc(class.family, class.input_type, class.input_type, EQUAL_IMAGE);
        function != Oid::INVALID
            && pg_sys::OidFunctionCall1Coll(function, collation, class.input_type.into()).value() != 0
    }
}
