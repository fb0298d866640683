//! Asks the planner, while it plans a statement once, what each of many indexes offers; and plans again as if one of
//! these offers had other costs. `dbarch_core::advisor::pricing` makes prices of it.
//!
//! In `set_rel_pathlist_hook` all is known that paths to a relation depend on: its restrictions, the join clauses, the
//! equivalence classes, the orders that are of use. create_index_paths (src/backend/optimizer/path/indxpath.c) makes of it
//! the paths of whatever stands in the relation's list of indexes. So each hypothetical index is put there alone, and
//! what comes out is noted; then everything is as before, and the planning goes on without any of them.
use crate::pg::hypothetical::active;
use crate::pg::hypothetical::relation_index::RelationIndex;
use crate::pg::index_interest::{Interest, Signature};
use crate::pg::index_offers::{self, Offer};
use dbarch_core::advisor::pricing::Access;
use pgrx::pg_sys::{self, Oid};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

/// What an index offers at one place of the statement.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// Relations are counted in the order in which the planner comes to them, which is the same each time.
    pub place: usize,
    pub index: Oid,
    /// `Access::index` is left to the caller.
    pub access: Access,
}

/// An offer that takes part in a planning, at the given cost.
#[derive(Debug, Clone, Copy)]
pub struct Trial {
    pub place: usize,
    pub index: Oid,
    pub path: usize,
    pub startup: f64,
    pub total: f64,
}

enum Mode {
    Off,
    Collect { place: usize, classes: Vec<index_offers::Class>, found: Vec<Found> },
    Try { place: usize, trials: Vec<Trial>, met: usize },
}

thread_local! {
    static MODE: RefCell<Mode> = const { RefCell::new(Mode::Off) };
}

/// Switches off when dropped, on errors too.
struct Switch;

impl Switch {
    fn on(mode: Mode) -> Self {
        MODE.with_borrow_mut(|current| *current = mode);
        Switch
    }
}

impl Drop for Switch {
    fn drop(&mut self) {
        MODE.with_borrow_mut(|mode| *mode = Mode::Off);
    }
}

/// Runs `plan`, which plans one statement, and returns what the withheld indexes offer it.
pub fn collect<R>(plan: impl FnOnce() -> R) -> (R, Vec<Found>) {
    let _switch = Switch::on(Mode::Collect { place: 0, classes: Vec::new(), found: Vec::new() });
    let result = plan();
    let found = MODE.with_borrow_mut(|mode| match mode {
        Mode::Collect { found, .. } => std::mem::take(found),
        _ => Vec::new(),
    });
    (result, found)
}

/// Runs `plan`, which plans one statement, with the offers of `trials` in sight. `None` when the planner did not come to
/// all of them, which would be a fault of ours: the caller then plans the ordinary way.
pub fn attempt<R>(trials: Vec<Trial>, plan: impl FnOnce() -> R) -> Option<R> {
    let expected = trials.len();
    let _switch = Switch::on(Mode::Try { place: 0, trials, met: 0 });
    let result = plan();
    let met = MODE.with_borrow(|mode| matches!(mode, Mode::Try { met, .. } if *met == expected));
    met.then_some(result)
}

/// # Safety
/// Called from `set_rel_pathlist_hook` with its arguments.
pub unsafe fn observe(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    entry: *mut pg_sys::RangeTblEntry,
) {
    let off = MODE.with_borrow(|mode| matches!(mode, Mode::Off));
    // SAFETY: promised by the caller.
    unsafe {
        if off || (*entry).rtekind != pg_sys::RTEKind::RTE_RELATION {
            return;
        }
        let relation = (*entry).relid;
        active::with_active(root, |indexes| {
            // Planning an offer may run functions, whose own plannings do not come here: the mode may be borrowed.
            let mode = MODE.replace(Mode::Off);
            let here = indexes.hypothetical.iter().copied().filter(|index| index.relation == relation);
            let mode = match mode {
                Mode::Collect { place, mut classes, mut found } => {
                    note(root, rel, here, place, &mut classes, &mut found);
                    Mode::Collect { place: place + 1, classes, found }
                }
                Mode::Try { place, trials, met } => {
                    let shown: usize = here.map(|index| show(root, rel, index, place, &trials)).sum();
                    let met = met + shown;
                    Mode::Try { place: place + 1, trials, met }
                }
                Mode::Off => Mode::Off,
            };
            MODE.replace(mode);
        });
    }
}

unsafe fn note<'a>(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    indexes: impl Iterator<Item = &'a RelationIndex>,
    place: usize,
    classes: &mut Vec<index_offers::Class>,
    found: &mut Vec<Found>,
) {
    // SAFETY: promised by observe().
    unsafe {
        let interest = Interest::of(root, rel);
        let mut known: HashMap<Signature, Range<usize>> = HashMap::new();
        for index in indexes.filter(|index| interest.includes(index)) {
            let signature = interest.signature(index);
            if let Some(same) = signature.as_ref().and_then(|signature| known.get(signature)) {
                found.extend_from_within(same.clone());
                let copies = found.len() - same.len()..;
                found[copies].iter_mut().for_each(|copy| copy.index = index.oid);
                continue;
            }
            let first = found.len();
            for (path, offer) in index_offers::offers(root, rel, index).into_iter().enumerate() {
                if offer.is_dominated(rel) {
                    continue;
                }
                let class = offer.class(place);
                let number = classes.iter().position(|known| *known == class).unwrap_or_else(|| {
                    classes.push(class);
                    classes.len() - 1
                });
                let (startup, total) = offer.costs();
                let access = Access { index: 0, path, class: number, startup, total };
                found.push(Found { place, index: index.oid, access });
            }
            if let Some(signature) = signature {
                known.insert(signature, first..found.len());
            }
        }
    }
}

/// How many of the trials are of this index and place, and were shown.
unsafe fn show(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    index: &RelationIndex,
    place: usize,
    trials: &[Trial],
) -> usize {
    let mut own = trials.iter().filter(|trial| trial.place == place && trial.index == index.oid).peekable();
    if own.peek().is_none() {
        return 0;
    }
    // SAFETY: promised by observe().
    unsafe {
        let offers = index_offers::offers(root, rel, index);
        let mut offers: Vec<Option<Offer>> = offers.into_iter().map(Some).collect();
        own.filter_map(|trial| {
            let offer = offers.get_mut(trial.path)?.take()?;
            offer.add_to(rel, trial.startup, trial.total);
            Some(())
        })
        .count()
    }
}
