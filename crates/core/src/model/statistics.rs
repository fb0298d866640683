//! What the planner's estimates rest on.

use serde::Deserialize;

/// What the server knows of the statistics of a table, all partitions together.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct TableStatistics {
    pub oid: u32,
    /// Qualified and quoted.
    pub qualified: String,
    /// `None` while nothing has counted them.
    pub rows: Option<f64>,
    /// When the rows were counted, and now; `None` if that was not to be had.
    pub pages: f64,
    pub current_pages: Option<f64>,
    /// `None` when the caller may not see.
    pub has_statistics: Option<bool>,
    pub last_analyze: Option<String>,
    /// That was some minutes ago at most.
    pub is_recent: bool,
    /// Rows changed since then.
    pub modified: Option<f64>,
}

/// Extended statistics that exist, or names that are taken by such.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ExtendedStatistics {
    pub table: u32,
    pub schema: String,
    pub name: String,
    pub columns: Vec<i16>,
    /// `d`, `f`, `m` as in `pg_statistic_ext.stxkind`.
    pub kinds: Vec<String>,
}

/// Whether an extension can be had that a pattern needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Trigrams {
    Installed,
    Available,
    #[default]
    Missing,
}
