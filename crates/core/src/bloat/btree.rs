//! Bloat of a b-tree from statistics: what CREATE INDEX would build of its entries against its pages.
use super::index::{pages, Estimate};
use super::width::Widths;
use super::{believable, Confidence, RowCount, Sizes, Trust, Unknown};
use crate::finding::Status;
use crate::index_size::btree::{
    btree_size, distinct_bounds, distinct_keys_of_part, BtreeShape, KeyWidth, Keys,
};
use crate::model::snapshot::{IndexColumn, IndexStorage};

/// Rows that ANALYZE looks at with the usual statistics target.
const SAMPLE: f64 = 30_000.0;
/// Where between columns that follow from each other and columns that do not the estimate lies.
const INDEPENDENT: f64 = 0.7;
/// Points that an estimate may be off before it is no longer worth more than a medium, a low or no confidence.
const MARGINS: (f64, f64, f64) = (4.0, 9.0, 15.0);

/// Entries of the index, and rows of its table.
pub(super) fn entries(index: &IndexStorage, trust: &mut Trust) -> Result<(f64, f64), Unknown> {
    let never = || Unknown::new(Status::InsufficientEvidence, "its table was never analysed");
    let counted = index.table_row_estimate.ok_or_else(never)?;
    let count = RowCount {
        counted,
        pages: index.table_pages as f64,
        current_pages: index.table_current_pages.map(|pages| pages as f64),
        live: believable(index.is_counted, index.table_live_rows, counted, index.changed_since_analyze),
    };
    let rows = count.rows();
    count.judge(index.changed_since_analyze as f64, trust);
    if index.predicate.is_none() {
        return Ok((rows, rows));
    }
    if index.row_estimate < 0.0 {
        return Err(never());
    }
    let entries = if counted > 0.0 { index.row_estimate * (rows / counted).min(1.0) } else { 0.0 };
    Ok((entries.min(rows), rows))
}

pub(super) fn estimate(index: &IndexStorage) -> Result<Estimate, Unknown> {
    let mut trust = Trust::full();
    let (tuples, rows) = entries(index, &mut trust)?;
    let block = index.block_size as f64;
    let bytes = pages(index) * block;
    if tuples < 0.5 {
        return Ok(Estimate { sizes: Sizes::new(bytes, block), trust });
    }
    let columns: Option<Vec<KeyWidth>> =
        index.columns.iter().map(|column| key_width(index, column)).collect();
    let Some(columns) = columns else {
        return Err(match index.columns.iter().all(|c| c.is_readable) {
            true => {
                Unknown::new(Status::InsufficientEvidence, "a column or expression of it was never analysed")
            }
            false => Unknown::new(Status::InsufficientPrivilege, "its statistics are hidden from this role"),
        });
    };
    let keys: Vec<&IndexColumn> = index.columns.iter().filter(|column| column.is_key).collect();
    let deduplicates = index.may_deduplicate
        && !index.is_unique
        && keys.len() == index.columns.len()
        && keys.iter().all(|column| column.has_equal_image);
    let built = |tuples: f64, distinct: f64| {
        block
            * btree_size(&BtreeShape {
                tuples,
                fillfactor: index.fillfactor.clamp(10, 100) as u8,
                columns: &columns,
                included: index.columns.len() - keys.len(),
                keys: Keys::Estimated(distinct),
                deduplicates,
            })
            .pages
    };
    // Rows that the predicate may let in: it lets in none of those where it excludes NULLs.
    let excluded = keys.iter().zip(&columns).filter(|(_, width)| width.null_fraction == 0.0);
    let nulls = excluded.map(|(c, _)| c.null_fraction.unwrap_or(0.0)).fold(0.0, f64::max);
    let eligible = (rows * (1.0 - nulls)).max(tuples);
    let statistics: Vec<(f64, f64)> = keys
        .iter()
        .zip(&columns)
        .map(|(c, width)| (absolute(c.n_distinct.unwrap_or(0.0), rows), width.null_fraction))
        .collect();
    let (least, most) = distinct(index, tuples, (rows, eligible), &statistics);
    let (smallest, largest) = match deduplicates {
        true => (built(tuples, least), built(tuples, most)),
        false => (built(tuples, most), built(tuples, most)),
    };
    // Columns depend on each other less often than not.
    let kept = smallest + INDEPENDENT * (largest - smallest);
    let sizes = Sizes::new(bytes, kept);
    let points =
        |low: f64, high: f64| (Sizes::new(bytes, low).percent() - Sizes::new(bytes, high).percent()).abs();
    let combinations = "how many different combinations of its columns there are is not known; CREATE STATISTICS (ndistinct) on them, then ANALYZE, tells";
    judge_margin(points(smallest, kept), combinations, &mut trust)?;
    if index.predicate.is_some() && rows > SAMPLE {
        // Two standard deviations of a share that was counted in the sample of ANALYZE.
        let share = (tuples / rows).clamp(1e-9, 1.0);
        let off = 2.0 * ((1.0 - share) / (share * SAMPLE)).sqrt();
        let about = "how many rows its predicate lets in is known from a sample";
        judge_margin(points(kept * (1.0 - off), kept * (1.0 + off)) / 2.0, about, &mut trust)?;
    }
    if deduplicates && rows > SAMPLE {
        let (few, many) = (least / tuples, most / tuples);
        // ANALYZE has seen most values only once or twice: skewed ones are then misjudged by up to a half.
        if few > 0.03 && many < 0.95 && index.distinct_keys.is_none() {
            let about = "the number of different keys is a guess of ANALYZE";
            let most = (most * 1.3).min(tuples);
            let margin = points(built(tuples, least * 0.8), built(tuples, most)) / 2.0;
            judge_margin(margin.min(MARGINS.2), about, &mut trust)?;
        }
    }
    Ok(Estimate { sizes, trust })
}

