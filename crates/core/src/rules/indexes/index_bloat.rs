//! id          = "index-bloat"
//! title       = "Index that is mostly empty space"
//! severity    = "warning"
//! object      = "index"
//! confidence  = "medium"
//! reads       = ["index_storage"]
//! message     = "{{ index_name }} takes {{ bytes | bytes }}; built anew it would take about {{ kept_bytes | bytes }}, {{ wasted_percent }} % less"
//! remediation = "Build it anew. The statement takes no lock that keeps writers out for long, but needs room for a second index, and waits for transactions that are older than itself.{% if is_exclusion %} An index of an exclusion constraint can only be built anew with a lock that keeps writers out.{% endif %} SELECT * FROM pgstatindex('{{ object_name }}') of the extension pgstattuple measures what is estimated here."
//! since       = "0.1.0"
//! tags        = ["performance", "storage"]
//! [params.min_percent]
//! default = 40
//! about   = "Share of an index, in percent, from which it is reported."
//! [params.min_wasted_bytes]
//! default = 10485760
//! about   = "Bytes to be gained below which an index is not reported."
//! ---
//! ## What it does
//! Compares the size of each b-tree and hash index with what CREATE INDEX would build of its entries today: widths of the
//! keys, NULLs, fillfactor, included columns, entries that a predicate lets in, and equal keys that share a tuple since
//! PostgreSQL 13. `SELECT * FROM dbarch.index_bloat()` shows the same of all indexes, with the indexes that cannot be
//! judged; with `exact => true` it is measured.
//!
//! ## Why it matters
//! Every look-up reads more pages than it needs, the cache holds half-empty ones, and VACUUM reads them all.
//!
//! ## How to fix
//! `REINDEX INDEX CONCURRENTLY`. If the index fills with the next rows anyway, leave it.
//!
//! ## False positives
//! A b-tree with keys in random order is a quarter to a third empty, which is its normal state; hence the 40 %. Indexes
//! brought along by pg_upgrade from PostgreSQL 12 do not share tuples until they are built anew: that is real.
//!
//! ## Sources
//! nbtsort.c, nbtdedup.c and hashpage.c of PostgreSQL. `make bench-bloat` compares the estimate with pgstatindex. Estimates
//! that do not know of shared tuples were seen to miss bloat of such indexes altogether.
use crate::bloat::index::{estimate, rebuild, Estimate};
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::{IndexStorage, Snapshot};
use serde_json::json;

pub struct IndexBloat;

fn wasteful(index: &IndexStorage, estimate: &Estimate, params: &Params<'_>) -> Option<Row> {
    let (wasted, percent) = (estimate.sizes.bloat(), estimate.sizes.percent());
    if percent < params.number("min_percent") || wasted < params.number("min_wasted_bytes") {
        return None;
    }
    Some(Row {
        schema_name: Some(index.schema_name.clone()),
        object_name: Some(index.qualified.clone()),
        confidence: Some(estimate.trust.confidence.to_string()),
        fix_sql: Some(rebuild(index)),
        detail: [
            ("index_name".to_string(), json!(index.index_name)),
            ("table".to_string(), json!(index.table_qualified)),
            ("method".to_string(), json!(index.method)),
            ("bytes".to_string(), json!(estimate.sizes.bytes as i64)),
            ("kept_bytes".to_string(), json!(estimate.sizes.kept as i64)),
            ("wasted_bytes".to_string(), json!(wasted as i64)),
            ("wasted_percent".to_string(), json!(percent.round() as i64)),
            ("is_exclusion".to_string(), json!(index.is_exclusion)),
            ("reason".to_string(), json!(estimate.trust.reason())),
        ]
        .into_iter()
        .collect(),
        ..Row::default()
    })
}

impl Rule for IndexBloat {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let indexes = snapshot.index_storage.iter();
        indexes.filter_map(|index| wasteful(index, &estimate(index).ok()?, params)).collect()
    }
}
