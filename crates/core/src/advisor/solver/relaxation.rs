//! An upper bound for what any set is worth, by Lagrangian relaxation.
//!
//! A statement may take a way only if all its indexes are there. That rule is given up; instead, each statement pays a
//! price for each index of its way, and the index earns it. Now statements and indexes decide apart, the indexes by a
//! knapsack, and whatever the prices, what they reach is not less than what the best set does (Cornuejols, Fisher and
//! Nemhauser 1977, for facilities; Geoffrion 1974). Prices then move against the disagreement of the two (subgradient
//! steps: Held, Wolfe and Crowder 1974; with a memory: Camerini, Fratta and Maffioli 1975). Limits on numbers have a price
//! as well.
use super::view::{Fixed, Pairs, View};

#[derive(Debug, Clone)]
pub(super) struct Prices {
    pairs: Vec<f64>,
    /// Of being one of all members, and one of a table's.
    member: f64,
    on_table: Vec<f64>,
}

/// What statements and indexes decide at some prices.
pub(super) struct Answer {
    pub value: f64,
    /// Of each index what it earns beyond its upkeep, and how much of it is taken.
    pub earned: Vec<f64>,
    pub taken: Vec<f64>,
    /// Whether each pair's statement wants the index.
    wanted: Vec<f64>,
    /// What a byte is worth.
    byte: f64,
}

#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub upper: f64,
    /// By how much the bound falls at least when the index must be where it was not put: in if it is less than 0, else
    /// out.
    pub regret: Vec<f64>,
    pub earned: Vec<f64>,
    /// How much of each index was taken of late.
    pub taken: Vec<f64>,
}

/// When to end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goal {
    /// What the best set known is worth: the bound will not fall below it.
    pub known: f64,
    /// A bound that is low enough.
    pub enough: f64,
    pub steps: usize,
    /// Steps without a better bound after which they become shorter.
    pub patience: usize,
}

/// Share of the last direction that the next one keeps.
const MEMORY: f64 = 0.6;
/// Share of the present answer in the mean of the last ones.
const RECENT: f64 = 0.05;
/// Steps shorter than this lead nowhere.
const SHORTEST: f64 = 1e-4;

impl Prices {
    /// Each statement offers half of what its best way saves, in equal parts.
    pub fn first(pairs: &Pairs) -> Self {
        let mut prices =
            Prices { pairs: vec![0.0; pairs.count], member: 0.0, on_table: vec![0.0; pairs.tables] };
        for (statement, ways) in pairs.instance.statements.iter().enumerate() {
            for way in ways.iter().rev() {
                for index in &way.indexes {
                    prices.pairs[pairs.number(statement, *index)] =
                        0.5 * way.saves / way.indexes.len() as f64;
                }
            }
        }
        prices
    }
}

impl Answer {
    fn new(pairs: &Pairs) -> Self {
        let indexes = pairs.instance.sizes.len();
        Answer {
            value: 0.0,
            earned: vec![0.0; indexes],
            taken: vec![0.0; indexes],
            wanted: vec![0.0; pairs.count],
            byte: 0.0,
        }
    }

    fn find(&mut self, pairs: &Pairs, view: &View, prices: &Prices) {
        for index in &view.free {
            let limits = prices.member + prices.on_table[pairs.table[*index]];
            self.earned[*index] = -pairs.instance.upkeep[*index] - limits;
            self.taken[*index] = 0.0;
        }
        for (pair, index) in &view.pairs {
            self.earned[*index] += prices.pairs[*pair];
            self.wanted[*pair] = 0.0;
        }
        self.value = view.base + self.statements(view, prices) + self.knapsack(pairs, view);
        // A limit that there is not has no price.
        let limits = prices.on_table.iter().zip(&view.on_table).chain([(&prices.member, &view.members)]);
        let priced = limits.filter(|(price, _)| **price > 0.0);
        self.value += priced.map(|(price, left)| price * left).sum::<f64>();
    }

    /// Each takes the way that saves most beyond its price.
    fn statements(&mut self, view: &View, prices: &Prices) -> f64 {
        let mut value = 0.0;
        for ways in &view.statements {
            let mut best = (0.0, 0..0);
            for (saves, asked) in &view.ways[ways.clone()] {
                let paid: f64 = view.asked[asked.clone()].iter().map(|pair| prices.pairs[*pair]).sum();
                if saves - paid > best.0 {
                    best = (saves - paid, asked.clone());
                }
            }
            value += best.0;
            view.asked[best.1].iter().for_each(|pair| self.wanted[*pair] = 1.0);
        }
        value
    }

