//! SQLSTATE as text.
use pgrx::pg_sys::errcodes::PgSqlErrorCode;

/// Six bits a character, least significant first (`MAKE_SQLSTATE` in src/include/utils/elog.h).
pub fn text(code: PgSqlErrorCode) -> String {
    let bits = code as i32;
    (0..5).map(|i| char::from(((bits >> (6 * i)) & 0x3f) as u8 + b'0')).collect()
}

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use pgrx::prelude::*;

    #[pg_test]
    fn sqlstate_text_is_what_clients_see() {
        assert_eq!(super::text(PgSqlErrorCode::ERRCODE_UNDEFINED_TABLE), "42P01");
        assert_eq!(super::text(PgSqlErrorCode::ERRCODE_DIVISION_BY_ZERO), "22012");
    }
}
