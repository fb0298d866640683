//! Storage of tables.
pub mod table_bloat;
