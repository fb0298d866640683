//! A b-tree as HypoPG 1.3 sees it (hypo_estimate_index and hypo_injectHypotheticalIndex of its source): for the benchmark
//! beside other advisors, who know costs and budgets by it. Two to three times larger than what is built, because there
//! is no deduplication in it, and without the cost of descending the tree.
use super::super::relation_index::{RelationIndex, Size};

/// Without the page's header and the b-tree's own part of it.
const USABLE: f64 = 8192.0 - 24.0 - 16.0;
/// 90 % full, and 20 % of bloat.
const BLOAT: f64 = 1.3;

pub fn size(index: &RelationIndex, tuples: f64) -> Size {
    let widths: f64 = index.columns.iter().map(|column| column.statistics.avg_width).sum();
    let columns = index.columns.len() as f64;
    let line = widths + 8.0 * columns + (4.0 * columns / 8.0).ceil() * 8.0;
    Size { pages: (line * tuples * BLOAT / USABLE).ceil().max(1.0), tree_height: -1 }
}
