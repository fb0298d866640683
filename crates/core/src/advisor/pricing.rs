//! Prices many indexes of one statement from few plannings.
//!
//! An index enters a plan through an access path to its table. Paths of one class (same relation, same order, same
//! outer relations needed, same number of rows) differ in their startup and total cost only, so what the whole plan
//! costs is a function of these two numbers. It is concave, being the least of many plans whose costs each grow
//! linearly (Bruno and Nehme, "Configuration-Parametric Query Optimization for Physical Design Tuning", SIGMOD 2008, call it
//! the parametric view; INUM, Papadomanolakis and others, VLDB 2007, cuts plans at the same place). A concave function that
//! agrees with a plane in the corners of a rectangle and in its middle is that plane everywhere inside. So a class is
//! priced by planning with the corners and the middle of the rectangle that its paths span, if these five agree; if not, the
//! rectangle is cut in two. Most classes are of no use at all, and that is found out for all at once: planned with the best of
//! each in sight, the plan uses some; with these out of sight, some others; until it is no cheaper than without any.
use std::collections::HashMap;

/// One way to get at a table, offered by one index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Access {
    pub index: usize,
    /// Which of the index's paths, for the evaluation to find it again.
    pub path: usize,
    /// Paths with the same number are exchangeable but for their costs.
    pub class: usize,
    pub startup: f64,
    pub total: f64,
}

/// Plans with some accesses in sight, each at the costs that it has and for all of its class.
pub trait Evaluate {
    type Error;
    /// What the whole plan costs.
    fn cost(&mut self, access: &Access) -> Result<f64, Self::Error>;
    /// What the whole plan costs, and the indexes that it uses.
    fn plan(&mut self, accesses: &[Access]) -> Result<(f64, Vec<usize>), Self::Error>;
}

/// The least cost of the plan with each index alone, by index; `base` is the cost without any.
///
/// `None` where two paths of an index lead to nearly the same cost: the planner takes costs within 1 % for equal
/// (STD_FUZZ_FACTOR in src/backend/optimizer/util/pathnode.c) and may choose either, so only planning with both tells.
pub fn prices<E: Evaluate>(
    indexes: usize,
    base: f64,
    mut accesses: Vec<Access>,
    evaluate: &mut E,
) -> Result<Vec<Option<f64>>, E::Error> {
    let mut prices = vec![Price { best: base, runner_up: f64::INFINITY }; indexes];
    accesses.sort_by(|a, b| {
        a.class.cmp(&b.class).then(a.total.total_cmp(&b.total)).then(a.startup.total_cmp(&b.startup))
    });
    let classes: Vec<&[Access]> = accesses.chunk_by(|a, b| a.class == b.class).collect();
    for class in useful(classes, base, evaluate)? {
        price_class(class, evaluate, &mut prices)?;
    }
    Ok(prices.iter().map(Price::if_certain).collect())
}

/// For each index the first one with the very same accesses, which has the same price. An index without any is alone.
pub fn representatives(indexes: usize, accesses: &[Access]) -> Vec<usize> {
    let mut of_index: Vec<Vec<(usize, u64, u64)>> = vec![Vec::new(); indexes];
    for access in accesses {
        of_index[access.index].push((access.class, access.startup.to_bits(), access.total.to_bits()));
    }
    let mut first: HashMap<Vec<(usize, u64, u64)>, usize> = HashMap::new();
    of_index
        .into_iter()
        .enumerate()
        .map(|(index, mut own)| {
            own.sort_unstable();
            if own.is_empty() {
                index
            } else {
                *first.entry(own).or_insert(index)
            }
        })
        .collect()
}

/// The classes that may make the plan cheaper.
fn useful<'a, E: Evaluate>(
    mut classes: Vec<&'a [Access]>,
    base: f64,
    evaluate: &mut E,
) -> Result<Vec<&'a [Access]>, E::Error> {
    /// Paths hide each other when their costs are within the planner's fuzz: so all are looked at as a little better than
    /// they are.
    const BETTER: f64 = 0.98;
    let mut found = Vec::new();
    while !classes.is_empty() {
        let best: Vec<Access> = classes
            .iter()
            .map(|class| {
                let (startup, total) = Rectangle::around(class).least();
                Access { startup: startup * BETTER, total: total * BETTER, ..class[0] }
            })
            .collect();
        let (cost, used) = evaluate.plan(&best)?;
        if cost >= base {
            break;
        }
        let is_used = |class: &&[Access]| used.contains(&class[0].index);
        let (mut in_use, rest): (Vec<_>, Vec<_>) = classes.into_iter().partition(is_used);
        classes = rest;
        // A cheaper plan that uses none of them cannot be; should there be one, all are of interest.
        if in_use.is_empty() {
            in_use.append(&mut classes);
        }
        found.append(&mut in_use);
    }
    Ok(found)
}

#[derive(Debug, Clone, Copy)]
struct Price {
    best: f64,
    /// Of another path.
    runner_up: f64,
}

impl Price {
    fn offer(&mut self, price: f64) {
        if price < self.best {
            self.runner_up = self.best;
            self.best = price;
        } else if price > self.best {
            self.runner_up = self.runner_up.min(price);
        }
    }

