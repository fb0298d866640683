//! What can go wrong at the SQL boundary: SQLSTATE, message, detail, hint.
//!
//! pgrx keeps SQLSTATE and hint only of an `ErrorReport`, so every `#[pg_extern]` returns
//! `Result<T, ErrorReport>` and everything below it speaks of `Error`.
use crate::pg::sqlstate::SqlState;
use crate::pg::{raised, ErrorReport};
use pgrx::prelude::PgSqlErrorCode;

#[derive(Debug, Clone)]
pub struct Error {
    pub code: SqlState,
    pub message: String,
    pub detail: Option<String>,
    pub hint: Option<String>,
    /// The character, from 1, of the statement that the server stumbled over.
    pub position: Option<usize>,
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn new(code: PgSqlErrorCode, message: impl Into<String>) -> Self {
        Error { code: code.into(), message: message.into(), detail: None, hint: None, position: None }
    }

    /// An argument outside its range or form (22023).
    pub fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(PgSqlErrorCode::ERRCODE_INVALID_PARAMETER_VALUE, message)
    }

    pub fn not_supported(message: impl Into<String>) -> Self {
        Self::new(PgSqlErrorCode::ERRCODE_FEATURE_NOT_SUPPORTED, message)
    }

    /// A fault of ours, not of the caller (XX000).
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(PgSqlErrorCode::ERRCODE_INTERNAL_ERROR, message)
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The five characters that clients match on, such as `42P01`.
    pub fn sqlstate(&self) -> String {
        self.code.to_string()
    }
}

/// How an error reads inside a row, where no error channel exists. The server quotes the text that it stumbles over,
/// which may be a megabyte.
impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const LONGEST: usize = 500;
        write!(f, "{}: ", self.code)?;
        match self.message.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "{}…", &self.message[..end])?,
            None => f.write_str(&self.message)?,
        }
        if let Some(hint) = &self.hint {
            write!(f, " (hint: {hint})")?;
        }
        Ok(())
    }
}

/// To be raised at once.
impl From<Error> for ErrorReport {
    fn from(error: Error) -> Self {
        raised::keep_state(error.code);
        let mut report = ErrorReport::new(error.code.known(), error.message, "dbarch");
        if let Some(detail) = error.detail {
            report = report.set_detail(detail);
        }
        if let Some(hint) = error.hint {
            report = report.set_hint(hint);
        }
        report
    }
}
