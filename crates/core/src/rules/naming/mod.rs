//! Names: tables and indexes by one convention.
pub mod table_naming;
