//! What tables and indexes physically consist of, and what pgstattuple measures in them.
use super::snapshot::Schemas;
use crate::error::{Error, Result};
use crate::pg::catalog_query::{row, rows_with};
use crate::pg::shared_rows::SharedRows;
use crate::pg::{stored, Oid};
use dbarch_core::bloat::measured;
use dbarch_core::catalogue::{read_query, Given, Registry};
use dbarch_core::model::snapshot::{HeapColumn, IndexColumn, IndexStorage, TableStorage};
use serde::de::DeserializeOwned;
use serde::Deserialize;
use std::collections::HashMap;

/// How sizes are found out, and which objects are worth it.
#[derive(Debug, Clone, Copy)]
pub enum Extent {
    /// By what the catalog noted, which costs nothing.
    Noted { least_bytes: i64 },
    /// By asking the file system.
    Current { least_bytes: i64 },
}

impl Extent {
    fn current(self, relation: u32) -> Option<i64> {
        match self {
            Extent::Noted { .. } => None,
            Extent::Current { .. } => stored::pages(relation),
        }
    }

    /// Below which bytes the catalog tells enough.
    fn noted_floor(self) -> i64 {
        match self {
            Extent::Noted { least_bytes } => least_bytes,
            // Files may have grown since.
            Extent::Current { .. } => 0,
        }
    }

    fn lets_in(self, pages: i64, block_size: i64) -> bool {
        let (Extent::Noted { least_bytes } | Extent::Current { least_bytes }) = self;
        pages * block_size >= least_bytes
    }
}

/// Where reads come from.
pub struct Source<'a> {
    pub registry: &'a Registry,
    /// What another run has read already, and where it is.
    pub given: &'a Given,
    pub shared: Option<&'a SharedRows>,
}

impl Source<'_> {
    fn text(&self, name: &str) -> Result<String> {
        read_query(self.registry, name, true, self.given).map_err(|error| Error::internal(error.to_string()))
    }
}

/// The rows of a read, of the relations `of` only, whose OIDs are in `column`.
fn narrowed<T: DeserializeOwned>(
    source: &Source<'_>,
    name: &str,
    schemas: Schemas<'_>,
    column: &str,
    of: Vec<u32>,
) -> Result<Vec<T>> {
    let text = format!("SELECT n.* FROM ({}) AS n WHERE n.{column} = ANY ($2::oid[])", source.text(name)?);
    let of: Vec<Oid> = of.into_iter().map(Oid::from).collect();
    rows_with(source.shared, &text, &[schemas.map(<[String]>::to_vec).into(), of.into()])
}

/// Tables and materialized views with their columns.
pub fn tables(source: &Source<'_>, schemas: Schemas<'_>, extent: Extent) -> Result<Vec<TableStorage>> {
    let text = format!(
        "SELECT n.* FROM ({}) AS n WHERE (n.pages + COALESCE(n.toast_pages, 0)) * n.block_size >= $2",
        source.text("table_storage")?
    );
    let args = [schemas.map(<[String]>::to_vec).into(), extent.noted_floor().into()];
    let mut tables: Vec<TableStorage> = rows_with(source.shared, &text, &args)?;
    for table in &mut tables {
        table.current_pages = extent.current(table.table_oid);
        let toast = table.toast_oid.as_deref().and_then(|oid| oid.parse().ok());
        table.toast_current_pages = toast.and_then(|toast| extent.current(toast));
    }
    tables.retain(|t| {
        let toast = t.toast_current_pages.or(t.toast_pages).unwrap_or(0);
        extent.lets_in(t.current_pages.unwrap_or(t.pages) + toast, t.block_size)
    });
    let of = tables.iter().map(|table| table.table_oid).collect();
    let mut columns: HashMap<u32, Vec<HeapColumn>> = HashMap::new();
    for mut column in narrowed::<HeapColumn>(source, "heap_columns", schemas, "table_oid", of)? {
        if let (true, true, Some(nulls)) = (column.is_readable, column.byte_length < 0, column.null_fraction)
        {
            column.widths = stored::kept_widths(column.table_oid, column.ordinal, nulls);
        }
        columns.entry(column.table_oid).or_default().push(column);
    }
    for table in &mut tables {
        table.columns = columns.remove(&table.table_oid).unwrap_or_default();
        table.columns.sort_by_key(|column| column.ordinal);
    }
    tables.sort_by(|a, b| a.qualified.cmp(&b.qualified));
    Ok(tables)
}

