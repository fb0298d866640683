#![allow(clippy::unwrap_used)]

use super::*;
use crate::report::facts::*;

fn facts() -> HealthFacts {
    HealthFacts {
        server: Server {
            taken_at: "2026-01-02T03:04:05Z".into(),
            server_version: "15.2".into(),
            database: "shop".into(),
            standby: false,
        },
        size_bytes: Some(912_680_550_400),
        connections: Some(Connections { used: 165, max: 200 }),
        replication_lag: Some(ReplicationLag { seconds: Some(0.3), bytes: Some(4096) }),
        lock_waits: Some(12),
        buffer_hits: Some(BufferHits {
            index_hits: 982,
            index_reads: 18,
            database_hits: 0,
            database_reads: 0,
            since: None,
        }),
        statements: Some(Statements {
            calls: 100,
            total_ms: 4520.0,
            slow_count: 3,
            slow: vec![SlowStatement {
                query: "SELECT *\nFROM orders".into(),
                calls: 1,
                total_ms: 8500.0,
                mean_ms: 8500.0,
            }],
        }),
        horizon: Some(Horizon { transaction_age: 10, multixact_age: 10 }),
        last_wal_archived: None,
        unknown: vec![],
    }
}

fn index(columns: &[&str]) -> NeededIndex {
    NeededIndex {
        table: "public.users".into(),
        short_table: "users".into(),
        columns: columns.iter().map(|c| c.to_string()).collect(),
        reason: "foreign key fk_users_org has no index".into(),
    }
}

#[test]
fn the_shape_that_programs_rely_on() {
    let report = compose(&facts(), &[index(&["email"]), index(&["a", "b"])], "1.2.3");
    let json = serde_json::to_value(report).unwrap();
    let at = |path: &str| json.pointer(path).unwrap_or_else(|| panic!("{path} is missing")).clone();
    assert_eq!(at("/meta/agent"), "dbarch");
    assert_eq!(at("/meta/timestamp"), "2026-01-02T03:04:05Z");
    assert_eq!(at("/meta/version"), "1.2.3");
    assert_eq!(at("/databases/primary/type"), "PostgreSQL");
    assert_eq!(at("/databases/primary/version"), "15.2");
    assert_eq!(at("/databases/primary/size"), "850 GB");
    assert_eq!(at("/databases/primary/size_bytes"), 912_680_550_400_i64);
    assert_eq!(at("/databases/primary/connections"), "165/200");
    assert_eq!(at("/databases/primary/replication_lag"), "0.3s");
    assert_eq!(at("/performance/slow_queries"), 3);
    assert_eq!(at("/performance/avg_query_time"), "45ms");
    assert_eq!(at("/performance/avg_query_time_ms"), 45.2);
    assert_eq!(at("/performance/index_hit_rate"), "98.2%");
    assert_eq!(at("/performance/cache_hit_rate"), serde_json::Value::Null);
    assert_eq!(at("/performance/lock_waits"), 12);
    for key in ["last_backup", "next_maintenance", "pending_migrations"] {
        assert!(at(&format!("/maintenance/{key}")).is_null());
    }
    assert_eq!(at("/recommendations/indexes_needed"), serde_json::json!(["users.email", "users.(a, b)"]));
    assert_eq!(at("/recommendations/queries_to_optimize"), serde_json::json!(["SELECT * FROM orders"]));
    assert_eq!(at("/recommendations/capacity_warnings"), serde_json::json!(["connections_80_percent"]));
    assert_eq!(
        at("/next_agent_needs/coder_agent/0"),
        "Make this statement faster (8.5s on average, 1 call): SELECT * FROM orders"
    );
    assert_eq!(
        at("/next_agent_needs/data_engineer_agent/0"),
        "Create an index on public.users (email): foreign key fk_users_org has no index."
    );
    assert_eq!(at("/next_agent_needs/devops_agent/0"), "Provide capacity: connections 80 percent.");
    assert_eq!(
        at("/summary"),
        "PostgreSQL 15.2 database shop (850 GB, 165 of 200 connections in use): 3 slow statements, \
         12 sessions waiting for a lock, 2 missing indexes, 1 capacity warning."
    );
}

#[test]
fn nothing_known_is_null_and_not_zero() {
    let bare = HealthFacts {
        server: Server {
            server_version: "18.4".into(),
            database: "x".into(),
            standby: true,
            ..Server::default()
        },
        unknown: vec![Unknown {
            section: Section::Performance,
            figure: "avg_query_time",
            reason: "pg_stat_statements is not installed".into(),
        }],
        ..HealthFacts::default()
    };
    let json = serde_json::to_value(compose(&bare, &[], "0")).unwrap();
    for path in [
        "/databases/primary/size",
        "/databases/primary/connections",
        "/databases/primary/replication_lag",
        "/performance/slow_queries",
        "/performance/avg_query_time",
        "/performance/index_hit_rate",
        "/performance/lock_waits",
    ] {
        assert!(json.pointer(path).is_some_and(serde_json::Value::is_null), "{path}");
    }
    assert_eq!(json["performance"]["unknown"][0], "avg_query_time: pg_stat_statements is not installed");
    assert_eq!(json["next_agent_needs"]["coder_agent"], serde_json::json!([]));
    assert_eq!(json["summary"], "PostgreSQL 18.4 standby x: nothing to act on; 1 figure unknown.");
}
