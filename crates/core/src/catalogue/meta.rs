//! What the header of a catalogue file says.
use super::header::{section, Parts, Source};
use super::CatalogueError;
use crate::finding::{Severity, Texts};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Areas of checks; each has a folder under `sql/checks` or `rules` and a function `check_<area>()`.
pub const AREAS: &[&str] = &[
    "indexes",
    "tables",
    "naming",
    "design",
    "security",
    "maintenance",
    "configuration",
    "replication",
    "backup",
    "capacity",
    "queries",
    "compliance",
];

/// Sections that every manual page has, in this order.
const MANUAL: &[&str] = &["What it does", "Why it matters", "How to fix", "False positives", "Sources"];

/// A value that users may change; its type is that of the default.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Param {
    pub default: Value,
    /// Meaning and unit.
    pub about: String,
}

impl Param {
    /// The PostgreSQL type that the parameter has inside a check.
    pub fn sql_type(&self) -> Option<&'static str> {
        match &self.default {
            Value::Bool(_) => Some("boolean"),
            Value::Number(n) if n.is_i64() => Some("bigint"),
            Value::Number(_) => Some("double precision"),
            Value::String(_) => Some("text"),
            Value::Array(items) if items.iter().all(Value::is_string) => Some("text[]"),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckMeta {
    pub id: String,
    pub title: String,
    /// Set from the folder that holds the file.
    #[serde(skip)]
    pub area: String,
    pub severity: Severity,
    /// Kind of the object that findings name, as `COMMENT ON` would call it.
    pub object: String,
    #[serde(default)]
    pub reads: Vec<String>,
    #[serde(default)]
    pub params: BTreeMap<String, Param>,
    /// Template over the columns of a row and `params`.
    pub message: String,
    /// Template likewise.
    pub remediation: String,
    /// How sure a finding is unless its row says otherwise: `high`, `medium` or `low`.
    #[serde(default = "high")]
    pub confidence: String,
    /// Columns that tell two findings on one object apart; part of the fingerprint.
    #[serde(default)]
    pub identity: Vec<String>,
    /// Extensions without which the check says `not_applicable`.
    #[serde(default)]
    pub requires: Vec<String>,
    /// Predefined roles without whose privileges the check says `insufficient_privilege`.
    #[serde(default)]
    pub privileges: Vec<String>,
    /// Whether a run has the check unless somebody says otherwise. Not, for one that takes long or reads tables.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// A matter of taste: the default profile leaves it out.
    #[serde(default)]
    pub opinionated: bool,
    pub since: String,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(skip)]
    pub manual: String,
}

fn high() -> String {
    "high".to_string()
}

fn yes() -> bool {
    true
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadMeta {
    pub id: String,
    #[serde(default)]
    pub reads: Vec<String>,
}

fn parse<T: serde::de::DeserializeOwned>(source: &Source, fields: &str) -> Result<T, CatalogueError> {
    toml::from_str(fields).map_err(|error| {
        let before = error.span().map_or(0, |span| span.start.min(fields.len()));
        let line = fields.as_bytes()[..before].iter().filter(|b| **b == b'\n').count() + 1;
        CatalogueError::BadField { path: source.path.into(), line, message: error.message().to_string() }
    })
}

fn expect(source: &Source, holds: bool, message: impl FnOnce() -> String) -> Result<(), CatalogueError> {
    if holds {
        Ok(())
    } else {
        Err(CatalogueError::Invalid { path: source.path.into(), message: message() })
    }
}

/// Names that are spliced into SQL: `params` and `reads` become column and query names there.
fn is_plain_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

impl CheckMeta {
    pub(super) fn parse(source: &Source, parts: &Parts) -> Result<Self, CatalogueError> {
        let mut meta: CheckMeta = parse(source, &parts.fields)?;
        meta.area = source.folder().unwrap_or_default().to_string();
        meta.manual.clone_from(&parts.manual);
        let named = source.stem().replace('_', "-");
        expect(source, meta.id == named, || format!("the id must be `{named}`, as the file is called"))?;
        expect(source, AREAS.contains(&meta.area.as_str()), || format!("`{}` is no area", meta.area))?;
        expect(source, matches!(meta.confidence.as_str(), "high" | "medium" | "low"), || {
            format!("confidence `{}` is not high, medium or low", meta.confidence)
        })?;
        for (name, param) in &meta.params {
            expect(source, is_plain_name(name) && param.sql_type().is_some(), || {
                format!(
                    "parameter `{name}` needs a plain lower-case name and a scalar or text list as default"
                )
            })?;
        }
        for role in &meta.privileges {
            expect(source, role.starts_with("pg_") && is_plain_name(role), || {
                format!("`{role}` in privileges is no predefined role")
            })?;
        }
        for title in MANUAL {
            expect(source, section(&meta.manual, title).is_some_and(|text| !text.is_empty()), || {
                format!("the manual page lacks the section `## {title}`")
            })?;
        }
        Ok(meta)
    }

    /// What every finding of the check shares.
    pub fn texts(&self) -> Texts<'_> {
        Texts {
            check_id: &self.id,
            area: &self.area,
            severity: self.severity,
            object_kind: &self.object,
            title: &self.title,
            message: &self.message,
            remediation: &self.remediation,
            confidence: &self.confidence,
            identity: &self.identity,
        }
    }

    /// One paragraph on why anybody should care.
    pub fn rationale(&self) -> &str {
        section(&self.manual, "Why it matters").unwrap_or_default()
    }

    /// Parameter names with their defaults.
    pub fn defaults(&self) -> Map<String, Value> {
        self.params.iter().map(|(name, param)| (name.clone(), param.default.clone())).collect()
    }

    /// What else the header says about when the check runs and judges.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.enabled {
            notes.push("Runs only when named in `checks` or enabled with `configure_check()`.".to_string());
        } else if self.opinionated {
            notes.push("Opinionated: runs in the profile `strict`, or when named or enabled.".to_string());
        }
        if !self.requires.is_empty() {
            notes.push(format!("Needs the extension {}.", self.requires.join(", ")));
        }
        if !self.privileges.is_empty() {
            notes.push(format!("Needs the privileges of {}.", self.privileges.join(", ")));
        }
        notes
    }

    /// The manual page as users read it: what the header says, then the page.
    pub fn page(&self) -> String {
        let mut page = format!("# {}: {}\n\n", self.id, self.title);
        page += &format!("Area: {}. Severity: {}. Since: {}.\n\n", self.area, self.severity, self.since);
        for note in self.notes() {
            page += &format!("{note}\n\n");
        }
        page += &self.manual;
        page += "\n";
        if !self.params.is_empty() {
            page += "\n## Parameters\n\n";
            for (name, param) in &self.params {
                page += &format!("* `{name}` (default `{}`): {}\n", param.default, param.about);
            }
        }
        page
    }
}

impl ReadMeta {
    pub(super) fn parse(source: &Source, parts: &Parts) -> Result<Self, CatalogueError> {
        let meta: ReadMeta = parse(source, &parts.fields)?;
        let named = source.stem();
        expect(source, meta.id == named && is_plain_name(named), || {
            format!("the id must be `{named}`, as the file is called, in plain lower case")
        })?;
        Ok(meta)
    }
}
