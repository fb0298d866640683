//! The captured workload: what is kept of each statement, in memory of a fixed size.
//!
//! Nothing here knows that the memory is shared. The parts that several processes change at once are atomic
//! (`counters.rs`, `backlog.rs`), the others need the caller's lock, which is what `&mut` says.
pub mod backlog;
pub mod blocks;
mod constant_kind;
pub mod counters;
pub mod exclusion;
pub mod exported;
pub mod fingerprint;
mod parts;
pub mod recognised;
pub mod saved;
pub mod scans;
pub mod schedule;
pub mod statement;
pub mod table;
pub mod template;
pub mod text;
