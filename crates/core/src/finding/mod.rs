//! What dbarch tells its user: findings, and the quoting that makes their statements executable.
pub mod quote;
