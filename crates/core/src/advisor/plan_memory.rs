//! Plans already seen answer for configurations never asked about.
//!
//! If the planner chose a plan while it saw the candidates A, and that plan uses only U, then with any set between U
//! and A it would choose the same plan: everything that beat the others is still there, and nothing was added. So
//! one planning with all candidates in sight spares most of those with fewer. (INUM, Papadomanolakis et al. 2007,
//! keeps plans for the same reason.)

/// What was planned for one statement.
#[derive(Debug, Clone, Default)]
pub struct PlanMemory {
    plans: Vec<Plan>,
}

#[derive(Debug, Clone)]
struct Plan {
    visible: Vec<usize>,
    used: Vec<usize>,
    cost: f64,
}

impl PlanMemory {
    /// Notes that with the candidates `visible` (sorted) the plan uses `used` (sorted) and costs `cost`.
    pub fn remember(&mut self, visible: &[usize], used: Vec<usize>, cost: f64) {
        self.plans.push(Plan { visible: visible.to_vec(), used, cost });
    }

    /// Cost and used candidates with exactly the candidates `config` (sorted), if a plan seen before answers.
    pub fn find(&self, config: &[usize]) -> Option<(f64, &[usize])> {
        let answers = |plan: &&Plan| includes(config, &plan.used) && includes(&plan.visible, config);
        self.plans.iter().find(answers).map(|plan| (plan.cost, plan.used.as_slice()))
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
        let mut memory = PlanMemory::default();
        memory.remember(&[1, 2, 3, 5], vec![2], 10.0);
        assert_eq!(memory.find(&[2]), Some((10.0, [2].as_slice())));
        assert_eq!(memory.find(&[1, 2, 5]), Some((10.0, [2].as_slice())));
        assert_eq!(memory.find(&[1, 3]), None, "without 2 another plan is needed");
        assert_eq!(memory.find(&[2, 4]), None, "4 was not in sight");
        memory.remember(&[], vec![], 99.0);
        assert_eq!(memory.find(&[]), Some((99.0, [].as_slice())));
    }
}