/// Indexes with their columns.
pub fn indexes(source: &Source<'_>, schemas: Schemas<'_>, extent: Extent) -> Result<Vec<IndexStorage>> {
    let text = format!(
        "SELECT n.* FROM ({}) AS n WHERE n.pages * n.block_size >= $2",
        source.text("index_storage")?
    );
    let args = [schemas.map(<[String]>::to_vec).into(), extent.noted_floor().into()];
    let mut indexes: Vec<IndexStorage> = rows_with(source.shared, &text, &args)?;
    for index in &mut indexes {
        index.current_pages = extent.current(index.index_oid);
    }
    indexes.retain(|i| extent.lets_in(i.current_pages.unwrap_or(i.pages), i.block_size));
    let mut of_table: HashMap<u32, Option<i64>> = HashMap::new();
    for index in &mut indexes {
        let table = index.table_oid;
        index.table_current_pages = *of_table.entry(table).or_insert_with(|| extent.current(table));
    }
    let of = indexes.iter().map(|index| index.index_oid).collect();
    let mut columns: HashMap<u32, Vec<IndexColumn>> = HashMap::new();
    let mut table_of: HashMap<u32, u32> = HashMap::new();
    table_of.extend(indexes.iter().map(|index| (index.index_oid, index.table_oid)));
    for mut column in narrowed::<IndexColumn>(source, "index_columns", schemas, "index_oid", of)? {
        if let (true, true, Some(nulls)) = (column.is_readable, column.byte_length < 0, column.null_fraction)
        {
            let (relation, attribute) = match column.table_ordinal {
                Some(ordinal) => (table_of.get(&column.index_oid).copied().unwrap_or(0), ordinal),
                None => (column.index_oid, column.ordinal),
            };
            column.widths = stored::kept_widths(relation, attribute, nulls);
        }
        columns.entry(column.index_oid).or_default().push(column);
    }
    for index in &mut indexes {
        index.columns = columns.remove(&index.index_oid).unwrap_or_default();
        index.columns.sort_by_key(|column| column.ordinal);
    }
    indexes.sort_by(|a, b| a.qualified.cmp(&b.qualified));
    Ok(indexes)
}

/// The extension pgstattuple of this database.
pub struct Pgstattuple {
    /// Quoted.
    schema: String,
}

#[derive(Deserialize)]
struct Place {
    schema: String,
}

impl Pgstattuple {
    /// `None` when it is not installed.
    pub fn find() -> Result<Option<Self>> {
        let place: Option<Place> = row(include_str!("../../sql/read/pgstattuple.sql"), &[])?;
        Ok(place.map(|Place { schema }| Pgstattuple { schema }))
    }

    /// A schema's name cannot be bound; this one comes quoted from the catalog.
    fn measure<T: DeserializeOwned>(&self, query: &str, relation: u32) -> Result<Option<T>> {
        row(&query.replace("{schema}", &self.schema), &[i64::from(relation).into()])
    }

    pub fn heap(&self, relation: u32) -> Result<Option<measured::Heap>> {
        self.measure(include_str!("../../sql/read/measured_heap.sql"), relation)
    }

    pub fn heap_approx(&self, relation: u32) -> Result<Option<measured::Heap>> {
        self.measure(include_str!("../../sql/read/measured_heap_approx.sql"), relation)
    }

    pub fn btree(&self, relation: u32) -> Result<Option<measured::Btree>> {
        self.measure(include_str!("../../sql/read/measured_btree.sql"), relation)
    }

    pub fn hash(&self, relation: u32) -> Result<Option<measured::Hash>> {
        self.measure(include_str!("../../sql/read/measured_hash.sql"), relation)
    }

    pub fn gist(&self, relation: u32) -> Result<Option<measured::Gist>> {
        self.measure(include_str!("../../sql/read/measured_gist.sql"), relation)
    }
}
