//! Bloat of a table from statistics: its rows packed against its pages.
use super::heap::Rows;
use super::{believable, Confidence, RowCount, Sizes, Trust, Unknown};
use crate::finding::Status;
use crate::model::snapshot::TableStorage;

/// What statistics tell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    pub sizes: Sizes,
    /// Of the bloat: rows that are dead and still there.
    pub dead: f64,
    /// Of what is kept: the reserve of the fillfactor.
    pub reserve: f64,
    /// Of what is kept: what only aligns values.
    pub padding: f64,
    pub trust: Trust,
}

/// Rows of the table.
fn count(table: &TableStorage) -> Option<RowCount> {
    let counted = table.row_estimate?;
    Some(RowCount {
        counted,
        pages: table.pages as f64,
        current_pages: table.current_pages.map(|pages| pages as f64),
        live: believable(table.is_counted, table.live_rows, counted, table.changed_since_analyze),
    })
}

/// Pages that are judged.
pub fn pages(table: &TableStorage) -> f64 {
    table.current_pages.unwrap_or(table.pages) as f64
}

/// Whether statistics would be shown to the caller; `false` if one of its columns may not be read.
pub fn is_readable(table: &TableStorage) -> bool {
    table.columns.iter().all(|column| column.is_readable)
}

pub fn estimate(table: &TableStorage) -> Result<Estimate, Unknown> {
    if !table.is_heap {
        return Err(Unknown::new(Status::NotApplicable, "not stored by the access method heap"));
    }
    let never = || Unknown::new(Status::InsufficientEvidence, "never analysed");
    let count = count(table).ok_or_else(never)?;
    let (block, rows) = (table.block_size as f64, count.rows());
    let bytes = pages(table) * block;
    let mut trust = Trust::full();
    count.judge(table.changed_since_analyze as f64, &mut trust);
    if rows < 0.5 {
        // No rows need no pages, whatever they would look like.
        return Ok(Estimate { sizes: Sizes::new(bytes, 0.0), dead: 0.0, reserve: 0.0, padding: 0.0, trust });
    }
    let packed = match Rows::of(&table.columns, table.attribute_count) {
        Some(packed) => packed,
        None if is_readable(table) => return Err(never()),
        None => {
            return Err(Unknown::new(
                Status::InsufficientPrivilege,
                "its statistics are hidden from this role",
            ))
        }
    };
    judge_columns(table, &packed, &mut trust);
    let fillfactor = f64::from(table.fillfactor);
    let kept = packed.pages(rows, block, fillfactor) * block;
    let sizes = Sizes::new(bytes, kept);
    let dead = if table.is_counted { table.dead_rows as f64 * packed.mean() } else { 0.0 };
    Ok(Estimate {
        sizes,
        dead: dead.min(sizes.bloat()),
        reserve: (kept - packed.pages(rows, block, 100.0) * block).clamp(0.0, sizes.kept),
        padding: (rows * packed.padding).min(sizes.kept),
        trust,
    })
}

fn judge_columns(table: &TableStorage, rows: &Rows, trust: &mut Trust) {
    if table.columns.iter().any(|c| c.is_missing_in_old_rows) {
        trust.lower(Confidence::Low, "a column was added with a default, which older rows do not hold");
    }
    if table.columns.iter().any(|c| c.is_dropped && c.byte_length != 0) {
        trust.lower(Confidence::Medium, "rows written before a column was dropped may still hold it");
    }
    if !rows.is_known {
        trust.lower(Confidence::Medium, "statistics do not tell how the lengths of wide values differ");
    }
}
