//! Indexes that hold every column that a statement needs of a table: then it need not visit the heap.

use super::candidate::CandidateKey;
use super::pattern::Ranking;
use crate::model::table::Table;
use crate::model::workload::TableAccess;

/// Forms that are widened, the most promising.
const FORMS: usize = 6;
/// Bytes of the columns that are added to an entry, on average, and their share of a row with the keys: more makes the index a
/// second table, which the planner likes better than whoever writes to it.
const MOST_BYTES: f64 = 64.0;
const MOST_OF_ROW: f64 = 0.6;

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
        if rest.is_empty() || base.len() + rest.len() > max_columns || is_second_table(table, &present, &rest)
        {
            continue;
        }
        if rest.iter().all(indexable) {
            let rest = ranking.sort(rest, &present).into_iter().map(CandidateKey::plain);
            found.push((base.iter().copied().chain(rest).collect(), Vec::new()));
        } else if !base.is_empty() {
            found.push((base.clone(), rest));
        }
    }
    found
}

/// One column more is always allowed: a table that links two others has no third.
fn is_second_table(table: &Table, keys: &[i16], rest: &[i16]) -> bool {
    let bytes = |columns: &mut dyn Iterator<Item = i16>| -> f64 {
        columns.filter_map(|number| table.column(number)).map(|column| column.avg_width).sum()
    };
    let added = bytes(&mut rest.iter().copied());
    let entry = added + bytes(&mut keys.iter().copied());
    let own = table.columns.iter().filter(|column| column.definition.is_none());
    let row = bytes(&mut own.map(|column| column.number));
    added > MOST_BYTES || rest.len() > 1 && entry > row * MOST_OF_ROW
}
