//! Installs the hooks of the capture, and calls whoever was there before.
//!
//! Every statement of every session comes here. As in `pg/hooks.rs` the hooks themselves have no guard, and they call the
//! others without one; what is guarded is our own work.
use super::{execution, is_on, nesting, query_id, running};
use crate::pg::compat;
use crate::pg::process_local::ProcessLocal;
use dbarch_core::capture::exclusion::Exclusion;
use pgrx::pg_sys::{self, NodeTag};
use pgrx::prelude::*;
use std::cell::Cell;
use std::ffi::{c_char, c_int};

#[derive(Clone, Copy)]
struct Previous {
    analyse: pg_sys::post_parse_analyze_hook_type,
    start: pg_sys::ExecutorStart_hook_type,
    finish: pg_sys::ExecutorFinish_hook_type,
    end: pg_sys::ExecutorEnd_hook_type,
    utility: pg_sys::ProcessUtility_hook_type,
}

static PREVIOUS: ProcessLocal<Cell<Previous>> = ProcessLocal::new(Cell::new(Previous {
    analyse: None,
    start: None,
    finish: None,
    end: None,
    utility: None,
}));

// As they are, without pgrx's guard.
unsafe extern "C-unwind" {
    fn standard_ExecutorStart(query: *mut pg_sys::QueryDesc, flags: c_int);
    fn standard_ExecutorFinish(query: *mut pg_sys::QueryDesc);
    fn standard_ExecutorEnd(query: *mut pg_sys::QueryDesc);
    fn standard_ProcessUtility(
        statement: *mut pg_sys::PlannedStmt,
        text: *const c_char,
        read_only_tree: bool,
        context: pg_sys::ProcessUtilityContext::Type,
        parameters: pg_sys::ParamListInfo,
        environment: *mut pg_sys::QueryEnvironment,
        destination: *mut pg_sys::DestReceiver,
        completion: *mut pg_sys::QueryCompletion,
    );
}

/// Call once, from `_PG_init`.
pub fn install() {
    // SAFETY: hooks are process-wide variables of a single-threaded backend, set once while the library loads.
    unsafe {
        PREVIOUS.set(Previous {
            analyse: pg_sys::post_parse_analyze_hook,
            start: pg_sys::ExecutorStart_hook,
            finish: pg_sys::ExecutorFinish_hook,
            end: pg_sys::ExecutorEnd_hook,
            utility: pg_sys::ProcessUtility_hook,
        });
        pg_sys::post_parse_analyze_hook = Some(analysed);
        pg_sys::ExecutorStart_hook = Some(start);
        pg_sys::ExecutorFinish_hook = Some(finish);
        pg_sys::ExecutorEnd_hook = Some(end);
        pg_sys::ProcessUtility_hook = Some(utility);
        compat::install_run_hook();
    }
}

/// Whether this process's statements are captured. Those of a parallel worker are its leader's.
fn captures() -> bool {
    // SAFETY: a plain variable of this process.
    is_on() && unsafe { pg_sys::ParallelWorkerNumber } < 0
}

