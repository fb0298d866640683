//! Composes a report of a kind.
use crate::error::{Error, Result};
use crate::pg::subtransaction::discarded;
use crate::read::{health, needed_indexes};
use dbarch_core::report::compose;
use dbarch_core::report::facts::{Section, Unknown};
use serde_json::Value;

pub const KINDS: [&str; 1] = ["health"];

pub fn compose(kind: &str) -> Result<Value> {
    match kind {
        "health" => health(),
        other => Err(unknown_kind(Some(other))),
    }
}

pub fn unknown_kind(kind: Option<&str>) -> Error {
    let name = kind.map_or("NULL".to_string(), |k| format!("\"{k}\""));
    Error::invalid_argument(format!("unknown kind of report: {name}"))
        .hint(format!("Kinds of report: {}.", KINDS.join(", ")))
}

pub fn health() -> Result<Value> {
    let mut facts = health::health_facts()?;
    let needed = discarded(needed_indexes::needed_indexes).unwrap_or_else(|error| {
        let reason = error.to_string();
        facts.unknown.push(Unknown { section: Section::Recommendations, figure: "indexes_needed", reason });
        Vec::new()
    });
    let report = compose::compose(&facts, &needed, env!("CARGO_PKG_VERSION"));
    serde_json::to_value(report).map_err(|e| Error::internal(format!("report is not JSON: {e}")))
}
