//! Rows of `suggest_indexes()`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::candidate::Candidate;
use super::select::Selection;
use crate::model::table::Table;
use crate::model::workload::{Statement, TableAccess};

/// One row, with every column of the SQL function but `recommendation_id`, which the store gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    pub rank: i32,
    /// `create`, `replace` or `drop`.
    pub action: String,
    pub table_name: String,
    pub index_name: String,
    pub method: String,
    pub ddl: String,
    pub undo_ddl: String,
    pub size_bytes: i64,
    pub cost_before: f64,
    pub cost_after: f64,
    pub improvement_pct: f64,
    pub write_overhead_pct: Option<f64>,
    pub query_count: i32,
    /// `high`, `medium` or `low`.
    pub confidence: String,
    pub reason: String,
    pub detail: Value,
}

/// Everything the rows are made of.
#[derive(Debug, Clone, Copy)]
pub struct Advice<'a> {
    pub tables: &'a BTreeMap<u32, Table>,
    pub statements: &'a [Statement],
    pub accesses: &'a [TableAccess],
    pub candidates: &'a [Candidate],
    pub selection: &'a Selection,
    /// Raw names of the relations of each schema.
    pub taken_names: &'a BTreeMap<String, BTreeSet<String>>,
    /// Where the statements came from: `queries`, `captured workload` or `pg_stat_statements`.
    pub source: &'a str,
    /// Statements that could not be judged: text and why.
    pub skipped: &'a [(String, String)],
}

/// The rows, best first.
pub fn recommend(advice: &Advice) -> Vec<Recommendation> {
    let _ = advice;
    Vec::new()
}