unsafe extern "C-unwind" fn analysed(
    state: *mut pg_sys::ParseState,
    query: *mut pg_sys::Query,
    jumble: *mut pg_sys::JumbleState,
) {
    // SAFETY: the arguments are passed on as they came. Nothing in this frame and the like below needs dropping when an
    // error jumps over it.
    unsafe {
        if let Some(previous) = PREVIOUS.get().analyse {
            previous(state, query, jumble);
        }
        if !captures() {
            return;
        }
        if (*query).utilityStmt.is_null() {
            note_analysed(state, query);
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn note_analysed(state: *mut pg_sys::ParseState, query: *mut pg_sys::Query) {
    // SAFETY: as above.
    unsafe {
        query_id::supply(state, query);
        if (*query).queryId != 0 {
            let place = ((*query).stmt_location, (*query).stmt_len);
            execution::analysed((*state).p_sourcetext, place, query);
        }
    }
}

unsafe extern "C-unwind" fn start(query: *mut pg_sys::QueryDesc, flags: c_int) {
    // SAFETY: as above.
    unsafe {
        let explains = flags & pg_sys::EXEC_FLAG_EXPLAIN_ONLY as c_int != 0;
        if captures() && !explains && (*(*query).plannedstmt).queryId != 0 {
            note_start(query);
        }
        match PREVIOUS.get().start {
            Some(previous) => previous(query, flags),
            None => standard_ExecutorStart(query, flags),
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn note_start(query: *mut pg_sys::QueryDesc) {
    // SAFETY: as above.
    unsafe { execution::starts(query) }
}

unsafe extern "C-unwind" fn finish(query: *mut pg_sys::QueryDesc) {
    // SAFETY: as above.
    unsafe {
        // Looking at the clock costs more than the rest, and most queries have nothing left to do.
        let begun = if has_work_left((*query).estate) { running::begin(query) } else { None };
        let level = nesting::enter();
        match PREVIOUS.get().finish {
            Some(previous) => previous(query),
            None => standard_ExecutorFinish(query),
        }
        nesting::leave(level);
        if let Some(begun) = &begun {
            running::end(query, begun, false);
        }
    }
}

/// Whether the executor has something to do after the last row: triggers, or a `WITH` that changes data and was not read
/// to its end. Triggers fire for relations that were opened to be changed only.
unsafe fn has_work_left(state: *const pg_sys::EState) -> bool {
    // SAFETY: as above.
    unsafe {
        !(*state).es_auxmodifytables.is_null()
            || have_triggers((*state).es_opened_result_relations)
            || have_triggers((*state).es_tuple_routing_result_relations)
    }
}

unsafe fn have_triggers(relations: *const pg_sys::List) -> bool {
    if relations.is_null() {
        return false;
    }
    // SAFETY: a list of ResultRelInfo, read without the guard that list_nth() has here.
    unsafe {
        let length = usize::try_from((*relations).length).unwrap_or(0);
        let mut found = (0..length).map(|n| (*(*relations).elements.add(n)).ptr_value);
        found.any(|relation| !(*relation.cast::<pg_sys::ResultRelInfo>()).ri_TrigDesc.is_null())
    }
}

unsafe extern "C-unwind" fn end(query: *mut pg_sys::QueryDesc) {
    // SAFETY: as above.
    unsafe {
        note_end(query);
        match PREVIOUS.get().end {
            Some(previous) => previous(query),
            None => standard_ExecutorEnd(query),
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn note_end(query: *mut pg_sys::QueryDesc) {
    // SAFETY: as above.
    unsafe { execution::ends(query) }
}

#[allow(clippy::too_many_arguments)]
unsafe extern "C-unwind" fn utility(
    statement: *mut pg_sys::PlannedStmt,
    text: *const c_char,
    read_only_tree: bool,
    context: pg_sys::ProcessUtilityContext::Type,
    parameters: pg_sys::ParamListInfo,
    environment: *mut pg_sys::QueryEnvironment,
    destination: *mut pg_sys::DestReceiver,
    completion: *mut pg_sys::QueryCompletion,
) {
    // SAFETY: as above.
    unsafe {
        let tag = (*(*statement).utilityStmt).type_;
        let drops = tag == NodeTag::T_DropdbStmt && super::is_there();
        let dropped = if drops { dropped_database((*statement).utilityStmt.cast()) } else { 0 };
        let outer = execution::enter_command(text, ((*statement).stmt_location, (*statement).stmt_len));
        let level = match tag {
            // Their statement has a plan, which is counted where it runs.
            NodeTag::T_DeclareCursorStmt => {
                note_query(
                    (*(*statement).utilityStmt.cast::<pg_sys::DeclareCursorStmt>()).query,
                    statement,
                    text,
                );
                None
            }
            NodeTag::T_ExecuteStmt
            | NodeTag::T_PrepareStmt
            | NodeTag::T_FetchStmt
            | NodeTag::T_ClosePortalStmt => None,
            // Ends cursors, which are nobody's part.
            NodeTag::T_TransactionStmt => {
                note_utility();
                None
            }
            _ => {
                note_utility();
                if tag == NodeTag::T_CreateTableAsStmt {
                    note_query(
                        (*(*statement).utilityStmt.cast::<pg_sys::CreateTableAsStmt>()).query,
                        statement,
                        text,
                    );
                }
                Some(nesting::enter())
            }
        };
        match PREVIOUS.get().utility {
            Some(previous) => previous(
                statement,
                text,
                read_only_tree,
                context,
                parameters,
                environment,
                destination,
                completion,
            ),
            None => standard_ProcessUtility(
                statement,
                text,
                read_only_tree,
                context,
                parameters,
                environment,
                destination,
                completion,
            ),
        }
        if let Some(level) = level {
            nesting::leave(level);
        }
        execution::leave_command(outer);
        if dropped != 0 {
            forget_database(dropped);
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn note_utility() {
    if captures() {
        super::counting::count_excluded(Exclusion::Utility);
    }
}

/// The query of a cursor or of a new table: 15 and older analyse it and tell nobody.
unsafe fn note_query(query: *mut pg_sys::Node, statement: *const pg_sys::PlannedStmt, text: *const c_char) {
    // SAFETY: as above; it is a query that was analysed.
    unsafe {
        if captures() && !query.is_null() && (*query).type_ == NodeTag::T_Query {
            note_inner_query(query.cast(), statement, text);
        }
    }
}

#[pg_guard]
unsafe extern "C-unwind" fn note_inner_query(
    query: *mut pg_sys::Query,
    statement: *const pg_sys::PlannedStmt,
    text: *const c_char,
) {
    // SAFETY: as above.
    unsafe {
        if (*query).utilityStmt.is_null() && (*query).queryId == 0 {
            compat::make_query_id(query, text);
            let place = ((*statement).stmt_location, (*statement).stmt_len);
            execution::analysed(text, place, query);
        }
    }
}

/// The database that a command is about to drop; 0 if there is none.
#[pg_guard]
unsafe extern "C-unwind" fn dropped_database(statement: *const pg_sys::DropdbStmt) -> u32 {
    // SAFETY: as above.
    unsafe { pg_sys::get_database_oid((*statement).dbname, true) }.to_u32()
}

#[pg_guard]
unsafe extern "C-unwind" fn forget_database(database: u32) {
    super::memory::forget(database);
}
