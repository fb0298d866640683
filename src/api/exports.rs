//! `export_findings()`. Its SQL definition is in sql/schema/exports.sql.
use crate::pg::ErrorReport;
use crate::run::catalogue::registry;
use crate::run::checks::Selection;
use crate::run::exports;
use pgrx::prelude::*;

type TextArray = Option<Vec<Option<String>>>;

#[pg_extern(sql = false)]
fn export_findings(
    format: Option<&str>,
    areas: TextArray,
    checks: TextArray,
    schemas: TextArray,
    min_severity: Option<&str>,
) -> Result<String, ErrorReport> {
    let selection = Selection::from_arguments(areas, checks, schemas, min_severity)?;
    Ok(exports::findings(registry()?, &selection, format.unwrap_or("sarif"))?)
}

extension_sql_file!("../../sql/schema/exports.sql", name = "exports");
