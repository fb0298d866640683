//! What scans of a statement let through, against what the planner expected.
use serde::{Deserialize, Serialize};

/// Scans that are kept of a statement.
const MOST: usize = 16;

/// One scan node of the plan. Rows are means over the loops of the executions looked at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scan {
    /// OID.
    pub relation: u32,
    /// OID of the index that is scanned; 0 without one.
    pub index: u32,
    /// As EXPLAIN calls it.
    pub node: String,
    /// Numbers of the columns that the filter looks at.
    pub filtered: Vec<i16>,
    /// Executions looked at.
    pub samples: u64,
    pub loops: f64,
    pub estimated_rows: f64,
    pub actual_rows: f64,
    pub removed_rows: f64,
}

/// Takes one more execution into the means. Of many scans the first ones stay.
pub fn merge(known: &mut Vec<Scan>, seen: Vec<Scan>) {
    for scan in seen {
        let same = |other: &Scan| {
            (other.relation, other.index, &other.node, &other.filtered)
                == (scan.relation, scan.index, &scan.node, &scan.filtered)
        };
        match known.iter().position(same) {
            Some(at) => known[at].take(&scan),
            None if known.len() < MOST => known.push(scan),
            None => (),
        }
    }
}

impl Scan {
    fn take(&mut self, other: &Scan) {
        let all = (self.samples + other.samples).max(1) as f64;
        let share = other.samples as f64 / all;
        let mix = |mine: &mut f64, other: f64| *mine += (other - *mine) * share;
        mix(&mut self.loops, other.loops);
        mix(&mut self.estimated_rows, other.estimated_rows);
        mix(&mut self.actual_rows, other.actual_rows);
        mix(&mut self.removed_rows, other.removed_rows);
        self.samples += other.samples;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_over_executions() {
        let scan = |actual_rows| Scan {
            relation: 1,
            node: "Seq Scan".into(),
            samples: 1,
            loops: 1.0,
            estimated_rows: 10.0,
            actual_rows,
            ..Scan::default()
        };
        let mut known = Vec::new();
        for rows in [1.0, 2.0, 6.0] {
            merge(&mut known, vec![scan(rows)]);
        }
        merge(&mut known, vec![Scan { index: 7, ..scan(5.0) }]);
        assert_eq!(known.len(), 2);
        assert_eq!((known[0].samples, known[0].actual_rows, known[0].estimated_rows), (3, 3.0, 10.0));
    }
}
