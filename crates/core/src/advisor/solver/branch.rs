//! Branch and bound: a set and a proof that no other is worth more, or not much more.
use super::dominance::dominated;
use super::instance::Instance;
use super::neighbours::{Neighbours, Set};
use super::relaxation::{lower, Answer, Bound, Goal, Prices};
use super::view::{Fixed, Pairs};

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Solution {
    /// Sorted.
    pub chosen: Vec<usize>,
    /// What it saves, less its upkeep.
    pub value: f64,
    /// No set within the limits is worth more.
    pub bound: f64,
    /// Problems that were looked at.
    pub nodes: usize,
}

#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Share of the value that the bound may be above it.
    pub gap: f64,
    /// Problems to look at.
    pub nodes: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Effort { gap: 1e-4, nodes: 500 }
    }
}

/// The best set within `effort.gap`, or the best one found when `effort.nodes` are used up or `proceed` says no. It is not
/// worse than `start`, if that is within the limits.
pub fn solve(
    instance: &Instance,
    start: &[usize],
    effort: Effort,
    proceed: &mut dyn FnMut() -> bool,
) -> Solution {
    let neighbours = Neighbours::new(instance);
    let mut best = neighbours.empty();
    let given = neighbours.fill(start.iter().copied());
    if given.value > best.value {
        best = given;
    }
    Search { pairs: Pairs::new(instance), neighbours, best, effort, proceed }.run()
}

struct Search<'a> {
    pairs: Pairs<'a>,
    neighbours: Neighbours<'a>,
    best: Set,
    effort: Effort,
    proceed: &'a mut dyn FnMut() -> bool,
}

/// A part of all sets: those that have what is in and lack what is out.
struct Node {
    fixed: Vec<Fixed>,
    prices: Prices,
    bound: Bound,
}

/// Rounds of the whole problem; each begins with what the one before has fixed.
const ROUNDS: usize = 3;
/// Steps and patience (see [`Goal`]) for the whole problem and for a part of it.
const WHOLE: (usize, usize) = (1000, 20);
const PART: (usize, usize) = (60, 8);
/// Answers between two sets that are made of one.
const EVERY: usize = 25;
/// A set that is worth this share of the best one may become better than it.
const NEAR: f64 = 0.98;

