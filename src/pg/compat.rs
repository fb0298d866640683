//! Everything that differs between PostgreSQL majors; no other file asks for the version.
use crate::pg::process_local::ProcessLocal;
use pgrx::pg_sys;
use std::ffi::{c_char, c_int};

/// `pk_strategy` of a path key that sorts descending: BTGreaterStrategyNumber, and COMPARE_GT from 18 on.
const DESCENDING: u32 = 5;

/// Whether a path key sorts descending.
///
/// # Safety
/// `key` is a path key of the running planning.
pub unsafe fn is_descending(key: *const pg_sys::PathKey) -> bool {
    // SAFETY: promised by the caller.
    unsafe {
        #[cfg(not(feature = "pg18"))]
        return (*key).pk_strategy as u32 == DESCENDING;
        #[cfg(feature = "pg18")]
        return (*key).pk_cmptype as u32 == DESCENDING;
    }
}

// Not in pgrx's bindings. src/backend/parser/parse_param.c; named without "setup_" in 14.
unsafe extern "C-unwind" {
    #[cfg_attr(feature = "pg14", link_name = "parse_variable_parameters")]
    fn setup_parse_variable_parameters(
        state: *mut pg_sys::ParseState,
        types: *mut *mut pg_sys::Oid,
        count: *mut c_int,
    );
}

/// Lets `$n` take the type that its context asks for.
///
/// # Safety
/// `state`, `types` and `count` outlive the analysis.
pub unsafe fn accept_parameters(
    state: *mut pg_sys::ParseState,
    types: *mut *mut pg_sys::Oid,
    count: *mut c_int,
) {
    // SAFETY: the guard turns an ERROR into an unwinding that Rust frames survive.
    unsafe { pg_sys::ffi::pg_guard_ffi_boundary(|| setup_parse_variable_parameters(state, types, count)) }
}

/// Raises what the executor would raise when the current user may not read or write a relation of the plan.
///
/// # Safety
/// `plan` is a finished plan in a living memory context.
pub unsafe fn check_permissions(plan: *mut pg_sys::PlannedStmt) {
    // SAFETY: promised by the caller.
    unsafe {
        #[cfg(any(feature = "pg14", feature = "pg15"))]
        pg_sys::ExecCheckRTPerms((*plan).rtable, true);
        #[cfg(not(any(feature = "pg14", feature = "pg15")))]
        pg_sys::ExecCheckPermissions((*plan).rtable, (*plan).permInfos, true);
    }
}

/// Whether `user` may create something in `tablespace`. 16 has one function for all kinds of objects.
///
/// # Safety
/// Call inside a transaction; the tablespace exists.
pub unsafe fn may_create_in_tablespace(tablespace: pg_sys::Oid, user: pg_sys::Oid) -> bool {
    let mode = pg_sys::ACL_CREATE as pg_sys::AclMode;
    // SAFETY: promised by the caller.
    unsafe {
        #[cfg(any(feature = "pg14", feature = "pg15"))]
        let result = pg_sys::pg_tablespace_aclcheck(tablespace, user, mode);
        #[cfg(not(any(feature = "pg14", feature = "pg15")))]
        let result = pg_sys::object_aclcheck(pg_sys::TableSpaceRelationId, tablespace, user, mode);
        result == pg_sys::AclResult::ACLCHECK_OK
    }
}

/// The parts of a possibly qualified name, as `regclass` splits it; raises 42602 on a malformed one.
///
/// # Safety
/// Call inside a transaction.
pub unsafe fn name_parts(text: *const c_char) -> *mut pg_sys::List {
    // SAFETY: promised by the caller.
    unsafe {
        #[cfg(any(feature = "pg14", feature = "pg15"))]
        return pg_sys::stringToQualifiedNameList(text);
        #[cfg(not(any(feature = "pg14", feature = "pg15")))]
        return pg_sys::stringToQualifiedNameList(text, std::ptr::null_mut());
    }
}

