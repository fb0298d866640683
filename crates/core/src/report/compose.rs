//! Facts and findings into a health report: no figure is invented, a missing one is null and says why.
use super::capacity;
use super::facts::{HealthFacts, NeededIndex, Section, SlowStatement};
use super::health::*;
use super::human;

/// A statement is slow above this mean time: the seeds' target for a complex query.
pub const SLOW_QUERY_MS: f64 = 100.0;

/// Longest statement text in a report, in characters.
const QUERY_LENGTH: usize = 1000;

pub fn compose(facts: &HealthFacts, needed: &[NeededIndex], version: &str) -> HealthReport {
    let capacity_warnings = capacity::warnings(facts.connections.as_ref(), facts.horizon.as_ref());
    HealthReport {
        meta: Meta {
            agent: "dbarch",
            timestamp: facts.server.taken_at.clone(),
            version: version.to_string(),
        },
        summary: summary(facts, needed.len(), capacity_warnings.len()),
        databases: Databases { primary: database(facts) },
        performance: performance(facts),
        maintenance: Maintenance {
            last_backup: None,
            last_wal_archived: facts.last_wal_archived.clone(),
            next_maintenance: None,
            pending_migrations: None,
            unknown: unknown(facts, Section::Maintenance),
        },
        next_agent_needs: needs(facts, needed, &capacity_warnings),
        recommendations: recommendations(facts, needed, capacity_warnings),
    }
}

fn unknown(facts: &HealthFacts, section: Section) -> Vec<String> {
    let of_section = facts.unknown.iter().filter(|u| u.section == section);
    of_section.map(|u| format!("{}: {}", u.figure, u.reason)).collect()
}

fn database(facts: &HealthFacts) -> Database {
    let connections = facts.connections;
    let lag = facts.replication_lag.unwrap_or_default();
    Database {
        kind: "PostgreSQL",
        version: facts.server.server_version.clone(),
        name: facts.server.database.clone(),
        role: if facts.server.standby { "standby" } else { "primary" },
        size: facts.size_bytes.map(human::size),
        size_bytes: facts.size_bytes,
        connections: connections.map(|c| format!("{}/{}", c.used, c.max)),
        connections_used: connections.map(|c| c.used),
        connections_max: connections.map(|c| c.max),
        replication_lag: lag.seconds.map(human::lag),
        replication_lag_seconds: lag.seconds,
        replication_lag_bytes: lag.bytes,
        unknown: unknown(facts, Section::Database),
    }
}

/// Two decimals are as much as a report needs, and 0.1 + 0.2 stays out of it.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// In percent; nothing read yet is no rate.
fn rate(hits: i64, reads: i64) -> Option<f64> {
    let all = hits + reads;
    (all > 0).then(|| rounded(hits as f64 * 100.0 / all as f64))
}

fn performance(facts: &HealthFacts) -> Performance {
    let statements = facts.statements.as_ref();
    let average = statements.filter(|s| s.calls > 0).map(|s| rounded(s.total_ms / s.calls as f64));
    let hits = facts.buffer_hits.as_ref();
    let index_rate = hits.and_then(|h| rate(h.index_hits, h.index_reads));
    let cache_rate = hits.and_then(|h| rate(h.database_hits, h.database_reads));
    Performance {
        slow_queries: statements.map(|s| s.slow_count),
        slow_query_threshold_ms: SLOW_QUERY_MS,
        avg_query_time: average.map(human::milliseconds),
        avg_query_time_ms: average,
        index_hit_rate: index_rate.map(human::percent),
        index_hit_rate_pct: index_rate,
        cache_hit_rate: cache_rate.map(human::percent),
        cache_hit_rate_pct: cache_rate,
        statistics_since: hits.and_then(|h| h.since.clone()),
        lock_waits: facts.lock_waits,
        unknown: unknown(facts, Section::Performance),
    }
}

fn slow(facts: &HealthFacts) -> &[SlowStatement] {
    facts.statements.as_ref().map_or(&[], |s| s.slow.as_slice())
}

fn recommendations(facts: &HealthFacts, needed: &[NeededIndex], warnings: Vec<String>) -> Recommendations {
    let queries = slow(facts).iter().map(|s| QueryNeed {
        query: human::one_line(&s.query, QUERY_LENGTH),
        calls: s.calls,
        mean_ms: rounded(s.mean_ms),
        total_ms: rounded(s.total_ms),
    });
    let queries: Vec<QueryNeed> = queries.collect();
    Recommendations {
        indexes_needed: needed.iter().map(NeededIndex::label).collect(),
        indexes_needed_detail: needed
            .iter()
            .map(|n| IndexNeed {
                table: n.table.clone(),
                columns: n.columns.clone(),
                reason: n.reason.clone(),
            })
            .collect(),
        queries_to_optimize: queries.iter().map(|q| q.query.clone()).collect(),
        queries_to_optimize_detail: queries,
        capacity_warnings: warnings,
        unknown: unknown(facts, Section::Recommendations),
    }
}

fn needs(facts: &HealthFacts, needed: &[NeededIndex], warnings: &[String]) -> NextAgentNeeds {
    let slow = slow(facts).iter().map(|s| {
        let (mean, calls) = (human::milliseconds(s.mean_ms), human::count(s.calls, "call", "calls"));
        format!("Make this statement faster ({mean} on average, {calls}): {}", human::one_line(&s.query, 200))
    });
    let indexes = needed
        .iter()
        .map(|n| format!("Create an index on {} ({}): {}.", n.table, n.columns.join(", "), n.reason));
    let capacity = warnings.iter().map(|w| format!("Provide capacity: {}.", w.replace('_', " ")));
    NextAgentNeeds {
        coder_agent: slow.collect(),
        data_engineer_agent: indexes.collect(),
        devops_agent: capacity.collect(),
    }
}

fn summary(facts: &HealthFacts, needed: usize, warnings: usize) -> String {
    let mut about = Vec::new();
    about.extend(facts.size_bytes.map(human::size));
    about.extend(facts.connections.map(|c| format!("{} of {} connections in use", c.used, c.max)));
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };

    let mut found = Vec::new();
    let mut add = |n: i64, one: &str, many: &str| {
        if n > 0 {
            found.push(human::count(n, one, many));
        }
    };
    add(facts.statements.as_ref().map_or(0, |s| s.slow_count), "slow statement", "slow statements");
    add(facts.lock_waits.unwrap_or(0), "session waiting for a lock", "sessions waiting for a lock");
    add(needed as i64, "missing index", "missing indexes");
    add(warnings as i64, "capacity warning", "capacity warnings");
    let found = if found.is_empty() { "nothing to act on".to_string() } else { found.join(", ") };

    // What no server can know about its maintenance is no news.
    let unknown = match facts.unknown.iter().filter(|u| u.section != Section::Maintenance).count() {
        0 => String::new(),
        n => format!("; {} unknown", human::count(n as i64, "figure", "figures")),
    };
    let role = if facts.server.standby { "standby" } else { "database" };
    format!(
        "PostgreSQL {} {role} {}{about}: {found}{unknown}.",
        facts.server.server_version, facts.server.database
    )
}

#[cfg(test)]
mod tests;
