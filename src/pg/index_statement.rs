//! The text of one `CREATE INDEX`, taken apart, and the table that it names.
use crate::error::{Error, Result};
use crate::pg::sandbox;
use pgrx::pg_sys::{self, Oid};
use std::ffi::CString;

/// `ddl` for the server's parser.
pub fn text(ddl: &str) -> Result<CString> {
    CString::new(ddl).map_err(|_| Error::invalid_argument("an index definition contains a NUL byte"))
}

/// More at once would hold a lock on too many tables.
const MOST: usize = 100;

/// The single statements of `ddl`, each a `CREATE INDEX`.
pub fn split(ddl: &str) -> Result<Vec<String>> {
    let whole = text(ddl)?;
    let statements = sandbox::run(None, || {
        // SAFETY: raw parsing inside the sandbox; a length of 0 means up to the end of the text.
        unsafe {
            let parsed = pg_sys::pg_parse_query(whole.as_ptr());
            let of_one = |n| {
                let raw = &*pg_sys::list_nth(parsed, n).cast::<pg_sys::RawStmt>();
                let start = usize::try_from(raw.stmt_location).unwrap_or(0);
                let length = usize::try_from(raw.stmt_len).ok().filter(|length| *length > 0);
                let end = length.map_or(ddl.len(), |length| start + length);
                ddl.get(start..end).unwrap_or(ddl).trim().to_string()
            };
            Ok((0..pg_sys::list_length(parsed)).map(of_one).collect::<Vec<String>>())
        }
    })?;
    match statements.len() {
        0 => Err(Error::invalid_argument("no CREATE INDEX statement was given")
            .hint("Give one such as CREATE INDEX ON orders (user_id).")),
        1..=MOST => Ok(statements),
        n => Err(Error::invalid_argument(format!("{n} statements are too many"))
            .hint(format!("Give at most {MOST} CREATE INDEX statements."))),
    }
}

/// The only statement of `text`, as parsed and as what it must be.
///
/// # Safety
/// Call in a subtransaction: the tree lives in the current memory context.
pub unsafe fn parse(text: &CString) -> Result<(*mut pg_sys::RawStmt, *mut pg_sys::IndexStmt)> {
    // SAFETY: raw parsing; list accessors check nothing, so the length is looked at first, and the cast follows the tag.
    unsafe {
        let parsed = pg_sys::pg_parse_query(text.as_ptr());
        if pg_sys::list_length(parsed) == 1 {
            let raw = pg_sys::list_nth(parsed, 0).cast::<pg_sys::RawStmt>();
            if pgrx::is_a((*raw).stmt, pg_sys::NodeTag::T_IndexStmt) {
                return Ok((raw, (*raw).stmt.cast()));
            }
        }
        Err(Error::invalid_argument(format!(
            "not a CREATE INDEX statement: \"{}\"",
            text.to_string_lossy().chars().take(80).collect::<String>()
        ))
        .hint("Give one statement such as CREATE INDEX ON orders (user_id)."))
    }
}

/// The table that `statement` names, found on the caller's `search_path`.
///
/// # Safety
/// Call inside a transaction; `statement` comes from [`parse`].
pub unsafe fn table(statement: *mut pg_sys::IndexStmt, lock: pg_sys::LOCKMODE) -> Oid {
    // SAFETY: promised by the caller.
    unsafe { pg_sys::RangeVarGetRelidExtended((*statement).relation, lock, 0, None, std::ptr::null_mut()) }
}
