//! What a health report is made of, as it was read. `None` means that nobody could tell, and [`Unknown`] says why.
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Server {
    /// ISO 8601, UTC.
    pub taken_at: String,
    pub server_version: String,
    pub database: String,
    pub standby: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Connections {
    pub used: i64,
    pub max: i64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
pub struct ReplicationLag {
    pub seconds: Option<f64>,
    pub bytes: Option<i64>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct BufferHits {
    pub index_hits: i64,
    pub index_reads: i64,
    pub database_hits: i64,
    pub database_reads: i64,
    pub since: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SlowStatement {
    pub query: String,
    pub calls: i64,
    pub total_ms: f64,
    pub mean_ms: f64,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Statements {
    pub calls: i64,
    pub total_ms: f64,
    pub slow_count: i64,
    pub slow: Vec<SlowStatement>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Horizon {
    pub transaction_age: i64,
    pub multixact_age: i64,
}

/// The part of the report in which a figure is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Database,
    Performance,
    Maintenance,
    Recommendations,
}

/// A figure that could not be had, and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    pub section: Section,
    pub figure: &'static str,
    pub reason: String,
}

#[derive(Debug, Clone, Default)]
pub struct HealthFacts {
    pub server: Server,
    pub size_bytes: Option<i64>,
    pub connections: Option<Connections>,
    /// `None` where there is no replica to lag, or where nobody can tell.
    pub replication_lag: Option<ReplicationLag>,
    pub lock_waits: Option<i64>,
    pub buffer_hits: Option<BufferHits>,
    pub statements: Option<Statements>,
    pub horizon: Option<Horizon>,
    pub last_wal_archived: Option<String>,
    pub unknown: Vec<Unknown>,
}

/// An index that a finding asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeededIndex {
    /// Schema-qualified and quoted.
    pub table: String,
    /// The same without the schema `public`.
    pub short_table: String,
    /// Quoted.
    pub columns: Vec<String>,
    /// A clause such as `foreign key fk_orders_user_id has no index`.
    pub reason: String,
}

impl NeededIndex {
    /// `users.email`, or `items.(order_id, line)` for several columns.
    pub fn label(&self) -> String {
        match self.columns.as_slice() {
            [only] => format!("{}.{only}", self.short_table),
            several => format!("{}.({})", self.short_table, several.join(", ")),
        }
    }
}
