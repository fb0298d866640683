//! The facts of a health report, each read by itself: one that cannot be had leaves a reason and not an error.
use crate::error::{Error, Result};
use crate::pg::catalog_query::{self, LocalSettings};
use crate::pg::subtransaction::discarded;
use crate::read::statement_view::StatementView;
use crate::settings;
use dbarch_core::report::compose::SLOW_QUERY_MS;
use dbarch_core::report::facts::*;
use serde::Deserialize;
use std::ffi::CString;

/// How many slow statements a report quotes.
const QUOTED_STATEMENTS: i64 = 10;

const NEEDS_MONITOR: &str = "only members of pg_monitor can see the sessions of other users";

#[derive(Deserialize)]
struct Size {
    size_bytes: i64,
}

#[derive(Deserialize)]
struct ConnectionCount {
    used: i64,
    hidden: i64,
    max: i64,
}

#[derive(Deserialize)]
struct Waiting {
    waiting: i64,
}

#[derive(Deserialize)]
struct Replicas {
    replicas: i64,
    hidden: i64,
    lag_seconds: Option<f64>,
    lag_bytes: Option<i64>,
}

#[derive(Deserialize)]
struct Standby {
    receiving: bool,
    lag_seconds: Option<f64>,
    lag_bytes: Option<i64>,
}

#[derive(Deserialize)]
struct Archiver {
    last_archived: Option<String>,
}

#[derive(Deserialize)]
struct StatementRow {
    hidden: i64,
    #[serde(flatten)]
    statements: Statements,
}

/// Why a figure is missing, or that there is nothing to say.
type Known<T> = std::result::Result<Option<T>, String>;

struct Reader {
    unknown: Vec<Unknown>,
}

impl Reader {
    fn note(&mut self, section: Section, figure: &'static str, reason: impl Into<String>) {
        self.unknown.push(Unknown { section, figure, reason: reason.into() });
    }

    /// Runs one read by itself, so that its error (a revoked right, a lock) costs this figure only.
    fn figure<T>(
        &mut self,
        section: Section,
        figure: &'static str,
        read: impl FnOnce() -> Result<Known<T>>,
    ) -> Option<T> {
        match discarded(read) {
            Ok(Ok(value)) => value,
            Ok(Err(reason)) => {
                self.note(section, figure, reason);
                None
            }
            Err(error) => {
                self.note(section, figure, error.to_string());
                None
            }
        }
    }
}

pub fn health_facts() -> Result<HealthFacts> {
    let _locks = wait_no_longer_for_locks();
    let server: Server = one(include_str!("../../sql/read/server_identity.sql"))?;
    let mut reader = Reader { unknown: Vec::new() };
    let standby = server.standby;
    let mut facts = HealthFacts {
        server,
        size_bytes: reader.figure(Section::Database, "size", || {
            let size: Size = one(include_str!("../../sql/read/database_size.sql"))?;
            Ok(Ok(Some(size.size_bytes)))
        }),
        connections: reader.figure(Section::Database, "connections", connections),
        replication_lag: reader.figure(Section::Database, "replication_lag", || {
            if standby {
                lag_of_standby()
            } else {
                lag_of_replicas()
            }
        }),
        statements: reader.figure(Section::Performance, "avg_query_time, slow_queries", statements),
        buffer_hits: reader.figure(Section::Performance, "index_hit_rate", || {
            one(include_str!("../../sql/read/buffer_hits.sql")).map(|hits| Ok(Some(hits)))
        }),
        lock_waits: reader.figure(Section::Performance, "lock_waits", || {
            let locks: Waiting = one(include_str!("../../sql/read/lock_waits.sql"))?;
            Ok(Ok(Some(locks.waiting)))
        }),
        horizon: reader.figure(Section::Recommendations, "capacity_warnings", || {
            one(include_str!("../../sql/read/transaction_horizon.sql")).map(|horizon| Ok(Some(horizon)))
        }),
        last_wal_archived: reader.figure(Section::Maintenance, "last_wal_archived", || {
            let archiver: Archiver = one(include_str!("../../sql/read/wal_archiver.sql"))?;
            Ok(Ok(archiver.last_archived))
        }),
        unknown: Vec::new(),
    };
    reader.note(Section::Maintenance, "last_backup", "the server keeps no record of backups");
    reader.note(Section::Maintenance, "next_maintenance", "no maintenance window is recorded");
    reader.note(Section::Maintenance, "pending_migrations", "the server does not know of migrations");
    facts.unknown = reader.unknown;
    Ok(facts)
}

/// Name of the database of this session.
pub fn database_name() -> Result<String> {
    let server: Server = one(include_str!("../../sql/read/server_identity.sql"))?;
    Ok(server.database)
}

/// A view or catalog that somebody holds costs its figure and not the report.
fn wait_no_longer_for_locks() -> LocalSettings {
    let wait = CString::new(settings::LOCK_TIMEOUT.get().to_string()).unwrap_or_default();
    LocalSettings::set(&[(c"lock_timeout", &wait)])
}

fn one<T: serde::de::DeserializeOwned>(query: &str) -> Result<T> {
    catalog_query::row(query, &[])?.ok_or_else(|| Error::internal("a catalog query returned no row"))
}

fn connections() -> Result<Known<Connections>> {
    let count: ConnectionCount = one(include_str!("../../sql/read/server_connections.sql"))?;
    if count.hidden > 0 {
        return Ok(Err(NEEDS_MONITOR.to_string()));
    }
    Ok(Ok(Some(Connections { used: count.used, max: count.max })))
}

fn lag_of_replicas() -> Result<Known<ReplicationLag>> {
    let replicas: Replicas = one(include_str!("../../sql/read/replicas_lag.sql"))?;
    if replicas.hidden > 0 {
        return Ok(Err(NEEDS_MONITOR.to_string()));
    }
    if replicas.replicas == 0 {
        return Ok(Ok(None));
    }
    Ok(Ok(Some(ReplicationLag { seconds: replicas.lag_seconds, bytes: replicas.lag_bytes })))
}

fn lag_of_standby() -> Result<Known<ReplicationLag>> {
    let standby: Standby = one(include_str!("../../sql/read/standby_lag.sql"))?;
    if !standby.receiving {
        return Ok(Err("this standby receives nothing from its primary".to_string()));
    }
    Ok(Ok(Some(ReplicationLag { seconds: standby.lag_seconds, bytes: standby.lag_bytes })))
}

fn statements() -> Result<Known<Statements>> {
    let Some(view) = StatementView::find()? else {
        return Ok(Err("pg_stat_statements is not installed in this database".to_string()));
    };
    let query = view.fill(include_str!("../../sql/read/statement_statistics.sql"));
    let arguments = [SLOW_QUERY_MS.into(), QUOTED_STATEMENTS.into()];
    let read = discarded(|| catalog_query::row::<StatementRow>(&query, &arguments));
    match read {
        Ok(Some(row)) if row.hidden > 0 => {
            Ok(Err("only members of pg_monitor can see the statements of other users".to_string()))
        }
        Ok(Some(row)) => Ok(Ok(Some(row.statements))),
        Ok(None) => Ok(Ok(None)),
        Err(error) => Ok(Err(format!("pg_stat_statements {} cannot be read: {error}", view.version))),
    }
}

/// Whether statement statistics can be read here; `Err` says why not.
pub fn statement_statistics() -> std::result::Result<(), String> {
    match discarded(statements) {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(reason)) => Err(reason),
        Err(error) => Err(error.to_string()),
    }
}
