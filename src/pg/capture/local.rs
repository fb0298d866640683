//! What this backend knows of statements without asking shared memory.
use super::parsed::Parsed;
use crate::pg::process_local::ProcessLocal;
use dbarch_core::capture::backlog::Place;
use dbarch_core::capture::exclusion::Exclusion;
use dbarch_core::capture::schedule::Schedule;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// Statements that are remembered, each in the one place that its id gives it; one that lost its place is met again.
const PLACES: usize = 1024;

/// Analysed statements that are remembered, and bytes of all their texts.
const MOST_PARSED: usize = 64;
const MOST_PARSED_BYTES: usize = 1 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    pub query_id: i64,
    pub role: u32,
}

#[derive(Debug, Clone, Copy)]
pub enum Known {
    Excluded(Exclusion),
    Kept(Place, Schedule),
    /// There was no room for it.
    Refused,
}

/// In one cache line.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Met(Option<(Identity, Known)>);

type Statements = Vec<Met>;
type Analysed = VecDeque<(Identity, Rc<Parsed>)>;

static KNOWN: ProcessLocal<RefCell<Statements>> = ProcessLocal::new(RefCell::new(Vec::new()));
static PARSED: ProcessLocal<RefCell<Analysed>> = ProcessLocal::new(RefCell::new(VecDeque::new()));
static RANDOM: ProcessLocal<Cell<u64>> = ProcessLocal::new(Cell::new(0));

/// The query id is a hash already.
fn place(identity: Identity) -> usize {
    (identity.query_id as u64 ^ u64::from(identity.role)) as usize % PLACES
}

pub fn know(identity: Identity, what: Known) {
    let mut known = KNOWN.borrow_mut();
    if known.is_empty() {
        known.resize(PLACES, Met(None));
    }
    known[place(identity)] = Met(Some((identity, what)));
}

/// Whether the next execution is to be looked at closely.
pub fn is_due_next(identity: Identity) -> bool {
    match KNOWN.borrow().get(place(identity)) {
        Some(Met(Some((known, Known::Kept(_, schedule))))) if *known == identity => schedule.is_due_next(),
        Some(Met(Some((known, _)))) if *known == identity => false,
        _ => true,
    }
}

/// Counts an execution: what is known of the statement, and its weight if it is to be looked at closely.
pub fn meet(identity: Identity) -> Option<(Known, Option<u64>)> {
    let mut known = KNOWN.borrow_mut();
    let (other, known) = known.get_mut(place(identity))?.0.as_mut()?;
    if *other != identity {
        return None;
    }
    let due = match known {
        Known::Kept(_, schedule) => schedule.is_due().then(|| {
            let weight = schedule.weight();
            schedule.plan(crate::settings::CAPTURE_SAMPLE_RATE.get(), random());
            weight
        }),
        _ => None,
    };
    Some((*known, due))
}

pub fn remember(identity: Identity, parsed: Parsed) {
    let mut waiting = PARSED.borrow_mut();
    waiting.retain(|(other, _)| *other != identity);
    waiting.push_back((identity, Rc::new(parsed)));
    let mut bytes: usize = waiting.iter().map(|(_, parsed)| parsed.bytes()).sum();
    while waiting.len() > 1 && (waiting.len() > MOST_PARSED || bytes > MOST_PARSED_BYTES) {
        bytes -= waiting.pop_front().map_or(0, |(_, parsed)| parsed.bytes());
    }
}

/// The last analysis of a statement. A prepared one is analysed once and executed often.
pub fn parsed(identity: Identity) -> Option<Rc<Parsed>> {
    PARSED.borrow().iter().rev().find(|(other, _)| *other == identity).map(|(_, parsed)| Rc::clone(parsed))
}

/// SplitMix64, begun with the time: which executions are looked at is no secret.
pub fn random() -> u64 {
    let mut state = RANDOM.get();
    if state == 0 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        state = since.map_or(1, |time| time.as_nanos() as u64) ^ u64::from(std::process::id()) << 32;
    }
    state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    RANDOM.set(state);
    let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
