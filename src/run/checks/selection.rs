//! Which checks to run, on which schemas, and what to show.
use super::Configuration;
use crate::error::{Error, Result};
use crate::pg::catalog_query::rows;
use dbarch_core::catalogue::{read_query, Check, Effective, Given, Registry, AREAS};
use dbarch_core::finding::Severity;
use pgrx::prelude::PgSqlErrorCode;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
pub struct Selection {
    pub areas: Option<Vec<String>>,
    pub checks: Option<Vec<String>>,
    pub schemas: Option<Vec<String>>,
    pub min_severity: Severity,
    pub include_suppressed: bool,
    /// The schemas were known once: one that is gone meanwhile is no mistake.
    pub schemas_are_known: bool,
    /// Parameter values by check, for this run alone.
    pub parameters: BTreeMap<String, Map<String, Value>>,
}

/// A check that a run has, and what holds for it there.
pub struct Chosen<'a> {
    pub check: &'a Check,
    pub effective: Effective,
}

/// Every check on every schema.
impl Default for Selection {
    fn default() -> Self {
        Selection {
            areas: None,
            checks: None,
            schemas: None,
            min_severity: Severity::Info,
            include_suppressed: false,
            schemas_are_known: false,
            parameters: BTreeMap::new(),
        }
    }
}

/// A list argument without NULL elements; an empty one is refused, since its empty result would read as "all fine".
fn list(argument: &str, values: Option<Vec<Option<String>>>) -> Result<Option<Vec<String>>> {
    let Some(values) = values else { return Ok(None) };
    if values.is_empty() {
        return Err(Error::invalid_argument(format!("{argument} is an empty array"))
            .hint(format!("Leave {argument} out, or pass NULL, to mean all.")));
    }
    let known: Option<Vec<String>> = values.into_iter().collect();
    let refused = || {
        Error::new(PgSqlErrorCode::ERRCODE_NULL_VALUE_NOT_ALLOWED, format!("{argument} has a NULL element"))
    };
    Ok(Some(known.ok_or_else(|| refused().hint("Remove the NULL from the array."))?))
}

/// Names that are offered at most to who has mistyped one.
const OFFERED: usize = 5;

/// What to answer to a name that does not exist: the names that share most words with it, if any does.
fn hint<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> String {
    let given = given.to_lowercase();
    let words: Vec<&str> = given.split(['-', '_', ' ']).filter(|word| word.len() > 2).collect();
    let shared =
        |name: &str| words.iter().filter(|word| name.split('-').any(|part| part.starts_with(**word))).count();
    let mut close: Vec<(usize, &str)> =
        names.map(|name| (shared(name), name)).filter(|(count, _)| *count > 0).collect();
    // Those that share as many keep the order of their names.
    close.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    close.truncate(OFFERED);
    if close.is_empty() {
        return "The view dbarch.checks lists all.".to_string();
    }
    let names: Vec<&str> = close.into_iter().map(|(_, name)| name).collect();
    format!("Did you mean {}? The view dbarch.checks lists all.", names.join(" or "))
}

/// The check called `id`, or an error that names those it may have been meant as.
pub fn find<'a>(registry: &'a Registry, id: &str) -> Result<&'a Check> {
    registry.check(id).ok_or_else(|| {
        let ids = registry.checks().map(|check| check.meta.id.as_str());
        Error::invalid_argument(format!("there is no check \"{id}\"")).hint(hint(id, ids))
    })
}

impl Selection {
    /// Takes the arguments of `check_all()`; what they name is looked up when the checks are selected.
    pub fn from_arguments(
        areas: Option<Vec<Option<String>>>,
        checks: Option<Vec<Option<String>>>,
        schemas: Option<Vec<Option<String>>>,
        min_severity: Option<&str>,
    ) -> Result<Self> {
        let text = min_severity.unwrap_or("info");
        let min_severity = text.parse().map_err(|()| {
            Error::invalid_argument(format!("\"{text}\" is no severity"))
                .hint("Use 'info', 'warning' or 'error'.")
        })?;
        let schemas = list("schemas", schemas)?;
        Ok(Selection {
            areas: list("areas", areas)?,
            checks: list("checks", checks)?,
            schemas,
            min_severity,
            include_suppressed: false,
            schemas_are_known: false,
            parameters: BTreeMap::new(),
        })
    }

    /// The selected checks. A name that means nothing is an error: a typing mistake must not read as "all fine".
    pub fn checks<'a>(
        &self,
        registry: &'a Registry,
        configuration: &Configuration,
    ) -> Result<Vec<Chosen<'a>>> {
        for area in self.areas.iter().flatten() {
            if !AREAS.contains(&area.as_str()) {
                return Err(Error::invalid_argument(format!("there is no area \"{area}\""))
                    .hint(format!("Areas are: {}.", AREAS.join(", "))));
            }
        }
        for id in self.checks.iter().flatten() {
            find(registry, id)?;
        }
        self.look_up_schemas(registry)?;
        let wanted = |list: &Option<Vec<String>>, name: &String| {
            list.as_ref().is_none_or(|names| names.contains(name))
        };
        let selected: Vec<_> = registry
            .checks()
            .filter(|check| wanted(&self.areas, &check.meta.area) && wanted(&self.checks, &check.meta.id))
            .map(|check| Chosen { check, effective: self.effective(check, configuration) })
            // Who names a check wants it, whatever is set.
            .filter(|one| self.checks.is_some() || one.effective.enabled)
            .collect();
        if selected.is_empty() && self.checks.is_some() {
            return Err(Error::invalid_argument("none of the given checks belongs to the given areas")
                .hint("The view dbarch.checks says which area each check belongs to."));
        }
        Ok(selected)
    }

    fn effective(&self, check: &Check, configuration: &Configuration) -> Effective {
        let mut effective = configuration.of(&check.meta);
        effective.parameters.extend(self.parameters.get(&check.meta.id).cloned().unwrap_or_default());
        effective
    }

    fn look_up_schemas(&self, registry: &Registry) -> Result<()> {
        #[derive(Deserialize)]
        struct Schema {
            schema_name: String,
        }
        let Some(wanted) = self.schemas.as_ref().filter(|_| !self.schemas_are_known) else { return Ok(()) };
        let text = read_query(registry, "schemas", false, &Given::new())
            .map_err(|error| Error::internal(error.to_string()))?;
        let known: Vec<Schema> = rows(&text, &[])?;
        match wanted.iter().find(|name| !known.iter().any(|schema| schema.schema_name == **name)) {
            None => Ok(()),
            Some(name) => Err(Error::new(
                PgSqlErrorCode::ERRCODE_INVALID_SCHEMA_NAME,
                format!("there is no schema \"{name}\" that checks look at"),
            )
            .hint(
                "Give the plain name, without quotes; schemas of the system and of dbarch are never checked.",
            )),
        }
    }
}
