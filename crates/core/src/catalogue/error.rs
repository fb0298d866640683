//! Why a catalogue file was refused, with file and line.
use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum CatalogueError {
    #[error("{path}: the file does not open with a header comment")]
    NoHeader { path: String },
    #[error("{path}: the header has no `---` line between its fields and its manual page")]
    NoSeparator { path: String },
    #[error("{path}: there is no body below the header")]
    NoBody { path: String },
    #[error("{path}:{line}: {message}")]
    BadField { path: String, line: usize, message: String },
    #[error("{path}: {message}")]
    Invalid { path: String, message: String },
    #[error("{path}: the id `{id}` is already taken by {other}")]
    DuplicateId { path: String, id: String, other: String },
    #[error("{path}: reads `{read}`, which no file of sql/read provides")]
    UnknownRead { path: String, read: String },
    #[error("{path}: reads itself through {chain}")]
    Cycle { path: String, chain: String },
}
