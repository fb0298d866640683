//! The query id of an analysed statement, where the server has not made one.
//!
//! With `compute_query_id = auto` the server makes ids only if a library asks for it, and then of every statement. That is
//! most of what pg_stat_statements costs. Asked for here is one for texts that this session has not seen yet, with whatever
//! constants; the others have that id.
use super::execution::{current_role, is_of_command};
use crate::pg::process_local::ProcessLocal;
use crate::pg::{compat, invalidation};
use dbarch_core::capture::recognised::Recognised;
use pgrx::pg_sys;
use std::cell::RefCell;
use std::ffi::{c_int, CStr, CString};

/// Longer texts are rare, and to look at them takes as long as the id.
const LONGEST: usize = 8192;

/// What was remembered holds as long as names mean the same.
struct Seen {
    texts: Recognised,
    generation: u64,
    role: u32,
    search_path: CString,
    /// transform_null_equals, the one setting that makes another tree of the same text.
    null_equals: bool,
}

static SEEN: ProcessLocal<RefCell<Option<Seen>>> = ProcessLocal::new(RefCell::new(None));

/// Gives `query` an id if it has none.
///
/// # Safety
/// Called from `post_parse_analyze_hook` with its arguments.
pub unsafe fn supply(state: *const pg_sys::ParseState, query: *mut pg_sys::Query) {
    // SAFETY: promised by the caller.
    unsafe {
        // Where ids are enabled the server has made one, or there is none to make.
        if (*query).queryId != 0 || pg_sys::query_id_enabled {
            return;
        }
        let Some(text) = text(state, query) else {
            compat::make_query_id(query, (*state).p_sourcetext);
            return;
        };
        let known = known(text);
        if known.is_none() || cfg!(debug_assertions) {
            compat::make_query_id(query, (*state).p_sourcetext);
        }
        match known {
            Some(id) => {
                debug_assert_eq!((*query).queryId as i64, id, "one text, two query ids");
                (*query).queryId = id as _;
            }
            None => remember(text, (*query).queryId as i64),
        }
    }
}

fn known(text: &[u8]) -> Option<i64> {
    let mut seen = SEEN.borrow_mut();
    match &mut *seen {
        Some(seen) if seen.is_current() => seen.texts.id(text),
        outdated => {
            *outdated = Some(Seen::new());
            None
        }
    }
}

fn remember(text: &[u8], id: i64) {
    if let Some(seen) = &mut *SEEN.borrow_mut() {
        seen.texts.remember(text, id);
    }
}

/// The text of `query`, if others like it have the same id.
unsafe fn text<'a>(state: *const pg_sys::ParseState, query: *const pg_sys::Query) -> Option<&'a [u8]> {
    // SAFETY: promised by the caller.
    unsafe {
        // Parameters and variables may have another type each time.
        let plain = (*state).p_paramref_hook.is_none()
            && (*state).p_pre_columnref_hook.is_none()
            && (*state).p_post_columnref_hook.is_none();
        let source = (*state).p_sourcetext;
        if !plain || source.is_null() || is_of_command(source) || !pg_sys::standard_conforming_strings {
            return None;
        }
        let text = CStr::from_ptr(source).to_bytes();
        let start = usize::try_from((*query).stmt_location).unwrap_or(0);
        let length = usize::try_from((*query).stmt_len).ok().filter(|length| *length > 0);
        let end = length.map_or(text.len(), |length| start + length);
        text.get(start..end).filter(|text| text.len() <= LONGEST)
    }
}

impl Seen {
    fn new() -> Self {
        Seen {
            texts: Recognised::default(),
            generation: invalidation::generation(),
            role: current_role(),
            search_path: search_path().to_owned(),
            // SAFETY: a plain variable of this process.
            null_equals: unsafe { pg_sys::Transform_null_equals },
        }
    }

    /// What names mean may have changed since.
    fn is_current(&self) -> bool {
        self.generation == invalidation::generation()
            && self.role == current_role()
            && self.search_path.as_c_str() == search_path()
            // SAFETY: a plain variable of this process.
            && self.null_equals == unsafe { pg_sys::Transform_null_equals }
    }
}

fn search_path<'a>() -> &'a CStr {
    // SAFETY: a variable of this process, which always has a text.
    unsafe { CStr::from_ptr(pg_sys::namespace_search_path) }
}

/// Whether the setting forbids ids.
pub fn are_forbidden() -> bool {
    // SAFETY: a plain variable of this process; COMPUTE_QUERY_ID_OFF is 0 (src/include/utils/queryjumble.h).
    unsafe { pg_sys::compute_query_id as c_int == 0 }
}
