//! The access method of an index definition: what it can do, and the options that the definition gives it.
//!
//! Follows DefineIndex (src/backend/commands/indexcmds.c, PostgreSQL 15), with its SQLSTATEs and messages.
use crate::error::{Error, Result};
use crate::pg::imported;
use pgrx::pg_sys::{self, Oid};
use std::ffi::{c_char, CStr, CString};

/// The methods whose size and cost dbarch knows how to foresee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Btree,
    Hash,
    Gin,
    Gist,
    SpGist,
    Brin,
}

#[derive(Debug, Clone)]
pub struct Method {
    pub oid: Oid,
    pub kind: Kind,
    pub name: String,
    pub can_order: bool,
    /// Number of the support function that takes operator class options; 0 for none.
    pub options_procedure: i16,
}

impl Method {
    pub fn c_name(&self) -> CString {
        CString::new(self.name.as_str()).unwrap_or_default()
    }

    /// The planner's description of the method; lives as long as the current memory context.
    pub fn routine(&self) -> *mut pg_sys::IndexAmRoutine {
        // SAFETY: a syscache look-up and a call of the handler, which every access method has.
        unsafe { pg_sys::GetIndexAmRoutineByAmId(self.oid, false) }
    }
}

/// What `WITH (...)` says, with the defaults of PostgreSQL 14 to 18.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Per cent.
    pub fillfactor: u8,
    /// Heap pages that one entry of a BRIN index sums up.
    pub pages_per_range: u32,
    pub deduplicate_items: bool,
}

/// The method that `statement` names, if it can do what the statement asks of it.
///
/// # Safety
/// `statement` is transformed and lives.
pub unsafe fn method(statement: &pg_sys::IndexStmt) -> Result<Method> {
    // SAFETY: accessMethod is never null after parsing (DEFAULT_INDEX_TYPE in gram.y).
    unsafe {
        let mut name = CStr::from_ptr(statement.accessMethod);
        let mut oid = pg_sys::get_index_am_oid(name.as_ptr(), true);
        if oid == Oid::INVALID && name == c"rtree" {
            name = c"gist";
            oid = pg_sys::get_index_am_oid(name.as_ptr(), true);
        }
        let shown = name.to_string_lossy().into_owned();
        if oid == Oid::INVALID {
            return Err(Error::new(
                pgrx::PgSqlErrorCode::ERRCODE_UNDEFINED_OBJECT,
                format!("access method \"{shown}\" does not exist"),
            ));
        }
        let routine = &*pg_sys::GetIndexAmRoutineByAmId(oid, false);
        let method = Method {
            oid,
            kind: kind(oid, &shown)?,
            name: shown,
            can_order: routine.amcanorder,
            options_procedure: routine.amoptsprocnum as i16,
        };
        let refuse = |what: &str| {
            Err(Error::not_supported(format!("access method \"{}\" does not support {what}", method.name)))
        };
        if statement.unique && !routine.amcanunique {
            return refuse("unique indexes");
        }
        if !statement.indexIncludingParams.is_null() && !routine.amcaninclude {
            return refuse("included columns");
        }
        if pg_sys::list_length(statement.indexParams) > 1 && !routine.amcanmulticol {
            return refuse("multicolumn indexes");
        }
        Ok(method)
    }
}

fn kind(oid: Oid, name: &str) -> Result<Kind> {
    match oid {
        pg_sys::BTREE_AM_OID => Ok(Kind::Btree),
        pg_sys::HASH_AM_OID => Ok(Kind::Hash),
        pg_sys::GIN_AM_OID => Ok(Kind::Gin),
        pg_sys::GIST_AM_OID => Ok(Kind::Gist),
        pg_sys::SPGIST_AM_OID => Ok(Kind::SpGist),
        pg_sys::BRIN_AM_OID => Ok(Kind::Brin),
        // The cost function of another method may open the index (that of hnsw does), and there is none.
        _ => Err(Error::not_supported(format!(
            "hypothetical indexes of access method \"{name}\" are not supported"
        ))
        .hint("Supported are btree, hash, gin, gist, spgist and brin.")),
    }
}

/// Checks the storage parameters as the access method does and reads those that matter here.
///
/// # Safety
/// `statement` is transformed and lives.
pub unsafe fn options(statement: &pg_sys::IndexStmt, method: &Method) -> Options {
    // SAFETY: the sequence of DefineIndex; a list of DefElem.
    unsafe {
        let given = imported::relation_options(statement.options);
        pg_sys::index_reloptions((*method.routine()).amoptions, given, true);
        let default_fillfactor = match method.kind {
            // HASH_DEFAULT_FILLFACTOR, SPGIST_DEFAULT_FILLFACTOR, {BTREE,GIST}_DEFAULT_FILLFACTOR.
            Kind::Hash => 75,
            Kind::SpGist => 80,
            _ => 90,
        };
        // BRIN_DEFAULT_PAGES_PER_RANGE of src/include/access/brin.h.
        let mut options =
            Options { fillfactor: default_fillfactor, pages_per_range: 128, deduplicate_items: true };
        for n in 0..pg_sys::list_length(statement.options) {
            let option = pg_sys::list_nth(statement.options, n).cast::<pg_sys::DefElem>();
            match CStr::from_ptr((*option).defname).to_bytes() {
                b"fillfactor" => options.fillfactor = integer(option, 10, 100) as u8,
                b"pages_per_range" => options.pages_per_range = integer(option, 1, 131_072) as u32,
                b"deduplicate_items" => options.deduplicate_items = boolean(option),
                _ => (),
            }
        }
        options
    }
}

/// What parse_one_reloption (src/backend/access/common/reloptions.c) makes of an option that it has found good: '80' is a
/// number, and 70.5 is rounded.
unsafe fn integer(option: *mut pg_sys::DefElem, least: i32, most: i32) -> i32 {
    // SAFETY: reads C strings.
    unsafe {
        let mut value = 0;
        pg_sys::parse_int(value_of(option), &mut value, 0, std::ptr::null_mut());
        value.clamp(least, most)
    }
}

/// As [`integer`].
unsafe fn boolean(option: *mut pg_sys::DefElem) -> bool {
    // SAFETY: reads C strings.
    unsafe {
        let mut value = false;
        pg_sys::parse_bool(value_of(option), &mut value);
        value
    }
}

/// An option without a value means true (transformRelOptions).
unsafe fn value_of(option: *mut pg_sys::DefElem) -> *const c_char {
    // SAFETY: defGetString copies into the current memory context.
    unsafe {
        if (*option).arg.is_null() {
            return c"true".as_ptr();
        }
        pg_sys::defGetString(option)
    }
}
