//! id          = "bloat-not-computable"
//! title       = "Tables whose bloat cannot be computed"
//! severity    = "info"
//! object      = "database"
//! confidence  = "high"
//! reads       = ["table_storage", "uncounted_tables"]
//! message     = "{{ count }} tables of {{ bytes | bytes }} were never analysed, {{ tables[0] }} the largest: neither their bloat nor good plans can be computed"
//! remediation = "Analyse them, and see why autovacuum has not: it leaves out tables with autovacuum_enabled = off and, where track_counts is off, all."
//! since       = "0.1.0"
//! tags        = ["statistics", "storage"]
//! [params.min_bytes]
//! default = 10485760
//! about   = "How large a table must be, in bytes, to be counted."
//! ---
//! ## What it does
//! Counts the tables of some size without statistics, in one row; a second one, with the status `insufficient_privilege`,
//! counts those whose statistics are hidden from the role that runs the check.
//!
//! ## Why it matters
//! Bloat is estimated from the statistics that ANALYZE gathers. A table without them would otherwise pass for one without
//! bloat, and the planner guesses its rows.
//!
//! ## How to fix
//! `ANALYZE`, of the tables or the database. It reads a sample and blocks nobody.
//!
//! ## False positives
//! Tables that were loaded minutes ago: autovacuum analyses them within some minutes. Tables that are only ever read as a
//! whole live without statistics.
//!
//! ## Sources
//! "Updating Planner Statistics" in the documentation of PostgreSQL.
use crate::bloat::table::estimate;
use crate::catalogue::{Params, Rule};
use crate::finding::{Row, Status};
use crate::model::snapshot::Snapshot;
use serde_json::{json, Map, Value};

pub struct BloatNotComputable;

/// Names that are shown, to start looking at.
const MOST_NAMES: usize = 20;

fn detail(mut tables: Vec<(&str, i64)>) -> Map<String, Value> {
    tables.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let names: Vec<&str> = tables.iter().take(MOST_NAMES).map(|(name, _)| *name).collect();
    [
        ("count".to_string(), json!(tables.len())),
        ("bytes".to_string(), json!(tables.iter().map(|(_, bytes)| bytes).sum::<i64>())),
        ("tables".to_string(), json!(names)),
    ]
    .into_iter()
    .collect()
}

impl Rule for BloatNotComputable {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let floor = params.number("min_bytes");
        let mut never: Vec<(&str, i64)> = snapshot
            .uncounted_tables
            .iter()
            .filter(|t| t.bytes as f64 >= floor)
            .map(|t| (t.qualified.as_str(), t.bytes))
            .collect();
        let mut hidden = Vec::new();
        for table in &snapshot.table_storage {
            let bytes = table.pages * table.block_size;
            if (bytes as f64) < floor || table.row_estimate.is_none() {
                continue;
            }
            match estimate(table) {
                Err(unknown) if unknown.status == Status::InsufficientEvidence => {
                    never.push((&table.qualified, bytes))
                }
                Err(unknown) if unknown.status == Status::InsufficientPrivilege => {
                    hidden.push((table.qualified.as_str(), bytes));
                }
                _ => {}
            }
        }
        let mut rows = Vec::new();
        if !never.is_empty() {
            let detail = detail(never);
            let analyze = |names: &Vec<Value>| {
                let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
                format!("ANALYZE {}", names.join(", "))
            };
            let is_all = detail["count"].as_u64().is_some_and(|count| count <= MOST_NAMES as u64);
            let fix_sql = detail["tables"].as_array().filter(|_| is_all).map(analyze);
            rows.push(Row {
                fix_sql: Some(fix_sql.unwrap_or_else(|| "ANALYZE".into())),
                detail,
                ..Row::default()
            });
        }
        if !hidden.is_empty() {
            rows.push(Row {
                status: Some(Status::InsufficientPrivilege),
                message: Some(format!(
                    "The bloat of {} tables cannot be judged: their statistics are hidden from this role",
                    hidden.len()
                )),
                remediation: Some(
                    "Run the check as a role that may read the tables, such as a member of pg_read_all_data."
                        .into(),
                ),
                detail: detail(hidden),
                ..Row::default()
            });
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::snapshot::{HeapColumn, TableStorage, UncountedTable};

    #[test]
    fn what_is_not_known_is_said_in_one_row_each() {
        let table = |name: &str, is_readable: bool| TableStorage {
            qualified: name.into(),
            is_heap: true,
            row_estimate: Some(5.0),
            pages: 4425,
            block_size: 8192,
            columns: vec![HeapColumn { is_readable, ..HeapColumn::default() }],
            ..TableStorage::default()
        };
        let uncounted = UncountedTable { qualified: "c".into(), bytes: 1 << 30, ..UncountedTable::default() };
        let small = UncountedTable { qualified: "d".into(), bytes: 8192, ..UncountedTable::default() };
        let snapshot = Snapshot {
            table_storage: vec![table("a", true), table("b", false)],
            uncounted_tables: vec![uncounted, small],
            ..Snapshot::default()
        };
        let params = json!({"min_bytes": 10_485_760});
        let rows = BloatNotComputable.check(&snapshot, &Params(params.as_object().unwrap()));
        assert_eq!(rows[0].detail["tables"], json!(["c", "a"]));
        assert_eq!(rows[0].fix_sql.as_deref(), Some("ANALYZE c, a"));
        assert_eq!(rows[1].status, Some(Status::InsufficientPrivilege));
        assert_eq!((rows.len(), &rows[1].detail["count"]), (2, &json!(1)));
    }
}
