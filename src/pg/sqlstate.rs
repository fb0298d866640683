//! SQLSTATEs, all of them: pgrx knows those of PostgreSQL 12, and makes XX000 of what users raise with `ERRCODE`.
use pgrx::pg_sys::errcodes::PgSqlErrorCode;

/// Six bits a character, least significant first (`MAKE_SQLSTATE` in src/include/utils/elog.h).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SqlState(i32);

impl SqlState {
    pub fn from_bits(bits: i32) -> Self {
        SqlState(bits)
    }

    pub fn bits(self) -> i32 {
        self.0
    }

    /// Whether pgrx has a name for it.
    pub fn is_known(self) -> bool {
        self == self.known()
    }

    /// As pgrx has it: XX000 for what it does not know.
    pub fn known(self) -> PgSqlErrorCode {
        self.0.into()
    }
}

impl From<PgSqlErrorCode> for SqlState {
    fn from(code: PgSqlErrorCode) -> Self {
        SqlState(code as i32)
    }
}

impl PartialEq<PgSqlErrorCode> for SqlState {
    fn eq(&self, code: &PgSqlErrorCode) -> bool {
        self.0 == *code as i32
    }
}

/// The five characters that clients match on, such as `42P01`.
impl std::fmt::Display for SqlState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (0..5).try_for_each(|i| write!(f, "{}", char::from(((self.0 >> (6 * i)) & 0x3f) as u8 + b'0')))
    }
}

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use super::SqlState;
    use pgrx::prelude::*;

    #[pg_test]
    fn sqlstate_text_is_what_clients_see() {
        let text = |code: PgSqlErrorCode| SqlState::from(code).to_string();
        assert_eq!(text(PgSqlErrorCode::ERRCODE_UNDEFINED_TABLE), "42P01");
        assert_eq!(text(PgSqlErrorCode::ERRCODE_DIVISION_BY_ZERO), "22012");
    }
}
