//! What dbarch tells its user: findings, and the quoting that makes their statements executable.
//!
//! Knows the header of a check only through [`Texts`]: the catalogue is built on this module, not the reverse.
pub mod difference;
pub mod fingerprint;
pub mod name;
pub mod quote;
mod row;
pub mod score;
mod severity;
pub mod suppression;
mod template;

pub use row::Row;
pub use severity::{Severity, Status};
pub use template::{bytes, Templates};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use template::Text;

/// One row of `check_all()`; fields in the order of the composite type `dbarch.finding`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub check_id: String,
    pub area: String,
    pub severity: Severity,
    pub status: Status,
    pub object_kind: String,
    pub object_name: Option<String>,
    pub title: String,
    pub message: String,
    pub remediation: String,
    pub fix_sql: Option<String>,
    pub undo_sql: Option<String>,
    pub confidence: Option<String>,
    pub detail: Value,
    pub fingerprint: String,
    /// Of the object; `None` if the finding speaks of the whole database. Not shown.
    #[serde(skip)]
    pub schema_name: Option<String>,
}

/// What the catalogue contributes to every finding of a check.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    pub check_id: &'a str,
    pub area: &'a str,
    pub severity: Severity,
    pub object_kind: &'a str,
    pub title: &'a str,
    pub message: &'a str,
    pub remediation: &'a str,
    pub confidence: &'a str,
    pub identity: &'a [String],
}

impl Texts<'_> {
    /// Its templates, to complete rows with.
    pub fn templates(&self) -> Result<Templates<'_>, String> {
        Templates::new(self.message, self.remediation)
    }

    /// Completes a row of the check, `params` being an object; the error says which template could not be filled.
    pub fn complete(&self, templates: &Templates<'_>, row: Row, params: &Value) -> Result<Finding, String> {
        let own = |value: &Option<String>| value.clone().map_or(Value::Null, Value::String);
        let (schema, object, fix) = (own(&row.schema_name), own(&row.object_name), own(&row.fix_sql));
        let value = |name: &str| match name {
            "schema_name" => Some(&schema),
            "object_name" => Some(&object),
            "fix_sql" => Some(&fix),
            "params" => Some(params),
            other => row.detail.get(other),
        };
        let text = |own: &Option<String>, which| match own {
            Some(text) => Ok(text.clone()),
            None => templates.fill(which, value),
        };
        let message = text(&row.message, Text::Message)?;
        let remediation = text(&row.remediation, Text::Remediation)?;
        Ok(self.assemble(row, message, remediation))
    }

    /// Takes a row that brings its own texts.
    pub fn plain(&self, row: Row) -> Finding {
        let message = row.message.clone().unwrap_or_default();
        let remediation = row.remediation.clone().unwrap_or_default();
        self.assemble(row, message, remediation)
    }

    fn assemble(&self, row: Row, message: String, remediation: String) -> Finding {
        let status = row.status.unwrap_or(Status::Ok);
        let object_kind = row.object_kind.unwrap_or_else(|| self.object_kind.to_string());
        let discriminators: Vec<String> = self
            .identity
            .iter()
            .map(|name| row.detail.get(name).map_or(String::new(), Value::to_string))
            .collect();
        let mut parts =
            vec![self.check_id, object_kind.as_str(), row.object_name.as_deref().unwrap_or_default()];
        if status != Status::Ok {
            parts.push(status.as_str());
        }
        parts.extend(discriminators.iter().map(String::as_str));
        let fingerprint = fingerprint::fingerprint(&parts);

        // A row that only says why nothing could be found has no weight of its own.
        let usual = if status == Status::Ok { self.severity } else { Severity::Info };
        let confidence =
            (status == Status::Ok).then(|| row.confidence.unwrap_or_else(|| self.confidence.into()));
        Finding {
            check_id: self.check_id.into(),
            area: self.area.into(),
            severity: row.severity.unwrap_or(usual),
            status,
            object_kind,
            object_name: row.object_name,
            title: self.title.into(),
            message,
            remediation,
            fix_sql: row.fix_sql,
            undo_sql: row.undo_sql,
            confidence,
            detail: Value::Object(row.detail),
            fingerprint,
            schema_name: row.schema_name,
        }
    }
}

/// Worst first, then by check and object, so that two runs over the same database read the same. What could not be judged
/// comes after all that was found.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let worse_first =
            (a.status != Status::Ok).cmp(&(b.status != Status::Ok)).then_with(|| b.severity.cmp(&a.severity));
        worse_first.then_with(|| {
            (&a.check_id, &a.object_name, &a.fingerprint).cmp(&(&b.check_id, &b.object_name, &b.fingerprint))
        })
    });
}
