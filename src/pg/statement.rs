//! A statement that is planned again and again: parsed, analysed and rewritten once.
//!
//! Analysis goes through `transformTopLevelStmt` and not through `parse_analyze_*`: the latter calls
//! `post_parse_analyze_hook`, where pg_stat_statements would record every statement that we only look at.
use crate::error::{Error, Result};
use crate::pg::catalog_query::LocalSettings;
use crate::pg::index_terms::Origin;
use crate::pg::literals::Literals;
use crate::pg::parameter_uses::Walk;
use crate::pg::sandbox::{self, Role};
use crate::pg::{compat, invalidation, parameter_list};
use dbarch_core::model::parameters::{Constant, Constants, ParameterUses};
use pgrx::pg_sys;
use pgrx::prelude::*;
use std::cell::{Cell, RefCell};
use std::ffi::{c_int, CString};

pub struct Statement {
    pub(in crate::pg) role: Role,
    pub(in crate::pg) text: CString,
    analysed: RefCell<Option<Analysed>>,
    /// Number of `$n` parameters that the last analysis found.
    parameters: Cell<usize>,
    /// What stands for the parameters: one planning each. Nothing is one generic plan.
    constants: RefCell<Vec<Constants>>,
    /// Types by slot, as of the last analysis.
    types: RefCell<Vec<pg_sys::Oid>>,
    /// Where names are looked up; `None` is the session's own.
    search_path: Option<CString>,
    /// Slots are the parameters, and behind them the constants of the text.
    captured: Cell<bool>,
}

impl Statement {
    /// Nothing is parsed yet. `role` is whose rights the statement is planned with.
    pub fn new(role: Role, sql: &str) -> Result<Self> {
        let text =
            CString::new(sql).map_err(|_| Error::invalid_argument("a statement contains a NUL byte"))?;
        Ok(Statement {
            role,
            text,
            analysed: RefCell::new(None),
            parameters: Cell::new(0),
            constants: RefCell::default(),
            types: RefCell::default(),
            search_path: None,
            captured: Cell::new(false),
        })
    }

    /// Looks names up as the session did that ran the statement.
    pub fn with_search_path(mut self, path: Option<&str>) -> Result<Self> {
        let text = path.map(CString::new).transpose();
        self.search_path = text.map_err(|_| Error::invalid_argument("a search_path contains a NUL byte"))?;
        Ok(self)
    }

    /// What the statement does with its parameters. Ask before there are constants for them.
    pub fn parameter_uses(&self) -> Result<ParameterUses> {
        sandbox::run(self.role, || {
            // SAFETY: inside the sandbox.
            unsafe {
                let query = self.query()?;
                let walk = Walk::through(query, self.parameters());
                let uses = walk.uses(query);
                let nothing = vec![Constant::Unknown; uses.slots];
                self.types.replace(parameter_list::name_expressions(&walk.found, &nothing));
                Ok(uses)
            }
        })
    }

    /// Whether `text` is a value of the type of `slot`, as [`Statement::parameter_uses`] has found it.
    pub fn accepts(&self, slot: usize, text: &str) -> bool {
        let Some(type_) = self.types.borrow().get(slot).copied() else { return false };
        // SAFETY: inside the sandbox.
        sandbox::run(self.role, || unsafe { parameter_list::datum(type_, text).map(|_| ()) }).is_ok()
    }

    /// Plans with each of `vectors` from now on, which agree in what they have constants for.
    pub fn set_constants(&self, vectors: Vec<Constants>) {
        let named = |vectors: &[Constants]| -> Vec<bool> {
            vectors.first().into_iter().flatten().map(|constant| *constant != Constant::Unknown).collect()
        };
        let was_captured = self.captured.replace(false);
        if was_captured || named(&vectors) != named(&self.constants.borrow()) {
            self.analysed.replace(None);
        }
        self.constants.replace(vectors);
    }

