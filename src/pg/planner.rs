//! Text → plan inside this backend, never executed, and nothing left behind.
//!
//! A statement is parsed, analysed (`$n` takes its type from the context), rewritten and planned in the sandbox,
//! because planning folds constants and so executes functions. Analysis goes through `transformTopLevelStmt` and not
//! through `parse_analyze_*`: the latter calls `post_parse_analyze_hook`, where pg_stat_statements would
//! record every statement that we only look at.
use crate::error::{Error, Result};
use crate::pg::hypothetical::active::{self, ActiveIndexes};
use crate::pg::sandbox::{self, Role};
use crate::pg::{compat, plan_tree};
use pgrx::pg_sys::{self, Oid};
use pgrx::prelude::*;
use std::ffi::{c_int, CString};

/// Plans `sql` with `indexes` visible and hands the plan to `look`, whose result must own its memory.
pub fn with_plan<R>(
    role: Role,
    sql: &str,
    indexes: &ActiveIndexes<'_>,
    look: impl FnOnce(&Plan<'_>) -> Result<R>,
) -> Result<R> {
    let text = CString::new(sql).map_err(|_| Error::invalid_argument("a statement contains a NUL byte"))?;
    sandbox::run(role, || {
        // SAFETY: we are inside the sandbox's own memory context, which outlives `plan`.
        let (plan, _active) = unsafe { plan(&text, indexes)? };
        look(&Plan { statement: plan, text: &text })
    })
}

/// Cost of `sql` with `indexes` visible.
pub fn cost(role: Role, sql: &str, indexes: &ActiveIndexes<'_>) -> Result<f64> {
    with_plan(role, sql, indexes, |plan| Ok(plan.cost()))
}

/// A finished plan; lives as long as the planning's memory.
pub struct Plan<'a> {
    pub(in crate::pg) statement: *mut pg_sys::PlannedStmt,
    pub(in crate::pg) text: &'a CString,
}

impl Plan<'_> {
    /// Total cost, in the planner's units.
    pub fn cost(&self) -> f64 {
        // SAFETY: the planner always makes a top node.
        unsafe { (*(*self.statement).planTree).total_cost }
    }

    /// OIDs of the indexes that the plan scans.
    pub fn scanned_indexes(&self) -> Vec<Oid> {
        // SAFETY: the plan's memory lives.
        unsafe { plan_tree::scanned_indexes(self.statement) }
    }
}

/// # Safety
/// Call in the sandbox.
unsafe fn plan<'a>(
    text: &CString,
    indexes: &'a ActiveIndexes<'a>,
) -> Result<(*mut pg_sys::PlannedStmt, active::Restore<'a>)> {
    // SAFETY: PostgreSQL's own sequence (exec_simple_query and pg_analyze_and_rewrite_varparams in postgres.c).
    unsafe {
        let raw = single_statement(text)?;
        let query = analyse(raw, text);
        if (*query).commandType == pg_sys::CmdType::CMD_UTILITY {
            return Err(Error::new(
                PgSqlErrorCode::ERRCODE_FEATURE_NOT_SUPPORTED,
                "utility statements have no plan",
            )
            .hint("Give SELECT, INSERT, UPDATE, DELETE, MERGE or VALUES."));
        }
        let rewritten = pg_sys::QueryRewrite(query);
        if pg_sys::list_length(rewritten) != 1 {
            return Err(Error::not_supported("a rule turns the statement into none or several")
                .hint("Give the statements that the rule makes."));
        }
        let query = pg_sys::list_nth(rewritten, 0).cast::<pg_sys::Query>();
        let active = active::activate(indexes, query);
        let plan = pg_sys::pg_plan_query(
            query,
            text.as_ptr(),
            pg_sys::CURSOR_OPT_PARALLEL_OK as c_int,
            std::ptr::null_mut(),
        );
        if plan.is_null() {
            return Err(Error::internal("the planner returned no plan"));
        }
        compat::check_permissions(plan);
        Ok((plan, active))
    }
}

/// # Safety
/// As for [`plan`].
unsafe fn single_statement(text: &CString) -> Result<*mut pg_sys::RawStmt> {
    // SAFETY: raw parsing reads the text only; its tree lives in the current memory context.
    unsafe {
        let parsed = pg_sys::pg_parse_query(text.as_ptr());
        match pg_sys::list_length(parsed) {
            1 => Ok(pg_sys::list_nth(parsed, 0).cast()),
            0 => Err(Error::new(PgSqlErrorCode::ERRCODE_SYNTAX_ERROR, "the statement is empty")),
            n => Err(Error::new(
                PgSqlErrorCode::ERRCODE_SYNTAX_ERROR,
                format!("expected one statement, found {n}"),
            )
            .hint("Give each statement as an element of its own.")),
        }
    }
}

/// # Safety
/// As for [`plan`].
unsafe fn analyse(raw: *mut pg_sys::RawStmt, text: &CString) -> *mut pg_sys::Query {
    // SAFETY: parse_analyze_varparams of src/backend/parser/analyze.c without its hook.
    unsafe {
        let state = pg_sys::make_parsestate(std::ptr::null_mut());
        (*state).p_sourcetext = text.as_ptr();
        let mut types: *mut pg_sys::Oid = std::ptr::null_mut();
        let mut count: c_int = 0;
        compat::accept_parameters(state, &mut types, &mut count);
        let query = pg_sys::transformTopLevelStmt(state, raw);
        check_parameters(state, query);
        // A plan without a query id is nobody's business: pg_stat_statements skips it.
        (*query).queryId = 0;
        pg_sys::free_parsestate(state);
        query
    }
}

// Not in pgrx's bindings (src/include/parser/parse_param.h).
unsafe extern "C-unwind" {
    fn check_variable_parameters(state: *mut pg_sys::ParseState, query: *mut pg_sys::Query);
}

/// Raises 42P18 for a `$n` whose type the statement leaves open.
unsafe fn check_parameters(state: *mut pg_sys::ParseState, query: *mut pg_sys::Query) {
    // SAFETY: see compat::accept_parameters.
    unsafe { pg_sys::ffi::pg_guard_ffi_boundary(|| check_variable_parameters(state, query)) }
}
