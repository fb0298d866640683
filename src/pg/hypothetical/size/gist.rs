//! Size of a GiST index.
use super::width;
use crate::pg::hypothetical::opclass::OperatorClass;
use crate::pg::hypothetical::relation_index::RelationIndex;
use crate::pg::hypothetical::statistics;
use dbarch_core::index_size::gist::{gist_pages, GistShape};
use dbarch_core::index_size::shape::KeyWidth;
use pgrx::pg_sys::{self, Oid};

pub fn pages(index: &RelationIndex, tuples: f64) -> f64 {
    let columns: Vec<KeyWidth> = index
        .columns
        .iter()
        .enumerate()
        .map(|(position, column)| {
            let plain = width(column);
            let Some(key) = column.key else { return plain };
            let stored = statistics::of_type(key.class.stored_type, -1);
            let sampled = index.foreseen.column(position).and_then(|c| c.stored_width);
            KeyWidth {
                avg_width: sampled.map_or(plain.avg_width, |(mean, _)| mean),
                alignment: stored.alignment,
                varlena: stored.varlena,
                null_fraction: plain.null_fraction,
                width_deviation: sampled.map(|(_, deviation)| deviation),
            }
        })
        .collect();
    let first = &index.columns[0];
    let inet = [pg_sys::INETOID, pg_sys::CIDROID].contains(&first.type_oid);
    gist_pages(&GistShape {
        tuples,
        fillfactor: index.options.fillfactor,
        columns: &columns,
        sorted_build: index.columns[..index.keys]
            .iter()
            .all(|c| c.key.is_some_and(|key| is_sortable(&key.class))),
        // SAFETY: a syscache look-up.
        ranges: unsafe { pg_sys::type_is_range(first.type_oid) },
        lexemes: first.type_oid == pg_sys::TSVECTOROID,
        correlation: first.statistics.correlation.filter(|_| !inet),
    })
}

fn is_sortable(class: &OperatorClass) -> bool {
    /// GIST_SORTSUPPORT_PROC of src/include/access/gist.h.
    const SORT_SUPPORT: i16 = 11;
    // SAFETY: a syscache look-up.
    unsafe {
        pg_sys::get_opfamily_proc(class.family, class.input_type, class.input_type, SORT_SUPPORT)
            != Oid::INVALID
    }
}