/// Gives an attribute of ANALYZE the default statistics target.
///
/// # Safety
/// `stats` lives, and so does the current memory context.
pub unsafe fn default_statistics_target(stats: *mut pg_sys::VacAttrStats) {
    // SAFETY: promised by the caller; std_typanalyze replaces a negative target by the default.
    unsafe {
        #[cfg(not(any(feature = "pg17", feature = "pg18")))]
        {
            let attribute = pg_sys::palloc0(size_of::<pg_sys::FormData_pg_attribute>())
                .cast::<pg_sys::FormData_pg_attribute>();
            (*attribute).atttypid = (*stats).attrtypid;
            (*attribute).atttypmod = (*stats).attrtypmod;
            (*attribute).attcollation = (*stats).attrcollid;
            (*attribute).attstattarget = -1;
            (*stats).attr = attribute;
        }
        #[cfg(any(feature = "pg17", feature = "pg18"))]
        {
            (*stats).attstattarget = -1;
        }
    }
}

// Not in pgrx's bindings for 18. src/include/statistics/statistics.h
#[cfg(feature = "pg18")]
unsafe extern "C-unwind" {
    fn statext_expressions_load(statistics: pg_sys::Oid, inherited: bool, place: c_int) -> pg_sys::HeapTuple;
}

/// Statistics of the expression at `place` of an extended statistics object, in the current memory context; null when
/// ANALYZE has not gathered any.
///
/// # Safety
/// `statistics` is a statistics object with more expressions than `place`.
pub unsafe fn extended_expression_statistics(statistics: pg_sys::Oid, place: c_int) -> pg_sys::HeapTuple {
    let cache = pg_sys::SysCacheIdentifier::STATEXTDATASTXOID as i32;
    // SAFETY: promised by the caller; loading raises when there is nothing to load, so that is looked at first.
    unsafe {
        #[cfg(feature = "pg14")]
        let data = pg_sys::SearchSysCache1(cache, statistics.into());
        #[cfg(not(feature = "pg14"))]
        let data = pg_sys::SearchSysCache2(cache, statistics.into(), false.into());
        if data.is_null() {
            return std::ptr::null_mut();
        }
        let mut null = false;
        // Anum_pg_statistic_ext_data_stxdexpr; 15 put stxdinherit before it.
        let attribute = if cfg!(feature = "pg14") { 5 } else { 6 };
        pg_sys::SysCacheGetAttr(cache, data, attribute, &mut null);
        pg_sys::ReleaseSysCache(data);
        if null {
            return std::ptr::null_mut();
        }
        #[cfg(feature = "pg14")]
        return pg_sys::statext_expressions_load(statistics, place);
        #[cfg(any(feature = "pg15", feature = "pg16", feature = "pg17"))]
        return pg_sys::statext_expressions_load(statistics, false, place);
        #[cfg(feature = "pg18")]
        return pg_sys::ffi::pg_guard_ffi_boundary(|| statext_expressions_load(statistics, false, place));
    }
}

/// EXPLAIN of a finished plan, without running it, into `state`.
///
/// # Safety
/// All pointers live; a snapshot is active.
pub unsafe fn explain_plan(
    plan: *mut pg_sys::PlannedStmt,
    state: *mut pg_sys::ExplainState,
    text: *const c_char,
) {
    // SAFETY: promised by the caller; the arguments left out are optional.
    unsafe {
        pg_sys::ExplainOnePlan(
            plan,
            std::ptr::null_mut(),
            state,
            text,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            std::ptr::null(),
            std::ptr::null(),
            #[cfg(any(feature = "pg17", feature = "pg18"))]
            std::ptr::null(),
        )
    }
}

/// Runs a started query until it has no more rows. 18 took `execute_once` away: it finds out itself whether a plan may use
/// parallel workers.
///
/// # Safety
/// ExecutorStart has been called for `query`.
pub unsafe fn run_to_the_end(query: *mut pg_sys::QueryDesc) {
    // SAFETY: promised by the caller.
    unsafe {
        pg_sys::ExecutorRun(
            query,
            pg_sys::ScanDirection::ForwardScanDirection,
            0,
            #[cfg(not(feature = "pg18"))]
            true,
        )
    }
}

extern "C-unwind" {
    /// The server's SIGTERM handler (src/backend/tcop/postgres.c), as the handler that it is: the binding of the same
    /// name is a guarded Rust function.
    pub fn die(signal: c_int);

    /// src/backend/storage/ipc/ipc.c; the binding for 18 has lost that it does not return.
    pub fn proc_exit(code: c_int) -> !;
}