fn judge_margin(margin: f64, about: &str, trust: &mut Trust) -> Result<(), Unknown> {
    let (medium, low, none) = MARGINS;
    match margin {
        m if m <= medium => Ok(()),
        m if m > none => Err(Unknown::new(
            Status::InsufficientEvidence,
            format!("{about}: up to {m:.0} points either way"),
        )),
        m => {
            let confidence = if m > low { Confidence::Low } else { Confidence::Medium };
            trust.lower(confidence, format!("{about}: {m:.0} points either way"));
            Ok(())
        }
    }
}

/// The fewest and the most different keys that statistics allow.
fn distinct(
    index: &IndexStorage,
    tuples: f64,
    (rows, eligible): (f64, f64),
    statistics: &[(f64, f64)],
) -> (f64, f64) {
    let of_part = |keys: f64| distinct_keys_of_part(tuples, eligible, &[(keys.max(1.0), 0.0)]);
    if let Some(n) = index.distinct_keys {
        let keys = of_part(absolute(n, rows));
        return (keys, keys);
    }
    let most = distinct_keys_of_part(tuples, eligible, statistics);
    if statistics.len() < 2 {
        return (most, most);
    }
    let (least, _) = distinct_bounds(eligible, statistics);
    (of_part(least).min(most), most)
}

/// A number of values, where `n_distinct` may be a share of the rows.
fn absolute(n_distinct: f64, rows: f64) -> f64 {
    if n_distinct < 0.0 {
        -n_distinct * rows
    } else {
        n_distinct
    }
}

fn key_width(index: &IndexStorage, column: &IndexColumn) -> Option<KeyWidth> {
    let (average, nulls) = (column.avg_width?, column.null_fraction?);
    let varlena = column.byte_length < 0;
    let widths = match column.byte_length {
        // Of a name, whose average is that of its padded form.
        -2 => Some(Widths::of_values(&column.widths)?),
        length if length < 0 => Some(Widths::new(stored(column, average), &column.widths)),
        _ => None,
    };
    Some(KeyWidth {
        avg_width: widths.as_ref().map_or(f64::from(column.byte_length), |w| w.mean),
        alignment: column.alignment.clamp(1, 8) as u8,
        null_fraction: nulls_let_in(index, column, nulls),
        varlena,
        width_deviation: widths.filter(|w| w.deviation > 0.0 || w.is_known).map(|w| w.deviation),
    })
}

/// ANALYZE measures what an expression yields, with a header of four bytes that an index shortens.
fn stored(column: &IndexColumn, average: f64) -> f64 {
    if column.table_ordinal.is_none() && average <= 130.0 {
        (average - 3.0).max(1.0)
    } else {
        average
    }
}

/// A predicate that names the column lets in no NULL, or only these.
fn nulls_let_in(index: &IndexStorage, column: &IndexColumn, nulls: f64) -> f64 {
    let (Some(predicate), Some(name)) = (&index.predicate, &column.column_name) else { return nulls };
    let names_it = predicate
        .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
        .any(|word| word == name.as_str())
        || predicate.contains(&format!("\"{name}\""));
    match names_it {
        true if predicate.contains(&format!("{name} IS NULL"))
            || predicate.contains(&format!("{name}\" IS NULL")) =>
        {
            1.0
        }
        true => 0.0,
        false => nulls,
    }
}

#[cfg(test)]
#[path = "btree_tests.rs"]
mod tests;
