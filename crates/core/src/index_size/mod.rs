//! How large an index comes out of `CREATE INDEX`, one file an access method. Widths, counts and samples come in as
//! values; nothing here knows how they were obtained.

pub mod brin;
pub mod brin_packing;
pub mod btree;
pub(crate) mod distinct;
pub(crate) mod duplicates;
pub mod gin;
mod gin_entry;
mod gin_posting;
mod gin_replay;
pub mod gist;
#[cfg(test)]
mod gist_leaf;
pub mod hash;
mod key_counts;
#[cfg(test)]
mod measured;
pub(crate) mod packing;
mod population;
pub mod shape;
pub mod spgist;