    /// Plans with each of `vectors` from now on: constants of executions, for the parameters and then for the constants of
    /// the text. False, and nothing changes, if they do not fit it.
    pub fn set_captured(&self, vectors: Vec<Constants>) -> Result<bool> {
        self.analysed.replace(None);
        self.captured.set(true);
        let before = self.constants.replace(vectors);
        // SAFETY: inside the sandbox.
        let slots = sandbox::run(self.role, || unsafe { self.query().map(|_| self.types.borrow().len()) });
        let fits = |slots: &usize| {
            self.constants.borrow().iter().all(|vector| {
                vector.len() == *slots
                    && (0..).zip(vector).all(|(slot, constant)| match constant {
                        Constant::Text(text) => self.accepts(slot, text),
                        _ => true,
                    })
            })
        };
        let fits = slots.as_ref().is_ok_and(fits);
        if !fits {
            self.analysed.replace(None);
            self.captured.set(false);
            self.constants.replace(before);
        }
        slots.map(|_| fits)
    }

    /// How many plannings the cost of the statement takes.
    pub fn plannings(&self) -> usize {
        self.constants.borrow().len().max(1)
    }

    /// What stands for parameters in the planning `number`, with their numbers from 1. Those that stay parameters are left out.
    pub fn parameter_values(&self, number: usize) -> Vec<(usize, Constant)> {
        let constants = self.constants.borrow();
        let vector = constants.get(number).map_or(&[][..], Vec::as_slice);
        let values = (1..=self.parameters()).zip(vector.iter().cloned());
        values.filter(|(_, value)| *value != Constant::Unknown).collect()
    }

    /// Where the constants come from that it is planned with.
    pub(in crate::pg) fn origin(&self) -> Origin {
        match (self.captured.get(), self.constants.borrow().is_empty()) {
            (true, _) => Origin::Executions,
            (false, true) => Origin::Text,
            (false, false) => Origin::Likely(self.text.as_bytes().to_vec()),
        }
    }

    /// The parameter list of the planning `number`.
    ///
    /// # Safety
    /// Call in the sandbox, with this statement's role, after [`Statement::query`].
    pub(in crate::pg) unsafe fn parameter_list(&self, number: usize) -> Result<pg_sys::ParamListInfo> {
        let constants = self.constants.borrow();
        let vector = constants.get(number).map_or(&[][..], Vec::as_slice);
        // SAFETY: promised by the caller.
        unsafe { parameter_list::make(&self.types.borrow(), vector) }
    }

    /// Number of `$n` parameters, once there was a query.
    pub(in crate::pg) fn parameters(&self) -> usize {
        self.parameters.get()
    }

    /// The rewritten query in the current memory context, for one planning. The relations that it names are locked as
    /// for execution.
    ///
    /// # Safety
    /// Call in the sandbox, with this statement's role.
    pub(in crate::pg) unsafe fn query(&self) -> Result<*mut pg_sys::Query> {
        if let Some(analysed) = &*self.analysed.borrow() {
            // SAFETY: the kept tree lives; taking the locks is what hears of changes (see plancache.c).
            unsafe {
                let query = pg_sys::copyObjectImpl(analysed.query.cast()).cast::<pg_sys::Query>();
                pg_sys::AcquireRewriteLocks(query, true, false);
                if analysed.generation == invalidation::generation() {
                    return Ok(query);
                }
            }
        }
        self.analysed.replace(None);
        // SAFETY: promised by the caller.
        unsafe {
            let captured = self.captured.get();
            let (query, parameters) = self.rewrite(|query, parameters| {
                if captured {
                    self.types.replace(self.replace_literals(query, parameters));
                }
            })?;
            self.parameters.set(parameters);
            if let Some(constants) = self.constants.borrow().first().filter(|_| !captured) {
                let walk = Walk::through(query, parameters);
                self.types.replace(parameter_list::name_expressions(&walk.found, constants));
            }
            self.analysed.replace(Analysed::keep(query));
            Ok(query)
        }
    }
}

impl Statement {
    /// Makes parameters of the constants that there are values for, and returns the types by slot.
    unsafe fn replace_literals(&self, query: *mut pg_sys::Query, parameters: usize) -> Vec<pg_sys::Oid> {
        // SAFETY: an analysed tree of ours.
        unsafe {
            let literals = Literals::of(query);
            let constants = self.constants.borrow();
            let known = |slot: usize| {
                constants.first().and_then(|vector| vector.get(slot)).is_some_and(|c| *c != Constant::Unknown)
            };
            let types = literals.types(parameters);
            literals.replace(parameters, known);
            types
        }
    }

