//! A captured statement as values, as views, files and exports have it.
use super::counters::Amounts;
use super::scans::Scan;
use crate::model::parameters::Constants;
use serde::{Deserialize, Serialize};

/// What is known of a statement from its first execution on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Empty when it could not be kept; `lost` says why.
    pub sql: String,
    pub lost: Option<String>,
    /// The text shows `$n` where its constants were.
    pub masked: bool,
    pub search_path: String,
    /// Relations and views that it reads or changes.
    pub relations: Vec<Relation>,
    /// Types of the slots of a constant vector.
    pub types: Vec<String>,
    /// How many of the slots are parameters; the constants of the text follow in the order of their places.
    pub parameters: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Relation {
    pub oid: u32,
    /// Numbers of the columns that UPDATE, ON CONFLICT or MERGE set.
    pub updated: Vec<i16>,
}

/// One statement of one role in one database.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Captured {
    pub database: u32,
    pub role: u32,
    pub query_id: i64,
    pub facts: Facts,
    pub amounts: Amounts,
    /// Microseconds since 2000-01-01, as a timestamptz.
    pub first_seen: i64,
    /// Up to eight executions, each with its constants.
    pub vectors: Vec<Constants>,
    pub scans: Vec<Scan>,
}
