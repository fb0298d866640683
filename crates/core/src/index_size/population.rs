//! What keys a table holds, from those of a sample of its rows.
//!
//! Keys of text, JSON and arrays follow Zipf's law rather than a uniform one, and combinations of columns any law. What
//! ANALYZE uses for columns (Haas and Stokes 1998, "Duj1") finds a third of the keys of the former, Chao's lower bound
//! (1984) three quarters. So the distribution itself is estimated: the mixture of frequencies that most likely gives the counts seen (nonparametric maximum
//! likelihood after Norris and Pollock 1998), on a grid that ends at one row in the table. It finds the number of keys,
//! and also how many rows each has, on which the length of posting lists depends.

/// Keys seen in more sampled rows than this have as many rows in the table as the sample says.
const RARE: usize = 12;
/// Stopping early keeps the mixture smooth, which pays where nothing but the prior tells keys apart.
const ROUNDS: usize = 300;
/// Steps of the grid of frequencies.
const GRID_RATIO: f64 = 1.5;

/// Keys that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Class {
    /// How many keys.
    pub keys: f64,
    /// Rows of the table that hold such a key.
    pub rows: f64,
    /// The mean of what `Seen::base` sums: for GIN bytes of a leaf tuple before its posting list, aligned.
    pub base: f64,
}

/// Keys of the sample seen in as many rows.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    pub keys: f64,
    /// Sum over `keys`.
    pub base: f64,
}

/// Classes of all keys of the table, from what was seen in a share of its rows; `seen` has (rows, keys).
pub(crate) fn population(share: f64, seen: &[(f64, Seen)]) -> Vec<Class> {
    let share = share.clamp(1e-12, 1.0);
    let mut classes = Vec::new();
    let mut rare = [Seen::default(); RARE + 1];
    for &(rows, seen) in seen.iter().filter(|(_, seen)| seen.keys > 0.0) {
        if rows > RARE as f64 {
            classes.push(Class { keys: seen.keys, rows: rows / share, base: seen.base / seen.keys });
        } else {
            let cell = &mut rare[(rows.round() as usize).clamp(1, RARE)];
            cell.keys += seen.keys;
            cell.base += seen.base;
        }
    }
    if share > 0.999 {
        for (rows, seen) in rare.iter().enumerate().filter(|(_, seen)| seen.keys > 0.0) {
            classes.push(Class { keys: seen.keys, rows: rows as f64, base: seen.base / seen.keys });
        }
    } else if rare.iter().any(|seen| seen.keys > 0.0) {
        classes.extend(mixture(share, &rare));
    }
    classes
}

/// Expectation maximisation over the grid.
fn mixture(share: f64, rare: &[Seen; RARE + 1]) -> Vec<Class> {
    let grid = grid(share);
    let chances: Vec<[f64; RARE + 1]> = grid.iter().map(|&rows| binomial(rows, share)).collect();
    let found: Vec<f64> = chances.iter().map(|c| c[1..].iter().sum::<f64>().max(1e-300)).collect();
    let total: f64 = rare.iter().map(|seen| seen.keys).sum();
    // Zipf: as many keys with 1 to 2 rows as rows in keys with 2 to 4, and so on.
    let mut weights: Vec<f64> = grid.iter().zip(&found).map(|(rows, found)| found / rows).collect();
    let mut bases = vec![0.0; grid.len()];
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; grid.len()];
        bases.fill(0.0);
        for (rows, seen) in rare.iter().enumerate().filter(|(_, seen)| seen.keys > 0.0) {
            let likely = |i: usize| weights[i] * chances[i][rows] / found[i];
            let sum: f64 = (0..grid.len()).map(likely).sum();
            if sum <= 0.0 {
                continue;
            }
            for i in 0..grid.len() {
                let part = likely(i) / sum;
                next[i] += seen.keys * part;
                bases[i] += seen.base * part;
            }
        }
        weights = next.iter().map(|keys| keys / total).collect();
    }
    (0..grid.len())
        .filter(|&i| weights[i] * total > 1e-6)
        .map(|i| {
            let keys = weights[i] * total;
            Class { keys: keys * (1.0 + chances[i][0] / found[i]), rows: grid[i], base: bases[i] / keys }
        })
        .collect()
}

/// Rows of a key, from one to as many as are hardly ever seen in `RARE` rows only.
fn grid(share: f64) -> Vec<f64> {
    let mut grid = vec![1.0];
    let mut rows = 1.0;
    while rows < 2.5 * RARE as f64 / share {
        rows = (rows * GRID_RATIO).floor().max(rows + 1.0);
        grid.push(rows);
    }
    grid
}

/// Chances that a key of `rows` rows is seen in 0, 1, ... `RARE` of them.
fn binomial(rows: f64, share: f64) -> [f64; RARE + 1] {
    let mut chances = [0.0; RARE + 1];
    let mut log = rows * (-share).ln_1p();
    let odds = (share / (1.0 - share)).ln();
    for (seen, chance) in chances.iter_mut().enumerate() {
        let seen = seen as f64;
        if seen > rows {
            break;
        }
        *chance = log.exp();
        log += odds + ((rows - seen) / (seen + 1.0)).max(1e-300).ln();
    }
    chances
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(share: f64, counts: &[f64]) -> f64 {
        let seen: Vec<(f64, Seen)> = counts
            .iter()
            .enumerate()
            .map(|(i, &keys)| (i as f64 + 1.0, Seen { keys, base: 16.0 * keys }))
            .collect();
        population(share, &seen).iter().map(|class| class.keys).sum()
    }

    /// Counts of keys seen in 1, 2, 3 ... of 30 000 sampled rows, and how many a table of 200 000 rows really had.
    #[test]
    fn finds_how_many_keys_there_are() {
        let unique = keys(0.15, &[30_000.0]);
        assert!((unique / 200_000.0 - 1.0).abs() < 0.02, "{unique}");
        // Integers of 500 000 at random, ten a row.
        let uniform = keys(0.15, &[164_478.0, 49_421.0, 9873.0, 1501.0, 183.0, 20.0]);
        assert!((uniform / 490_852.0 - 1.0).abs() < 0.05, "{uniform}");
        // The path keys of a JSON document: some unique, some from a vocabulary.
        let mixed = keys(0.15, &[96_804.0, 10_987.0, 2304.0, 1000.0, 560.0, 380.0, 270.0, 200.0]);
        assert!((mixed / 479_598.0 - 1.0).abs() < 0.10, "{mixed}");
        assert_eq!(keys(1.0, &[10.0, 20.0]), 30.0);
    }

    #[test]
    fn rows_of_the_keys_add_up() {
        let seen = [(1.0, Seen { keys: 1000.0, base: 16_000.0 }), (50.0, Seen { keys: 3.0, base: 72.0 })];
        let classes = population(0.1, &seen);
        let rows: f64 = classes.iter().map(|class| class.keys * class.rows).sum();
        assert!((rows / 11_500.0 - 1.0).abs() < 0.1, "{rows}");
        assert!(classes.iter().all(|class| (15.9..24.1).contains(&class.base)));
    }

    #[test]
    fn a_tiny_sample_ends_in_numbers() {
        for share in [1e-12, 1e-6, 0.5, 0.9989, 0.9991] {
            let keys = keys(share, &[5.0, 3.0, 0.0, 1.0]);
            assert!(keys.is_finite() && keys >= 8.9, "{share}: {keys}");
        }
    }
}
