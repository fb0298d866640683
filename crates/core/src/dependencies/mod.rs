//! Functional dependencies of a sampled table: which columns follow from which, and how likely that is an accident.
//!
//! The search is level by level, as TANE does it (Huhtamäki and others 1999), on groups of equal rows. A dependency that
//! holds in the sample is not believed at once: [`evidence`] asks how often chance would have done the same.
//! Knows nothing of normal forms, SQL, or what is reported.
mod discover;
mod evidence;
mod groups;
mod reduce;
#[cfg(test)]
mod tests;

pub use discover::{discover, Dependency, Limits};
pub use reduce::{reduce, Determinant};
