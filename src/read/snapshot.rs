//! Sections of the snapshot, each the result of the query of the same name in `sql/read/base`.
use super::bloat::{self, Extent, Source};
use crate::error::{Error, Result};
use crate::pg::catalog_query::rows_with;
use crate::pg::shared_rows::SharedRows;
use dbarch_core::catalogue::{read_query, Given, Registry};
use dbarch_core::model::snapshot::Snapshot;

/// Schemas that the caller asked for; `None` means all.
pub type Schemas<'a> = Option<&'a [String]>;

/// Fills section `name` of `snapshot`, narrowed to `schemas`. What is `given` is in `shared`.
pub fn load(
    registry: &Registry,
    snapshot: &mut Snapshot,
    name: &str,
    schemas: Schemas<'_>,
    (given, shared): (&Given, Option<&SharedRows>),
) -> Result<()> {
    // Smaller than what any check reports; columns of all tables would take a while.
    let large = Extent::Noted { least_bytes: 1 << 20 };
    let source = Source { registry, given, shared };
    match name {
        "table_storage" => {
            snapshot.table_storage = bloat::tables(&source, schemas, large)?;
            return Ok(());
        }
        "index_storage" => {
            snapshot.index_storage = bloat::indexes(&source, schemas, large)?;
            return Ok(());
        }
        _ => {}
    }
    let text = read_query(registry, name, true, given).map_err(|error| Error::internal(error.to_string()))?;
    let args = [schemas.map(<[String]>::to_vec).into()];
    match name {
        "tables" => snapshot.tables = rows_with(shared, &text, &args)?,
        "indexes" => snapshot.indexes = rows_with(shared, &text, &args)?,
        "relation_names" => snapshot.relation_names = rows_with(shared, &text, &args)?,
        "uncounted_tables" => snapshot.uncounted_tables = rows_with(shared, &text, &args)?,
        "index_names" => snapshot.index_names = rows_with(shared, &text, &args)?,
        "constraint_names" => snapshot.constraint_names = rows_with(shared, &text, &args)?,
        "sequence_names" => snapshot.sequence_names = rows_with(shared, &text, &args)?,
        "view_names" => snapshot.view_names = rows_with(shared, &text, &args)?,
        "function_names" => snapshot.function_names = rows_with(shared, &text, &args)?,
        "trigger_names" => snapshot.trigger_names = rows_with(shared, &text, &args)?,
        "column_names" => snapshot.column_names = rows_with(shared, &text, &args)?,
        "primary_key_columns" => snapshot.primary_key_columns = rows_with(shared, &text, &args)?,
        "foreign_key_columns" => snapshot.foreign_key_columns = rows_with(shared, &text, &args)?,
        "function_mentions" => snapshot.function_mentions = rows_with(shared, &text, &args)?,
        other => return Err(Error::internal(format!("the snapshot has no section \"{other}\""))),
    }
    Ok(())
}
