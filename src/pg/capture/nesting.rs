//! How deep the running statement is nested: in functions, triggers and utility commands.
//!
//! An error jumps over whoever would count back, and catching it costs more than all else that happens here. The level
//! that was when a subtransaction began is the right one when it is rolled back; after a transaction it is 0.
use crate::pg::process_local::ProcessLocal;
use pgrx::pg_sys::{self, SubTransactionId, SubXactEvent, XactEvent};
use std::cell::{Cell, RefCell};
use std::ffi::c_void;

static LEVEL: ProcessLocal<Cell<u32>> = ProcessLocal::new(Cell::new(0));
/// Of each open subtransaction, the level at its beginning.
static SAVED: ProcessLocal<RefCell<Vec<u32>>> = ProcessLocal::new(RefCell::new(Vec::new()));

/// 0 for what a client sends.
pub fn level() -> u32 {
    LEVEL.get()
}

/// Goes one level deeper; the result is for [`leave`].
pub fn enter() -> u32 {
    let before = LEVEL.get();
    LEVEL.set(before + 1);
    before
}

pub fn leave(before: u32) {
    LEVEL.set(before);
}

pub fn install() {
    // SAFETY: the callbacks touch values of this process only.
    unsafe {
        pg_sys::RegisterXactCallback(Some(transaction), std::ptr::null_mut());
        pg_sys::RegisterSubXactCallback(Some(subtransaction), std::ptr::null_mut());
    }
}

/// Every transaction comes here twice, and nothing in it can fail: without a guard.
unsafe extern "C-unwind" fn transaction(event: XactEvent::Type, _argument: *mut c_void) {
    // A procedure may commit and go on.
    if event == XactEvent::XACT_EVENT_ABORT {
        LEVEL.set(0);
        super::running::forget();
        super::execution::forget_command();
    }
    if let Ok(mut saved) = SAVED.try_borrow_mut() {
        saved.clear();
    }
}

#[pgrx::pg_guard]
unsafe extern "C-unwind" fn subtransaction(
    event: SubXactEvent::Type,
    _own: SubTransactionId,
    _parent: SubTransactionId,
    _argument: *mut c_void,
) {
    let mut saved = SAVED.borrow_mut();
    match event {
        SubXactEvent::SUBXACT_EVENT_START_SUB => saved.push(LEVEL.get()),
        SubXactEvent::SUBXACT_EVENT_COMMIT_SUB => {
            saved.pop();
        }
        SubXactEvent::SUBXACT_EVENT_ABORT_SUB => {
            LEVEL.set(saved.pop().unwrap_or(0));
            super::execution::forget_command();
        }
        _ => (),
    }
}
