//! EXPLAIN of a what-if plan, as text in any of EXPLAIN's formats.
use crate::error::{Error, Result};
use crate::pg::compat;
use crate::pg::planner::Plan;
use pgrx::pg_sys;
use std::ffi::CStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Yaml,
    Xml,
}

impl std::str::FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name.to_ascii_lowercase().as_str() {
            "text" => Ok(Format::Text),
            "json" => Ok(Format::Json),
            "yaml" => Ok(Format::Yaml),
            "xml" => Ok(Format::Xml),
            other => Err(Error::invalid_argument(format!("unrecognized EXPLAIN format \"{other}\""))
                .hint("Use text, json, yaml or xml.")),
        }
    }
}

/// What EXPLAIN prints of `plan`.
pub fn explain(plan: &Plan<'_>, format: Format) -> String {
    // SAFETY: the plan's memory and the what-if that names its indexes live; ExplainOnePlan starts the executor
    // with EXEC_FLAG_EXPLAIN_ONLY, which opens no index.
    unsafe {
        let state = pg_sys::NewExplainState();
        (*state).costs = true;
        (*state).format = match format {
            Format::Text => pg_sys::ExplainFormat::EXPLAIN_FORMAT_TEXT,
            Format::Json => pg_sys::ExplainFormat::EXPLAIN_FORMAT_JSON,
            Format::Yaml => pg_sys::ExplainFormat::EXPLAIN_FORMAT_YAML,
            Format::Xml => pg_sys::ExplainFormat::EXPLAIN_FORMAT_XML,
        };
        pg_sys::ExplainBeginOutput(state);
        let suspended = ExecutorHooks::suspend();
        compat::explain_plan(plan.statement, state, plan.text.as_ptr());
        drop(suspended);
        pg_sys::ExplainEndOutput(state);
        CStr::from_ptr((*(*state).str_).data).to_string_lossy().trim_end().to_string()
    }
}

/// The executor hooks of other libraries, out of the way until dropped (on errors too).
///
/// EXPLAIN starts and ends the executor, where auto_explain would log our plan as a statement that ran, and others would
/// look up indexes that no catalog knows.
struct ExecutorHooks {
    start: pg_sys::ExecutorStart_hook_type,
    end: pg_sys::ExecutorEnd_hook_type,
}

impl ExecutorHooks {
    fn suspend() -> Self {
        // SAFETY: plain variables of a single-threaded backend.
        unsafe {
            let saved = Self { start: pg_sys::ExecutorStart_hook, end: pg_sys::ExecutorEnd_hook };
            pg_sys::ExecutorStart_hook = None;
            pg_sys::ExecutorEnd_hook = None;
            saved
        }
    }
}

impl Drop for ExecutorHooks {
    fn drop(&mut self) {
        // SAFETY: as above.
        unsafe {
            pg_sys::ExecutorStart_hook = self.start;
            pg_sys::ExecutorEnd_hook = self.end;
        }
    }
}
