//! Indexes as they are, for those who judge whether to touch them.

use serde::Deserialize;

/// An index that exists, with everything that may speak against touching it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ExistingIndex {
    pub index_oid: u32,
    pub table_oid: u32,
    /// Qualified and quoted.
    pub qualified: String,
    pub table_qualified: String,
    pub index_name: String,
    pub method: String,
    pub is_unique: bool,
    pub is_primary: bool,
    pub is_exclusion: bool,
    pub is_usable: bool,
    pub is_replica_identity: bool,
    pub is_clustered: bool,
    pub is_partitioned: bool,
    /// Part of an index on a partitioned table.
    pub is_partition: bool,
    pub is_extension_member: bool,
    pub constraint_name: Option<String>,
    pub has_expressions: bool,
    /// ANALYZE has filled statistics for its expressions, or the caller may not see whether it has.
    pub has_statistics: bool,
    /// As `pg_get_indexdef()` writes it.
    pub definition: String,
    /// The same without the index's own name, and for all partitions.
    pub nameless: String,
    pub drop_sql: String,
    pub create_sql: String,
    /// As of the last VACUUM or ANALYZE.
    pub bytes: f64,
    pub scans: Option<i64>,
    pub last_scan: Option<String>,
}

impl ExistingIndex {
    /// Nothing but queries depends on it.
    pub fn is_free(&self) -> bool {
        !(self.is_unique
            || self.is_primary
            || self.is_exclusion
            || self.is_replica_identity
            || self.is_partition
            || self.is_extension_member
            || self.constraint_name.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_guards_something_is_not_free() {
        assert!(ExistingIndex::default().is_free());
        assert!(ExistingIndex { is_clustered: true, ..ExistingIndex::default() }.is_free());
        for held in [
            ExistingIndex { is_unique: true, ..ExistingIndex::default() },
            ExistingIndex { is_replica_identity: true, ..ExistingIndex::default() },
            ExistingIndex { is_partition: true, ..ExistingIndex::default() },
            ExistingIndex { is_extension_member: true, ..ExistingIndex::default() },
            ExistingIndex { constraint_name: Some("c".into()), ..ExistingIndex::default() },
        ] {
            assert!(!held.is_free());
        }
    }
}
