//! Tables, columns and indexes as the advisor sees them. Knows nothing of where the figures were read.

use serde::{Deserialize, Serialize};

/// One relation that can carry an index (ordinary table, materialized view or partitioned parent).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    pub oid: u32,
    pub schema: String,
    pub name: String,
    /// `pg_class.reltuples`, summed over the partitions of a partitioned parent; not positive when unknown.
    pub rows: f64,
    /// `pg_class.relpages` (8 kB each), summed likewise.
    pub pages: f64,
    pub partitioned: bool,
    /// Some values are stored out of line, so they may be too long for a b-tree.
    pub toasted: bool,
    /// The columns, and behind them what else can be a key (`index_terms`).
    pub columns: Vec<Column>,
    /// What statements ask for that could be the predicate of an index.
    pub predicates: Vec<Predicate>,
    pub indexes: Vec<Index>,
    /// Rows since the statistics reset (`pg_stat_all_tables.n_tup_ins` and so on); `None` when unknown.
    pub inserts: Option<f64>,
    pub updates: Option<f64>,
    pub deletes: Option<f64>,
    pub hot_updates: Option<f64>,
    /// Share of these rows that belongs to the time of the workload; `None` when unknown.
    pub counted_share: Option<f64>,
}

/// One column with its planner statistics.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Column {
    pub number: i16,
    pub name: String,
    pub type_name: String,
    /// Bytes of a non-null value, as `pg_stats.avg_width` (a variable-length value counts its header).
    pub avg_width: f64,
    /// `pg_type.typlen`: bytes, or -1 for variable-length types.
    pub typlen: i16,
    /// `pg_type.typalign` in bytes: 1, 2, 4 or 8.
    pub alignment: u8,
    /// Share of NULLs, 0 to 1.
    pub null_fraction: f64,
    /// As `pg_stats.n_distinct`: negative means minus the share of the rows, 0 means unknown.
    pub n_distinct: f64,
    pub has_statistics: bool,
    /// The type has a default b-tree operator class.
    pub btree_indexable: bool,
    /// `pg_stats.correlation`: between the order of the rows on disk and of the values, -1 to 1.
    pub correlation: Option<f64>,
    /// What stands in an index if it is not the plain column: an expression, or the column with another operator class or
    /// collation.
    pub definition: Option<String>,
    /// Attribute numbers of the columns that it is made of, if it is not a plain one.
    pub parts: Vec<i16>,
}

/// A condition that could be the predicate of an index.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Predicate {
    pub number: i16,
    /// As `CREATE INDEX` takes it behind WHERE.
    pub sql: String,
    /// What the condition is about, as accesses number it: an index with this predicate need not have it for a key.
    pub column: i16,
    /// Share of the rows for which it holds, 0 to 1.
    pub selectivity: f64,
    /// Compares with a constant: other statements may ask for another one.
    pub constant: bool,
}

/// One existing index.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Index {
    pub name: String,
    /// `pg_am.amname`.
    pub method: String,
    pub keys: Vec<IndexKey>,
    /// `INCLUDE` columns.
    pub included: Vec<i16>,
    pub unique: bool,
    pub primary: bool,
    /// `pg_index.indisvalid`.
    pub valid: bool,
    /// Has a predicate.
    pub partial: bool,
    pub size_bytes: f64,
}

/// One key of an existing index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexKey {
    /// `None` for an expression.
    pub column: Option<i16>,
    pub descending: bool,
    pub nulls_first: bool,
    pub default_opclass: bool,
    /// The collation is the column's own.
    pub default_collation: bool,
}

impl Table {
    /// The column with attribute number `number`.
    pub fn column(&self, number: i16) -> Option<&Column> {
        self.columns.iter().find(|c| c.number == number)
    }

    /// The predicate with this number.
    pub fn predicate(&self, number: i16) -> Option<&Predicate> {
        self.predicates.iter().find(|p| p.number == number)
    }
}

impl Column {
    /// Distinct non-null values in a table of `rows` rows, at least 1; `None` when the statistics do not say.
    pub fn distinct_values(&self, rows: f64) -> Option<f64> {
        if !self.has_statistics || self.n_distinct == 0.0 || !self.n_distinct.is_finite() {
            return None;
        }
        let distinct = if self.n_distinct < 0.0 { -self.n_distinct * rows.max(1.0) } else { self.n_distinct };
        Some(distinct.max(1.0))
    }
}
