//! A database as rules see it.
//!
//! A section of the snapshot is the result of the query of the same name in `sql/read/base`; it is empty unless a
//! selected rule reads it, because the columns of a large schema alone take megabytes.
mod heap;
mod index;
mod index_storage;
mod oid;
mod relation;
mod table;

pub use heap::{HeapColumn, TableStorage, UncountedTable};
pub use index::Index;
pub use index_storage::{IndexColumn, IndexStorage};
pub use relation::RelationName;
pub use table::Table;

/// What rules see.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    pub tables: Vec<Table>,
    pub indexes: Vec<Index>,
    pub relation_names: Vec<RelationName>,
    /// Of a megabyte or more, each with its columns.
    pub table_storage: Vec<TableStorage>,
    pub index_storage: Vec<IndexStorage>,
    pub uncounted_tables: Vec<UncountedTable>,
}
