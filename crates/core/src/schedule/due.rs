//! When the next report of a database is due. The last report's own time decides, so that a restart of the server
//! neither repeats a fresh report nor forgets an overdue one.

/// Seconds until the next report; 0 means now. `age` is that of the last one, if there is one.
pub fn seconds_until(age: Option<f64>, interval: u32) -> u32 {
    match age {
        // A clock that was set back would otherwise silence the schedule for as long.
        Some(age) if age >= 0.0 => (f64::from(interval) - age).ceil().max(0.0) as u32,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overdue_fresh_missing_and_from_the_future() {
        assert_eq!(seconds_until(None, 3600), 0);
        assert_eq!(seconds_until(Some(4000.0), 3600), 0);
        assert_eq!(seconds_until(Some(3599.5), 3600), 1);
        assert_eq!(seconds_until(Some(0.0), 3600), 3600);
        assert_eq!(seconds_until(Some(-50.0), 3600), 0);
        assert_eq!(seconds_until(Some(f64::NAN), 3600), 0);
    }
}
