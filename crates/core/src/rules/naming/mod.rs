//! Names: tables and indexes by one convention.
pub mod index_naming;
pub mod table_naming;
