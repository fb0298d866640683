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
        compat::explain_plan(plan.statement, state, plan.text.as_ptr());
        pg_sys::ExplainEndOutput(state);
        CStr::from_ptr((*(*state).str_).data).to_string_lossy().trim_end().to_string()
    }
}
