//! Indexes that hold every column that a statement needs of a table: then it need not visit the heap.

use super::candidate::CandidateKey;
use super::pattern::Ranking;
use crate::model::table::Table;
use crate::model::workload::TableAccess;

/// Forms that are widened, the most promising.
const FORMS: usize = 6;
/// Bytes of all `INCLUDE` columns of one entry, on average: wider ones make the index a second table.
const MOST_BYTES: f64 = 64.0;

/// Keys, and the columns behind INCLUDE.
pub(super) type Covering = (Vec<CandidateKey>, Vec<i16>);

/// The first of `forms` with every other column that the statement needs behind them, if no more than `max_columns` come of
/// it. They are keys where they can be, since then equal entries are stored once, and other statements may search by
/// them.
pub(super) fn covering(
    table: &Table,
    access: &TableAccess,
    ranking: &Ranking,
    forms: &[Vec<CandidateKey>],
    max_columns: usize,
) -> Vec<Covering> {
    let mut found = Vec::new();
    if access.output.is_empty() {
        return found;
    }
    let indexable = |c: &i16| table.column(*c).is_some_and(|c| c.btree_indexable);
    let nothing = Vec::new();
    let bases = if forms.is_empty() { std::slice::from_ref(&nothing) } else { forms };
    for base in bases.iter().take(FORMS) {
        let present: Vec<i16> = base.iter().map(|k| k.column).collect();
        let rest: Vec<i16> = access.output.iter().copied().filter(|c| !present.contains(c)).collect();
        if rest.is_empty() || base.len() + rest.len() > max_columns {
            continue;
        }
        if rest.iter().all(indexable) {
            let rest = ranking.sort(rest, &present).into_iter().map(CandidateKey::plain);
            found.push((base.iter().copied().chain(rest).collect(), Vec::new()));
        } else if !base.is_empty() && bytes(table, &rest).is_some_and(|bytes| bytes <= MOST_BYTES) {
            found.push((base.clone(), rest));
        }
    }
    found
}

/// Unknown if one of the widths is.
fn bytes(table: &Table, columns: &[i16]) -> Option<f64> {
    let width = |c: &i16| table.column(*c).map(|c| c.avg_width).filter(|width| *width > 0.0);
    columns.iter().map(width).sum()
}
