//! The health report. The keys of the first level and those without a unit in their name are a contract with
//! programs that read it; raw numbers stand beside the human ones.
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct HealthReport {
    pub meta: Meta,
    pub summary: String,
    pub databases: Databases,
    pub performance: Performance,
    pub maintenance: Maintenance,
    pub recommendations: Recommendations,
    pub next_agent_needs: NextAgentNeeds,
}

#[derive(Debug, Clone, Serialize)]
pub struct Meta {
    pub agent: &'static str,
    pub timestamp: String,
    pub version: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct Databases {
    /// The database that the report was made in.
    pub primary: Database,
}

#[derive(Debug, Clone, Serialize)]
pub struct Database {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub version: String,
    pub name: String,
    /// `primary` or `standby`.
    pub role: &'static str,
    pub size: Option<String>,
    pub size_bytes: Option<i64>,
    pub connections: Option<String>,
    pub connections_used: Option<i64>,
    pub connections_max: Option<i64>,
    pub replication_lag: Option<String>,
    pub replication_lag_seconds: Option<f64>,
    pub replication_lag_bytes: Option<i64>,
    pub unknown: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Performance {
    pub slow_queries: Option<i64>,
    pub slow_query_threshold_ms: f64,
    pub avg_query_time: Option<String>,
    pub avg_query_time_ms: Option<f64>,
    pub index_hit_rate: Option<String>,
    pub index_hit_rate_pct: Option<f64>,
    pub cache_hit_rate: Option<String>,
    pub cache_hit_rate_pct: Option<f64>,
    /// ISO 8601: since when the hit rates are counted; null if never reset.
    pub statistics_since: Option<String>,
    pub lock_waits: Option<i64>,
    pub unknown: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Maintenance {
    pub last_backup: Option<String>,
    pub last_wal_archived: Option<String>,
    pub next_maintenance: Option<String>,
    pub pending_migrations: Option<i64>,
    pub unknown: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Recommendations {
    pub indexes_needed: Vec<String>,
    pub indexes_needed_detail: Vec<IndexNeed>,
    pub queries_to_optimize: Vec<String>,
    pub queries_to_optimize_detail: Vec<QueryNeed>,
    pub capacity_warnings: Vec<String>,
    pub unknown: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct IndexNeed {
    pub table: String,
    pub columns: Vec<String>,
    pub reason: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct QueryNeed {
    pub query: String,
    pub calls: i64,
    pub mean_ms: f64,
    pub total_ms: f64,
}

/// Plain sentences, by who can act on them.
#[derive(Debug, Clone, Serialize)]
pub struct NextAgentNeeds {
    pub coder_agent: Vec<String>,
    pub data_engineer_agent: Vec<String>,
    pub devops_agent: Vec<String>,
}
