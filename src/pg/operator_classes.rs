//! Which operator classes let an index search by an operator.
use dbarch_core::finding::quote::quote_identifier;
use dbarch_core::model::access_method::AccessMethod;
use pgrx::pg_sys::{self, Oid};
use std::ffi::CStr;

/// The methods that have operators of their own. What b-tree serves, hash and BRIN serve as well.
const METHODS: [(Oid, AccessMethod); 3] = [
    (pg_sys::GIN_AM_OID, AccessMethod::Gin),
    (pg_sys::GIST_AM_OID, AccessMethod::Gist),
    (pg_sys::SPGIST_AM_OID, AccessMethod::Spgist),
];

/// An operator class for a type.
pub struct OperatorClass {
    pub method: AccessMethod,
    /// As it stands in a definition; `None` is the default of the type.
    pub name: Option<String>,
}

/// What an operator does in an operator class (AMOP_SEARCH and AMOP_ORDER of src/include/catalog/pg_amop.h).
#[derive(Clone, Copy)]
pub enum Purpose {
    Search = b's' as isize,
    /// Nearest first.
    Order = b'o' as isize,
}

/// The classes of GIN, GiST and SP-GiST that have `operator` for that `purpose` on values of `type_oid`.
///
/// # Safety
/// Call inside a transaction.
pub unsafe fn classes(operator: Oid, type_oid: Oid, purpose: Purpose) -> Vec<OperatorClass> {
    let mut found = Vec::new();
    // SAFETY: the members are rows of pg_amop.
    unsafe {
        let cache = pg_sys::SysCacheIdentifier::AMOPOPID;
        with_members::<pg_sys::FormData_pg_amop>(cache as i32, operator, |row| {
            let method = METHODS.iter().find(|(oid, _)| *oid == row.amopmethod);
            if let Some((_, method)) = method.filter(|_| row.amoppurpose as u8 == purpose as u8) {
                found.push((row.amopmethod, *method, row.amopfamily));
            }
        });
        let mut classes: Vec<OperatorClass> = found
            .into_iter()
            .flat_map(|(method_oid, method, family)| {
                names(method_oid, family, type_oid)
                    .into_iter()
                    .map(move |name| OperatorClass { method, name })
            })
            .collect();
        // Where both take the same values apart (texts, arrays, trigrams), GiST keeps signatures and visits rows for
        // nothing, which the planner does not foresee (chapter 12.9 of the documentation: GIN is preferred).
        if classes.iter().any(|class| class.method == AccessMethod::Gin) {
            classes.retain(|class| class.method != AccessMethod::Gist);
        }
        classes
    }
}

/// The classes of `family` that take `type_oid`; `None` is the default one.
unsafe fn names(method: Oid, family: Oid, type_oid: Oid) -> Vec<Option<String>> {
    let mut names = Vec::new();
    // SAFETY: the members are rows of pg_opclass; the rest are syscache look-ups.
    unsafe {
        let default = pg_sys::GetDefaultOpClass(type_oid, method);
        let cache = pg_sys::SysCacheIdentifier::CLAAMNAMENSP;
        with_members::<pg_sys::FormData_pg_opclass>(cache as i32, method, |row| {
            if row.opcfamily == family && pg_sys::IsBinaryCoercible(type_oid, row.opcintype) {
                let name = CStr::from_ptr((&raw const row.opcname.data).cast()).to_string_lossy();
                names.push((row.oid != default).then(|| qualified(row.opcnamespace, &name)));
            }
        });
    }
    names
}

/// With its schema unless that is pg_catalog, so that the definition means the same to everybody.
unsafe fn qualified(schema: Oid, name: &str) -> String {
    // SAFETY: syscache look-ups.
    unsafe {
        if schema == pg_sys::Oid::from(pg_sys::PG_CATALOG_NAMESPACE) {
            return quote_identifier(name);
        }
        let schema = pg_sys::get_namespace_name(schema);
        if schema.is_null() {
            return quote_identifier(name);
        }
        let schema = CStr::from_ptr(schema).to_string_lossy();
        format!("{}.{}", quote_identifier(&schema), quote_identifier(name))
    }
}

/// The b-tree operator class that finds texts of `type_oid` by how they begin, whatever the collation.
pub fn of_prefixes(type_oid: Oid) -> Option<&'static str> {
    match type_oid {
        pg_sys::TEXTOID => Some("text_pattern_ops"),
        pg_sys::VARCHAROID => Some("varchar_pattern_ops"),
        pg_sys::BPCHAROID => Some("bpchar_pattern_ops"),
        _ => None,
    }
}

/// Shows `visit` the rows of a syscache whose first key is `key`.
///
/// # Safety
/// `T` is the row type of `cache`.
unsafe fn with_members<T>(cache: i32, key: Oid, mut visit: impl FnMut(&T)) {
    let none = pg_sys::Datum::null();
    // SAFETY: the list is pinned until released; an ERROR in between gives it back to the resource owner.
    unsafe {
        let list = pg_sys::SearchSysCacheList(cache, 1, key.into(), none, none);
        let members = (*list).members.as_ptr();
        for n in 0..(*list).n_members as usize {
            let tuple = &raw mut (*(*members.add(n))).tuple;
            visit(&*pg_sys::GETSTRUCT(tuple).cast::<T>());
        }
        pg_sys::ReleaseCatCacheList(list);
    }
}
