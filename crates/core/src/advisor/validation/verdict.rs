//! One word on what an index does for a query.

/// Costs closer than this are the same: planner estimates are no finer.
const SAME_COST: f64 = 0.01;
/// Times differ when they differ by this share and by so many milliseconds: less is noise.
const TIME_NOISE: f64 = 0.20;
const TIME_NOISE_MS: f64 = 1.0;
/// The same plan takes as long each time, unless a function that it calls plans for itself: that shows in more than this.
const HIDDEN: f64 = 1.0;
/// A prediction that is further off than this would have misled.
const PREDICTION: f64 = 0.10;
/// On tiny plans and indexes a single page is more than 10 %.
const SMALL_COST: f64 = 1.0;
const SMALL_BYTES: f64 = 65_536.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Improves,
    NoEffect,
    Regresses,
    PredictionOff,
    Error,
    Skipped,
}

impl Verdict {
    /// As users see it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Improves => "improves",
            Verdict::NoEffect => "no effect",
            Verdict::Regresses => "regresses",
            Verdict::PredictionOff => "prediction off",
            Verdict::Error => "error",
            Verdict::Skipped => "skipped",
        }
    }
}

/// The outcome of running a query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Run {
    /// Milliseconds.
    Took(f64),
    /// After so many milliseconds.
    TimedOut(f64),
}

impl Run {
    pub fn milliseconds(self) -> Option<f64> {
        match self {
            Run::Took(ms) => Some(ms),
            Run::TimedOut(_) => None,
        }
    }

    fn at_least(self) -> f64 {
        match self {
            Run::Took(ms) | Run::TimedOut(ms) => ms,
        }
    }
}

/// What is known of one query and the index.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    pub cost_before: f64,
    pub cost_after: f64,
    /// The plan scans the index.
    pub used: bool,
    /// The query reads or writes the table of the index.
    pub touches: bool,
    /// The query changes rows: it pays for the upkeep of indexes that it does not use, which no cost shows.
    pub writes: bool,
    /// Cost with the hypothetical index, when `cost_after` is that with the real one.
    pub cost_predicted: Option<f64>,
    pub size_estimated: Option<i64>,
    pub size_actual: Option<i64>,
    /// Before and after.
    pub runs: Option<(Run, Run)>,
}

/// How far `actual` is from `predicted`, as a share of the latter.
pub fn deviation(predicted: f64, actual: f64) -> Option<f64> {
    (predicted > 0.0).then(|| actual / predicted - 1.0)
}

fn is_off(predicted: Option<f64>, actual: Option<f64>, small: f64) -> bool {
    let (Some(predicted), Some(actual)) = (predicted, actual) else { return false };
    (actual - predicted).abs() > small && deviation(predicted, actual).is_none_or(|d| d.abs() > PREDICTION)
}

fn slower(before: f64, after: f64, noise: f64) -> bool {
    after > before * (1.0 + noise) && after - before > TIME_NOISE_MS
}

impl Evidence {
    pub fn cost_is_off(&self) -> bool {
        is_off(self.cost_predicted, self.cost_predicted.map(|_| self.cost_after), SMALL_COST)
    }

    pub fn size_is_off(&self) -> bool {
        let bytes = |size: Option<i64>| size.map(|size| size as f64);
        is_off(bytes(self.size_estimated), bytes(self.size_actual), SMALL_BYTES)
    }

    /// A regression is told whatever was predicted. A wrong size matters only where the index does.
    pub fn verdict(&self) -> Verdict {
        match self.effect() {
            effect @ (Verdict::Regresses | Verdict::Error) => effect,
            _ if self.cost_is_off() => Verdict::PredictionOff,
            Verdict::Improves if self.size_is_off() => Verdict::PredictionOff,
            effect => effect,
        }
    }

    /// What the index does, whatever was predicted. Times decide where they were measured and can be told apart, else
    /// costs.
    pub fn effect(&self) -> Verdict {
        let by_cost = self.by_cost();
        let Some((before, after)) = self.runs else { return by_cost };
        let plan_changed = self.used || by_cost != Verdict::NoEffect;
        match (before, after) {
            (Run::TimedOut(_), Run::TimedOut(_)) => return Verdict::Error,
            (Run::TimedOut(_), Run::Took(_)) if plan_changed => return Verdict::Improves,
            (Run::Took(_), Run::TimedOut(_)) if plan_changed => return Verdict::Regresses,
            _ => (),
        }
        let noise = if plan_changed || self.writes { TIME_NOISE } else { HIDDEN };
        let (before, after) = (before.at_least(), after.at_least());
        if slower(before, after, noise) {
            Verdict::Regresses
        } else if slower(after, before, noise) {
            Verdict::Improves
        } else if before < TIME_NOISE_MS / TIME_NOISE {
            // Too quick for any difference to show.
            by_cost
        } else {
            Verdict::NoEffect
        }
    }

