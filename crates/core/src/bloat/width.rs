//! Widths of values of variable length, from the average that ANALYZE noted and the few values that it kept.

/// A longer value has a header of four bytes and is aligned (VARATT_SHORT_MAX).
pub const LONGEST_SHORT: f64 = 127.0;

/// How wide the values of a column are.
#[derive(Debug, Clone, PartialEq)]
pub struct Widths {
    pub mean: f64,
    pub deviation: f64,
    /// Bytes and share summed up to it, which ends at 1; empty where only the mean is known.
    quantiles: Vec<(f64, f64)>,
    /// The values that were kept say what the average says, so their spread can be believed.
    pub is_known: bool,
}

impl Widths {
    /// `average` is cut down to a whole number. `values`: bytes and share of what ANALYZE kept; it keeps none of more than
    /// 1024 bytes, and none of what was compressed or moved out as it is stored.
    pub fn new(average: f64, values: &[(f64, f64)]) -> Self {
        let total: f64 = values.iter().map(|(_, share)| share).sum();
        if values.is_empty() || total <= 0.0 {
            // The middle of what the average may have been cut down from.
            return Widths { mean: average + 0.5, deviation: 0.0, quantiles: Vec::new(), is_known: false };
        }
        let kept = values.iter().map(|(width, share)| width * share).sum::<f64>() / total;
        let mean = kept.clamp(average, average + 0.99);
        let scale = mean / kept.max(1.0);
        let mut scaled: Vec<(f64, f64)> =
            values.iter().map(|(width, share)| (width * scale, share / total)).collect();
        scaled.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sum = 0.0;
        let mut variance = 0.0;
        for (width, share) in &mut scaled {
            variance += (*width - mean).powi(2) * *share;
            sum += *share;
            *share = sum;
        }
        Widths {
            mean,
            deviation: variance.sqrt(),
            quantiles: scaled,
            is_known: (0.9..1.1).contains(&scale) || average < 8.0,
        }
    }

    /// From values alone; `None` without any.
    pub fn of_values(values: &[(f64, f64)]) -> Option<Widths> {
        let total: f64 = values.iter().map(|(_, share)| share).sum();
        let mean = values.iter().map(|(width, share)| width * share).sum::<f64>() / total;
        (total > 0.0).then(|| Widths::new(mean.floor(), values))
    }

    /// Bytes at a quantile, a whole number.
    pub fn at(&self, quantile: f64) -> f64 {
        let width = if self.quantiles.is_empty() {
            // Long values of which nothing is kept differ in length as a rule, short ones by little.
            let spread = if self.mean > 100.0 { self.mean * 0.5 } else { 1.0 };
            self.mean + spread * (quantile - 0.5)
        } else {
            let place = self.quantiles.partition_point(|(_, sum)| *sum < quantile);
            self.quantiles[place.min(self.quantiles.len() - 1)].0
        };
        width.round().max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_corrects_what_was_kept() {
        let widths = Widths::new(10.0, &[(9.0, 0.5), (12.0, 0.5)]);
        assert_eq!((widths.mean, widths.is_known), (10.5, true));
        assert_eq!((widths.at(0.2), widths.at(0.9)), (9.0, 12.0));
        // Most values were too wide to keep.
        let wide = Widths::new(800.0, &[(10.0, 1.0)]);
        assert!(!wide.is_known && (wide.mean - 800.0).abs() < 1.0);
    }

    #[test]
    fn an_average_alone_was_cut_down() {
        let widths = Widths::new(20.0, &[]);
        assert_eq!((widths.mean, widths.is_known), (20.5, false));
    }
}
