//! Bloat of tables, TOAST tables beside them.
use super::{measure, pgstattuple, Request, Verdict};
use crate::error::Result;
use crate::read::bloat::{self as read, Extent, Pgstattuple, Source};
use crate::run::catalogue::registry;
use dbarch_core::bloat::heap::Rows;
use dbarch_core::bloat::{table, toast};
use dbarch_core::catalogue::Given;
use dbarch_core::finding::Status;
use dbarch_core::model::snapshot::TableStorage;
use std::cmp::Ordering;
use std::time::Instant;

/// Larger tables are measured by `pgstattuple_approx`, which does not read pages that are all-visible. It does not see
/// space that pointers to former rows take, so what can be read in seconds is.
const APPROXIMATE_FROM: f64 = (1u64 << 30) as f64;

#[derive(Debug, Clone)]
pub struct TableRow {
    pub table_name: String,
    pub size_bytes: i64,
    pub verdict: Verdict,
    pub dead_bytes: Option<i64>,
    pub fillfactor_bytes: Option<i64>,
    pub padding_bytes: Option<i64>,
    pub toast_size_bytes: Option<i64>,
    /// Of an estimate: at least.
    pub toast_bloat_bytes: Option<i64>,
    pub ddl: Option<String>,
}

/// The largest bloat first.
pub fn tables(request: &Request) -> Result<Vec<TableRow>> {
    let measuring = if request.exact { Some(pgstattuple()?) } else { None };
    let source = Source { registry: registry()?, given: &Given::default(), shared: None };
    let extent = Extent::Current { least_bytes: request.least_bytes };
    let tables = read::tables(&source, request.schemas.as_deref(), extent)?;
    let mut rows: Vec<(TableStorage, TableRow)> =
        tables.into_iter().map(|table| (estimated(&table), table)).map(|(row, table)| (table, row)).collect();
    rows.sort_by(|a, b| heavier(&a.1, &b.1));
    if let Some(functions) = measuring {
        for (table, row) in &mut rows {
            exact(&functions, request.deadline, table, row);
        }
        rows.sort_by(|a, b| heavier(&a.1, &b.1));
    }
    Ok(rows.into_iter().map(|(_, row)| completed(row)).collect())
}

fn heavier(a: &TableRow, b: &TableRow) -> Ordering {
    let weight = |row: &TableRow| row.verdict.weight(row.size_bytes as f64);
    weight(b).total_cmp(&weight(a)).then_with(|| a.table_name.cmp(&b.table_name))
}

fn completed(row: TableRow) -> TableRow {
    let worth = row.verdict.is_worth_a_rewrite();
    TableRow { ddl: worth.then(|| format!("VACUUM (FULL, ANALYZE) {}", row.table_name)), ..row }
}

fn estimated(table: &TableStorage) -> TableRow {
    let estimate = table::estimate(table);
    let (dead, reserve, padding) = match &estimate {
        Ok(e) => (Some(e.dead as i64), Some(e.reserve as i64), Some(e.padding as i64)),
        Err(_) => (None, None, None),
    };
    TableRow {
        table_name: table.qualified.clone(),
        size_bytes: table::pages(table) as i64 * table.block_size,
        verdict: match estimate {
            Ok(e) => Verdict::estimated(e.sizes, &e.trust),
            Err(unknown) => Verdict::unknown(unknown),
        },
        dead_bytes: dead,
        fillfactor_bytes: reserve,
        padding_bytes: padding,
        toast_size_bytes: table.toast_oid.as_ref().map(|_| toast::bytes(table) as i64),
        toast_bloat_bytes: toast::at_least(table).map(|sizes| sizes.bloat() as i64),
        ddl: None,
    }
}

fn exact(functions: &Pgstattuple, deadline: Instant, table: &TableStorage, row: &mut TableRow) {
    if row.verdict.status == Status::NotApplicable {
        return;
    }
    let oid = table.table_oid;
    let approximate = row.size_bytes as f64 >= APPROXIMATE_FROM;
    let measured = measure(deadline, &mut row.verdict, || match approximate {
        true => functions.heap_approx(oid),
        false => functions.heap(oid),
    });
    let Some(measured) = measured else { return };
    let block = table.block_size as f64;
    let like = if table::is_readable(table) { Rows::of(&table.columns, table.attribute_count) } else { None };
    let sizes = measured.sizes(like, block, f64::from(table.fillfactor));
    row.verdict = match approximate {
        true => Verdict::measured(sizes, "pgstattuple_approx", "medium"),
        false => Verdict::measured(sizes, "pgstattuple", "high"),
    };
    row.size_bytes = measured.bytes as i64;
    row.dead_bytes = Some(measured.dead_bytes.min(sizes.bloat()) as i64);
    let Some(toast) = table.toast_oid.as_deref().and_then(|oid| oid.parse().ok()) else { return };
    if row.toast_size_bytes.unwrap_or(0) > 0 {
        if let Some(chunks) = measure(deadline, &mut row.verdict, || functions.heap(toast)) {
            let sizes = chunks.toast_sizes(block);
            row.toast_size_bytes = Some(sizes.bytes as i64);
            row.toast_bloat_bytes = Some(sizes.bloat() as i64);
        }
    }
}
