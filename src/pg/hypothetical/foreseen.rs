//! What building the index would bring to light, foreseen from statistics and from a sample of the table.
use super::columns::IndexColumn;
use super::method::Kind;
use super::relation_index::RelationIndex;
use super::{counted_keys, existing_statistics, size, statistics};
use crate::error::Result;
use crate::pg::sample::{self, BrinIndex, IndexSample, OpenTable, StatisticsTuple, Wanted};
use pgrx::pg_sys::{self, Oid};
use std::ffi::CStr;
use std::rc::Rc;

/// Fills in `index.foreseen`, and the statistics of its expressions.
///
/// # Safety
/// The relation is locked; the lists are the index's own, over varno 1; inside the sandbox.
pub unsafe fn foresee(
    index: &mut RelationIndex,
    expressions: *mut pg_sys::List,
    predicate: *mut pg_sys::List,
    share: f64,
) -> Result<()> {
    let kind = index.method.kind;
    // SAFETY: promised by the caller.
    unsafe {
        index.foreseen.statistics = existing(index, expressions);
        if predicate.is_null() && !expressions.is_null() {
            sampled_alone(index, expressions, share)?;
        }
        let known = &index.foreseen.statistics;
        let wanted: Vec<Wanted> = index
            .columns
            .iter()
            .zip(known)
            .map(|(column, known)| wanted(column, kind, known.is_some()))
            .collect();
        let text = identity(index);
        index.foreseen.sample =
            sample::sample(index.relation, &wanted, expressions, predicate, &text, share)?;
        for (position, column) in index.columns.iter_mut().enumerate() {
            let sample = index.foreseen.sample.as_ref().map(|s| &s.columns[position]);
            let statistics = &mut index.foreseen.statistics[position];
            if statistics.is_none() {
                *statistics = sample.and_then(|s| s.statistics.clone());
            }
            if let Some(tuple) = statistics {
                let of_type = statistics::of_type(column.type_oid, column.typmod);
                column.statistics =
                    statistics::of_tuple(tuple.as_heap_tuple(), of_type, column.attribute == 0);
            }
            let sampled = sample.and_then(|s| s.correlation);
            column.statistics.correlation = column.statistics.correlation.or(sampled);
        }
        if kind == Kind::Brin && !size::brin::is_of_fixed_length(index) {
            index.foreseen.summaries = summaries(index, &wanted, expressions, predicate, &text, share)?;
        }
        if kind == Kind::Hash {
            index.foreseen.most_common =
                with_key(index, |tuple| statistics::most_common(tuple)).unwrap_or_default();
        }
        index.foreseen.rows = counted_keys::of(index, expressions, predicate, share)?;
    }
    Ok(())
}

/// Statistics of expressions that need no sample. Those of a partial index are of its rows alone, so none will do.
unsafe fn existing(
    index: &RelationIndex,
    expressions: *mut pg_sys::List,
) -> Vec<Option<Rc<StatisticsTuple>>> {
    let mut found = vec![None; index.columns.len()];
    if expressions.is_null() || index.predicate.is_some() {
        return found;
    }
    // SAFETY: the relation is locked; expressions stand in the order of the columns without an attribute.
    unsafe {
        let table = OpenTable::new(index.relation);
        let places = (0..index.columns.len()).filter(|n| index.columns[*n].attribute == 0);
        for (n, place) in places.enumerate() {
            let expression = pg_sys::list_nth(expressions, n as i32).cast();
            found[place] = existing_statistics::of_expression(table.0, expression).map(Rc::new);
        }
    }
    found
}

/// Statistics of each expression by itself: those of all indexes on it are the same, so one sample does for all.
unsafe fn sampled_alone(index: &mut RelationIndex, expressions: *mut pg_sys::List, share: f64) -> Result<()> {
    let places = (0..index.columns.len()).filter(|n| index.columns[*n].attribute == 0);
    for (n, place) in places.enumerate() {
        if index.foreseen.statistics[place].is_some() {
            continue;
        }
        let column = &index.columns[place];
        let statistics = Wanted {
            gin_keys: false,
            stored_width: false,
            order: false,
            ..wanted(column, index.method.kind, false)
        };
        // SAFETY: promised by foresee(); there is an expression for each column without an attribute.
        unsafe {
            let expression = pg_sys::list_nth(expressions, n as i32);
            let alone = pg_sys::lappend(std::ptr::null_mut(), expression);
            let text = CStr::from_ptr(pg_sys::nodeToString(expression.cast())).to_string_lossy();
            let text = format!("{} alone\n{text}", statistics.collation.to_u32());
            let sample =
                sample::sample(index.relation, &[statistics], alone, std::ptr::null_mut(), &text, share)?;
            let found = sample.and_then(|sample| sample.columns.first()?.statistics.clone());
            index.foreseen.statistics[place] = found;
        }
    }
    Ok(())
}

fn wanted(column: &IndexColumn, kind: Kind, known: bool) -> Wanted {
    let class = column.key.map(|key| key.class);
    let is_key = class.is_some();
    Wanted {
        attribute: column.attribute,
        type_oid: column.type_oid,
        typmod: column.typmod,
        collation: column.key.map_or(column.collation, |key| key.collation),
        statistics: column.attribute == 0 && !known,
        gin_keys: kind == Kind::Gin && is_key,
        stored_width: kind == Kind::Gist && is_key,
        order: (kind == Kind::SpGist || kind == Kind::Gist && column.statistics.correlation.is_none())
            && is_key,
        family: class.map_or(Oid::INVALID, |c| c.family),
        input_type: class.map_or(Oid::INVALID, |c| c.input_type),
        stored_type: class.map_or(column.type_oid, |c| c.stored_type),
    }
}

unsafe fn summaries(
    index: &RelationIndex,
    columns: &[Wanted],
    expressions: *mut pg_sys::List,
    predicate: *mut pg_sys::List,
    text: &str,
    share: f64,
) -> Result<Option<Rc<IndexSample>>> {
    let options: Vec<_> =
        index.columns.iter().map(|c| c.key.map(|key| key.class.brin).unwrap_or_default()).collect();
    let pages_per_range = index.options.pages_per_range;
    let brin = BrinIndex { columns, options: &options, pages_per_range, expressions, predicate };
    // SAFETY: promised by foresee(); a BRIN index has keys only.
    unsafe { sample::summaries(index.relation, &brin, text, share) }
}

/// Tells this index from every other on the same table.
fn identity(index: &RelationIndex) -> String {
    use std::fmt::Write;
    let mut text = format!("{}", index.method.oid.to_u32());
    for column in &index.columns {
        let class = column.key.map_or(0, |key| key.class.oid.to_u32());
        let collation = column.key.map_or(0, |key| key.collation.to_u32());
        let _ = write!(text, " {}:{class}:{collation}", column.attribute);
    }
    for list in [&index.expressions, &index.predicate].into_iter().flatten() {
        text.push('\n');
        text.push_str(&list.to_string_lossy());
    }
    text
}

/// What `look` makes of the statistics of the first key.
unsafe fn with_key<R>(index: &RelationIndex, look: impl FnOnce(pg_sys::HeapTuple) -> R) -> Option<R> {
    let column = &index.columns[0];
    // SAFETY: the tuple lives until released, or as long as the sample.
    unsafe {
        if column.attribute == 0 {
            let known = index.foreseen.statistics.first()?.as_ref()?;
            return Some(look(known.as_heap_tuple()));
        }
        statistics::with_column(index.relation, column.attribute, look)
    }
}
