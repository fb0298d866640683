//! Which executions are looked at closely: for their constants, and for the rows that their scans let through.

/// Constant vectors that are kept of a statement.
pub const RESERVOIR: u64 = 8;

/// The executions of one statement that a backend looks at. The gap between two grows with the number of executions, so
/// that any number of executions costs some dozens of looks, and each execution has the same chance to be one of the
/// reservoir's (Vitter, "Random Sampling with a Reservoir", 1985, in which the skips are drawn and not each item).
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    executions: u64,
    next: u64,
    gap: u64,
}

impl Schedule {
    /// For a statement that has been executed `before` times, here or elsewhere.
    pub fn after(before: u64, rate: f64, random: u64) -> Self {
        let mut schedule = Schedule { executions: before, next: 0, gap: 1 };
        schedule.plan(rate, random);
        schedule
    }

    /// One more execution; whether it is to be looked at. [`Schedule::plan`] follows if so.
    pub fn is_due(&mut self) -> bool {
        self.executions = self.executions.saturating_add(1);
        self.executions >= self.next
    }

    /// Whether the next execution is to be looked at.
    pub fn is_due_next(&self) -> bool {
        self.executions + 1 >= self.next
    }

    /// Executions that the one which is due stands for.
    pub fn weight(&self) -> u64 {
        self.gap
    }

    /// Draws the next one to look at. `rate` is the largest share of executions to look at, beyond the first ones.
    pub fn plan(&mut self, rate: f64, random: u64) {
        self.gap = if self.executions < RESERVOIR {
            1
        } else if rate > 0.0 {
            (self.executions / RESERVOIR).max((1.0 / rate).min(1e15) as u64).max(1)
        } else {
            self.next = u64::MAX;
            return;
        };
        // Somewhere in a stretch whose mean is the gap.
        self.next = self.executions + 1 + random % (2 * self.gap - 1);
    }
}

/// Where in the reservoir a vector goes that stands for `weight` of all `executions` so far; `None` if it is not taken.
pub fn place(kept: u64, weight: u64, executions: u64, random: u64) -> Option<usize> {
    if kept < RESERVOIR {
        return Some(kept as usize);
    }
    let chance = (RESERVOIR as f64 * weight as f64 / executions.max(1) as f64).min(1.0);
    let drawn = (random >> 11) as f64 / (1u64 << 53) as f64;
    (drawn < chance).then_some((random % RESERVOIR) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SplitMix64.
    fn next(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    #[test]
    fn a_million_executions_cost_some_dozen_looks() {
        let mut state = 1;
        let mut schedule = Schedule::after(0, 0.01, next(&mut state));
        let looks = (0..1_000_000)
            .filter(|_| {
                let due = schedule.is_due();
                if due {
                    schedule.plan(0.01, next(&mut state));
                }
                due
            })
            .count();
        assert!((40..250).contains(&looks), "{looks}");
    }

    #[test]
    fn early_and_late_executions_have_the_same_chance() {
        const EXECUTIONS: u64 = 10_000;
        let mut state = 7;
        let mut late = 0;
        for _ in 0..400 {
            let mut schedule = Schedule::after(0, 1.0, next(&mut state));
            let mut reservoir = Vec::new();
            for n in 1..=EXECUTIONS {
                if schedule.is_due() {
                    if let Some(at) = place(reservoir.len() as u64, schedule.weight(), n, next(&mut state)) {
                        if at == reservoir.len() {
                            reservoir.push(n);
                        } else {
                            reservoir[at] = n;
                        }
                    }
                    schedule.plan(1.0, next(&mut state));
                }
            }
            assert_eq!(reservoir.len(), 8);
            late += reservoir.iter().filter(|n| **n > EXECUTIONS / 2).count();
        }
        let share = late as f64 / 3200.0;
        assert!((0.42..0.58).contains(&share), "{share}");
    }

    #[test]
    fn a_rate_of_nothing_looks_at_the_first_ones_only() {
        let mut schedule = Schedule::after(0, 0.0, 3);
        let looks = (0..10_000)
            .filter(|_| {
                schedule.is_due() && {
                    schedule.plan(0.0, 3);
                    true
                }
            })
            .count();
        assert_eq!(looks, RESERVOIR as usize);
    }
}
