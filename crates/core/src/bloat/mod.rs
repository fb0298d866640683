//! How much of the files of tables and indexes a rewrite would give back.
//!
//! Bloat is what an object takes beyond what its live rows would take if it were written anew with its fillfactor: by
//! VACUUM FULL, or by REINDEX. Alignment, page ends too small for the next row and the reserve of the fillfactor are no
//! bloat, since they would be there again. The same holds of estimates and of what pgstattuple measures, so that both
//! can be compared. Nothing here knows where figures come from.

mod btree;
mod hash;
pub mod heap;
pub mod index;
pub mod measured;
pub mod table;
pub mod toast;
mod width;

use crate::finding::Status;
use std::fmt;

/// How far an estimate can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    Low,
    Medium,
    High,
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        })
    }
}

/// What an estimate rests on: the least trustworthy part decides, and all of them are told.
#[derive(Debug, Clone, PartialEq)]
pub struct Trust {
    pub confidence: Confidence,
    pub reasons: Vec<String>,
}

impl Trust {
    pub(crate) fn full() -> Self {
        Trust { confidence: Confidence::High, reasons: Vec::new() }
    }

    pub(crate) fn lower(&mut self, to: Confidence, reason: impl Into<String>) {
        self.confidence = self.confidence.min(to);
        self.reasons.push(reason.into());
    }

    /// `None` when there is nothing to say.
    pub fn reason(&self) -> Option<String> {
        (!self.reasons.is_empty()).then(|| self.reasons.join("; "))
    }
}

/// Why there is no figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Unknown {
    pub status: Status,
    pub reason: String,
}

impl Unknown {
    pub(crate) fn new(status: Status, reason: impl Into<String>) -> Self {
        Unknown { status, reason: reason.into() }
    }
}

/// Bytes of a file, and those that a rewrite would keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    pub bytes: f64,
    /// No more than `bytes`.
    pub kept: f64,
}

impl Sizes {
    pub(crate) fn new(bytes: f64, kept: f64) -> Self {
        let bytes = bytes.max(0.0);
        Sizes { bytes, kept: if kept.is_finite() { kept.clamp(0.0, bytes) } else { bytes } }
    }

    pub fn bloat(&self) -> f64 {
        self.bytes - self.kept
    }

    /// 0 to 100.
    pub fn percent(&self) -> f64 {
        if self.bytes > 0.0 {
            100.0 * self.bloat() / self.bytes
        } else {
            0.0
        }
    }
}

/// How many rows there are, from what the server has counted and when.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowCount {
    /// When last counted by VACUUM or ANALYZE.
    pub counted: f64,
    /// Pages at that time.
    pub pages: f64,
    /// Now; `None` if not asked for.
    pub current_pages: Option<f64>,
    /// What the counters say, unless they were lost.
    pub live: Option<f64>,
}

/// The rows that the counters say, of which `changed` came or went since the last ANALYZE found `counted`. `None` if the counters
/// were lost, or say less than that leaves: inside the transaction that fills a table they do.
pub(crate) fn believable(is_counted: bool, live: i64, counted: f64, changed: i64) -> Option<f64> {
    (is_counted && (live + changed) as f64 >= 0.9 * counted).then_some(live as f64)
}

impl RowCount {
    /// Rows in as many pages as are judged: those of now, else those of the last count.
    pub fn rows(&self) -> f64 {
        match (self.current_pages, self.live) {
            (Some(_), Some(live)) => live,
            // As the planner does: as many rows a page as there were.
            (Some(now), None) if self.pages > 0.0 => self.counted * now / self.pages,
            // Rows that came since then are in pages that are not judged; rows that went are gone from these.
            (None, Some(live)) => self.counted.min(live),
            _ => self.counted,
        }
    }

    /// `trust` lowered where rows are extrapolated.
    pub(crate) fn judge(&self, changed: f64, trust: &mut Trust) {
        let rows = self.rows().max(1.0);
        match (self.current_pages, self.live) {
            (Some(now), None) if (now - self.pages).abs() > 0.1 * self.pages => trust.lower(
                Confidence::Low,
                "the size has changed since rows were counted, and the counters were lost",
            ),
            _ if changed > rows => {
                trust.lower(Confidence::Low, "more rows than there are have changed since the last ANALYZE")
            }
            _ if changed > 0.2 * rows => {
                trust.lower(Confidence::Medium, "many rows have changed since the last ANALYZE")
            }
            _ => {}
        }
    }
}
