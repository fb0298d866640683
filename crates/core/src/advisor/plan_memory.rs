//! Plans already seen answer for configurations never asked about.
//!
//! If the planner chose a plan while it saw the candidates A, and that plan uses only U, then with any set between U
//! and A it would choose the same plan: everything that beat the others is still there, and nothing was added. So
//! one planning with all candidates in sight spares most of those with fewer. (INUM, Papadomanolakis et al. 2007,
//! keeps plans for the same reason.)

use super::oracle::Planned;
use std::collections::{BTreeMap, HashMap};

/// What was planned for one statement.
#[derive(Debug, Clone, Default)]
pub(super) struct PlanMemory {
    plans: Vec<(Vec<usize>, Planned)>,
    /// Sets that were asked about, with the plan that answered. Only looked up, never walked: its order cannot show.
    known: HashMap<Vec<usize>, usize>,
    /// The least cost with which each set of candidates was used.
    ways: BTreeMap<Vec<usize>, f64>,
}

impl PlanMemory {
    /// Notes the plan that was chosen with the candidates `visible` (sorted) in sight.
    pub fn remember(&mut self, visible: &[usize], planned: Planned) {
        self.learn(planned.used.clone(), planned.cost);
        self.known.insert(visible.to_vec(), self.plans.len());
        self.plans.push((visible.to_vec(), planned));
    }

    /// Notes that with the candidates `used` (sorted) the statement costs no more than `cost`. False if that was known.
    pub fn learn(&mut self, used: Vec<usize>, cost: f64) -> bool {
        let known = self.ways.entry(used).or_insert(f64::INFINITY);
        let news = cost < *known;
        *known = known.min(cost);
        news
    }

    /// The plan with exactly the candidates `config` (sorted), if one seen before answers.
    pub fn find(&mut self, config: &[usize]) -> Option<&Planned> {
        let at = match self.known.get(config) {
            Some(at) => *at,
            None => {
                let answers = |plan: &(Vec<usize>, Planned)| {
                    includes(config, &plan.1.used) && includes(&plan.0, config)
                };
                let at = self.plans.iter().position(answers)?;
                self.known.insert(config.to_vec(), at);
                at
            }
        };
        self.plans.get(at).map(|(_, planned)| planned)
    }

    /// Sets of candidates and what the statement costs with each at most.
    pub fn ways(&self) -> impl Iterator<Item = (&Vec<usize>, f64)> {
        self.ways.iter().map(|(used, cost)| (used, *cost))
    }
}

/// Whether sorted `all` has every element of sorted `some`.
fn includes(all: &[usize], some: &[usize]) -> bool {
    let mut rest = all.iter();
    some.iter().all(|wanted| rest.by_ref().any(|have| have == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_answers_between_what_it_uses_and_what_it_saw() {
        let plan = |used: &[usize], cost| Planned { used: used.to_vec(), cost, explained: cost };
        let mut memory = PlanMemory::default();
        memory.remember(&[1, 2, 3, 5], plan(&[2], 10.0));
        assert_eq!(memory.find(&[2]), Some(&plan(&[2], 10.0)));
        assert_eq!(memory.find(&[1, 2, 5]), Some(&plan(&[2], 10.0)));
        assert_eq!(memory.find(&[1, 3]), None, "without 2 another plan is needed");
        assert_eq!(memory.find(&[2, 4]), None, "4 was not in sight");
        memory.remember(&[], plan(&[], 99.0));
        assert_eq!(memory.find(&[]), Some(&plan(&[], 99.0)));
        assert!(memory.learn(vec![3], 50.0) && !memory.learn(vec![3], 60.0));
        assert_eq!(memory.find(&[3]), None, "what it costs at most is not what it costs");
        assert!(memory.ways().map(|(used, cost)| (used.as_slice(), cost)).eq([
            (&[][..], 99.0),
            (&[2], 10.0),
            (&[3], 50.0)
        ]));
    }
}
