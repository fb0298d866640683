//! How often a query is run to be timed: often enough to tell, but never longer than it is worth.

/// Runs of a query that only reads. The first one, which fills the caches, does not count.
pub const READS: usize = 4;

/// Runs of one that writes: rows that a rollback leaves behind make the table larger each time.
pub const WRITES: usize = 2;

/// Milliseconds after which a second measurement is no longer cheap.
const CHEAP_MS: f64 = 2_000.0;

/// Whether to run once more, given the times so far, the most runs and the time limit for all of them together.
pub fn once_more(times: &[f64], most: usize, limit_ms: f64) -> bool {
    let Some(last) = times.last() else { return true };
    // The next run is expected to take as long as the last one.
    let end = times.iter().sum::<f64>() + last;
    let wanted = if end <= CHEAP_MS { most } else { most.min(2) };
    times.len() < wanted && end <= limit_ms
}

/// The fastest run; the first one counts only when there is no other.
pub fn best(times: &[f64]) -> Option<f64> {
    let counted = if times.len() > 1 { &times[1..] } else { times };
    counted.iter().copied().reduce(f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(ms: f64, limit_ms: f64) -> usize {
        let mut times = Vec::new();
        while once_more(&times, READS, limit_ms) {
            times.push(ms);
        }
        times.len()
    }

    #[test]
    fn quick_queries_are_warmed_up_and_run_three_times() {
        assert_eq!(runs(0.1, 10_000.0), 4);
    }

    #[test]
    fn slow_queries_are_run_once_after_the_first() {
        assert_eq!(runs(1_500.0, 10_000.0), 2);
        assert_eq!(runs(4_900.0, 10_000.0), 2);
    }

    #[test]
    fn nothing_is_started_that_would_pass_the_limit() {
        assert_eq!(runs(6_000.0, 10_000.0), 1);
        assert_eq!(runs(40.0, 100.0), 2);
    }

    #[test]
    fn the_first_run_counts_only_alone() {
        assert_eq!(best(&[]), None);
        assert_eq!(best(&[9.0]), Some(9.0));
        assert_eq!(best(&[1.0, 5.0, 4.0]), Some(4.0));
    }
}