    /// Those that earn most for a byte, the last one in part.
    fn knapsack(&mut self, pairs: &Pairs, view: &View) -> f64 {
        let sizes = &pairs.instance.sizes;
        let mut good: Vec<usize> =
            view.free.iter().copied().filter(|index| self.earned[*index] > 0.0).collect();
        self.byte = 0.0;
        let mut left = view.bytes;
        if good.iter().map(|index| sizes[*index]).sum::<f64>() > left {
            let density = |index: usize| self.earned[index] / sizes[index];
            good.sort_unstable_by(|a, b| density(*b).total_cmp(&density(*a)).then(a.cmp(b)));
        }
        let mut value = 0.0;
        for index in good {
            let share = if sizes[index] <= left { 1.0 } else { left.max(0.0) / sizes[index] };
            self.taken[index] = share;
            value += share * self.earned[index];
            left -= share * sizes[index];
            if share < 1.0 {
                self.byte = self.earned[index] / sizes[index];
                break;
            }
        }
        value
    }
}

/// Moves `prices` until the bound is low enough, cannot be lowered, or `each` answer says no.
pub(super) fn lower(
    pairs: &Pairs,
    fixed: &[Fixed],
    prices: &mut Prices,
    goal: Goal,
    mut each: impl FnMut(&Answer) -> bool,
) -> Bound {
    let view = View::new(pairs, fixed);
    let mut answer = Answer::new(pairs);
    let none = vec![0.0; fixed.len()];
    let mut bound = Bound { upper: f64::INFINITY, regret: none.clone(), earned: none.clone(), taken: none };
    if !view.is_possible() {
        bound.upper = f64::NEG_INFINITY;
        return bound;
    }
    let mut best = prices.clone();
    let mut direction = vec![0.0; pairs.count];
    let (mut length, mut vain) = (1.0, 0);
    for step in 0..goal.steps {
        answer.find(pairs, &view, prices);
        let recent = if step == 0 { 1.0 } else { RECENT };
        for index in &view.free {
            bound.taken[*index] += (answer.taken[*index] - bound.taken[*index]) * recent;
        }
        let lowered = bound.upper - answer.value;
        vain = if lowered > 1e-6 * answer.value.abs() { 0 } else { vain + 1 };
        if lowered > 0.0 {
            bound.upper = answer.value;
            bound.earned.clone_from(&answer.earned);
            for index in &view.free {
                bound.regret[*index] = answer.earned[*index] - answer.byte * pairs.instance.sizes[*index];
            }
            best.clone_from(prices);
        }
        if bound.upper <= goal.enough || !each(&answer) {
            break;
        }
        if vain >= goal.patience {
            (length, vain) = (length * 0.5, 0);
            prices.clone_from(&best);
            if length < SHORTEST {
                break;
            }
        } else if !prices.move_against(
            pairs,
            &view,
            &answer,
            &mut direction,
            length * (answer.value - goal.known),
        ) {
            break;
        }
    }
    prices.clone_from(&best);
    bound
}

impl Prices {
    /// False if statements and indexes agree.
    fn move_against(
        &mut self,
        pairs: &Pairs,
        view: &View,
        answer: &Answer,
        direction: &mut [f64],
        distance: f64,
    ) -> bool {
        let mut norm = 0.0;
        for (pair, index) in &view.pairs {
            let apart = answer.wanted[*pair] - answer.taken[*index];
            // A price of nothing cannot fall.
            let apart = if self.pairs[*pair] <= 0.0 { apart.max(0.0) } else { apart };
            direction[*pair] = apart + MEMORY * direction[*pair];
            norm += direction[*pair] * direction[*pair];
        }
        let mut too_many = vec![0.0; pairs.tables];
        view.free.iter().for_each(|index| too_many[pairs.table[*index]] += answer.taken[*index]);
        let members: f64 = too_many.iter().sum::<f64>() - view.members;
        too_many.iter_mut().zip(&view.on_table).for_each(|(members, left)| *members -= left);
        let limits = || too_many.iter().chain([&members]).filter(|many| many.is_finite());
        norm += limits().filter(|many| **many > 0.0).map(|many| many * many).sum::<f64>();
        if norm <= 0.0 {
            return false;
        }
        let far = distance.max(0.0) / norm;
        for (pair, _) in &view.pairs {
            self.pairs[*pair] = (self.pairs[*pair] + far * direction[*pair]).max(0.0);
        }
        let prices = self.on_table.iter_mut().chain([&mut self.member]);
        for (price, many) in prices.zip(too_many.iter().chain([&members])) {
            if many.is_finite() {
                *price = (*price + far * many).max(0.0);
            }
        }
        true
    }
}
