//! What dbarch writes: its own tables, nothing else.

pub mod checks;
pub mod imported;
pub mod recommendations;
pub mod reports;
