//! `configure_check()` and `reset_check()`: what holds for everybody's runs.
use super::check_tables::{writable_store, Arguments};
use crate::error::{Error, Result};
use crate::pg::ErrorReport;
use crate::run::catalogue::registry;
use crate::run::checks::find;
use crate::store::checks::{self as stored, Change};
use dbarch_core::finding::Severity;
use pgrx::prelude::*;
use pgrx::JsonB;
use serde_json::{Map, Value};

extension_sql_file!("../../sql/schema/check_settings.sql", name = "check_settings");
extension_sql_file!(
    "../../sql/schema/check_settings_functions.sql",
    name = "check_settings_functions",
    requires = ["check_settings", configure_check, reset_check]
);

/// Sets what is given and leaves the rest as it is.
#[pg_extern(volatile, parallel_unsafe)]
fn configure_check(
    check_id: Option<&str>,
    enabled: default!(Option<bool>, "NULL"),
    severity: default!(Option<&str>, "NULL"),
    parameters: default!(Option<JsonB>, "NULL"),
) -> std::result::Result<(), ErrorReport> {
    Ok(configure(check_id, enabled, severity, parameters)?)
}

fn configure(
    check_id: Option<&str>,
    enabled: Option<bool>,
    severity: Option<&str>,
    parameters: Option<JsonB>,
) -> Result<()> {
    let check = find(registry()?, check_id.required("check_id")?)?;
    let severity = severity.map(known_severity).transpose()?;
    let given = match parameters.map(|given| given.0) {
        None => Map::new(),
        Some(Value::Object(given)) => given,
        Some(other) => {
            return Err(Error::invalid_argument(format!("parameters is no JSON object: {other}"))
                .hint("For example '{\"min_days\": 30}'; null as a value takes it back to the default."))
        }
    };
    let parameters = check
        .meta
        .accept_parameters(&given)
        .map_err(|refused| Error::invalid_argument(refused.message).hint(refused.hint))?;
    let store = writable_store("configure a check")?;
    if enabled.is_none() && severity.is_none() && parameters.is_empty() {
        return Ok(());
    }
    let change = Change { enabled, severity: severity.map(Severity::as_str), parameters };
    stored::configure(store.owner, &check.meta.id, change, &store.caller)
}

fn known_severity(given: &str) -> Result<Severity> {
    given.parse().map_err(|()| {
        Error::invalid_argument(format!("there is no severity \"{given}\""))
            .hint("Severities are: info, warning, error.")
    })
}

/// Everything as the release has it. What was set for a check that is no more can be reset too.
#[pg_extern(volatile, parallel_unsafe)]
fn reset_check(check_id: Option<&str>) -> std::result::Result<bool, ErrorReport> {
    Ok(reset(check_id)?)
}

fn reset(check_id: Option<&str>) -> Result<bool> {
    let id = check_id.required("check_id")?;
    let store = writable_store("reset a check")?;
    if stored::reset(store.owner, id)? {
        return Ok(true);
    }
    find(registry()?, id).map(|_| false)
}
