//! Runs checks and writes their findings in a format of other tools.
use crate::error::{Error, Result};
use crate::read::health;
use crate::run::checks::{run, Configuration, Selection};
use dbarch_core::catalogue::{CheckMeta, Registry};
use dbarch_core::report::export::{export, Exported, FORMATS};

pub fn findings(registry: &Registry, selection: &Selection, format: &str) -> Result<String> {
    if !FORMATS.contains(&format) {
        return Err(Error::invalid_argument(format!("there is no format \"{format}\""))
            .hint(format!("Formats are: {}.", FORMATS.join(", "))));
    }
    let chosen = selection.checks(registry, &Configuration::load()?)?;
    let checks: Vec<&CheckMeta> = chosen.iter().map(|one| &one.check.meta).collect();
    let findings = run(registry, selection)?;
    let database = health::database_name()?;
    let exported = Exported {
        findings: &findings,
        checks: &checks,
        version: env!("CARGO_PKG_VERSION"),
        database: &database,
    };
    let written = export(format, &exported).unwrap_or_else(|| Err(format!("format {format} has no writer")));
    written.map_err(Error::internal)
}
