//! Index advice without a workload: what the structure of the tables says by itself.
use crate::error::{Error, Result};
use crate::pg::sandbox;
use crate::pg::subtransaction::discarded;
use crate::pg::what_if::WhatIf;
use crate::read::{advised_tables, existing_indexes};
use crate::run::advice::Request;
use crate::run::catalogue::registry;
use crate::run::checks::{self, Selection};
use crate::run::taken_over;
use dbarch_core::advisor::actions::{append, reindex};
use dbarch_core::advisor::dismissed::LeftOut;
use dbarch_core::advisor::recommend::Recommendation;
use dbarch_core::finding::{Finding, Status};
use dbarch_core::model::existing_index::ExistingIndex;
use serde_json::json;
use std::collections::BTreeMap;

/// The checks whose findings are index advice.
const CHECKS: [&str; 4] =
    ["unindexed-foreign-key", "duplicate-index", "redundant-prefix-index", "invalid-index"];

/// Findings as recommendations: no costs, no statements, low confidence. Those that were dismissed are in `left_out`.
pub fn advise(request: &Request, left_out: &mut LeftOut) -> Result<Vec<Recommendation>> {
    let ids = CHECKS.map(|id| Some(id.to_string())).to_vec();
    let selection = Selection::from_arguments(None, Some(ids), None, None)?;
    let findings = checks::run(registry()?, &selection)?;
    let wanted = match &request.tables {
        Some(oids) => Some(advised_tables::tables(oids, None)?),
        None => None,
    };
    let known: BTreeMap<String, ExistingIndex> =
        sandbox::run(None, || existing_indexes::of_tables(registry()?, request.tables.as_ref()))?
            .into_iter()
            .map(|index| (index.qualified.clone(), index))
            .collect();
    let mut rows: Vec<Recommendation> = Vec::new();
    let mut left = request.storage_budget.unwrap_or(f64::INFINITY);
    for finding in findings.iter().filter(|finding| finding.status == Status::Ok) {
        let Some(table) = text(finding, "table_qualified") else { continue };
        let is_wanted = wanted.as_ref().is_none_or(|tables| {
            tables.values().any(|known| dbarch_core::advisor::ddl::qualified_name(known) == table)
        });
        if !is_wanted || request.max_indexes.is_some_and(|most| rows.len() >= most) {
            continue;
        }
        let index = finding.object_name.as_ref().and_then(|name| known.get(name));
        let row = match index {
            Some(index) if finding.check_id == "invalid-index" => finding
                .fix_sql
                .as_ref()
                .map(|fix| reindex::invalid(index, fix, &finding.message, "structure")),
            Some(index) if !index.is_free() => None,
            _ => recommendation(finding, table),
        };
        let Some(row) = row else { continue };
        if request.dismissed.has(&row, left_out) {
            continue;
        }
        if row.action == "create" {
            if row.size_bytes as f64 > left {
                continue;
            }
            left -= row.size_bytes as f64;
        }
        append(&mut rows, vec![row], &[]);
    }
    taken_over::complete_undo(&mut rows)?;
    Ok(rows)
}

fn recommendation(finding: &Finding, table: String) -> Option<Recommendation> {
    let ddl = finding.fix_sql.clone()?;
    let creates = ddl.starts_with("CREATE");
    let size = if creates { estimated_size(&ddl).ok() } else { finding.detail["bytes"].as_f64() };
    Some(Recommendation {
        rank: 0,
        action: if creates { "create" } else { "drop" }.to_string(),
        table_name: table,
        index_name: text(finding, "index_qualified").or_else(|| finding.object_name.clone())?,
        method: text(finding, "method").unwrap_or_else(|| "btree".to_string()),
        ddl,
        undo_ddl: finding.undo_sql.clone()?,
        size_bytes: size.unwrap_or(0.0) as i64,
        cost_before: None,
        cost_after: None,
        improvement_pct: None,
        write_overhead_pct: None,
        query_count: 0,
        confidence: "low".to_string(),
        reason: format!("{}. No statement was looked at.", finding.message),
        detail: json!({"source": "structure", "check_id": finding.check_id, "finding": finding.detail}),
    })
}

fn estimated_size(ddl: &str) -> Result<f64> {
    discarded(|| {
        let mut what_if = WhatIf::default();
        let position = what_if.define(ddl)?;
        what_if.size_bytes(&[position])?.first().copied().ok_or_else(|| Error::internal("no size"))
    })
}

fn text(finding: &Finding, key: &str) -> Option<String> {
    finding.detail[key].as_str().map(str::to_string)
}
