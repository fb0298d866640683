//! What is to be chosen from, as numbers only.

/// Savings of all statements under all sets that matter, and what may be spent.
#[derive(Debug, Clone, Default)]
pub struct Instance {
    /// Bytes of each index, more than 0.
    pub sizes: Vec<f64>,
    /// What keeping each index costs, in the unit of the savings; not less than 0.
    pub upkeep: Vec<f64>,
    /// The table of each index.
    pub tables: Vec<u32>,
    /// Of each statement the ways to make it cheaper, those that save most first. It takes the first one whose indexes are
    /// all there.
    pub statements: Vec<Vec<Way>>,
    pub budget: Option<f64>,
    pub max_indexes: Option<usize>,
    pub max_indexes_per_table: Option<usize>,
}

/// With all of `indexes` (sorted) a statement saves that much in all its executions.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    pub indexes: Vec<usize>,
    pub saves: f64,
}

impl Instance {
    /// Puts the ways in order, without those that save nothing or less than one that needs no other indexes.
    pub fn with_statements(mut self, statements: Vec<Vec<Way>>) -> Self {
        self.statements = statements;
        for ways in &mut self.statements {
            ways.retain(|way| way.saves > 0.0 && way.saves.is_finite());
            ways.sort_by(|a, b| {
                let shorter = a.indexes.len().cmp(&b.indexes.len());
                b.saves.total_cmp(&a.saves).then(shorter).then_with(|| a.indexes.cmp(&b.indexes))
            });
            let mut kept: Vec<Way> = Vec::with_capacity(ways.len());
            for way in ways.drain(..) {
                let within = |other: &Way| other.indexes.iter().all(|index| way.indexes.contains(index));
                if !kept.iter().any(within) {
                    kept.push(way);
                }
            }
            *ways = kept;
        }
        self
    }

    /// What a set saves, less its upkeep.
    pub fn value(&self, chosen: &[bool]) -> f64 {
        let saved: f64 = self.statements.iter().map(|ways| best_way(ways, chosen)).sum();
        let kept = self.upkeep.iter().zip(chosen).filter(|(_, chosen)| **chosen);
        saved - kept.map(|(upkeep, _)| upkeep).sum::<f64>()
    }
}

/// What a statement with these ways saves.
pub(super) fn best_way(ways: &[Way], chosen: &[bool]) -> f64 {
    let there = |way: &&Way| way.indexes.iter().all(|index| chosen[*index]);
    ways.iter().find(there).map_or(0.0, |way| way.saves)
}
