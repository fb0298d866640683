//! Index access methods that PostgreSQL comes with.

use serde::{Deserialize, Serialize};

/// The methods that indexes are suggested of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccessMethod {
    #[default]
    Btree,
    Hash,
    Gist,
    Spgist,
    Gin,
    Brin,
}

impl AccessMethod {
    pub const ALL: [AccessMethod; 6] = [
        AccessMethod::Btree,
        AccessMethod::Hash,
        AccessMethod::Gist,
        AccessMethod::Spgist,
        AccessMethod::Gin,
        AccessMethod::Brin,
    ];

    /// `pg_am.amname`.
    pub fn name(self) -> &'static str {
        match self {
            AccessMethod::Btree => "btree",
            AccessMethod::Hash => "hash",
            AccessMethod::Gist => "gist",
            AccessMethod::Spgist => "spgist",
            AccessMethod::Gin => "gin",
            AccessMethod::Brin => "brin",
        }
    }

    /// The method called `name`.
    pub fn of(name: &str) -> Option<Self> {
        AccessMethod::ALL.into_iter().find(|method| method.name() == name)
    }
}