    fn if_certain(&self) -> Option<f64> {
        /// A little more than the planner's, since costs of the whole plan are compared here.
        const FUZZ: f64 = 1.011;
        (self.runner_up > self.best * FUZZ).then_some(self.best)
    }
}

/// Fewer accesses than this are planned one by one: that takes no more plannings.
const FEW: usize = 5;

fn price_class<E: Evaluate>(
    class: &[Access],
    evaluate: &mut E,
    prices: &mut [Price],
) -> Result<(), E::Error> {
    let mut put = |access: &Access, price: f64| prices[access.index].offer(price);
    let mut pending = vec![class.to_vec()];
    while let Some(some) = pending.pop() {
        let places = distinct_places(&some);
        if places <= FEW {
            let mut last: Option<(Access, f64)> = None;
            for access in &some {
                let price = match last {
                    Some((at, price)) if same_place(&at, access) => price,
                    _ => evaluate.cost(access)?,
                };
                last = Some((*access, price));
                put(access, price);
            }
            continue;
        }
        let rectangle = Rectangle::around(&some);
        match rectangle.plane(&some[0], evaluate)? {
            Some(plane) => some.iter().for_each(|access| put(access, plane.at(access))),
            None => {
                let (low, high) = rectangle.halves(some);
                pending.push(low);
                pending.push(high);
            }
        }
    }
    Ok(())
}

fn same_place(a: &Access, b: &Access) -> bool {
    a.startup == b.startup && a.total == b.total
}

/// Of a sorted slice.
fn distinct_places(some: &[Access]) -> usize {
    some.chunk_by(same_place).count()
}

/// Lowest and highest startup and total cost.
#[derive(Debug, Clone, Copy)]
struct Rectangle {
    startup: (f64, f64),
    total: (f64, f64),
}

/// cost = base + startup * by_startup + total * by_total
#[derive(Debug, Clone, Copy)]
struct Plane {
    origin: (f64, f64),
    base: f64,
    by_startup: f64,
    by_total: f64,
}

impl Plane {
    fn at(&self, access: &Access) -> f64 {
        self.base
            + (access.startup - self.origin.0) * self.by_startup
            + (access.total - self.origin.1) * self.by_total
    }
}

impl Rectangle {
    fn around(some: &[Access]) -> Self {
        let mut found = Rectangle {
            startup: (f64::INFINITY, f64::NEG_INFINITY),
            total: (f64::INFINITY, f64::NEG_INFINITY),
        };
        for access in some {
            found.startup = (found.startup.0.min(access.startup), found.startup.1.max(access.startup));
            found.total = (found.total.0.min(access.total), found.total.1.max(access.total));
        }
        found
    }

    /// Lowest startup and lowest total cost.
    fn least(&self) -> (f64, f64) {
        (self.startup.0, self.total.0)
    }

    /// The plane that the cost is inside this rectangle, if it is one.
    fn plane<E: Evaluate>(&self, access: &Access, evaluate: &mut E) -> Result<Option<Plane>, E::Error> {
        let (s0, s1) = self.startup;
        let (t0, t1) = self.total;
        let mut cost = |startup, total| evaluate.cost(&Access { startup, total, ..*access });
        let base = cost(s0, t0)?;
        let far = cost(s1, t1)?;
        let (by_startup, by_total) = if s1 > s0 && t1 > t0 {
            let by_startup = (cost(s1, t0)? - base) / (s1 - s0);
            (by_startup, (cost(s0, t1)? - base) / (t1 - t0))
        } else if t1 > t0 {
            (0.0, (far - base) / (t1 - t0))
        } else {
            ((far - base) / (s1 - s0), 0.0)
        };
        let plane = Plane { origin: (s0, t0), base, by_startup, by_total };
        let at = |startup, total| plane.at(&Access { startup, total, ..*access });
        let (sm, tm) = ((s0 + s1) / 2.0, (t0 + t1) / 2.0);
        let flat = agree(far, at(s1, t1)) && agree(cost(sm, tm)?, at(sm, tm));
        Ok(flat.then_some(plane))
    }

    /// The accesses on either side of the median of the wider dimension.
    fn halves(&self, mut some: Vec<Access>) -> (Vec<Access>, Vec<Access>) {
        let relative = |(low, high): (f64, f64)| (high - low) / high.abs().max(1.0);
        if relative(self.startup) > relative(self.total) {
            some.sort_by(|a, b| a.startup.total_cmp(&b.startup).then(a.total.total_cmp(&b.total)));
        }
        let mut middle = some.len() / 2;
        // Equal places stay together, so that each half is smaller.
        while middle > 0 && same_place(&some[middle - 1], &some[middle]) {
            middle -= 1;
        }
        if middle == 0 {
            middle = some.iter().position(|a| !same_place(a, &some[0])).unwrap_or(1);
        }
        let high = some.split_off(middle);
        (some, high)
    }
}

fn agree(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[cfg(test)]
#[path = "pricing_tests.rs"]
mod tests;