/// Installs a signal handler. PostgreSQL 18 renamed the server's function, 17 and older know one only.
///
/// # Safety
/// `handler` must be async-signal-safe.
pub unsafe fn set_signal_handler(signal: u32, handler: unsafe extern "C-unwind" fn(c_int)) {
    // SAFETY: the caller vouches for the handler; both functions only call sigaction(2).
    unsafe {
        #[cfg(not(feature = "pg18"))]
        pg_sys::pqsignal(signal as i32, Some(handler));
        #[cfg(feature = "pg18")]
        pg_sys::pqsignal_be(signal as i32, Some(handler));
    }
}

/// The expressions that the columns of a range table entry stand for if it is that of GROUP BY, which 18 has introduced;
/// else null, which is an empty list.
///
/// # Safety
/// `entry` lives.
pub unsafe fn group_expressions(entry: *const pg_sys::RangeTblEntry) -> *mut pg_sys::List {
    #[cfg(not(feature = "pg18"))]
    {
        let _ = entry;
        std::ptr::null_mut()
    }
    #[cfg(feature = "pg18")]
    // SAFETY: promised by the caller.
    unsafe {
        match (*entry).rtekind {
            pg_sys::RTEKind::RTE_GROUP => (*entry).groupexprs,
            _ => std::ptr::null_mut(),
        }
    }
}

/// Calls `ask` when the server asks its libraries what shared memory they need: 14 does so while it loads them.
pub fn request_shared_memory(ask: fn()) {
    #[cfg(feature = "pg14")]
    ask();
    #[cfg(not(feature = "pg14"))]
    {
        ASK.set(Some(ask));
        // SAFETY: a hook of the postmaster, set while the library loads.
        unsafe {
            PREVIOUS_REQUEST.set(pg_sys::shmem_request_hook);
            pg_sys::shmem_request_hook = Some(shared_memory_requested);
        }
    }
}

#[cfg(not(feature = "pg14"))]
thread_local! {
    static ASK: std::cell::Cell<Option<fn()>> = const { std::cell::Cell::new(None) };
    static PREVIOUS_REQUEST: std::cell::Cell<pg_sys::shmem_request_hook_type> = const { std::cell::Cell::new(None) };
}

#[cfg(not(feature = "pg14"))]
unsafe extern "C-unwind" fn shared_memory_requested() {
    // SAFETY: called once, by the postmaster.
    unsafe {
        if let Some(previous) = PREVIOUS_REQUEST.get() {
            previous();
        }
    }
    if let Some(ask) = ASK.get() {
        ask();
    }
}

/// A number of this process among those that share memory.
pub fn process_number() -> usize {
    // SAFETY: plain variables of this process, set when it has joined shared memory.
    unsafe {
        #[cfg(any(feature = "pg14", feature = "pg15", feature = "pg16"))]
        let number = if pg_sys::MyProc.is_null() { 0 } else { (*pg_sys::MyProc).pgprocno };
        #[cfg(not(any(feature = "pg14", feature = "pg15", feature = "pg16")))]
        let number = pg_sys::MyProcNumber;
        usize::try_from(number).unwrap_or(0)
    }
}

/// The relations that `plan` may update, with the sets of columns, which count from the first system column. 16 has moved
/// them from the range table.
///
/// # Safety
/// `plan` lives.
pub unsafe fn updated_columns(
    plan: *const pg_sys::PlannedStmt,
) -> Vec<(pg_sys::Oid, *const pg_sys::Bitmapset)> {
    #[cfg(any(feature = "pg14", feature = "pg15"))]
    type Entry = pg_sys::RangeTblEntry;
    #[cfg(not(any(feature = "pg14", feature = "pg15")))]
    type Entry = pg_sys::RTEPermissionInfo;
    // SAFETY: promised by the caller; the list has entries of that type.
    unsafe {
        #[cfg(any(feature = "pg14", feature = "pg15"))]
        let list = (*plan).rtable;
        #[cfg(not(any(feature = "pg14", feature = "pg15")))]
        let list = (*plan).permInfos;
        let entries = (0..pg_sys::list_length(list)).map(|n| &*pg_sys::list_nth(list, n).cast::<Entry>());
        entries
            .filter(|entry| !entry.updatedCols.is_null())
            .map(|entry| (entry.relid, entry.updatedCols.cast_const()))
            .collect()
    }
}

