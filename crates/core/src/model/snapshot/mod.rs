//! A database as rules see it.
//!
//! A section of the snapshot is the result of the query of the same name in `sql/read/base`; it is empty unless a
//! selected rule reads it, because the columns of a large schema alone take megabytes.
mod heap;
mod index;
mod index_storage;
mod names;
mod oid;
mod relation;
mod table;

pub use heap::{HeapColumn, TableStorage, UncountedTable};
pub use index::Index;
pub use index_storage::{IndexColumn, IndexStorage};
pub use names::{
    ColumnNames, ConstraintName, ForeignKeyColumn, FunctionMention, FunctionName, IndexName,
    PrimaryKeyColumn, SequenceName, TriggerName, ViewName,
};
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
    pub index_names: Vec<IndexName>,
    pub constraint_names: Vec<ConstraintName>,
    pub sequence_names: Vec<SequenceName>,
    pub view_names: Vec<ViewName>,
    pub function_names: Vec<FunctionName>,
    pub trigger_names: Vec<TriggerName>,
    pub column_names: Vec<ColumnNames>,
    pub primary_key_columns: Vec<PrimaryKeyColumn>,
    pub foreign_key_columns: Vec<ForeignKeyColumn>,
    pub function_mentions: Vec<FunctionMention>,
}
