//! Bloat of indexes.
use super::{measure, pgstattuple, Request, Verdict};
use crate::error::Result;
use crate::read::bloat::{self as read, Extent, Pgstattuple, Source};
use crate::run::catalogue::registry;
use dbarch_core::bloat::index;
use dbarch_core::catalogue::Given;
use dbarch_core::finding::Status;
use dbarch_core::model::snapshot::IndexStorage;
use std::cmp::Ordering;
use std::time::Instant;

#[derive(Debug, Clone)]
pub struct IndexRow {
    pub index_name: String,
    pub table_name: String,
    pub access_method: String,
    pub size_bytes: i64,
    pub verdict: Verdict,
    pub ddl: Option<String>,
}

/// The largest bloat first.
pub fn indexes(request: &Request) -> Result<Vec<IndexRow>> {
    let measuring = if request.exact { Some(pgstattuple()?) } else { None };
    let source = Source { registry: registry()?, given: &Given::default(), shared: None };
    let extent = Extent::Current { least_bytes: request.least_bytes };
    let indexes = read::indexes(&source, request.schemas.as_deref(), extent)?;
    let mut rows: Vec<(IndexStorage, IndexRow)> = indexes
        .into_iter()
        .map(|index| {
            let row = estimated(&index);
            (index, row)
        })
        .collect();
    rows.sort_by(|a, b| heavier(&a.1, &b.1));
    if let Some(functions) = measuring {
        for (index, row) in &mut rows {
            exact(&functions, request.deadline, index, row);
        }
        rows.sort_by(|a, b| heavier(&a.1, &b.1));
    }
    Ok(rows.into_iter().map(|(index, row)| completed(&index, row)).collect())
}

fn heavier(a: &IndexRow, b: &IndexRow) -> Ordering {
    let weight = |row: &IndexRow| row.verdict.weight(row.size_bytes as f64);
    weight(b).total_cmp(&weight(a)).then_with(|| a.index_name.cmp(&b.index_name))
}

fn completed(of: &IndexStorage, row: IndexRow) -> IndexRow {
    let worth = row.verdict.is_worth_a_rewrite();
    IndexRow { ddl: worth.then(|| index::rebuild(of)), ..row }
}

fn estimated(of: &IndexStorage) -> IndexRow {
    IndexRow {
        index_name: of.qualified.clone(),
        table_name: of.table_qualified.clone(),
        access_method: of.method.clone(),
        size_bytes: index::pages(of) as i64 * of.block_size,
        verdict: match index::estimate(of) {
            Ok(estimate) => Verdict::estimated(estimate.sizes, &estimate.trust),
            Err(unknown) => Verdict::unknown(unknown),
        },
        ddl: None,
    }
}

fn exact(functions: &Pgstattuple, deadline: Instant, of: &IndexStorage, row: &mut IndexRow) {
    let (oid, block, fillfactor) = (of.index_oid, of.block_size as f64, f64::from(of.fillfactor));
    let verdict = &mut row.verdict;
    let measured = match of.method.as_str() {
        "btree" => measure(deadline, verdict, || functions.btree(oid))
            .map(|m| Verdict::measured(m.sizes(block, fillfactor), "pgstatindex", "high")),
        "hash" => measure(deadline, verdict, || functions.hash(oid))
            .map(|m| Verdict::measured(m.sizes(block, fillfactor), "pgstathashindex", "medium")),
        "gist" => measure(deadline, verdict, || functions.gist(oid))
            .map(|m| Verdict::measured(m.sizes(fillfactor), "pgstattuple", "medium")),
        // BRIN holds no rows, and pgstattuple cannot tell live from dead in the others.
        _ => return,
    };
    if let Some(mut verdict) = measured {
        verdict.reason = beyond(&row.verdict, &verdict);
        row.size_bytes = verdict.sizes.map_or(row.size_bytes, |sizes| sizes.bytes as i64);
        row.verdict = verdict;
    }
}

/// What pgstattuple does not see and the estimate expects.
fn beyond(estimated: &Verdict, measured: &Verdict) -> Option<String> {
    const WORTH_SAYING: f64 = 10.0;
    let (estimate, seen) = (estimated.sizes?.percent(), measured.sizes?.percent());
    (estimated.status == Status::Ok && estimate > seen + WORTH_SAYING).then(|| {
        format!("REINDEX would also drop entries of dead rows and put equal keys together: {estimate:.0} % in all, by estimate")
    })
}
