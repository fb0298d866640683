//! Values at a place in a column: by how often they occur, and by their order.

use crate::advisor::value_scale::{number, text};
use crate::model::parameters::{ColumnValues, Scale};

impl ColumnValues {
    /// Share of the rows that the histogram stands for.
    fn rest(&self) -> f64 {
        (1.0 - self.null_fraction - self.frequencies.iter().sum::<f64>()).max(0.0)
    }

    /// How many different values there are.
    pub fn distinct(&self) -> f64 {
        let distinct = if self.n_distinct < 0.0 { -self.n_distinct * self.rows } else { self.n_distinct };
        distinct.max(1.0)
    }

    /// Whether values differ much in how often they occur.
    pub fn is_skewed(&self) -> bool {
        let (Some(most), Some(least)) = (self.frequencies.first(), self.frequencies.last()) else {
            return false;
        };
        let others = (self.distinct() - self.frequencies.len() as f64).max(1.0);
        let least = if self.histogram.is_empty() { *least } else { least.min(self.rest() / others) };
        *most > 2.0 * least
    }

    /// The value of a row picked at `draw` (0 to 1) of all rows that have one, the commonest values first.
    pub fn pick(&self, draw: f64) -> Option<&str> {
        let common: f64 = self.frequencies.iter().sum();
        let mut place = draw * (common + if self.histogram.is_empty() { 0.0 } else { self.rest() });
        for (value, frequency) in self.common.iter().zip(&self.frequencies) {
            if place < *frequency {
                return Some(value);
            }
            place -= frequency;
        }
        let rest = self.rest();
        let place = if rest > 0.0 { (place / rest).clamp(0.0, 1.0) } else { 0.5 };
        self.histogram.get(nearest(place, self.histogram.len())).or(self.common.last()).map(String::as_str)
    }

    /// The value at `level` (0 to 1) of those that the statistics tell apart, the rarest first, or `more` behind it.
    pub fn pick_by_frequency(&self, level: f64, more: usize) -> Option<&str> {
        let rare = self.histogram.get(self.histogram.len() / 2);
        let mut values: Vec<&String> = rare.into_iter().collect();
        values.extend(self.common.iter().rev());
        let place = (nearest(level, values.len()) + more).min(values.len().saturating_sub(1));
        values.get(place).map(|value| value.as_str())
    }

    /// The value that `share` of the rows lie below. NULLs lie nowhere.
    pub fn quantile(&self, share: f64, scale: Scale) -> Option<String> {
        if let Some(value) = self.calculated_quantile(share, scale) {
            return Some(value);
        }
        if !self.histogram.is_empty() {
            return Some(self.histogram[nearest(share, self.histogram.len())].clone());
        }
        // Few values and no order known: that of their text is as good as any.
        let mut common: Vec<(&String, f64)> =
            self.common.iter().zip(self.frequencies.iter().copied()).collect();
        common.sort_by(|a, b| a.0.cmp(b.0));
        let mut place = share * self.frequencies.iter().sum::<f64>();
        for (value, frequency) in &common {
            if place <= *frequency {
                return Some((*value).clone());
            }
            place -= frequency;
        }
        common.last().map(|(value, _)| (*value).clone())
    }

    fn calculated_quantile(&self, share: f64, scale: Scale) -> Option<String> {
        let parse = |values: &[String]| values.iter().map(|v| number(scale, v)).collect::<Option<Vec<f64>>>();
        let (bounds, common) = (parse(&self.histogram)?, parse(&self.common)?);
        let all = || bounds.iter().chain(&common).copied();
        let (mut low, mut high) = (all().reduce(f64::min)?, all().reduce(f64::max)?);
        let rest = if bounds.is_empty() { 0.0 } else { self.rest() };
        let below = |value: f64| {
            let common = common.iter().zip(&self.frequencies).filter(|(v, _)| **v <= value);
            common.map(|(_, frequency)| frequency).sum::<f64>() + rest * share_below(&bounds, value)
        };
        let wanted = share * below(high);
        // Halving some sixty times exhausts the digits of a number.
        for _ in 0..64 {
            let middle = low + (high - low) / 2.0;
            if below(middle) < wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        Some(text(scale, high))
    }
}

/// Share of a histogram below `value`, each of whose ranges is evenly filled.
fn share_below(bounds: &[f64], value: f64) -> f64 {
    let ranges = bounds.len().saturating_sub(1);
    let full = bounds.partition_point(|bound| *bound <= value);
    if full == 0 || ranges == 0 {
        return if full == 0 { 0.0 } else { 1.0 };
    }
    if full > ranges {
        return 1.0;
    }
    let (low, high) = (bounds[full - 1], bounds[full]);
    (full as f64 - 1.0 + (value - low) / (high - low)) / ranges as f64
}

/// The place in a list of `length` that lies at `share` of it.
fn nearest(share: f64, length: usize) -> usize {
    (share.clamp(0.0, 1.0) * length.saturating_sub(1) as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(values: &[&str]) -> Vec<String> {
        values.iter().map(|v| (*v).to_string()).collect()
    }

    fn skewed() -> ColumnValues {
        ColumnValues {
            rows: 1000.0,
            n_distinct: -0.5,
            common: strings(&["often", "sometimes"]),
            frequencies: vec![0.6, 0.2],
            histogram: strings(&["a", "m", "z"]),
            ..ColumnValues::default()
        }
    }

    #[test]
    fn frequent_values_are_picked_often() {
        let column = skewed();
        let picked: Vec<_> = [0.1, 0.5, 0.7, 0.9, 1.0].map(|draw| column.pick(draw).unwrap()).into();
        assert_eq!(picked, ["often", "often", "sometimes", "m", "z"]);
        assert_eq!(column.pick_by_frequency(0.0, 0), Some("m"));
        assert_eq!(column.pick_by_frequency(1.0, 0), Some("often"));
        assert_eq!(ColumnValues::default().pick(0.5), None);
        assert_eq!(column.distinct(), 500.0);
        assert!(column.is_skewed() && !ColumnValues::default().is_skewed());
    }

    #[test]
    fn quantiles_lie_between_bounds() {
        let column = ColumnValues { histogram: strings(&["0", "10", "1010"]), ..ColumnValues::default() };
        assert_eq!(column.quantile(0.25, Scale::Integer).unwrap(), "5");
        assert_eq!(column.quantile(0.75, Scale::Integer).unwrap(), "510");
        assert_eq!(column.quantile(0.25, Scale::Other).unwrap(), "10");
    }

    #[test]
    fn quantiles_count_common_values() {
        let column = ColumnValues {
            common: strings(&["0"]),
            frequencies: vec![0.9],
            histogram: strings(&["100", "200"]),
            ..ColumnValues::default()
        };
        assert_eq!(column.quantile(0.5, Scale::Integer).unwrap(), "0");
        assert_eq!(column.quantile(0.95, Scale::Integer).unwrap(), "150");
        let only = ColumnValues {
            common: strings(&["b", "a"]),
            frequencies: vec![0.8, 0.2],
            ..ColumnValues::default()
        };
        assert_eq!(only.quantile(0.1, Scale::Other).unwrap(), "a");
        assert_eq!(only.quantile(0.9, Scale::Other).unwrap(), "b");
        assert_eq!(ColumnValues::default().quantile(0.5, Scale::Integer), None);
    }
}
