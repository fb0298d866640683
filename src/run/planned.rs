//! A statement planned as it is written or, where the server refuses that, as what it was before its constants became
//! parameters.
use crate::error::{Error, Result};
use crate::pg::sandbox::Role;
use crate::pg::statement::Statement;
use dbarch_core::normalised::{attempt, Kind, Refusal};
use pgrx::prelude::PgSqlErrorCode;

/// What `plan` makes of `sql`, with the statement that it was made of. `role` is whose rights it is planned
/// with, `search_path` where names are looked up if not as the caller does.
pub fn planned<R>(
    role: Role,
    sql: &str,
    search_path: Option<&str>,
    mut plan: impl FnMut(&Statement) -> Result<R>,
) -> Result<(Statement, R)> {
    let mut try_text = |text: &str| {
        let statement = Statement::new(role, text)?.with_search_path(search_path)?;
        let planned = plan(&statement)?;
        Ok((statement, planned))
    };
    attempt(sql, |text| try_text(text).map_err(refusal)).map_err(|refusal| refusal.error)
}

fn refusal(error: Error) -> Refusal<Error> {
    let kind = match error.code.known() {
        PgSqlErrorCode::ERRCODE_SYNTAX_ERROR => Kind::Syntax,
        // "operator is not unique", "could not determine data type of parameter", and what becomes of a parameter that was
        // taken for text: "operator does not exist", "cannot be matched", "cannot cast".
        PgSqlErrorCode::ERRCODE_AMBIGUOUS_FUNCTION
        | PgSqlErrorCode::ERRCODE_INDETERMINATE_DATATYPE
        | PgSqlErrorCode::ERRCODE_AMBIGUOUS_PARAMETER
        | PgSqlErrorCode::ERRCODE_UNDEFINED_FUNCTION
        | PgSqlErrorCode::ERRCODE_CANNOT_COERCE
        | PgSqlErrorCode::ERRCODE_DATATYPE_MISMATCH => Kind::Type,
        _ => Kind::Other,
    };
    Refusal { kind, position: error.position, error }
}
