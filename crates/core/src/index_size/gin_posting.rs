//! Bytes of posting lists and pages of posting trees (ginpostinglist.c and gindatapage.c of PostgreSQL 15).

/// GinPostingList: the first TID whole, and a length.
const HEADER: f64 = 8.0;
/// GinPostingListSegmentTargetSize.
const SEGMENT: f64 = 256.0;
/// GinDataPageMaxDataSize: page header 24, right bound 8, GinPageOpaqueData 8.
const DATA_ROOM: f64 = 8192.0 - 24.0 - 8.0 - 8.0;
/// PostingItem: a block number and a TID.
const DOWNLINK: f64 = 10.0;

/// The heap that TIDs point into.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heap {
    pub rows: f64,
    pub pages: f64,
}

impl Heap {
    /// Mean bytes of a TID after the first, when rows that follow each other hold the key: one byte, or two on the way to
    /// the next page.
    pub(crate) fn bytes_per_adjacent_tid(&self) -> f64 {
        1.0 + (1.0 / self.rows_per_page()).min(1.0)
    }

    /// Less than one where a partial index leaves pages out.
    fn rows_per_page(&self) -> f64 {
        (self.rows / self.pages.max(1.0)).clamp(1e-6, 291.0)
    }

    /// Mean bytes of a TID after the first, when `rows` of the heap's hold the key, spread at random. Stored is the
    /// difference of block * 2048 + offset in seven bits a byte: one byte reaches 127 offsets, two 8 pages, three 1024
    /// pages and so on.
    pub(crate) fn bytes_per_tid(&self, rows: f64) -> f64 {
        let per_page = self.rows_per_page();
        let density = (rows / self.rows.max(1.0)).clamp(1e-15, 1.0 - 1e-9);
        let none_in = |heap_rows: f64| (heap_rows * (-density).ln_1p()).exp();
        // The next row is on the same page if one of those after this row has the key; this row may be anywhere.
        let near = per_page.min(128.0);
        let before = (1.0 - none_in(near)) / (near * -(-density).ln_1p());
        let same_page = (near / per_page) * (1.0 - before) + (1.0 - near / per_page) * (1.0 - none_in(near));
        let beyond = |pages: f64| none_in(pages * per_page);
        1.0 + (1.0 - same_page) + beyond(8.0) + beyond(1024.0) + beyond(131_072.0) + beyond(16_777_216.0)
    }
}

/// Bytes of a list of `rows` TIDs inside an entry.
pub(crate) fn list_bytes(rows: f64, bytes_per_tid: f64) -> f64 {
    let bytes = HEADER + (rows - 1.0).max(0.0) * bytes_per_tid;
    (bytes / 2.0).ceil() * 2.0
}

/// Pages of a posting tree. A build appends, and leaves every page but the last full (dataBeginPlaceToPageLeaf()).
pub(crate) fn tree_pages(rows: f64, bytes_per_tid: f64) -> f64 {
    let per_segment = 1.0 + (SEGMENT - HEADER) / bytes_per_tid;
    // Half a segment is too long for the end of a page, on average.
    let leaves = (rows / per_segment * SEGMENT / (DATA_ROOM - SEGMENT / 2.0)).ceil().max(1.0);
    let (mut level, mut pages) = (leaves, leaves);
    while level > 1.0 {
        level = (level / (DATA_ROOM / DOWNLINK).floor()).ceil();
        pages += level;
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tids_take_the_bytes_of_their_gaps() {
        let heap = Heap { rows: 1e6, pages: 1e4 };
        assert!((heap.bytes_per_tid(1e6) - 1.0).abs() < 0.02);
        // Every fifth page, every hundredth page, every second row.
        assert!((heap.bytes_per_tid(2000.0) - 2.2).abs() < 0.1);
        assert!((heap.bytes_per_tid(100.0) - 2.92).abs() < 0.05);
        assert!((heap.bytes_per_tid(5e5) - 1.02).abs() < 0.01);
    }

    #[test]
    fn trees_grow_with_their_rows() {
        assert_eq!(tree_pages(1000.0, 2.8), 1.0);
        assert_eq!(tree_pages(5000.0, 2.8), 3.0);
        assert!(tree_pages(1e12, 1.0).is_finite());
    }
}
