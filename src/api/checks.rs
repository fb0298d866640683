//! `check_all()`, `catalogue()` and `explain_check()`. Their SQL definitions, with comments and grants, are in
//! sql/schema/checks.sql: the row type is composite, and the functions of each area are plain SQL over `check_all()`.
use crate::pg::ErrorReport;
use crate::run::catalogue::registry;
use crate::run::checks::{find, run, Selection};
use dbarch_core::finding::Finding;
use pgrx::prelude::*;
use pgrx::JsonB;
use serde_json::Value;

type TextArray = Option<Vec<Option<String>>>;

/// A finding as a row of the composite type `dbarch.finding`.
type FindingRow = (
    String,
    String,
    String,
    String,
    String,
    Option<String>,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    JsonB,
    String,
);

fn to_row(f: Finding) -> FindingRow {
    (
        f.check_id,
        f.area,
        f.severity.to_string(),
        f.status.to_string(),
        f.object_kind,
        f.object_name,
        f.title,
        f.message,
        f.remediation,
        f.fix_sql,
        f.undo_sql,
        f.confidence,
        JsonB(f.detail),
        f.fingerprint,
    )
}

/// `include_suppressed` has no effect as long as nothing can be suppressed; callers may already write it.
#[pg_extern(sql = false)]
#[allow(clippy::type_complexity)]
fn check_all(
    areas: TextArray,
    checks: TextArray,
    schemas: TextArray,
    min_severity: Option<&str>,
    _include_suppressed: Option<bool>,
) -> Result<
    TableIterator<
        'static,
        (
            name!(check_id, String),
            name!(area, String),
            name!(severity, String),
            name!(status, String),
            name!(object_kind, String),
            name!(object_name, Option<String>),
            name!(title, String),
            name!(message, String),
            name!(remediation, String),
            name!(fix_sql, Option<String>),
            name!(undo_sql, Option<String>),
            name!(confidence, Option<String>),
            name!(detail, JsonB),
            name!(fingerprint, String),
        ),
    >,
    ErrorReport,
> {
    let selection = Selection::from_arguments(areas, checks, schemas, min_severity)?;
    let findings = run(registry()?, &selection)?;
    Ok(TableIterator::new(findings.into_iter().map(to_row).collect::<Vec<_>>()))
}

#[pg_extern(sql = false)]
#[allow(clippy::type_complexity)]
fn catalogue() -> Result<
    TableIterator<
        'static,
        (
            name!(check_id, String),
            name!(area, String),
            name!(severity, String),
            name!(title, String),
            name!(rationale, String),
            name!(object_kind, String),
            name!(parameters, JsonB),
            name!(requires, Vec<String>),
            name!(enabled, bool),
            name!(since, String),
        ),
    >,
    ErrorReport,
> {
    let rows: Vec<_> = registry()?
        .checks()
        .map(|check| {
            let meta = &check.meta;
            (
                meta.id.clone(),
                meta.area.clone(),
                meta.severity.to_string(),
                meta.title.clone(),
                meta.rationale().to_string(),
                meta.object.clone(),
                JsonB(Value::Object(meta.defaults())),
                meta.requires.clone(),
                meta.enabled && !meta.opinionated,
                meta.since.clone(),
            )
        })
        .collect();
    Ok(TableIterator::new(rows))
}

#[pg_extern(sql = false)]
fn explain_check(check_id: &str) -> Result<String, ErrorReport> {
    Ok(find(registry()?, check_id)?.meta.page())
}

extension_sql_file!("../../sql/schema/finding.sql", name = "finding");
extension_sql_file!("../../sql/schema/checks.sql", name = "checks", requires = ["finding"]);
