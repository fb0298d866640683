//! Bloat from what pgstattuple has measured.
use super::heap::Rows;
use super::Sizes;
use serde::Deserialize;

/// Every page of a heap read, or those that are not all-visible.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Heap {
    pub bytes: f64,
    pub rows: f64,
    /// Of live rows, headers included; `None` where not all pages were read.
    pub row_bytes: Option<f64>,
    pub dead_rows: f64,
    pub dead_bytes: f64,
    pub free_bytes: f64,
}

impl Heap {
    /// What the live rows take when packed. `like`: what statistics say of them, which tells how they share pages.
    pub fn sizes(&self, like: Option<Rows>, block_size: f64, fillfactor: f64) -> Sizes {
        if self.rows < 0.5 {
            return Sizes::new(self.bytes, 0.0);
        }
        let Some(row_bytes) = self.row_bytes else {
            return self.occupied(like, block_size, fillfactor);
        };
        let mean = row_bytes / self.rows;
        let packed = like.map_or_else(|| Rows::of_mean(mean), |like| like.with_mean(mean));
        Sizes::new(self.bytes, packed.pages(self.rows, block_size, fillfactor) * block_size)
    }

    /// As `sizes`, of a TOAST table.
    pub fn toast_sizes(&self, block_size: f64) -> Sizes {
        let chunks = Rows::of_chunks(self.row_bytes.unwrap_or(0.0) / self.rows.max(1.0));
        Sizes::new(self.bytes, chunks.pages(self.rows, block_size, 100.0) * block_size)
    }

    /// Only space was measured: what is not free and not dead, packed as tightly as such rows can be.
    fn occupied(&self, like: Option<Rows>, block_size: f64, fillfactor: f64) -> Sizes {
        let headers = self.bytes / block_size * super::heap::PAGE_HEADER;
        let used = (self.bytes - headers - self.free_bytes - self.dead_bytes).max(0.0);
        let packed = like.unwrap_or_else(|| Rows::of_mean(used / self.rows));
        let rows = used / packed.mean();
        Sizes::new(self.bytes, packed.pages(rows, block_size, fillfactor) * block_size)
    }
}

/// Every page of a b-tree read.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Btree {
    pub bytes: f64,
    pub internal_pages: f64,
    pub leaf_pages: f64,
    pub empty_pages: f64,
    pub deleted_pages: f64,
    /// Percent; `None` without a leaf.
    pub leaf_density: Option<f64>,
}

impl Btree {
    /// Leaves filled to the fillfactor, and as much fewer inner pages; without empty and deleted pages. Entries of dead
    /// rows that VACUUM has not removed yet count as used: pgstatindex does not tell them apart.
    pub fn sizes(&self, block_size: f64, fillfactor: f64) -> Sizes {
        let fullness = (self.leaf_density.unwrap_or(0.0) / fillfactor.clamp(10.0, 100.0)).min(1.0);
        let kept = 1.0 + (self.leaf_pages * fullness).ceil() + (self.internal_pages * fullness).ceil();
        Sizes::new(self.bytes, kept * block_size)
    }
}

/// Every page of a hash index read.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Hash {
    pub pages: f64,
    pub bucket_pages: f64,
    pub overflow_pages: f64,
    pub unused_pages: f64,
    pub live_items: f64,
    pub dead_items: f64,
}

impl Hash {
    /// What CREATE INDEX would lay out for so many items.
    pub fn sizes(&self, block_size: f64, fillfactor: f64) -> Sizes {
        let built = crate::index_size::hash::hash_pages(&crate::index_size::hash::HashShape {
            heap_rows: self.live_items,
            tuples: self.live_items,
            fillfactor: fillfactor.clamp(10.0, 100.0) as u8,
            null_fraction: 0.0,
            distinct: self.live_items,
            most_common: &[],
        });
        // Keys of many rows have overflow pages in any layout.
        let kept = built + self.overflow_pages.min(self.live_items * 20.0 / block_size);
        Sizes::new(self.pages * block_size, kept * block_size)
    }
}

/// Every page of a GiST index read.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Gist {
    pub bytes: f64,
    pub free_bytes: f64,
    pub dead_bytes: f64,
}

impl Gist {
    /// Pages filled to the fillfactor.
    pub fn sizes(&self, fillfactor: f64) -> Sizes {
        let used = (self.bytes - self.free_bytes - self.dead_bytes).max(0.0);
        Sizes::new(self.bytes, used / (fillfactor.clamp(10.0, 100.0) / 100.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_rows_are_packed() {
        // 2260 rows of 28 bytes in 100 pages that could hold 22 600.
        let heap = Heap {
            bytes: 819_200.0,
            rows: 2260.0,
            row_bytes: Some(2260.0 * 28.0),
            dead_rows: 0.0,
            dead_bytes: 0.0,
            free_bytes: 700_000.0,
        };
        assert_eq!(heap.sizes(None, 8192.0, 100.0).percent(), 90.0);
        assert_eq!(heap.sizes(None, 8192.0, 50.0).percent(), 80.0);
        assert_eq!(Heap { rows: 0.0, ..heap }.sizes(None, 8192.0, 100.0).percent(), 100.0);
        // Of what was not read only the space is known.
        let approximate = Heap { row_bytes: None, ..heap };
        assert!((85.0..90.0).contains(&approximate.sizes(None, 8192.0, 100.0).percent()));
    }

    #[test]
    fn leaves_are_filled_to_the_fillfactor() {
        let tree = Btree {
            bytes: 8192.0 * 1000.0,
            internal_pages: 9.0,
            leaf_pages: 890.0,
            empty_pages: 50.0,
            deleted_pages: 50.0,
            leaf_density: Some(45.0),
        };
        assert!((tree.sizes(8192.0, 90.0).percent() - 54.9).abs() < 0.1);
        assert!((tree.sizes(8192.0, 45.0).percent() - 10.0).abs() < 0.1);
        let empty = Btree { leaf_density: None, ..tree };
        assert!(empty.sizes(8192.0, 90.0).percent() > 99.0);
    }
}
