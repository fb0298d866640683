//! Runs one check in the sandbox: nothing it does stays, it waits for no lock for long, and an error in it is a row.
use super::shared_reads::SharedReads;
use super::Selection;
use crate::error::{Error, Result};
use crate::pg::catalog_query::{row, rows, rows_with};
use crate::pg::sandbox;
use dbarch_core::catalogue::{check_query, read_query, Body, Check, Given, Params, Registry};
use dbarch_core::finding::{Finding, Row, Status};

use pgrx::prelude::PgSqlErrorCode;
use pgrx::JsonB;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Everything that `check` has to say, at least one row if it could not judge.
pub fn run(
    registry: &Registry,
    check: &Check,
    selection: &Selection,
    shared: &mut SharedReads<'_>,
) -> Vec<Finding> {
    let params = selection.parameters(check);
    if let Err(error) = shared.provide(check) {
        return vec![complete(check, failed(&error), &params)];
    }
    let outcome = sandbox::run(None, || {
        if let Some(name) = missing_extension(registry, check)? {
            return Ok(vec![not_applicable(&name)]);
        }
        match missing_privilege(check)? {
            Some(lacking) => Ok(vec![insufficient_privilege(&lacking)]),
            None => found(registry, check, selection, &params, shared),
        }
    });
    let rows = outcome.unwrap_or_else(|error| vec![failed(&error)]);
    rows.into_iter().map(|row| complete(check, row, &params)).collect()
}

fn found(
    registry: &Registry,
    check: &Check,
    selection: &Selection,
    params: &Map<String, Value>,
    shared: &mut SharedReads<'_>,
) -> Result<Vec<Row>> {
    match check.body {
        Body::Sql(body) => {
            let (given, rows) = shared.given();
            let text = check_query(registry, &check.meta, body, given)
                .map_err(|error| Error::internal(error.to_string()))?;
            rows_with(
                Some(rows),
                &text,
                &[JsonB(Value::Object(params.clone())).into(), selection.schemas.clone().into()],
            )
        }
        Body::Rust(rule) => Ok(rule.check(shared.snapshot(check)?, &Params(params))),
    }
}

fn missing_extension(registry: &Registry, check: &Check) -> Result<Option<String>> {
    #[derive(Deserialize)]
    struct Extension {
        extension_name: String,
    }
    if check.meta.requires.is_empty() {
        return Ok(None);
    }
    let text = read_query(registry, "extensions", false, &Given::new())
        .map_err(|error| Error::internal(error.to_string()))?;
    let installed: Vec<Extension> = rows(&text, &[])?;
    Ok(check.meta.requires.iter().find(|name| !installed.iter().any(|e| e.extension_name == **name)).cloned())
}

fn not_applicable(extension: &str) -> Row {
    Row {
        status: Some(Status::NotApplicable),
        message: Some(format!(
            "The check needs the extension {extension}, which this database does not have"
        )),
        remediation: Some(format!("Install it with CREATE EXTENSION {extension}, or leave the check out.")),
        ..Row::default()
    }
}

#[derive(Deserialize)]
struct Lacking {
    role: String,
    caller: String,
}

fn missing_privilege(check: &Check) -> Result<Option<Lacking>> {
    if check.meta.privileges.is_empty() {
        return Ok(None);
    }
    row(include_str!("../../../sql/read/lacking_role.sql"), &[check.meta.privileges.clone().into()])
}

fn insufficient_privilege(lacking: &Lacking) -> Row {
    let Lacking { role, caller } = lacking;
    Row {
        status: Some(Status::InsufficientPrivilege),
        message: Some(format!("The check needs the privileges of {role}, which {caller} does not have")),
        remediation: Some(format!("Run it as a member of {role}, or GRANT {role} TO {caller};")),
        ..Row::default()
    }
}

fn failed(error: &Error) -> Row {
    let (status, remediation) = match error.code.known() {
        PgSqlErrorCode::ERRCODE_INSUFFICIENT_PRIVILEGE => (
            Status::InsufficientPrivilege,
            "Run it as a role that may read what the message names, such as a member of pg_monitor.",
        ),
        PgSqlErrorCode::ERRCODE_LOCK_NOT_AVAILABLE => (
            Status::Error,
            "Somebody holds a lock that the check would have waited for: run it again, or raise dbarch.lock_timeout.",
        ),
        _ => (Status::Error, "The other checks are not affected. Run it again; if it persists, report it as a bug."),
    };
    Row {
        status: Some(status),
        message: Some(format!("The check could not run: {error}")),
        remediation: Some(remediation.to_string()),
        detail: [("sqlstate".to_string(), Value::String(error.sqlstate()))].into_iter().collect(),
        ..Row::default()
    }
}

/// A template that cannot be filled is a fault of the check, reported like any other.
fn complete(check: &Check, row: Row, params: &Map<String, Value>) -> Finding {
    let texts = check.meta.texts();
    texts.complete(row, params).unwrap_or_else(|message| texts.plain(failed(&Error::internal(message))))
}
