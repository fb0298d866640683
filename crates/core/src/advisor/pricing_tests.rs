use super::*;

/// A planner with a few plans, each linear in the costs of the access, and a plan without it.
struct Plans {
    /// (fixed, by startup, by total)
    linear: Vec<(f64, f64, f64)>,
    base: f64,
    calls: usize,
}

impl Plans {
    fn at(&self, startup: f64, total: f64) -> f64 {
        let with = self.linear.iter().map(|(fixed, s, t)| fixed + s * startup + t * total);
        with.fold(self.base, f64::min)
    }
}

impl Evaluate for Plans {
    type Error = std::convert::Infallible;

    fn cost(&mut self, access: &Access) -> Result<f64, Self::Error> {
        Ok(self.plan(&[*access])?.0)
    }

    fn plan(&mut self, accesses: &[Access]) -> Result<(f64, Vec<usize>), Self::Error> {
        self.calls += 1;
        let mut best = (self.base, Vec::new());
        for access in accesses {
            let cost = self.at(access.startup, access.total);
            if cost < best.0 {
                best = (cost, vec![access.index]);
            }
        }
        Ok(best)
    }
}

/// A thousand accesses whose costs come from a fixed sequence.
fn accesses(count: usize) -> Vec<Access> {
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1u64 << 31) as f64
    };
    (0..count)
        .map(|index| {
            let startup = next() * 10.0;
            Access { index, path: 0, class: index % 2, startup, total: startup + next() * 1000.0 }
        })
        .collect()
}

fn check(mut plans: Plans, most_calls: usize) {
    let all = accesses(1000);
    let Ok(found) = prices(1000, plans.base, all.clone(), &mut plans);
    for access in &all {
        let true_price = plans.at(access.startup, access.total);
        let found = found[access.index];
        // A price just below that without the index is left open.
        let certain = true_price >= plans.base || true_price * 1.011 < plans.base;
        assert_eq!(found.is_some(), certain, "{access:?}: {true_price}");
        assert!(found.is_none_or(|found| agree(found, true_price)), "{access:?}: {found:?}");
    }
    assert!(plans.calls <= most_calls, "{} calls", plans.calls);
}

#[test]
fn one_plan_takes_a_handful_of_plannings() {
    check(Plans { linear: vec![(3.0, 0.5, 1.0)], base: 1e6, calls: 0 }, 13);
}

#[test]
fn a_plan_that_stops_early_and_a_base_that_is_cheaper() {
    let plans = Plans { linear: vec![(3.0, 0.0, 1.0), (40.0, 0.9, 0.1)], base: 300.0, calls: 0 };
    check(plans, 1000);
}

#[test]
fn nothing_below_the_base_takes_one_planning() {
    check(Plans { linear: vec![(3000.0, 0.0, 1.0)], base: 300.0, calls: 0 }, 1);
}

#[test]
fn one_useful_class_among_many_is_found_at_once() {
    let mut plans = Plans { linear: vec![(0.0, 0.0, 1.0)], base: 50.0, calls: 0 };
    let total = |index| if index == 37 { 10.0 } else { 70.0 };
    let all: Vec<Access> = (0..64)
        .map(|index| Access { index, path: 0, class: index, startup: 0.0, total: total(index) })
        .collect();
    let Ok(found) = prices(64, 50.0, all, &mut plans);
    assert!((0..64).all(|index| found[index] == Some(total(index).min(50.0))));
    assert_eq!(plans.calls, 3);
}

#[test]
fn indexes_with_the_same_accesses_are_alike() {
    let access = |index, total| Access { index, path: 0, class: 0, startup: 0.0, total };
    let all = [access(0, 5.0), access(2, 6.0), access(3, 5.0), access(4, 6.0), access(4, 5.0)];
    assert_eq!(representatives(6, &all), [0, 1, 2, 0, 4, 5]);
}

#[test]
fn the_cheapest_path_of_an_index_counts() {
    let mut plans = Plans { linear: vec![(0.0, 0.0, 1.0)], base: 50.0, calls: 0 };
    let path = |path, total| Access { index: 1, path, class: path, startup: 0.0, total };
    let Ok(found) = prices(3, 50.0, vec![path(0, 20.0), path(1, 10.0), path(2, 70.0)], &mut plans);
    assert_eq!(found, [Some(50.0), Some(10.0), Some(50.0)]);
}

#[test]
fn paths_that_are_nearly_as_good_leave_the_price_open() {
    let mut plans = Plans { linear: vec![(0.0, 0.0, 1.0)], base: 50.0, calls: 0 };
    let path = |path, total| Access { index: 0, path, class: path, startup: 0.0, total };
    let Ok(found) = prices(1, 50.0, vec![path(0, 20.0), path(1, 20.1)], &mut plans);
    assert_eq!(found, [None]);
}

#[test]
fn many_at_the_same_place_are_planned_once() {
    let mut plans = Plans { linear: vec![(0.0, 0.0, 1.0)], base: 50.0, calls: 0 };
    let all = (0..100).map(|index| Access { index, path: 0, class: 0, startup: 0.0, total: 9.0 });
    let Ok(found) = prices(100, 50.0, all.collect(), &mut plans);
    assert!(found.iter().all(|price| *price == Some(9.0)));
    assert_eq!(plans.calls, 2);
}
