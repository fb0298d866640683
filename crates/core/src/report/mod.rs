//! Reports as values: facts go in, a document with fixed keys comes out. Nothing here reads a server.

pub mod capacity;
pub mod compose;
pub mod export;
pub mod facts;
pub mod health;
pub mod human;
