//! Composes a report of a kind.
use crate::error::{Error, Result};
use crate::read::health;
use crate::run::catalogue::registry;
use crate::run::checks::{self, Selection};
use dbarch_core::finding::quote::quote_identifier;
use dbarch_core::finding::{Finding, Status};
use dbarch_core::report::compose;
use dbarch_core::report::facts::{NeededIndex, Section, Unknown};
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
    let needed = needed_indexes().unwrap_or_else(|reason| {
        facts.unknown.push(Unknown { section: Section::Recommendations, figure: "indexes_needed", reason });
        Vec::new()
    });
    let report = compose::compose(&facts, &needed, env!("CARGO_PKG_VERSION"));
    serde_json::to_value(report).map_err(|e| Error::internal(format!("report is not JSON: {e}")))
}

/// What the check on foreign keys finds on tables where it matters; `Err` says why it could not look.
fn needed_indexes() -> std::result::Result<Vec<NeededIndex>, String> {
    let ids = Some(vec![Some("unindexed-foreign-key".to_string())]);
    let findings = Selection::from_arguments(None, ids, None, Some("warning"))
        .and_then(|selection| checks::run(registry()?, &selection))
        .map_err(|error| error.to_string())?;
    if let Some(finding) = findings.iter().find(|finding| finding.status != Status::Ok) {
        return Err(finding.message.clone());
    }
    Ok(findings.iter().filter_map(needed_index).collect())
}

fn needed_index(finding: &Finding) -> Option<NeededIndex> {
    let text = |key: &str| finding.detail[key].as_str().map(str::to_string);
    let table = text("table_qualified")?;
    let short = table.strip_prefix("public.").unwrap_or(&table).to_string();
    let columns = finding.detail["column_names"].as_array()?;
    Some(NeededIndex {
        table,
        short_table: short,
        columns: columns.iter().filter_map(|column| column.as_str()).map(quote_identifier).collect(),
        reason: format!("foreign key {} has no index", text("constraint_name")?),
    })
}
