//! What is told to the user.

pub mod quote;
