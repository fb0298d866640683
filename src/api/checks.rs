//! `check_all()`, `area_scores()`, `catalogue()` and `explain_check()`. Their SQL definitions, with comments and grants, are in
//! sql/schema/checks.sql: the row type is composite, and the functions of each area are plain SQL over `check_all()`.
use crate::pg::ErrorReport;
use crate::run::catalogue::registry;
use crate::run::checks::{find, run, run_all, Configuration, Selection};
use dbarch_core::catalogue::Profile;
use dbarch_core::finding::score::scores;
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

#[pg_extern(sql = false)]
#[allow(clippy::type_complexity)]
fn check_all(
    areas: TextArray,
    checks: TextArray,
    schemas: TextArray,
    min_severity: Option<&str>,
    include_suppressed: Option<bool>,
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
    let selection = Selection {
        include_suppressed: include_suppressed.unwrap_or(false),
        ..Selection::from_arguments(areas, checks, schemas, min_severity)?
    };
    // Row by row: there may be very many.
    Ok(TableIterator::new(run(registry()?, &selection)?.into_iter().map(to_row)))
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
            name!(profiles, Vec<String>),
            name!(is_configured, bool),
            name!(privileges, Vec<String>),
        ),
    >,
    ErrorReport,
> {
    let configuration = Configuration::load()?;
    let rows: Vec<_> = registry()?
        .checks()
        .map(|check| {
            let meta = &check.meta;
            let effective = configuration.of(meta);
            let profiles = Profile::ALL.into_iter().filter(|one| one.includes(meta, effective.severity));
            (
                meta.id.clone(),
                meta.area.clone(),
                effective.severity.to_string(),
                meta.title.clone(),
                meta.rationale().to_string(),
                meta.object.clone(),
                JsonB(Value::Object(effective.parameters)),
                meta.requires.clone(),
                effective.enabled,
                meta.since.clone(),
                profiles.map(|one| one.as_str().to_string()).collect(),
                effective.is_configured,
                meta.privileges.clone(),
            )
        })
        .collect();
    Ok(TableIterator::new(rows))
}

/// One row an area, from a run of its checks.
#[pg_extern(sql = false)]
#[allow(clippy::type_complexity)]
fn area_scores(
    areas: TextArray,
    checks: TextArray,
    schemas: TextArray,
) -> Result<
    TableIterator<
        'static,
        (
            name!(area, String),
            name!(score, Option<f64>),
            name!(checks_run, i64),
            name!(checks_with_findings, i64),
            name!(checks_not_judged, i64),
            name!(errors, i64),
            name!(warnings, i64),
            name!(infos, i64),
        ),
    >,
    ErrorReport,
> {
    let run = run_all(registry()?, &Selection::from_arguments(areas, checks, schemas, None)?)?;
    let rows = scores(&run.ran, &run.findings).into_iter().map(|one| {
        (
            one.area,
            one.score,
            one.checks_run,
            one.checks_with_findings,
            one.checks_not_judged,
            one.errors,
            one.warnings,
            one.infos,
        )
    });
    Ok(TableIterator::new(rows))
}

#[pg_extern(sql = false)]
fn explain_check(check_id: &str) -> Result<String, ErrorReport> {
    Ok(find(registry()?, check_id)?.meta.page())
}

extension_sql_file!("../../sql/schema/finding.sql", name = "finding");
extension_sql_file!("../../sql/schema/checks.sql", name = "checks", requires = ["finding"]);
