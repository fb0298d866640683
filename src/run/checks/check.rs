//! Runs one check in the sandbox: nothing it does stays, it waits for no lock for long, and an error in it is a row.
use super::shared_reads::SharedReads;
use super::{Chosen, Selection};
use crate::error::{Error, Result};
use crate::pg::catalog_query::{row, rows, rows_with};
use crate::pg::{interrupt, sandbox};
use crate::settings;
use dbarch_core::catalogue::{check_query, read_query, Body, Check, Given, Params, Registry};
use dbarch_core::finding::{Finding, Row, Status};

use pgrx::prelude::PgSqlErrorCode;
use pgrx::JsonB;
use serde::Deserialize;
use serde_json::Value;

/// Everything that a check has to say, at least one row if it could not judge.
pub fn run(
    registry: &Registry,
    chosen: &Chosen<'_>,
    selection: &Selection,
    shared: &mut SharedReads<'_>,
) -> Vec<Finding> {
    let check = chosen.check;
    let params = Value::Object(chosen.effective.parameters.clone());
    let limit = settings::CHECK_TIMEOUT.get();
    if let Err(error) = shared.provide(check, limit) {
        return complete(chosen, vec![failed(&error)], &params);
    }
    let outcome = sandbox::run_within(None, limit, || {
        if let Some(name) = missing_extension(registry, check)? {
            return Ok(vec![not_applicable(&name)]);
        }
        match missing_privilege(check)? {
            Some(lacking) => Ok(vec![insufficient_privilege(&lacking)]),
            None => found(registry, chosen, selection, &params, shared),
        }
    });
    let rows = match outcome {
        Ok(Some(rows)) => rows,
        Ok(None) => vec![too_slow(limit)],
        Err(error) => vec![failed(&error)],
    };
    complete(chosen, rows, &params)
}

fn found(
    registry: &Registry,
    chosen: &Chosen<'_>,
    selection: &Selection,
    params: &Value,
    shared: &mut SharedReads<'_>,
) -> Result<Vec<Row>> {
    match chosen.check.body {
        Body::Sql(body) => {
            let (given, rows) = shared.given();
            let text = check_query(registry, &chosen.check.meta, body, given)
                .map_err(|error| Error::internal(error.to_string()))?;
            rows_with(rows, &text, &[JsonB(params.clone()).into(), selection.schemas.clone().into()])
        }
        Body::Rust(rule) => {
            let params = Params(&chosen.effective.parameters);
            Ok(rule.check(shared.snapshot(chosen.check)?, &params))
        }
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

fn too_slow(limit_ms: i32) -> Row {
    let sqlstate = Error::new(PgSqlErrorCode::ERRCODE_QUERY_CANCELED, "").sqlstate();
    let seconds = f64::from(limit_ms) / 1000.0;
    Row {
        status: Some(Status::Error),
        message: Some(format!("The check was stopped after {seconds} s, which is dbarch.check_timeout")),
        remediation: Some(
            "Raise dbarch.check_timeout, give schemas to look at less, or disable the check with configure_check()."
                .to_string(),
        ),
        detail: [("sqlstate".to_string(), Value::String(sqlstate))].into_iter().collect(),
        ..Row::default()
    }
}

/// Rows between two looks whether the run is cancelled.
const PIECE: usize = 1000;

/// A template that cannot be filled is a fault of the check, reported like any other, once.
fn complete(chosen: &Chosen<'_>, rows: Vec<Row>, params: &Value) -> Vec<Finding> {
    let texts = chosen.check.meta.texts();
    let mut findings = Vec::with_capacity(rows.len());
    let mut fault = None;
    match texts.templates() {
        _ if rows.is_empty() => {}
        Ok(templates) => {
            for (at, row) in rows.into_iter().enumerate() {
                if at % PIECE == 0 {
                    interrupt::check();
                }
                match texts.complete(&templates, row, params) {
                    Ok(finding) => findings.push(finding),
                    Err(message) => fault = fault.or(Some(message)),
                }
            }
        }
        Err(message) => fault = Some(message),
    }
    findings.extend(fault.map(|message| texts.plain(failed(&Error::internal(message)))));
    // What a user calls it goes for all findings; what the check says goes for those of unlike weight.
    if chosen.effective.severity_is_set {
        let judged = findings.iter_mut().filter(|finding| finding.status == Status::Ok);
        judged.for_each(|finding| finding.severity = chosen.effective.severity);
    }
    findings
}