// As it is, without pgrx's guard. 18 took `execute_once` away.
unsafe extern "C-unwind" {
    fn standard_ExecutorRun(
        query: *mut pg_sys::QueryDesc,
        direction: pg_sys::ScanDirection::Type,
        count: u64,
        #[cfg(not(feature = "pg18"))] execute_once: bool,
    );
}

static PREVIOUS_RUN: ProcessLocal<std::cell::Cell<pg_sys::ExecutorRun_hook_type>> =
    ProcessLocal::new(std::cell::Cell::new(None));

/// Times statements, and counts how deep they are nested.
///
/// # Safety
/// Call once, while the library loads.
pub unsafe fn install_run_hook() {
    // SAFETY: promised by the caller.
    unsafe {
        PREVIOUS_RUN.set(pg_sys::ExecutorRun_hook);
        pg_sys::ExecutorRun_hook = Some(run);
    }
}

unsafe extern "C-unwind" fn run(
    query: *mut pg_sys::QueryDesc,
    direction: pg_sys::ScanDirection::Type,
    count: u64,
    #[cfg(not(feature = "pg18"))] execute_once: bool,
) {
    let begun = super::capture::running::begin(query);
    let level = super::capture::nesting::enter();
    // SAFETY: the arguments are passed on as they came.
    unsafe {
        match PREVIOUS_RUN.get() {
            Some(previous) => previous(
                query,
                direction,
                count,
                #[cfg(not(feature = "pg18"))]
                execute_once,
            ),
            None => standard_ExecutorRun(
                query,
                direction,
                count,
                #[cfg(not(feature = "pg18"))]
                execute_once,
            ),
        }
    }
    super::capture::nesting::leave(level);
    if let Some(begun) = &begun {
        super::capture::running::end(query, begun, true);
    }
}

/// Makes the query id of `query`, as the server does where ids are enabled.
///
/// # Safety
/// `query` has been analysed and not rewritten, and `text` is its source.
pub unsafe fn make_query_id(query: *mut pg_sys::Query, text: *const c_char) {
    // SAFETY: promised by the caller.
    unsafe {
        #[cfg(any(feature = "pg14", feature = "pg15"))]
        pg_sys::JumbleQuery(query, text);
        #[cfg(not(any(feature = "pg14", feature = "pg15")))]
        {
            let _ = text;
            pg_sys::JumbleQuery(query);
        }
    }
}

/// What a set operation reads: from 18 on each side is a path of its own.
///
/// # Safety
/// `path` is a SetOpPath of the running planning.
pub unsafe fn set_operation_inputs(path: *mut pg_sys::Path) -> Vec<*mut pg_sys::Path> {
    // SAFETY: promised by the caller.
    unsafe {
        let operation = path.cast::<pg_sys::SetOpPath>();
        #[cfg(not(feature = "pg18"))]
        return vec![(*operation).subpath];
        #[cfg(feature = "pg18")]
        return vec![(*operation).leftpath, (*operation).rightpath];
    }
}

// Not in pgrx's bindings (src/include/utils/pg_locale.h). 18 has the beginning of pg_locale_struct instead.
#[cfg(not(feature = "pg18"))]
unsafe extern "C-unwind" {
    fn lc_collate_is_c(collation: pg_sys::Oid) -> bool;
}
#[cfg(feature = "pg18")]
#[repr(C)]
struct Locale {
    provider: c_char,
    deterministic: bool,
    collate_is_c: bool,
}
#[cfg(feature = "pg18")]
unsafe extern "C-unwind" {
    fn pg_newlocale_from_collation(collation: pg_sys::Oid) -> *const Locale;
}

/// Whether the collation sorts by bytes, as C does.
///
/// # Safety
/// Call inside a transaction, with the OID of a collation.
pub unsafe fn sorts_by_bytes(collation: pg_sys::Oid) -> bool {
    // SAFETY: promised by the caller; the guard turns an ERROR into an unwinding.
    unsafe {
        pg_sys::ffi::pg_guard_ffi_boundary(|| {
            #[cfg(not(feature = "pg18"))]
            return lc_collate_is_c(collation);
            #[cfg(feature = "pg18")]
            return (*pg_newlocale_from_collation(collation)).collate_is_c;
        })
    }
}
