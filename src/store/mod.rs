//! What dbarch writes: its own tables, nothing else.

pub mod imported;
pub mod recommendations;
pub mod reports;
