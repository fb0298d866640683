//! Size of an SP-GiST index.
use super::width;
use crate::pg::hypothetical::relation_index::RelationIndex;
use crate::pg::hypothetical::spgist::{self, Configuration};
use crate::pg::hypothetical::statistics;
use dbarch_core::index_size::spgist::{spgist_pages, SpgistKind, SpgistShape};
use pgrx::pg_sys::{self, Oid};

pub fn pages(index: &RelationIndex, tuples: f64) -> f64 {
    let first = &index.columns[0];
    let mut columns: Vec<_> = index.columns.iter().map(width).collect();
    let mut kind = SpgistKind::Other;
    if let Some(key) = first.key {
        // SAFETY: the operator class is one of SP-GiST.
        let configuration =
            unsafe { spgist::configuration(key.class.family, key.class.input_type, first.type_oid) };
        kind = kind_of(&configuration, index);
        let leaf = configuration.leaf_type;
        if leaf != Oid::INVALID && leaf != first.type_oid {
            let stored = statistics::of_type(leaf, -1);
            columns[0].avg_width = stored.avg_width;
            columns[0].alignment = stored.alignment;
            columns[0].varlena = stored.varlena;
        }
    }
    spgist_pages(&SpgistShape {
        tuples,
        fillfactor: index.options.fillfactor,
        kind,
        columns: &columns,
        correlation: first.statistics.correlation,
    })
}

/// The kinds differ in what inner tuples hold (the `config` functions of src/backend/access/spgist).
fn kind_of(configuration: &Configuration, index: &RelationIndex) -> SpgistKind {
    match configuration.prefix_type {
        pg_sys::POINTOID => SpgistKind::Quad,
        pg_sys::FLOAT8OID => SpgistKind::KdTree,
        pg_sys::TEXTOID => SpgistKind::Radix {
            common_prefix: index.foreseen.column(0).and_then(|c| c.common_prefix).unwrap_or(0.0),
        },
        pg_sys::ANYRANGEOID => SpgistKind::Range,
        pg_sys::CIDROID | pg_sys::INETOID => SpgistKind::Network,
        pg_sys::BOXOID => SpgistKind::Box,
        _ => SpgistKind::Other,
    }
}
