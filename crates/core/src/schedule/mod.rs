//! What runs when and where, as values: the launcher asks, this answers.

pub mod database_list;
pub mod due;
