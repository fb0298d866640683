//! A database as rules see it.
//!
//! A section of the snapshot is the result of the query of the same name in `sql/read/base`; it is empty unless a
//! selected rule reads it, because the columns of a large schema alone take megabytes.
mod index;
mod relation;
mod table;

pub use index::Index;
pub use relation::RelationName;
pub use table::Table;

/// What rules see.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    pub tables: Vec<Table>,
    pub indexes: Vec<Index>,
    pub relation_names: Vec<RelationName>,
}
