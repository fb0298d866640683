//! Some statements that stand for a workload, chosen as ISUM does (Siddiqui et al., SIGMOD 2022): each time the one that
//! says most about what is not covered yet. There likeness is a weighted Jaccard index, which a summary of the workload
//! only approximates. Here it is a cosine: then one vector holds the exact sum, and a choice takes time linear in
//! the number of statements.

use super::features::{Direction, Features};
use super::{Asked, Representative};
use crate::model::workload::TableAccess;

/// Statements less alike than this (60 degrees apart) are not represented by one another: an index for the one does too
/// little for the other.
const ALIKE: f64 = 0.5;

/// What is judged in the place of a workload.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// By position.
    pub representatives: Vec<Representative>,
    /// What these stand for, as a share of the workload's cost: 1 is all.
    pub covered: f64,
    /// Statements that none of them stands for.
    pub left_out: usize,
}

/// At most `most` of those that some index could help (`can_gain` tells it of an access), and all that none could: they
/// belong to the workload's cost and take no judging. The others' weight goes to the most similar one that was chosen.
/// Asked before each choice, `proceed` may end it.
pub fn choose(
    asked: &[Asked],
    representatives: Vec<Representative>,
    can_gain: impl Fn(&TableAccess) -> bool,
    most: usize,
    mut proceed: impl FnMut() -> bool,
) -> Choice {
    let gains = |one: &Representative| asked[one.statement].requirements.accesses.iter().any(&can_gain);
    let (open, mut kept): (Vec<_>, Vec<_>) = representatives.into_iter().partition(gains);
    let mut race = Race::new(asked, &open, can_gain);
    while open.len() > most && race.chosen.len() < most && proceed() {
        race.choose();
    }
    let chosen = if open.len() > most { race.chosen } else { (0..open.len()).collect() };
    let mut places: Vec<Option<usize>> = vec![None; open.len()];
    for candidate in chosen {
        places[candidate] = Some(kept.len());
        kept.push(open[candidate].clone());
    }
    let cost = |one: &Representative| asked[one.statement].requirements.cost;
    let mut all: f64 = kept.iter().map(|one| one.weight * cost(one)).sum();
    let (mut missing, mut left_out) = (0.0, 0);
    for (candidate, one) in open.iter().enumerate().filter(|(candidate, _)| places[*candidate].is_none()) {
        let part = one.weight * cost(one);
        all += part;
        match race.nearest[candidate].and_then(|(_, chosen)| places[chosen]) {
            Some(place) => kept[place].weight += part / cost(&kept[place]),
            None => {
                missing += part;
                left_out += one.members.len();
            }
        }
    }
    kept.sort_by_key(|one| one.statement);
    Choice { representatives: kept, covered: if all > 0.0 { 1.0 - missing / all } else { 1.0 }, left_out }
}

struct Race {
    directions: Vec<Direction>,
    /// Share of the workload's cost.
    parts: Vec<f64>,
    /// The same without what the chosen ones cover.
    uncovered: Vec<f64>,
    /// Sum of the directions, each as long as what is uncovered: its product with a direction is what choosing that one
    /// would cover, itself included.
    summary: Vec<f64>,
    chosen: Vec<usize>,
    is_chosen: Vec<bool>,
    /// How much alike the most similar chosen one is, and which.
    nearest: Vec<Option<(f64, usize)>>,
}

impl Race {
    fn new(asked: &[Asked], open: &[Representative], can_gain: impl Fn(&TableAccess) -> bool) -> Self {
        let mut features = Features::default();
        let directions: Vec<Direction> =
            open.iter().map(|one| features.direction(&asked[one.statement], &can_gain)).collect();
        let part = |one: &Representative| one.weight * asked[one.statement].requirements.cost;
        let parts: Vec<f64> = open.iter().map(part).collect();
        let mut race = Race {
            uncovered: parts.clone(),
            parts,
            summary: vec![0.0; features.len()],
            chosen: Vec::new(),
            is_chosen: vec![false; open.len()],
            nearest: vec![None; open.len()],
            directions,
        };
        race.summarise();
        race
    }

    /// From scratch, which costs no more than correcting it would and adds up no errors.
    fn summarise(&mut self) {
        self.summary.fill(0.0);
        for (direction, uncovered) in self.directions.iter().zip(&self.uncovered) {
            for &(feature, weight) in direction {
                self.summary[feature] += weight * uncovered;
            }
        }
    }

    fn choose(&mut self) {
        let Some(best) = self.best() else { return };
        self.chosen.push(best);
        self.is_chosen[best] = true;
        self.cover(best);
        self.summarise();
    }

    /// The one that would cover most; the dearest, where nothing is left to cover; the first among equals.
    fn best(&self) -> Option<usize> {
        let worth = |one: usize| (product(&self.directions[one], &self.summary), self.parts[one]);
        let mut best: Option<(usize, (f64, f64))> = None;
        for one in (0..self.directions.len()).filter(|one| !self.is_chosen[*one]) {
            let worth = worth(one);
            if best.is_none_or(|(_, most)| worth > most) {
                best = Some((one, worth));
            }
        }
        best.map(|(one, _)| one)
    }

    /// Takes off what `chosen` says about the others.
    fn cover(&mut self, chosen: usize) {
        let mut direction = vec![0.0; self.summary.len()];
        self.directions[chosen].iter().for_each(|&(feature, weight)| direction[feature] = weight);
        self.uncovered[chosen] = 0.0;
        for other in 0..self.directions.len() {
            let alike = product(&self.directions[other], &direction).min(1.0);
            self.uncovered[other] *= 1.0 - alike;
            // What costs nothing has no weight that could carry another's.
            let nearer = self.nearest[other].is_none_or(|(most, _)| alike > most);
            if alike >= ALIKE && nearer && self.parts[chosen] > 0.0 {
                self.nearest[other] = Some((alike, chosen));
            }
        }
    }
}

fn product(direction: &Direction, with: &[f64]) -> f64 {
    direction.iter().map(|&(feature, weight)| weight * with[feature]).sum()
}
