//! What is counted and not kept.

/// Why a statement is no part of the workload. The values are places in shared memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exclusion {
    /// A call of dbarch.
    Own = 0,
    /// pg_dump, pg_dumpall and pg_restore.
    Dump = 1,
    /// Commands without a plan.
    Utility = 2,
    /// Reads system catalogs only.
    Catalog = 3,
    /// Uses temporary tables.
    Temporary = 4,
}

/// Executions by reason.
pub type Excluded = [u64; Exclusion::COUNT];

impl Exclusion {
    pub const COUNT: usize = 5;
    pub const NAMES: [&'static str; Self::COUNT] = ["own", "dump", "utility", "catalog", "temporary"];
}

/// Programs that read everything and whose statements nobody wants to be fast.
pub fn is_dump(application_name: &str) -> bool {
    matches!(application_name, "pg_dump" | "pg_dumpall" | "pg_restore")
}

/// Whether a text calls functions of dbarch or carries the mark of its own queries.
pub fn is_own(sql: &str) -> bool {
    if sql.contains("/* dbarch */") {
        return true;
    }
    let mut from = 0;
    while let Some(at) = sql[from..].find("dbarch.").map(|at| at + from) {
        let before = sql[..at].chars().next_back();
        if !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
            return true;
        }
        from = at + 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_statements_are_told_by_the_schema() {
        assert!(is_own("SELECT * FROM dbarch.suggest_indexes()"));
        assert!(is_own("SELECT /* dbarch */ 1"));
        assert!(!is_own("SELECT * FROM mydbarch.orders"));
        assert!(!is_own("SELECT dbarch FROM other"));
    }
}
