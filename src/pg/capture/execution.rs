//! From the beginning of an execution to its end: who it is, whether it is looked at closely, what it took.
use super::constants;
use super::local::{self, Identity, Known};
use super::parsed::{self, Parsed, Text};
use super::{arriving, counting, memory, nesting, running, scans};
use crate::pg::process_local::ProcessLocal;
use crate::settings;
use dbarch_core::capture::backlog::Place;
use pgrx::pg_sys;
use std::cell::Cell;
use std::ffi::{c_char, c_int};

// As they are, without pgrx's guard: they raise nothing, and every statement comes here.
unsafe extern "C-unwind" {
    fn GetUserId() -> pg_sys::Oid;
    fn GetCurrentStatementStartTimestamp() -> pg_sys::TimestampTz;
}

/// The role whose rights apply.
pub fn current_role() -> u32 {
    // SAFETY: inside a transaction.
    unsafe { GetUserId() }.to_u32()
}

/// # Safety
/// `query` is about to be started or has been.
pub unsafe fn identity(query: *const pg_sys::QueryDesc) -> Identity {
    // SAFETY: promised by the caller.
    unsafe { Identity { query_id: (*(*query).plannedstmt).queryId as i64, role: current_role() } }
}

/// The command that is running, by its text and its place there: the query of an EXPLAIN has no place of its own.
type Command = (*const c_char, (c_int, c_int));

static COMMAND: ProcessLocal<Cell<Command>> = ProcessLocal::new(Cell::new((std::ptr::null(), (0, 0))));

/// The result is for [`leave_command`].
pub fn enter_command(text: *const c_char, place: (c_int, c_int)) -> Command {
    COMMAND.replace((text, place))
}

/// Whether `source` is the text of the command that is running, which may have several queries.
pub fn is_of_command(source: *const c_char) -> bool {
    source == COMMAND.get().0
}

/// After an error its text may be gone.
pub fn forget_command() {
    COMMAND.set((std::ptr::null(), (0, 0)));
}

pub fn leave_command(outer: Command) {
    COMMAND.set(outer);
}

/// An analysed statement, before it is planned: keeps its text and constants if they will be asked for.
///
/// # Safety
/// `query` has been analysed and not rewritten, and `source` has its text at that place.
pub unsafe fn analysed(source: *const c_char, place: (c_int, c_int), query: *mut pg_sys::Query) {
    // SAFETY: promised by the caller.
    unsafe {
        let identity = Identity { query_id: (*query).queryId as i64, role: current_role() };
        if local::is_due_next(identity) {
            let place = if place == (0, 0) && is_of_command(source) { COMMAND.get().1 } else { place };
            let parsed = parsed::parsed(source, place, query, arriving::longest_constant());
            local::remember(identity, parsed);
        }
    }
}

/// Counts the execution from now on, if it is one to count. Asks for row counts of its scans if it is to be looked at
/// closely.
///
/// # Safety
/// Called from `ExecutorStart_hook` before the query is started.
pub unsafe fn starts(query: *mut pg_sys::QueryDesc) {
    // SAFETY: promised by the caller.
    unsafe {
        let identity = identity(query);
        let met = match local::meet(identity) {
            Some((Known::Kept(place, _), _)) if !memory::is_current(place) => None,
            met => met,
        };
        let met = met.or_else(|| {
            local::know(identity, arriving::arrive(query, identity));
            local::meet(identity)
        });
        let Some((known, due)) = met else { return };
        match known {
            Known::Kept(place, _) => {
                let watched = due.is_some_and(|weight| look_closely(query, identity, place, weight));
                running::start(query, place, watched);
            }
            Known::Excluded(why) => counting::count_excluded(why),
            Known::Refused => (),
        }
    }
}

/// Keeps the constants; whether the scans count their rows.
unsafe fn look_closely(query: *mut pg_sys::QueryDesc, identity: Identity, place: Place, weight: u64) -> bool {
    // SAFETY: promised by the caller.
    unsafe {
        let parsed = local::parsed(identity);
        arriving::keep_constants(query, parsed.as_deref(), place, weight);
        let watched = settings::CAPTURE_SAMPLE_RATE.get() > 0.0;
        if watched {
            (*query).instrument_options |= pg_sys::InstrumentOption::INSTRUMENT_ROWS as i32;
        }
        watched
    }
}

/// Counts what it took.
///
/// # Safety
/// Called from `ExecutorEnd_hook` before the query is ended.
pub unsafe fn ends(query: *mut pg_sys::QueryDesc) {
    let level = u64::from(nesting::level());
    let counted = running::finish(query, |running| {
        let amounts = &mut running.amounts;
        amounts.calls = 1;
        amounts.nested_calls = u64::from(level > 0);
        amounts.nesting = level;
        amounts.longest = amounts.time;
        // SAFETY: inside a transaction.
        amounts.last_seen = unsafe { GetCurrentStatementStartTimestamp() } as u64;
        counting::count(running.place, amounts);
        (running.place, running.watched)
    });
    if let Some((place, true)) = counted {
        // SAFETY: promised by the caller.
        arriving::keep_scans(place, unsafe { scans::scans((*query).planstate) });
    }
}

/// What is known of the text of an execution whose analysis was not seen, or was forgotten.
///
/// # Safety
/// `query` lives.
pub unsafe fn unseen(query: *const pg_sys::QueryDesc) -> Parsed {
    // SAFETY: promised by the caller.
    unsafe {
        let plan = (*query).plannedstmt;
        let list = (*query).params;
        let count = if list.is_null() { 0 } else { (*list).numParams };
        let parameters = (1..=count).filter_map(|number| {
            let (type_, _) = constants::parameter(list, number, 0)?;
            Some((number, type_))
        });
        Parsed {
            text: Text::bare((*query).sourceText, (*plan).stmt_location, (*plan).stmt_len),
            parameters: parameters.collect(),
            literals: None,
        }
    }
}
