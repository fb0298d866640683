//! How large a b-tree comes out of `CREATE INDEX`, to the page: what nbtsort.c, nbtdedup.c and index_form_tuple() of
//! PostgreSQL 13 and later would do with so many tuples of such widths. (An estimate that ignores deduplication is 80 %
//! too large in the median and up to six times too large.)

use super::packing::{leaf_pages, Tuple};

const BLOCK: f64 = 8192.0;
/// Page header 24, nbtree's special space 16, and the line pointer that _bt_blnewpage() sets aside for the high key.
const PAGE_ROOM: f64 = BLOCK - 24.0 - 16.0 - 4.0;
const LINE_POINTER: f64 = 4.0;
/// BTREE_NONLEAF_FILLFACTOR is 70, whatever the index's own fillfactor.
const INNER_FREE: f64 = 2457.0;
/// Widths beyond this are stored with the four-byte, aligned varlena header (VARATT_SHORT_MAX).
const SHORT_VARLENA: f64 = 127.0;

/// One column of the index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KeyWidth {
    /// Bytes of a non-null value; a variable-length value counts its header, as `pg_stats.avg_width` does.
    pub avg_width: f64,
    /// 1, 2, 4 or 8 bytes (`pg_type.typalign`); only heeded for fixed-length types and long variable-length values.
    pub alignment: u8,
    /// Share of NULLs, 0 to 1.
    pub null_fraction: f64,
    /// `pg_type.typlen` is -1.
    pub varlena: bool,
    /// Standard deviation of the width in bytes; `None` when nobody measured it. Ignored for fixed-length types.
    pub width_deviation: Option<f64>,
}

/// What is to be built.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BtreeShape<'a> {
    pub tuples: f64,
    /// Per cent, 10 to 100; 90 is the default.
    pub fillfactor: u8,
    /// Keys, then included columns.
    pub columns: &'a [KeyWidth],
    /// How many of `columns`, at the end, are included ones: inner pages never hold them.
    pub included: usize,
    /// Estimated distinct key combinations; see `distinct_keys`.
    pub distinct_keys: f64,
    /// Not unique, nothing included, and every operator class allows it.
    pub deduplicates: bool,
}

/// What comes out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BtreeSize {
    /// Pages of 8192 bytes, with the metapage.
    pub pages: f64,
    /// Levels above the leaves: 0 while the root is a leaf, as `IndexOptInfo.tree_height`.
    pub tree_height: i32,
}

impl BtreeSize {
    pub fn bytes(&self) -> f64 {
        self.pages * BLOCK
    }
}

/// Size and height of the b-tree. Takes up to about 0.1 ms: keep the result.
pub fn btree_size(shape: &BtreeShape) -> BtreeSize {
    let tuples = if shape.tuples.is_finite() { shape.tuples.max(0.0).ceil() } else { 0.0 };
    if tuples < 1.0 {
        // Nothing but the metapage: _bt_uppershutdown() writes no root for an empty index.
        return BtreeSize { pages: 1.0, tree_height: 0 };
    }
    let fillfactor = f64::from(shape.fillfactor.clamp(10, 100));
    let leaf_free = (BLOCK * (100.0 - fillfactor) / 100.0).floor();
    let leaves = leaf_pages(shape, tuples, PAGE_ROOM, leaf_free).ceil().max(1.0);
    let per_inner = children_per_inner_page(shape, tuples);
    let (mut level, mut pages, mut tree_height) = (leaves, 1.0 + leaves, 0);
    while level > 1.0 {
        level = (level / per_inner).ceil();
        pages += level;
        tree_height += 1;
    }
    BtreeSize { pages, tree_height }
}

/// Downlinks of one inner page. A pivot tuple keeps the key columns (_bt_truncate() drops a suffix only if an earlier
/// column already tells the neighbours apart) and a heap TID where they do not tell the neighbours apart at all.
fn children_per_inner_page(shape: &BtreeShape, tuples: f64) -> f64 {
    let keys = &shape.columns[..shape.columns.len().saturating_sub(shape.included)];
    let key = Tuple::average_bytes(keys);
    let boundary_in_duplicates = 1.0 - (shape.distinct_keys / tuples).clamp(0.0, 1.0);
    let pivot = key + 8.0 * boundary_in_duplicates + LINE_POINTER;
    // The first downlink of a page is "minus infinity": a bare header of 8 bytes.
    let room = PAGE_ROOM - LINE_POINTER - INNER_FREE - 8.0 - LINE_POINTER;
    ((room / pivot).floor() + 1.0).max(2.0)
}

/// Distinct combinations of several columns among `rows` rows. `n_distinct_per_column` is as in `pg_stats`: negative for
/// a share of the rows, 0 for unknown (counted as unique: the larger index).
///
/// One column: its own figure. Several: the expected number of occupied cells when the rows fall independently on the
/// product (Cardenas 1975), never less than the most distinct column nor more than the rows. Correlated columns have
/// fewer, but how many only extended statistics know; damping the product (as for selectivities) would make the sizes
/// of independent columns too small, and a storage budget is better underused than overrun.
pub fn distinct_keys(rows: f64, n_distinct_per_column: &[f64]) -> f64 {
    let rows = if rows.is_finite() { rows.max(1.0) } else { 1.0 };
    let distinct = |n: &f64| match *n {
        n if !n.is_finite() || n == 0.0 => rows,
        n if n < 0.0 => (-n * rows).clamp(1.0, rows),
        n => n.clamp(1.0, rows),
    };
    let largest = n_distinct_per_column.iter().map(distinct).fold(1.0, f64::max);
    if n_distinct_per_column.len() < 2 {
        return largest;
    }
    let product: f64 = n_distinct_per_column.iter().map(distinct).product();
    // -expm1 keeps the precision that 1 - exp(-x) loses for large products.
    let occupied = if product.is_finite() { -product * (-rows / product).exp_m1() } else { rows };
    occupied.clamp(largest, rows)
}

impl KeyWidth {
    /// Bytes after the value, when `offset` bytes precede it.
    pub(super) fn end(&self, offset: f64, width: f64) -> f64 {
        let alignment = match self.varlena {
            true if width <= SHORT_VARLENA => 1.0,
            true => f64::from(self.alignment.max(4)),
            false => f64::from(self.alignment.max(1)),
        };
        (offset / alignment).ceil() * alignment + width
    }
}
