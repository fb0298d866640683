//! What GiST operator classes keep of a value on leaf pages (their compress functions in PostgreSQL 15).

use super::shape::{finite, KeyWidth};

/// What operator classes make of a value on leaf pages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LeafKey {
    /// Ranges, boxes and all that are kept as they are.
    Plain { width: f64 },
    /// Points, polygons and circles: a box.
    Box,
    /// btree_gist on types of fixed length: least and greatest value.
    Bounds { width: f64 },
    /// btree_gist on types of variable length: the value with its four-byte header in a bytea (gbt_var_key_from_datum()).
    /// `width` is that of `pg_stats`.
    VariableBounds { width: f64 },
    /// inet_ops: family, length, common bits and address (build_inet_union_key()).
    Network { ipv6_fraction: f64 },
    /// gist_trgm_ops: flags and three bytes for each different trigram (generate_trgm()).
    Trigrams { trigrams: f64 },
    /// tsvector_ops: flags and four bytes for each different lexeme; a signature instead where that exceeds
    /// TOAST_INDEX_TARGET (gtsvector_compress()). 124 bytes is the default signature.
    Lexemes { lexemes: f64, signature: f64 },
}

impl LeafKey {
    /// Bytes and alignment of the leaf key.
    pub fn width(&self, null_fraction: f64) -> KeyWidth {
        let (avg_width, alignment, varlena) = match *self {
            LeafKey::Plain { width } => (width, 8, true),
            LeafKey::Box => (32.0, 8, false),
            LeafKey::Bounds { width } => (2.0 * width, 4, false),
            LeafKey::VariableBounds { width } => (with_header(4.0 + (width - 1.0)), 4, true),
            LeafKey::Network { ipv6_fraction } => (8.0 + 12.0 * finite(ipv6_fraction, 1.0), 4, true),
            LeafKey::Trigrams { trigrams } => (with_header(1.0 + 3.0 * trigrams), 4, true),
            LeafKey::Lexemes { lexemes, signature } => {
                let array = 4.0 + 4.0 * finite(lexemes, 1e6);
                (with_header(if array + 4.0 > 510.0 { 4.0 + signature } else { array }), 4, true)
            }
        };
        KeyWidth { avg_width, alignment, varlena, null_fraction, width_deviation: None }
    }
}

/// Bytes with the header that index_form_tuple() gives a variable-length value.
fn with_header(content: f64) -> f64 {
    if content <= 126.0 {
        content + 1.0
    } else {
        content + 4.0
    }
}
