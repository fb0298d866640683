//! How a BRIN index packs tuples that were formed for a sample of its ranges (brin_doinsert() and
//! brin_getinsertbuffer() in brin_pageops.c of PostgreSQL 15).

use super::brin::{fixed_pages, ranges_of, PAGE_ROOM};
use super::shape::LINE_POINTER;

/// Tuples to place at most; more pages are as full as these.
const MOST_PLACED: usize = 20_000;
/// FSM_CAT_STEP of freespace.c: the free space map rounds to this.
const STEP: f64 = 32.0;

/// Pages of 8192 bytes, when the tuples of some ranges, in physical order, have these lengths.
pub fn brin_pages_of(tuple_bytes: &[u32], heap_pages: f64, pages_per_range: u32) -> f64 {
    let ranges = ranges_of(heap_pages, pages_per_range);
    let placed = (ranges as usize).min(MOST_PLACED);
    let pages = regular_pages(tuple_bytes, placed);
    fixed_pages(ranges) + (pages * ranges / placed.max(1) as f64).ceil()
}

/// Pages that so many tuples take: each goes to the page of the one before, else to a page that the free space map
/// still knows to have room, else to a new one. What the last page still takes counts as a part of it.
fn regular_pages(tuple_bytes: &[u32], placed: usize) -> f64 {
    let least = size(tuple_bytes.iter().copied().min().unwrap_or(0));
    let (mut pages, mut current) = (0.0, 0.0);
    let mut left: Vec<f64> = Vec::new();
    for n in 0..placed {
        // Each sampled range stands for its neighbours.
        let Some(bytes) = tuple_bytes.get(n * tuple_bytes.len() / placed) else { break };
        let size = size(*bytes);
        if current < size {
            if current - least >= STEP {
                left.push(current);
            }
            current = match left.iter().position(|room| (room / STEP).floor() * STEP >= size) {
                Some(found) => left.swap_remove(found),
                None => {
                    pages += 1.0;
                    PAGE_ROOM
                }
            };
        }
        current -= size;
    }
    pages - current / PAGE_ROOM
}

/// Bytes with the line pointer; a tuple that does not fit a page cannot be built.
fn size(tuple_bytes: u32) -> f64 {
    f64::from(tuple_bytes).min(PAGE_ROOM - LINE_POINTER) + LINE_POINTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tuples_of_one_length_fill_page_after_page() {
        // 8160 / (24 + 4) = 291 a page; 23 256 heap pages make 182, 1454 and 23 256 ranges.
        for (pages_per_range, built) in [(128, 3.0), (16, 8.0), (1, 99.0)] {
            assert_eq!(brin_pages_of(&[24], 23_256.0, pages_per_range), built);
        }
    }

    #[test]
    fn a_sampled_range_stands_for_its_neighbours() {
        // Half of 100 ranges take half a page each, half take 40 bytes.
        let pages = brin_pages_of(&[4072, 40], 12_800.0, 128);
        assert_eq!(pages, 2.0 + 25.0 + 1.0);
    }

    #[test]
    fn short_tuples_go_where_long_ones_left_room() {
        let alternating: Vec<u32> = (0..100).map(|n| if n % 2 == 0 { 5000 } else { 3000 }).collect();
        assert_eq!(brin_pages_of(&alternating, 12_800.0, 128), 2.0 + 50.0);
        let sorted: Vec<u32> = (0..100).map(|n| if n < 50 { 5000 } else { 3000 }).collect();
        // The last of the long ones is the page of the first short one.
        assert_eq!(brin_pages_of(&sorted, 12_800.0, 128), 2.0 + 50.0);
    }

    #[test]
    fn survives_nonsense() {
        for heap_pages in [f64::NAN, f64::INFINITY, -1.0, 0.0, 4e9] {
            for pages_per_range in [0, 1, u32::MAX] {
                for bytes in [&[][..], &[0], &[u32::MAX, 0, 17]] {
                    let pages = brin_pages_of(bytes, heap_pages, pages_per_range);
                    assert!(pages >= 2.0 && pages.is_finite(), "{pages}");
                }
            }
        }
    }
}
