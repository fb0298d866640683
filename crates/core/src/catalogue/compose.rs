//! Builds the one statement that a check runs: its parameters, what it reads, its body.
//!
//! Only compiled-in text is put together here. Values are bound: `$1` is a jsonb object of parameters, `$2` a text
//! array of schemas or NULL. `NOT MATERIALIZED` lets the planner see through the reads, so that a check costs what
//! a hand-written join costs. Reads that are given under their names, because they have run already, are left out.
use super::{CatalogueError, CheckMeta, Given, Registry};
use std::fmt::Write as _;

fn parameters(meta: &CheckMeta) -> String {
    let columns: Vec<String> = meta
        .params
        .iter()
        .filter_map(|(name, param)| match param.sql_type()? {
            "text[]" => Some(format!("ARRAY(SELECT jsonb_array_elements_text($1->'{name}')) AS {name}")),
            sql_type => Some(format!("($1->>'{name}')::{sql_type} AS {name}")),
        })
        .collect();
    if columns.is_empty() {
        // A name that checks may join without looking; also makes `$1` used whatever the check does.
        "$1 IS NULL AS no_parameters".to_string()
    } else {
        columns.join(", ")
    }
}

fn with_reads(
    registry: &Registry,
    wanted: &[String],
    given: &Given,
    first: Option<String>,
) -> Result<String, CatalogueError> {
    let mut text = String::new();
    let mut push = |name: &str, sql: &str| {
        let lead = if text.is_empty() { "WITH" } else { ",\n" };
        let _ = write!(text, "{lead} {name} AS NOT MATERIALIZED (\n{sql}\n)");
    };
    if let Some(params) = first {
        push("params", &format!("SELECT {params}"));
    }
    for read in registry.reads_in_order(wanted, given)? {
        push(&read.meta.id, read.sql);
    }
    Ok(text)
}

/// The statement of a SQL check. Rows without a schema speak of the whole database and pass every schema filter.
pub fn check_query(
    registry: &Registry,
    meta: &CheckMeta,
    body: &str,
    given: &Given,
) -> Result<String, CatalogueError> {
    let with = with_reads(registry, &meta.reads, given, Some(parameters(meta)))?;
    Ok(format!(
        "{with}\nSELECT r.* FROM (\n{body}\n) AS r\nWHERE $2::text[] IS NULL OR r.schema_name IS NULL OR r.schema_name = ANY ($2)"
    ))
}

/// The statement that yields one read alone; `$1` is the text array of schemas or NULL.
pub fn read_query(
    registry: &Registry,
    name: &str,
    by_schema: bool,
    given: &Given,
) -> Result<String, CatalogueError> {
    let with = with_reads(registry, &[name.to_string()], given, None)?;
    let filter = if by_schema { " WHERE $1::text[] IS NULL OR r.schema_name = ANY ($1)" } else { "" };
    Ok(format!("{with}\nSELECT r.* FROM {name} AS r{filter}"))
}
