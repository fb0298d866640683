//! Looks at some rows of a table, where statistics do not tell what an index would hold.
//!
//! ANALYZE gathers statistics of an expression, and a GIN or GiST operator class makes keys, only once an index exists.
//! Here a bounded sample of the table stands in for it. Rows are read with the caller's snapshot, and expressions run
//! with the caller's rights, inside the sandbox.

mod brin_relation;
mod brin_summaries;
mod cache;
mod expression_statistics;
mod gin_keys;
mod hashed_rows;
mod identity;
mod index_values;
mod key_columns;
mod longest;
mod page_ranges;
mod rows;
mod sampled_index;
mod stored_width;

pub use brin_summaries::{summaries, BrinIndex};
pub use expression_statistics::StatisticsTuple;
pub use hashed_rows::{index_rows, IndexRows};
pub use key_columns::KeyColumns;
pub use longest::longest;
pub use rows::OpenTable;
pub use sampled_index::{sample, ColumnSample, IndexSample, Wanted};
