//! Sections of the snapshot, each the result of the query of the same name in `sql/read/base`.
use crate::error::{Error, Result};
use crate::pg::catalog_query::rows;
use dbarch_core::catalogue::{read_query, Registry};
use dbarch_core::model::snapshot::Snapshot;

/// Schemas that the caller asked for; `None` means all.
pub type Schemas<'a> = Option<&'a [String]>;

/// Fills section `name` of `snapshot`. Sections with names of schemas are narrowed to `schemas`, except those that
/// exist to tell which names are taken.
pub fn load(registry: &Registry, snapshot: &mut Snapshot, name: &str, schemas: Schemas<'_>) -> Result<()> {
    let text = read_query(registry, name, true).map_err(|error| Error::internal(error.to_string()))?;
    let args = [schemas.map(<[String]>::to_vec).into()];
    match name {
        "tables" => snapshot.tables = rows(&text, &args)?,
        "indexes" => snapshot.indexes = rows(&text, &args)?,
        "relation_names" => snapshot.relation_names = rows(&text, &args)?,
        other => return Err(Error::internal(format!("the snapshot has no section \"{other}\""))),
    }
    Ok(())
}