    fn by_cost(&self) -> Verdict {
        let change = self.cost_after - self.cost_before;
        if change.abs() <= self.cost_before.abs() * SAME_COST {
            Verdict::NoEffect
        } else if change < 0.0 {
            Verdict::Improves
        } else {
            Verdict::Regresses
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn costs(before: f64, after: f64) -> Evidence {
        Evidence { cost_before: before, cost_after: after, used: true, touches: true, ..Evidence::default() }
    }

    fn times(before: f64, after: f64) -> Option<(Run, Run)> {
        Some((Run::Took(before), Run::Took(after)))
    }

    #[test]
    fn costs_within_a_hundredth_are_the_same() {
        assert_eq!(costs(400.0, 8.0).verdict(), Verdict::Improves);
        assert_eq!(costs(400.0, 396.5).verdict(), Verdict::NoEffect);
        assert_eq!(costs(400.0, 410.0).verdict(), Verdict::Regresses);
        assert_eq!(costs(0.0, 0.0).verdict(), Verdict::NoEffect);
    }

    #[test]
    fn a_measured_slowdown_counts_more_than_a_lower_cost() {
        let slow = Evidence { runs: times(10.0, 13.0), ..costs(400.0, 8.0) };
        assert_eq!(slow.verdict(), Verdict::Regresses);
        let off_too = Evidence { cost_predicted: Some(100.0), ..slow };
        assert_eq!(off_too.verdict(), Verdict::Regresses);
    }

    #[test]
    fn noise_is_no_slowdown() {
        for (before, after) in [(10.0, 11.9), (2.0, 2.9)] {
            let quiet = Evidence { runs: times(before, after), ..costs(400.0, 8.0) };
            assert_ne!(quiet.verdict(), Verdict::Regresses, "{before} {after}");
        }
    }

    #[test]
    fn times_that_stay_the_same_are_no_improvement_unless_too_short_to_tell() {
        assert_eq!(Evidence { runs: times(100.0, 95.0), ..costs(400.0, 8.0) }.verdict(), Verdict::NoEffect);
        assert_eq!(Evidence { runs: times(0.3, 0.1), ..costs(400.0, 8.0) }.verdict(), Verdict::Improves);
    }

    #[test]
    fn an_unchanged_plan_has_no_effect_but_a_write_pays_for_upkeep() {
        let same = Evidence { used: false, runs: times(10.0, 15.0), ..costs(400.0, 400.0) };
        assert_eq!(same.verdict(), Verdict::NoEffect);
        assert_eq!(Evidence { writes: true, ..same }.verdict(), Verdict::Regresses);
    }

    #[test]
    fn what_a_function_gains_shows_in_the_time_only() {
        let with = |runs| Evidence { used: false, runs: Some(runs), ..costs(5.0, 5.0) }.verdict();
        assert_eq!(with((Run::Took(10.0), Run::Took(4.0))), Verdict::Improves);
        assert_eq!(with((Run::TimedOut(100.0), Run::Took(4.0))), Verdict::Improves);
        assert_eq!(with((Run::TimedOut(100.0), Run::Took(90.0))), Verdict::NoEffect);
    }

    #[test]
    fn time_limits_are_measurements_too() {
        let with = |runs| Evidence { runs: Some(runs), ..costs(400.0, 8.0) }.verdict();
        assert_eq!(with((Run::TimedOut(9.0), Run::Took(8.0))), Verdict::Improves);
        assert_eq!(with((Run::Took(8.0), Run::TimedOut(9.0))), Verdict::Regresses);
        assert_eq!(with((Run::TimedOut(9.0), Run::TimedOut(9.0))), Verdict::Error);
    }

    #[test]
    fn a_prediction_may_be_off_by_a_tenth() {
        let cost = |predicted| Evidence { cost_predicted: Some(predicted), ..costs(400.0, 100.0) }.verdict();
        assert_eq!(cost(95.0), Verdict::Improves);
        assert_eq!(cost(80.0), Verdict::PredictionOff);
        // It was to help, and does not.
        let useless = Evidence { cost_predicted: Some(8.0), used: false, ..costs(400.0, 400.0) };
        assert_eq!(useless.verdict(), Verdict::PredictionOff);
    }

    #[test]
    fn a_wrong_size_matters_where_the_index_is_used_and_larger_than_a_few_pages() {
        let sized = |estimated, actual, after| {
            let (size_estimated, size_actual) = (Some(estimated), Some(actual));
            Evidence { size_estimated, size_actual, ..costs(400.0, after) }.verdict()
        };
        assert_eq!(sized(1_000_000, 1_200_000, 8.0), Verdict::PredictionOff);
        assert_eq!(sized(1_000_000, 1_200_000, 400.0), Verdict::NoEffect);
        assert_eq!(sized(16_384, 24_576, 8.0), Verdict::Improves);
    }
}
