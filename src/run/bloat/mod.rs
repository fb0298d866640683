//! Bloat of tables and indexes: estimated from statistics, or measured by pgstattuple within a time limit.

mod indexes;
mod tables;

pub use indexes::indexes;
pub use tables::tables;

use crate::error::{Error, Result};
use crate::pg::{sandbox, time_limit};
use crate::read::bloat::Pgstattuple;
use dbarch_core::bloat::{Sizes, Unknown};
use dbarch_core::finding::Status;
use pgrx::prelude::PgSqlErrorCode;
use std::time::Instant;

/// From so many percent on a statement that gives the space back is worth showing.
const WORTH_A_REWRITE: f64 = 20.0;

pub struct Request {
    pub exact: bool,
    pub schemas: Option<Vec<String>>,
    pub least_bytes: i64,
    /// Of measuring.
    pub deadline: Instant,
}

/// What tables and indexes have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// `None` where nothing is known.
    pub sizes: Option<Sizes>,
    /// `estimate`, or the function that measured.
    pub method: &'static str,
    pub confidence: Option<String>,
    pub status: Status,
    pub reason: Option<String>,
}

impl Verdict {
    fn estimated(sizes: Sizes, trust: &dbarch_core::bloat::Trust) -> Self {
        Verdict {
            sizes: Some(sizes),
            method: "estimate",
            confidence: Some(trust.confidence.to_string()),
            status: Status::Ok,
            reason: trust.reason(),
        }
    }

    fn unknown(unknown: Unknown) -> Self {
        Verdict {
            sizes: None,
            method: "estimate",
            confidence: None,
            status: unknown.status,
            reason: Some(unknown.reason),
        }
    }

    fn measured(sizes: Sizes, method: &'static str, confidence: &str) -> Self {
        Verdict {
            sizes: Some(sizes),
            method,
            confidence: Some(confidence.to_string()),
            status: Status::Ok,
            reason: None,
        }
    }

    /// The estimate stays, and the row says why it was not measured.
    fn not_measured(&mut self, status: Status, why: &str) {
        self.status = status;
        self.reason = Some(match &self.reason {
            Some(reason) => format!("{why}; {reason}"),
            None => why.to_string(),
        });
    }

    /// Bytes by which rows are sorted: what is not known may be anything.
    fn weight(&self, bytes: f64) -> f64 {
        self.sizes.map_or(bytes, |sizes| sizes.bloat())
    }

    pub fn bloat_bytes(&self) -> Option<i64> {
        self.sizes.map(|sizes| sizes.bloat() as i64)
    }

    /// With one decimal.
    pub fn bloat_pct(&self) -> Option<f64> {
        self.sizes.map(|sizes| (sizes.percent() * 10.0).round() / 10.0)
    }

    fn is_worth_a_rewrite(&self) -> bool {
        self.sizes.is_some_and(|sizes| sizes.percent() >= WORTH_A_REWRITE)
    }
}

fn pgstattuple() -> Result<Pgstattuple> {
    Pgstattuple::find()?.ok_or_else(|| {
        Error::new(
            PgSqlErrorCode::ERRCODE_UNDEFINED_OBJECT,
            "exact bloat needs the extension pgstattuple, which this database does not have",
        )
        .hint("CREATE EXTENSION pgstattuple; or leave exact out for an estimate from statistics.")
    })
}

/// Measures one object in a subtransaction of its own; where that fails, the row says why.
fn measure<R>(
    deadline: Instant,
    verdict: &mut Verdict,
    work: impl FnOnce() -> Result<Option<R>>,
) -> Option<R> {
    const LATE: &str = "not measured: time_limit was reached";
    let left = deadline.saturating_duration_since(Instant::now()).as_millis();
    if left == 0 {
        verdict.not_measured(Status::InsufficientEvidence, LATE);
        return None;
    }
    let limit = i32::try_from(left).unwrap_or(i32::MAX);
    let outcome = time_limit::discarded_within(limit, || {
        let _lock_timeout = sandbox::limit_lock_wait();
        work()
    });
    match outcome {
        Ok(Some(Some(measured))) => return Some(measured),
        Ok(Some(None)) => verdict.not_measured(Status::InsufficientEvidence, "not measured: it is gone"),
        Ok(None) => verdict.not_measured(Status::InsufficientEvidence, LATE),
        Err(error) if error.code == PgSqlErrorCode::ERRCODE_INSUFFICIENT_PRIVILEGE => verdict.not_measured(
            Status::InsufficientPrivilege,
            "not measured: pgstattuple is for members of pg_stat_scan_tables",
        ),
        Err(error) => verdict.not_measured(Status::Error, &format!("not measured: {error}")),
    }
    None
}
