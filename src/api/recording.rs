//! What `suggest_indexes()` has to do with recorded recommendations: it leaves out what was dismissed, and records what it
//! suggests.
//!
//! Advice is for everybody and made with the caller's rights. Recording is for members of `pg_monitor`, since it is what
//! others will read and decide about, and it must not cost anybody the advice.
use crate::error::Result;
use crate::pg::hypothetical::written;
use crate::pg::transaction;
use crate::read::recommended;
use crate::store::recommendations::{self as stored, Made};
use dbarch_core::advisor::dismissed::Dismissed;
use dbarch_core::advisor::identity;
use dbarch_core::advisor::life_cycle::{equivalents, storable};
use dbarch_core::advisor::recommend::Recommendation;
use serde_json::{json, Value};
use std::collections::BTreeMap;

/// What nobody is to be bothered with again, whoever asks.
pub fn dismissed() -> Result<Dismissed> {
    let rows = match recommended::store()? {
        Some(store) => stored::dismissed(store.owner)?,
        None => Vec::new(),
    };
    Ok(Dismissed::new(rows))
}

/// The numbers of recommendations, and why some have none that should.
#[derive(Default)]
pub struct Numbers {
    pub ids: Vec<Option<i64>>,
    pub failed: Option<String>,
}

/// Records `rows` if the caller may and the transaction can.
pub fn record(rows: &[Recommendation]) -> Result<Numbers> {
    let store = if transaction::is_read_only() { None } else { recommended::store()? };
    let Some(store) = store.filter(|store| store.monitors && !rows.is_empty()) else {
        return Ok(Numbers { ids: vec![None; rows.len()], failed: None });
    };
    let tables = recommended::tables(rows.iter().map(|row| row.table_name.clone()).collect())?;
    let fingerprints: Vec<String> = rows.iter().map(identity::of_recommendation).collect();
    let mut made = BTreeMap::new();
    for (row, fingerprint) in rows.iter().zip(&fingerprints).filter(|(row, _)| !is_temporary(row)) {
        // Of two with one fingerprint, such as two superfluous copies of an index, the better one stands for both.
        made.entry(fingerprint.clone()).or_insert_with(|| {
            let indexes = tables.get(&row.table_name).map_or(&[][..], |table| &table.indexes);
            make(row, fingerprint, |definition| equivalents(&row.ddl, &row.undo_ddl, definition, indexes))
        });
    }
    let (known, failed) = match stored::record(store.owner, &made) {
        Ok(known) => (known, None),
        Err(error) => (stored::ids(store.owner, fingerprints.clone())?, Some(error.to_string())),
    };
    Ok(Numbers { ids: fingerprints.iter().map(|print| known.get(print).copied()).collect(), failed })
}

/// What is said of a temporary table ends with the session.
fn is_temporary(row: &Recommendation) -> bool {
    row.table_name.starts_with("pg_temp_")
}

fn make(row: &Recommendation, fingerprint: &str, equivalents: impl Fn(Option<&str>) -> i64) -> Made {
    // What the server says of the text that it would be given; a script or another statement has no such form.
    let definition = if row.action == "create" { written::definition(&row.ddl).ok() } else { None };
    Made {
        fingerprint: fingerprint.to_string(),
        action: row.action.clone(),
        table_name: row.table_name.clone(),
        index_name: row.index_name.clone(),
        equivalents: equivalents(definition.as_deref()),
        definition,
        ddl: row.ddl.clone(),
        undo_ddl: row.undo_ddl.clone(),
        size_bytes: row.size_bytes,
        cost_before: row.cost_before,
        cost_after: row.cost_after,
        improvement_pct: row.improvement_pct,
        confidence: row.confidence.clone(),
        reason: row.reason.clone(),
        detail: Some(storable(&row.detail)).filter(Value::is_object).unwrap_or_else(|| json!({})),
    }
}
