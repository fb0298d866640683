//! What a sample of the table tells of an index that does not exist.
use super::cache;
use super::expression_statistics::{StatisticsTuple, Values};
use super::gin_keys::{GinKeys, SampledKeys};
use super::index_values::{IndexValues, Shape};
use super::rows::{self, Extent};
use super::stored_width::StoredWidth;
use crate::error::Result;
use crate::settings;
use pgrx::pg_sys::{self, Oid};
use std::rc::Rc;

/// Bytes of sampled values that are held at most; a sample of wider ones has fewer rows.
const MOST_BYTES: usize = 64 << 20;

/// A column and what to find out about it.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub attribute: i16,
    pub type_oid: Oid,
    pub typmod: i32,
    pub collation: Oid,
    pub statistics: bool,
    pub gin_keys: bool,
    pub stored_width: bool,
    /// How the values lie in the table, which statistics of the type do not tell.
    pub order: bool,
    pub family: Oid,
    pub input_type: Oid,
    pub stored_type: Oid,
}

#[derive(Debug, Default)]
pub struct ColumnSample {
    /// Of an expression.
    pub statistics: Option<Rc<StatisticsTuple>>,
    /// Of a GIN column.
    pub keys: Option<SampledKeys>,
    /// Of a GiST column: mean bytes of what is stored, and their standard deviation.
    pub stored_width: Option<(f64, f64)>,
    /// Correlation of the order of values with that of rows.
    pub correlation: Option<f64>,
    /// Bytes that neighbouring values have in common.
    pub common_prefix: Option<f64>,
}

#[derive(Debug)]
pub struct IndexSample {
    pub columns: Vec<ColumnSample>,
    /// Of a BRIN index: bytes of its tuples for some ranges, in physical order.
    pub summaries: Vec<u32>,
}

impl IndexSample {
    pub fn bytes(&self) -> usize {
        let columns: usize = self
            .columns
            .iter()
            .map(|c| {
                c.statistics.as_ref().map_or(0, |tuple| tuple.bytes())
                    + c.keys.as_ref().map_or(0, |k| k.groups.len() * 16)
            })
            .sum();
        columns + self.summaries.len() * size_of::<u32>()
    }
}

/// Samples `table` for an index on `columns`; `text` tells this index from others. `None` when nothing is wanted, when
/// sampling is switched off, when the caller may not see all rows, or when nobody here can read them.
///
/// # Safety
/// `table` is locked, the lists are over varno 1 and live in the current memory context; inside the sandbox.
pub unsafe fn sample(
    table: Oid,
    columns: &[Wanted],
    expressions: *mut pg_sys::List,
    predicate: *mut pg_sys::List,
    text: &str,
    share: f64,
) -> Result<Option<Rc<IndexSample>>> {
    let wanted_rows = (f64::from(settings::SAMPLE_ROWS.get()) * share) as usize;
    let nothing = !columns.iter().any(|c| c.statistics || c.gin_keys || c.stored_width || c.order);
    if nothing || wanted_rows == 0 {
        return Ok(None);
    }
    // SAFETY: promised by the caller.
    unsafe {
        let Some(open) = rows::open(table) else { return Ok(None) };
        let key = cache::Key::new(open.0, text, wanted_rows);
        if let Some(known) = cache::get(&key) {
            return Ok(Some(known));
        }
        let shape = Shape {
            attributes: &columns.iter().map(|c| c.attribute).collect::<Vec<_>>(),
            expressions,
            predicate,
        };
        let sample = Rc::new(take(open.0, columns, &shape, wanted_rows)?);
        cache::put(key, &sample);
        Ok(Some(sample))
    }
}

struct Collector {
    values: Option<Values>,
    ordered: Option<Values>,
    keys: Option<GinKeys>,
    width: Option<StoredWidth>,
}

unsafe fn take(
    table: pg_sys::Relation,
    columns: &[Wanted],
    shape: &Shape<'_>,
    wanted_rows: usize,
) -> Result<IndexSample> {
    // SAFETY: promised by sample().
    unsafe {
        let mut collectors: Vec<Collector> = columns
            .iter()
            .map(|c| Collector {
                values: c.statistics.then(|| Values::new(c.type_oid, c.typmod, c.collation)),
                ordered: c.order.then(|| Values::new(c.type_oid, c.typmod, c.collation)),
                keys: c.gin_keys.then(|| GinKeys::new(c)),
                width: c.stored_width.then(|| StoredWidth::new(c)),
            })
            .collect();
        let mut index = IndexValues::new(shape);
        let kept = pg_sys::CurrentMemoryContext;
        let (mut looked_at, mut let_in) = (0.0, 0.0);
        let all_rows = rows::visit(table, Extent::of_rows(wanted_rows), |slot| {
            looked_at += 1.0;
            let row_memory = index.row_memory();
            let Some((values, nulls)) = index.of_row(slot) else { return Ok(true) };
            let_in += 1.0;
            let mut enough = false;
            for (n, collector) in collectors.iter_mut().enumerate() {
                for kept_values in [&mut collector.values, &mut collector.ordered].into_iter().flatten() {
                    kept_values.push(values[n], nulls[n]);
                    enough |= kept_values.bytes() > MOST_BYTES;
                }
                pg_sys::MemoryContextSwitchTo(row_memory);
                if let Some(keys) = &mut collector.keys {
                    keys.push(values[n], nulls[n]);
                    enough |= keys.is_full();
                }
                if let Some(width) = &mut collector.width {
                    width.push(values[n], nulls[n]);
                }
                pg_sys::MemoryContextSwitchTo(kept);
            }
            Ok(!enough)
        })?;
        index.end();
        let rows = all_rows * let_in / f64::max(looked_at, 1.0);
        let columns = collectors
            .into_iter()
            .map(|c| {
                let common_prefix = c.ordered.as_ref().and_then(|values| values.common_prefix());
                let ordered = c.ordered.and_then(|values| values.statistics(rows, true));
                ColumnSample {
                    statistics: c.values.and_then(|values| values.statistics(rows, false)).map(Rc::new),
                    keys: c.keys.map(GinKeys::finish),
                    stored_width: c.width.and_then(StoredWidth::finish),
                    correlation: ordered.and_then(|tuple| tuple.correlation()),
                    common_prefix,
                }
            })
            .collect();
        Ok(IndexSample { columns, summaries: Vec::new() })
    }
}
