//! The catalogue of checks: what each check is called, means, needs and runs.
//!
//! A check is one file: a header in its leading comment (TOML, a line `---`, then the manual page in Markdown), and
//! a body that is one SELECT or one Rust rule. The files of `sql/read` carry the same header, so that a check only
//! names what it reads. This module knows texts and metadata; it never runs anything.
mod compose;
mod configured;
mod error;
mod header;
mod meta;
mod profile;
mod registry;
mod rule;

pub use compose::{check_query, read_query};
pub use configured::{Configured, Effective, Refused};
pub use error::CatalogueError;
pub use header::Source;
pub use meta::{CheckMeta, Param, ReadMeta, AREAS};
pub use profile::Profile;
pub use registry::{Body, Check, Given, Read, Registry};
pub use rule::{Params, Rows, Rule, SampleRule};
