//! Which hypothetical indexes the planning that runs now may see, and which real ones it may not.
//!
//! Planning executes functions, and these plan and cache statements of their own: a cached plan that names an
//! index which does not exist would fail ever after. So visibility belongs to one planning and not to a span of time.
//!
//! A planning is known by the parameter list that it was given. standard_planner
//! (src/backend/optimizer/plan/planner.c, PostgreSQL 14 to 18) keeps the pointer in the PlannerGlobal that all levels of
//! the statement share; plannings nested in it have a list of their own or none. `PlannerInfo.parse` would not do: 18
//! copies it where a table has virtual generated columns. A planner hook would do, but an error that passes through one
//! comes out as another (see `pg/hooks.rs`).
use super::relation_index::RelationIndex;
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
    mark: pg_sys::ParamListInfo,
}

const NOTHING: State = State { indexes: std::ptr::null(), mark: std::ptr::null_mut() };

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

/// Shows `indexes` to the planning that is given `mark` for its parameters, until the returned value is dropped.
#[must_use]
pub fn activate<'a>(indexes: &'a ActiveIndexes<'a>, mark: pg_sys::ParamListInfo) -> Restore<'a> {
    let indexes = std::ptr::from_ref(indexes).cast::<ActiveIndexes<'static>>();
    Restore(STATE.replace(State { indexes, mark }), PhantomData)
}

/// Whether a what-if is under way, in whose planning or in one nested in it.
pub fn is_under_way() -> bool {
    !STATE.get().mark.is_null()
}

/// Whether `root` is a level of the statement that the active what-if is about.
///
/// # Safety
/// `root` belongs to a running planning.
pub unsafe fn is_planning(root: *const pg_sys::PlannerInfo) -> bool {
    let mark = STATE.get().mark;
    // SAFETY: promised by the caller; every planning has its PlannerGlobal.
    !mark.is_null() && std::ptr::eq(unsafe { (*(*root).glob).boundParams }, mark)
}

/// Runs `look` with the active what-if, if `root` is of the planning that it belongs to.
///
/// # Safety
/// As for [`is_planning`].
pub unsafe fn with_active<R>(
    root: *const pg_sys::PlannerInfo,
    look: impl FnOnce(&ActiveIndexes<'_>) -> R,
) -> Option<R> {
    // SAFETY: promised by the caller. A mark goes with a pointer whose pointee the Restore of activate() keeps borrowed.
    unsafe { is_planning(root).then(|| look(&*STATE.get().indexes)) }
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
