//! How large an SP-GiST index comes out of `CREATE INDEX` (spgdoinsert.c and spgutils.c of PostgreSQL 15).
//!
//! Keys are inserted one by one; a leaf page that is full is cut up by the operator class's rule, and the pieces go
//! wherever there is room. How full pages are was measured for each rule; inner tuples are in these figures.

use super::gist::fill;
use super::packing::Tuple;
use super::shape::{sane, KeyWidth, LINE_POINTER};

const BLOCK: f64 = 8192.0;
/// Page header 24 and SpGistPageOpaqueData 8.
const PAGE_ROOM: f64 = BLOCK - 24.0 - 8.0;
/// SpGistLeafTupleData is 12, MAXALIGNed; that is so much more than an index tuple's header.
const HEADER_MORE: f64 = 8.0;
/// The metapage, and two roots: of values and of NULLs.
const FIXED_PAGES: f64 = 3.0;
/// Share of the room that shrinks with each per cent of fillfactor: it is only heeded for new pages.
const FILLFACTOR_EFFECT: f64 = 0.0057;

/// How the operator class cuts up its values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SpgistKind {
    /// `quad_point_ops`.
    Quad,
    /// `kd_point_ops`.
    KdTree,
    /// `text_ops`. Leaves hold what the path to them does not tell: the value without the bytes that it shares with its
    /// neighbours in a sorted sample, of `pg_stats.histogram_bounds` for instance.
    Radix {
        common_prefix: f64,
    },
    /// `range_ops`.
    Range,
    /// `inet_ops`.
    Network,
    /// `box_ops` and `poly_ops`, which keep a box of 32 bytes.
    Box,
    Other,
}

impl SpgistKind {
    /// Measured shares of a page for values in random order, and in the order of the heap.
    fn fills(self) -> (f64, f64) {
        match self {
            SpgistKind::Quad => (0.78, 0.51),
            SpgistKind::KdTree => (0.69, 0.34),
            SpgistKind::Radix { .. } => (0.81, 0.81),
            SpgistKind::Range => (0.65, 0.42),
            SpgistKind::Network => (0.74, 0.80),
            SpgistKind::Box => (0.78, 0.49),
            SpgistKind::Other => (0.72, 0.50),
        }
    }
}

/// What is to be built.
#[derive(Debug, Clone, Copy)]
pub struct SpgistShape<'a> {
    pub tuples: f64,
    /// Per cent, 10 to 100; 80 is the default.
    pub fillfactor: u8,
    pub kind: SpgistKind,
    /// The key as leaves hold it, then included columns.
    pub columns: &'a [KeyWidth],
    /// `pg_stats.correlation` of the key, or of what orders it in the heap; `None` if unknown.
    pub correlation: Option<f64>,
}

/// Pages of 8192 bytes.
pub fn spgist_pages(shape: &SpgistShape) -> f64 {
    let tuples = if shape.tuples.is_finite() { shape.tuples.clamp(0.0, 1.25e12) } else { 0.0 };
    let mut columns = sane(shape.columns);
    let mut nulls = 0.0;
    if let Some(key) = columns.first_mut() {
        nulls = tuples * key.null_fraction;
        key.null_fraction = 0.0;
        if let SpgistKind::Radix { common_prefix } = shape.kind {
            let prefix = if common_prefix.is_finite() { common_prefix.max(0.0) } else { 0.0 };
            // The byte after the prefix is the label of the node.
            key.avg_width = (key.avg_width - prefix - 1.0).max(1.0);
            key.width_deviation = key.width_deviation.or(Some(4.0));
        }
    }
    let size = |columns: &[KeyWidth]| Tuple::average_bytes(columns) + HEADER_MORE + LINE_POINTER;
    let (random, ordered) = shape.kind.fills();
    let fillfactor = f64::from(shape.fillfactor.clamp(10, 100));
    let slack = 1.0 + FILLFACTOR_EFFECT * (fillfactor - 80.0);
    let per_page = PAGE_ROOM * (fill(random, ordered, shape.correlation) * slack).clamp(0.1, 0.95);
    // NULLs have a tree of their own, whose pages are filled one after the other.
    let pages_of =
        |bytes: f64, per_page: f64| if bytes <= PAGE_ROOM { 0.0 } else { (bytes / per_page).ceil() };
    let null_size = if columns.len() > 1 { size(&columns[1..]) } else { 16.0 + LINE_POINTER };
    FIXED_PAGES
        + pages_of((tuples - nulls) * size(&columns), per_page)
        + pages_of(nulls * null_size, PAGE_ROOM * 0.8)
}

#[cfg(test)]
mod tests {
    use super::super::measured::{check, WILD};
    use super::*;

    const POINT: KeyWidth =
        KeyWidth { avg_width: 16.0, alignment: 8, null_fraction: 0.0, varlena: false, width_deviation: None };
    const BOX: KeyWidth = KeyWidth { avg_width: 32.0, ..POINT };
    const INT: KeyWidth = KeyWidth { avg_width: 4.0, alignment: 4, ..POINT };

    fn varlena(avg_width: f64) -> KeyWidth {
        KeyWidth { avg_width, alignment: 4, varlena: true, ..POINT }
    }

    fn random(kind: SpgistKind, key: KeyWidth, tuples: f64) -> f64 {
        spgist_pages(&SpgistShape { tuples, fillfactor: 80, kind, columns: &[key], correlation: None })
    }