    /// The rewritten query, and its number of parameters; `look` sees it before it is rewritten.
    unsafe fn rewrite(
        &self,
        look: impl FnOnce(*mut pg_sys::Query, usize),
    ) -> Result<(*mut pg_sys::Query, usize)> {
        // SAFETY: promised by the caller.
        unsafe {
            let _path = self.search_path.as_ref().map(|path| LocalSettings::set(&[(c"search_path", path)]));
            rewrite(&self.text, look)
        }
    }
}

/// Bytes of query trees that are kept at most; statements beyond that are analysed each time.
const MOST_BYTES: usize = 64 << 20;

thread_local! {
    static KEPT_BYTES: Cell<usize> = const { Cell::new(0) };
}

/// A query tree in memory of its own.
struct Analysed {
    query: *mut pg_sys::Query,
    memory: pg_sys::MemoryContext,
    bytes: usize,
    generation: u64,
}

impl Analysed {
    unsafe fn keep(query: *mut pg_sys::Query) -> Option<Self> {
        if KEPT_BYTES.get() > MOST_BYTES {
            return None;
        }
        // SAFETY: the context outlives every transaction and goes with this value.
        unsafe {
            let memory = pg_sys::AllocSetContextCreateInternal(
                pg_sys::TopMemoryContext,
                c"dbarch statement".as_ptr(),
                pg_sys::ALLOCSET_SMALL_MINSIZE as usize,
                pg_sys::ALLOCSET_SMALL_INITSIZE as usize,
                pg_sys::ALLOCSET_DEFAULT_MAXSIZE as usize,
            );
            let before = pg_sys::MemoryContextSwitchTo(memory);
            let query = pg_sys::copyObjectImpl(query.cast()).cast();
            pg_sys::MemoryContextSwitchTo(before);
            let bytes = pg_sys::MemoryContextMemAllocated(memory, true);
            KEPT_BYTES.set(KEPT_BYTES.get() + bytes);
            Some(Analysed { query, memory, bytes, generation: invalidation::generation() })
        }
    }
}

impl Drop for Analysed {
    fn drop(&mut self) {
        KEPT_BYTES.set(KEPT_BYTES.get() - self.bytes);
        // SAFETY: nothing else refers to the context.
        unsafe { pg_sys::MemoryContextDelete(self.memory) }
    }
}

/// The rewritten query, and its number of parameters.
unsafe fn rewrite(
    text: &CString,
    look: impl FnOnce(*mut pg_sys::Query, usize),
) -> Result<(*mut pg_sys::Query, usize)> {
    // SAFETY: PostgreSQL's own sequence (exec_simple_query and pg_analyze_and_rewrite_varparams in postgres.c).
    unsafe {
        let (query, parameters) = analyse(single_statement(text)?, text);
        if (*query).commandType == pg_sys::CmdType::CMD_UTILITY {
            return Err(Error::new(
                PgSqlErrorCode::ERRCODE_FEATURE_NOT_SUPPORTED,
                "utility statements have no plan",
            )
            .hint("Give SELECT, INSERT, UPDATE, DELETE, MERGE or VALUES."));
        }
        look(query, parameters);
        let rewritten = pg_sys::QueryRewrite(query);
        if pg_sys::list_length(rewritten) != 1 {
            return Err(Error::not_supported("a rule turns the statement into none or several")
                .hint("Give the statements that the rule makes."));
        }
        Ok((pg_sys::list_nth(rewritten, 0).cast(), parameters))
    }
}

/// # Safety
/// Call in the sandbox.
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
/// Call in the sandbox.
unsafe fn analyse(raw: *mut pg_sys::RawStmt, text: &CString) -> (*mut pg_sys::Query, usize) {
    // SAFETY: parse_analyze_varparams of src/backend/parser/analyze.c without its hook.
    unsafe {
        let state = pg_sys::make_parsestate(std::ptr::null_mut());
        (*state).p_sourcetext = text.as_ptr();
        let mut types: *mut pg_sys::Oid = std::ptr::null_mut();
        let mut count: c_int = 0;
        compat::accept_parameters(state, &mut types, &mut count);
        let query = pg_sys::transformTopLevelStmt(state, raw);
        check_parameters(state, query);
        // A plan without a query id is nobody's business: pg_stat_statements and auto_explain skip it.
        (*query).queryId = 0;
        pg_sys::free_parsestate(state);
        (query, usize::try_from(count).unwrap_or(0))
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
