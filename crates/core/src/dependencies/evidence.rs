//! How little chance there is that a dependency holds in the sample by accident.
//!
//! If the dependent were drawn for each row anew, from the values that it has, all rows of a group would seldom agree:
//! -log2 of that chance is the evidence, in bits. No group gives more than a few: rows of one group have more in
//! common than the columns looked at (they lie together, they were loaded together), so what counts is that many groups
//! agree in themselves. For the same reason the value must differ between groups.
use super::groups::Groups;
use std::collections::HashMap;

/// Bits that one group can give.
const MOST_OF_GROUP: f64 = 8.0;

/// The values of a column in some rows: the sum of the squares of their shares, and the largest share.
#[derive(Clone, Copy)]
struct Spread {
    squares: f64,
    largest: f64,
}

impl Spread {
    fn of(counts: impl Iterator<Item = u32> + Clone) -> Self {
        let rows: f64 = counts.clone().map(f64::from).sum();
        let shares = counts.map(|count| f64::from(count) / rows);
        let (squares, largest) = shares
            .fold((0.0, 0.0), |(squares, largest), share| (squares + share * share, share.max(largest)));
        Spread { squares, largest }
    }

    /// Bits that `size` rows with one value give; at most what is true, since the sum of the powers of the shares is no
    /// more than assumed here.
    fn bits(self, size: u32) -> f64 {
        let chance = self.squares.log2() + f64::from(size - 2) * self.largest.log2();
        (-chance).clamp(0.0, MOST_OF_GROUP)
    }
}

/// Evidence that `codes` follows from `left` and not already, nearly, from the coarser groups `known`.
pub(super) fn bits(left: &Groups, codes: &[u32], known: Option<&Groups>) -> f64 {
    // The groups of `left` lie within those of `known`, so any row of a group tells its place there.
    let mut outer = vec![0u32; left.sizes.len()];
    let mut counts: HashMap<(u32, u32), u32> = HashMap::new();
    for (row, group) in left.of_row.iter().enumerate().filter(|(_, group)| **group != 0) {
        let place = known.map_or(0, |known| known.of_row[row]);
        outer[*group as usize] = place;
        *counts.entry((place, codes[row])).or_default() += 1;
    }
    let mut by_place: HashMap<u32, Vec<u32>> = HashMap::new();
    for ((place, _), count) in counts {
        by_place.entry(place).or_default().push(count);
    }
    let spreads: HashMap<u32, Spread> =
        by_place.into_iter().map(|(place, counts)| (place, Spread::of(counts.iter().copied()))).collect();
    let groups = left.sizes.iter().zip(&outer).skip(1).filter(|(size, _)| **size > 1);
    groups.map(|(size, place)| spreads.get(place).map_or(0.0, |spread| spread.bits(*size))).sum()
}

/// Whether the value differs between groups: enough of them have another value than most. Of two values one is easily
/// that of some special case (what was loaded at a time, what is sold another way) that is behind both columns, so it
/// needs more groups.
pub(super) fn is_diverse(left: &Groups, of_group: &[u32], least: usize) -> bool {
    let mut groups: HashMap<u32, usize> = HashMap::new();
    for (value, size) in of_group.iter().zip(&left.sizes).skip(1) {
        if *size > 1 {
            *groups.entry(*value).or_default() += 1;
        }
    }
    let exceptions = left.repeated() - groups.values().max().copied().unwrap_or(0);
    let times = if groups.len() < 3 { 3 } else { 1 };
    exceptions >= least * times && exceptions * 20 >= left.repeated() * times.min(2)
}
