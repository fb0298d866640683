//! An index relation in memory alone, complete enough for BRIN's functions.
//!
//! They reach the operator classes through it (index_getprocinfo() of src/backend/access/index/indexam.c), and read the
//! options, collations and operator families that the relation cache would have put there
//! (RelationInitIndexAccessInfo() of src/backend/utils/cache/relcache.c). Nothing else of it is looked at.
use super::Wanted;
use crate::pg::hypothetical::opclass::BrinOptions;
use crate::pg::imported;
use pgrx::pg_sys::{self, Datum, Oid};
use std::ffi::{CStr, CString};

/// A BRIN index that does not exist, in the current memory context.
///
/// # Safety
/// `columns` are keys of BRIN operator classes.
pub unsafe fn new(columns: &[Wanted], options: &[BrinOptions], pages_per_range: u32) -> pg_sys::Relation {
    // SAFETY: palloc0 gives valid all-zero structures, and all that is put into them lives in the same memory context.
    unsafe {
        let relation = pg_sys::palloc0(size_of::<pg_sys::RelationData>()).cast::<pg_sys::RelationData>();
        let class =
            pg_sys::palloc0(size_of::<pg_sys::FormData_pg_class>()).cast::<pg_sys::FormData_pg_class>();
        (*class).relkind = pg_sys::RELKIND_INDEX as _;
        (*class).relam = pg_sys::BRIN_AM_OID;
        (*relation).rd_rel = class;
        (*relation).rd_indexcxt = pg_sys::CurrentMemoryContext;
        let method = pg_sys::GetIndexAmRoutineByAmId(pg_sys::BRIN_AM_OID, false);
        (*relation).rd_indam = method;
        (*relation).rd_att = descriptor(columns);
        let list = one_option(c"pages_per_range", &pages_per_range.to_string());
        let stored = imported::relation_options(list);
        if let Some(parse) = (*method).amoptions {
            (*relation).rd_options = pg_sys::ffi::pg_guard_ffi_boundary(|| parse(stored, false));
        }
        (*relation).rd_opfamily = array(columns.iter().map(|c| c.family));
        (*relation).rd_opcintype = array(columns.iter().map(|c| c.input_type));
        (*relation).rd_indcollation = array(columns.iter().map(|c| c.collation));
        let numbers = 1..=(*method).amsupport as i16;
        (*relation).rd_support = array(columns.iter().flat_map(|c| numbers.clone().map(|n| support(c, n))));
        let functions = columns.len() * (*method).amsupport as usize;
        (*relation).rd_supportinfo = pg_sys::palloc0(functions * size_of::<pg_sys::FmgrInfo>()).cast();
        let number = (*method).amoptsprocnum as i16;
        let given = columns.iter().zip(options);
        (*relation).rd_opcoptions =
            array(given.map(|(column, options)| class_options(support(column, number), options)));
        relation
    }
}

/// ConstructTupleDescriptor of src/backend/catalog/index.c.
unsafe fn descriptor(columns: &[Wanted]) -> pg_sys::TupleDesc {
    // SAFETY: the types exist.
    unsafe {
        let descriptor = pg_sys::CreateTemplateTupleDesc(columns.len() as i32);
        for (n, column) in columns.iter().enumerate() {
            let number = n as i16 + 1;
            let stored = column.stored_type;
            let typmod = if stored == column.type_oid { column.typmod } else { -1 };
            pg_sys::TupleDescInitEntry(descriptor, number, c"key".as_ptr(), stored, typmod, 0);
            pg_sys::TupleDescInitEntryCollation(descriptor, number, column.collation);
        }
        descriptor
    }
}

unsafe fn support(column: &Wanted, number: i16) -> Oid {
    // SAFETY: a syscache look-up.
    unsafe { pg_sys::get_opfamily_proc(column.family, column.input_type, column.input_type, number) }
}

/// The options of an operator class as its functions read them; null where it has none.
unsafe fn class_options(function: Oid, options: &BrinOptions) -> *mut pg_sys::bytea {
    if function == Oid::INVALID {
        return std::ptr::null_mut();
    }
    let given = [
        (c"values_per_range", options.values_per_range),
        (c"n_distinct_per_range", options.n_distinct_per_range),
        (c"false_positive_rate", options.false_positive_rate),
    ];
    // SAFETY: index_opclass_options of src/backend/access/index/indexam.c.
    unsafe {
        let mut list = std::ptr::null_mut();
        for (name, value) in given {
            if let Some(value) = value {
                list = pg_sys::list_concat(list, one_option(name, &value.to_string()));
            }
        }
        let mut known = pg_sys::local_relopts {
            options: std::ptr::null_mut(),
            validators: std::ptr::null_mut(),
            relopt_struct_size: 0,
        };
        pg_sys::init_local_reloptions(&mut known, 0);
        pg_sys::OidFunctionCall1Coll(function, Oid::INVALID, Datum::from(std::ptr::from_mut(&mut known)));
        pg_sys::build_local_reloptions(&mut known, imported::relation_options(list), false).cast()
    }
}

unsafe fn one_option(name: &CStr, value: &str) -> *mut pg_sys::List {
    let value = CString::new(value).unwrap_or_default();
    // SAFETY: name and value are copied into the current memory context.
    unsafe {
        let value = pg_sys::makeString(pg_sys::pstrdup(value.as_ptr()));
        let option = pg_sys::makeDefElem(pg_sys::pstrdup(name.as_ptr()), value.cast(), -1);
        pg_sys::lappend(std::ptr::null_mut(), option.cast())
    }
}

/// The values as an array in the current memory context.
unsafe fn array<T>(values: impl Iterator<Item = T>) -> *mut T {
    let values: Vec<T> = values.collect();
    // SAFETY: palloc aligns for every C type, and the array is as long as the values.
    unsafe {
        let array = pg_sys::palloc0(size_of::<T>() * values.len().max(1)).cast::<T>();
        for (n, value) in values.into_iter().enumerate() {
            array.add(n).write(value);
        }
        array
    }
}
