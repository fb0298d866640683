//! Names: tables and indexes by one convention. The words of a name are in [`words`].
pub mod table_naming;
mod words;
