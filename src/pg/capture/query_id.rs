//! The query id of an analysed statement, where the server has not made one.
//!
//! With `compute_query_id = auto` the server makes ids only if a library asks for it, and then of every statement. That is
//! most of what pg_stat_statements costs. Asked for here is one for texts that this session has not seen yet, with whatever
//! constants; the others have that id.
use super::execution::{current_role, is_of_command};
use crate::pg::process_local::ProcessLocal;
use crate::pg::{compat, invalidation};
use dbarch_core::capture::fingerprint::fingerprint;
use pgrx::pg_sys;
use std::cell::RefCell;
use std::ffi::{c_int, CStr, CString};

/// Texts that are remembered; a power of two.
const REMEMBERED: usize = 1024;

/// Longer texts are rare, and to hash them takes as long as the id.
const LONGEST: usize = 8192;

/// What was remembered holds as long as names mean the same.
#[derive(Default)]
struct Seen {
    ids: Vec<(u64, i64)>,
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
        let known = text_hash(state, query).map(|hash| (hash, look_up(hash)));
        match known {
            Some((_, Some(id))) => {
                if cfg!(debug_assertions) {
                    compat::make_query_id(query, (*state).p_sourcetext);
                    assert_eq!((*query).queryId as i64, id, "one fingerprint, two query ids");
                }
                (*query).queryId = id as _;
            }
            Some((hash, None)) => {
                compat::make_query_id(query, (*state).p_sourcetext);
                remember(hash, (*query).queryId as i64);
            }
            None => compat::make_query_id(query, (*state).p_sourcetext),
        }
    }
}

unsafe fn text_hash(state: *const pg_sys::ParseState, query: *const pg_sys::Query) -> Option<u64> {
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
        fingerprint(text.get(start..end).filter(|text| text.len() <= LONGEST)?)
    }
}

/// What names mean may have changed since.
unsafe fn is_current(seen: &Seen) -> bool {
    // SAFETY: a plain variable of this process.
    let path = unsafe { CStr::from_ptr(pg_sys::namespace_search_path) };
    seen.generation == invalidation::generation()
        && seen.role == current_role()
        && seen.search_path.as_c_str() == path
        // SAFETY: a plain variable of this process.
        && seen.null_equals == unsafe { pg_sys::Transform_null_equals }
}

unsafe fn look_up(hash: u64) -> Option<i64> {
    let seen = SEEN.borrow();
    // SAFETY: promised by the caller.
    let seen = seen.as_ref().filter(|seen| unsafe { is_current(seen) })?;
    let (known, id) = seen.ids[hash as usize % REMEMBERED];
    (known == hash && id != 0).then_some(id)
}

unsafe fn remember(hash: u64, id: i64) {
    let mut seen = SEEN.borrow_mut();
    let seen = seen.get_or_insert_with(Seen::default);
    // SAFETY: promised by the caller.
    if !unsafe { is_current(seen) } || seen.ids.is_empty() {
        *seen = Seen {
            ids: vec![(0, 0); REMEMBERED],
            generation: invalidation::generation(),
            role: current_role(),
            // SAFETY: a plain variable of this process.
            search_path: unsafe { CStr::from_ptr(pg_sys::namespace_search_path) }.to_owned(),
            // SAFETY: a plain variable of this process.
            null_equals: unsafe { pg_sys::Transform_null_equals },
        };
    }
    seen.ids[hash as usize % REMEMBERED] = (hash, id);
}

/// Whether the setting forbids ids.
pub fn are_forbidden() -> bool {
    // SAFETY: a plain variable of this process; COMPUTE_QUERY_ID_OFF is 0 (src/include/utils/queryjumble.h).
    unsafe { pg_sys::compute_query_id as c_int == 0 }
}
