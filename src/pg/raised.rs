//! What pgrx loses of errors: the SQLSTATE if it does not know it, and the place in the statement. Heard when they are
//! caught; the SQLSTATE is kept when they are raised.
//!
//! pgrx turns the error that it catches into values, and the SQLSTATE into one of its names. But errfinish
//! (src/backend/utils/error/elog.c) calls the error context callbacks before it jumps, and these may read the error and
//! change it.
use crate::pg::sqlstate::SqlState;
use pgrx::pg_sys;
use pgrx::prelude::*;
use std::cell::{Cell, RefCell};
use std::ffi::{c_int, c_void, CStr};
use std::marker::PhantomPinned;
use std::pin::Pin;

// Without pgrx's guard: in a callback an error must not become an unwinding, which could not pass through errfinish.
unsafe extern "C-unwind" {
    // src/include/utils/elog.h
    fn geterrcode() -> c_int;
    fn geterrposition() -> c_int;
    fn errcode(state: c_int) -> c_int;
    fn CopyErrorData() -> *mut pg_sys::ErrorData;
}

/// Errors remembered at most: a function may raise and catch any number.
const MOST: usize = 32;

/// Hears the errors that are raised while it lives, of which one may come out.
pub struct Listener {
    callback: pg_sys::ErrorContextCallback,
    /// Where the copy of an error goes.
    memory: pg_sys::MemoryContext,
    heard: RefCell<Vec<(SqlState, String)>>,
    /// Of the last error, which is the one that came out.
    position: Cell<c_int>,
    _pinned: PhantomPinned,
}

impl Listener {
    /// # Safety
    /// `memory` outlives the listener, and listeners end in the reverse order of their beginning.
    pub unsafe fn start(memory: pg_sys::MemoryContext) -> Pin<Box<Self>> {
        let mut listener = Box::pin(Listener {
            callback: pg_sys::ErrorContextCallback::default(),
            memory,
            heard: RefCell::default(),
            position: Cell::new(0),
            _pinned: PhantomPinned,
        });
        // SAFETY: nothing is moved; the callback goes from the stack before its memory does.
        unsafe {
            let inner = listener.as_mut().get_unchecked_mut();
            inner.callback = pg_sys::ErrorContextCallback {
                previous: pg_sys::error_context_stack,
                callback: Some(hear),
                arg: (&raw mut *inner).cast(),
            };
            pg_sys::error_context_stack = &raw mut inner.callback;
        }
        listener
    }

    /// The SQLSTATE of the error that was caught with `code` and `message`.
    pub fn state(&self, code: PgSqlErrorCode, message: &str) -> SqlState {
        if code != PgSqlErrorCode::ERRCODE_INTERNAL_ERROR {
            return code.into();
        }
        let heard = self.heard.borrow();
        heard.iter().rev().find(|(_, of)| of == message).map_or(code.into(), |(state, _)| *state)
    }

    /// The character, from 1, that the error is about, if it is about the text that was analysed.
    pub fn position(&self) -> Option<usize> {
        usize::try_from(self.position.get()).ok().filter(|position| *position > 0)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // SAFETY: promised by whoever started it; catching an error restores the stack to what it was before.
        unsafe { pg_sys::error_context_stack = self.callback.previous }
    }
}

unsafe extern "C-unwind" fn hear(listener: *mut c_void) {
    // SAFETY: called by errfinish with the listener, which lives; nothing needs dropping when the copying raises.
    unsafe {
        let listener = &*listener.cast::<Listener>();
        listener.position.set(geterrposition());
        let state = SqlState::from_bits(geterrcode());
        if state.is_known() {
            return;
        }
        let before = pg_sys::CurrentMemoryContext;
        pg_sys::CurrentMemoryContext = listener.memory;
        let error = CopyErrorData();
        pg_sys::CurrentMemoryContext = before;
        if (*error).message.is_null() {
            return;
        }
        let message = CStr::from_ptr((*error).message).to_string_lossy().into_owned();
        if let Ok(mut heard) = listener.heard.try_borrow_mut() {
            if heard.len() == MOST {
                heard.remove(0);
            }
            heard.push((state, message));
        }
    }
}

/// Makes the error that the caller is about to raise through pgrx one of `state`.
pub fn keep_state(state: SqlState) {
    if state.is_known() {
        return;
    }
    // SAFETY: whoever catches the error takes the callback from the stack, while the current memory context still lives.
    unsafe {
        let callback =
            pg_sys::palloc0(size_of::<pg_sys::ErrorContextCallback>()).cast::<pg_sys::ErrorContextCallback>();
        *callback = pg_sys::ErrorContextCallback {
            previous: pg_sys::error_context_stack,
            callback: Some(stamp),
            arg: state.bits() as usize as *mut c_void,
        };
        pg_sys::error_context_stack = callback;
    }
}

unsafe extern "C-unwind" fn stamp(state: *mut c_void) {
    // SAFETY: called by errfinish, when there is an error to speak of. Its level cannot be asked for (geterrlevel is of 16),
    // but only errors have this SQLSTATE.
    unsafe {
        if geterrcode() == PgSqlErrorCode::ERRCODE_INTERNAL_ERROR as c_int {
            errcode(state as usize as c_int);
        }
    }
}
