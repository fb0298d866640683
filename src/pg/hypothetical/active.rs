//! Which hypothetical indexes the planning that runs now may see, and which real ones it may not.
//!
//! Planning executes functions, and these plan and cache statements of their own: a cached plan that names an
//! index which does not exist would fail ever after. So visibility belongs to one `Query` and not to a span of
//! time: the planner hook switches it on for that query and off for every planning nested in it.
use super::definition::RelationIndex;
use pgrx::pg_sys;
use std::cell::Cell;
use std::marker::PhantomData;

/// The what-if of one planning.
#[derive(Default)]
pub struct ActiveIndexes<'a> {
    pub hypothetical: Vec<&'a RelationIndex>,
    /// OIDs of real indexes left out.
    pub hidden: &'a [u32],
    /// The planner is not shown the hypothetical indexes; somebody else makes use of them while it plans.
    pub withheld: bool,
}

#[derive(Clone, Copy)]
struct State {
    indexes: *const ActiveIndexes<'static>,
    query: *const pg_sys::Query,
    visible: bool,
}

const NOTHING: State = State { indexes: std::ptr::null(), query: std::ptr::null(), visible: false };

thread_local! {
    static STATE: Cell<State> = const { Cell::new(NOTHING) };
}

/// Restores the state before it when dropped, on errors too: pgrx turns a PostgreSQL error into an unwinding.
pub struct Restore<'a>(State, PhantomData<&'a ()>);

impl Drop for Restore<'_> {
    fn drop(&mut self) {
        STATE.set(self.0);
    }
}

/// Shows `indexes` to the planning of `query`, until the returned value is dropped.
#[must_use]
pub fn activate<'a>(indexes: &'a ActiveIndexes<'a>, query: *const pg_sys::Query) -> Restore<'a> {
    let indexes = std::ptr::from_ref(indexes).cast::<ActiveIndexes<'static>>();
    Restore(STATE.replace(State { indexes, query, visible: false }), PhantomData)
}

/// Whether a what-if is under way, in whose planning or in one nested in it.
pub fn is_under_way() -> bool {
    !STATE.get().query.is_null()
}

/// Called by the planner hook around each planning while a what-if is under way.
#[must_use]
pub fn enter_planning(query: *const pg_sys::Query) -> Restore<'static> {
    let state = STATE.get();
    let visible = !state.query.is_null() && std::ptr::eq(state.query, query);
    Restore(STATE.replace(State { visible, ..state }), PhantomData)
}

/// Runs `look` with the active what-if, if the planning that runs now is the one it belongs to.
pub fn with_active<R>(look: impl FnOnce(&ActiveIndexes<'_>) -> R) -> Option<R> {
    let state = STATE.get();
    if !state.visible {
        return None;
    }
    // SAFETY: visible implies a non-null pointer, whose pointee the Restore of activate() keeps borrowed.
    Some(look(unsafe { &*state.indexes }))
}

/// Runs `look` with an active hypothetical index, whether or not a planning sees it now: EXPLAIN asks for names after
/// the planning has ended.
pub fn with_index<R>(index: pg_sys::Oid, look: impl FnOnce(&RelationIndex) -> R) -> Option<R> {
    let state = STATE.get();
    if state.indexes.is_null() {
        return None;
    }
    // SAFETY: as above.
    let indexes = unsafe { &*state.indexes };
    indexes.hypothetical.iter().find(|candidate| candidate.oid == index).map(|found| look(found))
}
