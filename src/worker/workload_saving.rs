//! Saves the captured workload now and then, so that a crash loses little of it.
use super::LAUNCHER;
use crate::pg::capture;
use crate::settings;
use pgrx::prelude::*;
use std::time::{Duration, Instant};

pub struct Saving {
    last: Instant,
}

impl Saving {
    pub fn new() -> Self {
        Saving { last: Instant::now() }
    }

    /// Saves if it is time to; how long until the next time, if there is one.
    pub fn save_when_due(&mut self) -> Option<Duration> {
        let seconds = u64::try_from(settings::CAPTURE_SAVE_INTERVAL.get()).unwrap_or(0);
        if seconds == 0 || !capture::is_there() {
            return None;
        }
        let interval = Duration::from_secs(seconds);
        if self.last.elapsed() >= interval {
            self.last = Instant::now();
            if let Err(reason) = capture::save_while_running() {
                warning!("{LAUNCHER}: the captured workload could not be saved: {reason}");
            }
        }
        Some(interval.saturating_sub(self.last.elapsed()))
    }
}