    fn ordered(kind: SpgistKind, key: KeyWidth) -> f64 {
        let correlation = Some(1.0);
        spgist_pages(&SpgistShape { tuples: 2e5, fillfactor: 80, kind, columns: &[key], correlation })
    }

    fn radix(common_prefix: f64) -> SpgistKind {
        SpgistKind::Radix { common_prefix }
    }

    /// pg_relation_size() of indexes built by PostgreSQL 15.20, mostly on 200 000 rows.
    #[test]
    fn agrees_with_indexes_that_were_built() {
        use SpgistKind::*;
        let points = |fillfactor, columns: &[KeyWidth]| {
            spgist_pages(&SpgistShape { tuples: 2e5, fillfactor, kind: Quad, columns, correlation: None })
        };
        let cases = [
            ("point", random(Quad, POINT, 5e4), 288.0),
            ("point", random(Quad, POINT, 2e5), 1129.0),
            ("point, normal", random(Quad, POINT, 2e5), 1106.0),
            ("point", random(Quad, POINT, 1e6), 5575.0),
            ("point, fillfactor 50", points(50, &[POINT]), 1361.0),
            ("point include int", points(80, &[POINT, INT]), 1331.0),
            ("point, k-d", random(KdTree, POINT, 2e5), 1274.0),
            ("point, normal, k-d", random(KdTree, POINT, 2e5), 1259.0),
            ("point, k-d", random(KdTree, POINT, 1e6), 6480.0),
            ("md5", random(radix(2.5), varlena(33.0), 5e4), 382.0),
            ("md5", random(radix(3.1), varlena(33.0), 2e5), 1547.0),
            ("words", random(radix(7.1), varlena(24.0), 2e5), 1264.0),
            ("e-mail", random(radix(7.0), varlena(27.9), 2e5), 1456.0),
            ("e-mail", random(radix(7.0), varlena(27.9), 5e4), 382.0),
            ("URLs", random(radix(34.8), varlena(63.1), 2e5), 1597.0),
            ("word", random(radix(2.3), varlena(8.0), 2e5), 858.0),
            ("int4range", random(Range, varlena(14.0), 5e4), 347.0),
            ("int4range", random(Range, varlena(14.0), 2e5), 1434.0),
            ("int4range", random(Range, varlena(14.0), 1e6), 7132.0),
            ("tstzrange", random(Range, varlena(22.0), 2e5), 1615.0),
            ("daterange, 11 011 distinct", random(Range, varlena(14.0), 2e5), 1118.0),
            ("inet", random(Network, varlena(7.0), 5e4), 264.0),
            ("inet", random(Network, varlena(7.0), 2e5), 1042.0),
            ("inet of one net", random(Network, varlena(7.0), 2e5), 808.0),
            ("box", random(Box, BOX, 5e4), 411.0),
            ("box", random(Box, BOX, 2e5), 1639.0),
            ("box", random(Box, BOX, 1e6), 8399.0),
            ("polygon", random(Box, BOX, 2e5), 1638.0),
            ("int8range", random(Range, varlena(21.0), 1.5e5), 1174.0),
            (
                "numrange, 30 % NULL",
                random(Range, KeyWidth { null_fraction: 0.3, ..varlena(24.0) }, 1.5e5),
                1028.0,
            ),
            ("prose", random(radix(10.9), varlena(170.6), 149_431.0), 4662.0),
            ("point in order", ordered(Quad, POINT), 1715.0),
            ("point in order, k-d", ordered(KdTree, POINT), 2648.0),
            ("text in order", ordered(radix(10.0), varlena(13.0)), 835.0),
            ("int4range in order", ordered(Range, varlena(14.0)), 2661.0),
            ("int4range in order, 20 each", ordered(Range, varlena(14.0)), 2020.0),
            ("int4range nearly in order", ordered(Range, varlena(14.0)), 1768.0),
            ("tstzrange in order", ordered(Range, varlena(22.0)), 2651.0),
            ("inet in order", ordered(Network, varlena(7.0)), 798.0),
            ("box in order", ordered(Box, BOX), 2589.0),
        ];
        check(&cases, 30.0, 5.0);
    }

    #[test]
    fn nulls_have_their_own_tree() {
        let half = KeyWidth { null_fraction: 0.5, ..POINT };
        let pages = random(SpgistKind::Quad, half, 2e5);
        assert!((800.0..900.0).contains(&pages), "{pages}");
        assert_eq!(random(SpgistKind::Quad, POINT, 0.0), 3.0);
    }

    #[test]
    fn survives_nonsense() {
        for a in WILD {
            for b in WILD {
                let key = KeyWidth {
                    avg_width: a,
                    alignment: 0,
                    varlena: true,
                    null_fraction: b,
                    width_deviation: Some(a),
                };
                for columns in [&[key, key][..], &[key], &[]] {
                    for kind in [radix(b), SpgistKind::Other, SpgistKind::KdTree] {
                        let shape =
                            SpgistShape { tuples: a, fillfactor: 255, kind, columns, correlation: Some(b) };
                        let pages = spgist_pages(&shape);
                        assert!(pages >= 1.0 && pages.is_finite(), "{shape:?}: {pages}");
                    }
                }
            }
        }
    }
}