impl Search<'_> {
    fn run(mut self) -> Solution {
        let mut nodes = 1;
        let mut open = vec![self.whole()];
        // Of the parts that are done with, the most that one may hold.
        let mut done = f64::NEG_INFINITY;
        let most = |open: &[Node]| {
            (0..open.len()).max_by(|a, b| open[*a].bound.upper.total_cmp(&open[*b].bound.upper))
        };
        while let Some(at) = most(&open) {
            let node = open.swap_remove(at);
            if node.bound.upper <= self.enough() || nodes >= self.effort.nodes || !(self.proceed)() {
                done = done.max(node.bound.upper);
                break;
            }
            let Some(index) = branching_index(&node) else {
                // One set is left of this part.
                let members = (0..node.fixed.len()).filter(|index| node.fixed[*index] == Fixed::In);
                self.offer(self.neighbours.fill(members));
                continue;
            };
            for side in [Fixed::In, Fixed::Out] {
                nodes += 1;
                let part = self.part(&node, index, side);
                if part.bound.upper <= self.enough() {
                    done = done.max(part.bound.upper);
                } else {
                    open.push(part);
                }
            }
        }
        let chosen = (0..self.best.chosen.len()).filter(|index| self.best.chosen[*index]).collect();
        Solution { chosen, value: self.best.value, bound: done.max(self.best.value), nodes }
    }

    fn enough(&self) -> f64 {
        self.best.value + self.effort.gap * self.best.value.abs()
    }

    fn whole(&mut self) -> Node {
        let gone = dominated(self.pairs.instance);
        let mut fixed: Vec<Fixed> =
            gone.into_iter().map(|gone| if gone { Fixed::Out } else { Fixed::Free }).collect();
        exclude_too_large(self.pairs.instance, &mut fixed);
        let mut prices = Prices::first(&self.pairs);
        let mut upper = f64::INFINITY;
        let mut bound = self.bound(&fixed, &mut prices, WHOLE);
        for _ in 1..ROUNDS {
            upper = upper.min(bound.upper);
            self.fix(&mut fixed, &bound);
            bound = self.bound(&fixed, &mut prices, WHOLE);
        }
        // Nothing better than the best set is in what was decided the other way.
        bound.upper = bound.upper.max(self.best.value).min(upper);
        Node { fixed, prices, bound }
    }

    fn part(&mut self, node: &Node, index: usize, side: Fixed) -> Node {
        let mut fixed = node.fixed.clone();
        fixed[index] = side;
        exclude_too_large(self.pairs.instance, &mut fixed);
        let mut prices = node.prices.clone();
        let mut bound = self.bound(&fixed, &mut prices, PART);
        self.fix(&mut fixed, &bound);
        bound.upper = bound.upper.min(node.bound.upper);
        Node { fixed, prices, bound }
    }

    /// Lowers the bound, and makes sets of what indexes earn meanwhile.
    fn bound(&mut self, fixed: &[Fixed], prices: &mut Prices, (steps, patience): (usize, usize)) -> Bound {
        let (known, enough) = (self.best.value, self.enough());
        let of = |wanted: Fixed| (0..fixed.len()).filter(move |index| fixed[*index] == wanted);
        let mut found: Option<Set> = None;
        let mut step = 0;
        let bound = lower(&self.pairs, fixed, prices, Goal { known, enough, steps, patience }, |answer| {
            step += 1;
            if step % EVERY == 1 {
                let free = by_density(self.pairs.instance, of(Fixed::Free), answer);
                let set = self.neighbours.fill(of(Fixed::In).chain(free));
                if found.as_ref().is_none_or(|found| set.value > found.value) {
                    found = Some(set);
                }
            }
            (self.proceed)()
        });
        if let Some(mut set) = found.filter(|set| set.value > self.best.value * NEAR) {
            let candidates: Vec<usize> = of(Fixed::In).chain(of(Fixed::Free)).collect();
            self.neighbours.polish(&mut set, &candidates, self.proceed);
            self.offer(set);
        }
        bound
    }

    fn offer(&mut self, set: Set) {
        if set.value > self.best.value {
            self.best = set;
        }
    }

    /// Decides what the bound decides: with the other choice nothing better than the best set is left. The regrets must be of
    /// the prices that the bound is of.
    fn fix(&self, fixed: &mut [Fixed], bound: &Bound) {
        for (fixed, regret) in fixed.iter_mut().zip(&bound.regret) {
            if *fixed == Fixed::Free && bound.upper - regret.abs() <= self.best.value {
                *fixed = if *regret > 0.0 { Fixed::In } else { Fixed::Out };
            }
        }
    }
}

fn by_density(instance: &Instance, free: impl Iterator<Item = usize>, answer: &Answer) -> Vec<usize> {
    let density = |index: usize| answer.earned[index] / instance.sizes[index];
    let mut order: Vec<usize> = free.filter(|index| answer.earned[*index] > 0.0).collect();
    order.sort_by(|a, b| density(*b).total_cmp(&density(*a)).then(a.cmp(b)));
    order
}

fn exclude_too_large(instance: &Instance, fixed: &mut [Fixed]) {
    let Some(budget) = instance.budget else { return };
    let used: f64 = fixed.iter().zip(&instance.sizes).filter(|(f, _)| **f == Fixed::In).map(|(_, s)| s).sum();
    for (fixed, size) in fixed.iter_mut().zip(&instance.sizes) {
        if *fixed == Fixed::Free && *size > budget - used {
            *fixed = Fixed::Out;
        }
    }
}

/// The free index that the answers agree on least, where much depends on it.
fn branching_index(node: &Node) -> Option<usize> {
    let score = |index: usize| {
        let taken = node.bound.taken[index];
        taken.min(1.0 - taken).max(1e-3) * node.bound.earned[index].abs().max(f64::MIN_POSITIVE)
    };
    let free = (0..node.fixed.len()).filter(|index| node.fixed[*index] == Fixed::Free);
    free.max_by(|a, b| score(*a).total_cmp(&score(*b)).then(b.cmp(a)))
}
