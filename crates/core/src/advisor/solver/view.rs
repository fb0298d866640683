//! What is left to be decided when some indexes are in or out.
use super::instance::Instance;
use super::neighbours::table_numbers;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fixed {
    Free,
    In,
    Out,
}

/// Statements and their indexes, each such pair with a number.
pub(super) struct Pairs<'a> {
    pub instance: &'a Instance,
    first: Vec<usize>,
    indexes: Vec<Vec<usize>>,
    pub count: usize,
    /// Number of each index's table.
    pub table: Vec<usize>,
    pub tables: usize,
}

impl<'a> Pairs<'a> {
    pub fn new(instance: &'a Instance) -> Self {
        let mut first = Vec::new();
        let mut indexes = Vec::new();
        let mut count = 0;
        for ways in &instance.statements {
            let mut own: Vec<usize> = ways.iter().flat_map(|way| way.indexes.iter().copied()).collect();
            own.sort_unstable();
            own.dedup();
            first.push(count);
            count += own.len();
            indexes.push(own);
        }
        let (table, tables) = table_numbers(instance);
        Pairs { instance, first, indexes, count, table, tables }
    }

    pub fn number(&self, statement: usize, index: usize) -> usize {
        // Every index that is asked for is there.
        self.first[statement] + self.indexes[statement].binary_search(&index).unwrap_or(0)
    }
}

/// Flat, because it is walked hundreds of times.
pub(super) struct View {
    /// What is certain.
    pub base: f64,
    /// Bytes, members and members of each table that are left.
    pub bytes: f64,
    pub members: f64,
    pub on_table: Vec<f64>,
    pub free: Vec<usize>,
    /// Pairs of free indexes: number and index.
    pub pairs: Vec<(usize, usize)>,
    /// Of each statement its ways.
    pub statements: Vec<Range<usize>>,
    /// Of each way what it saves beyond what is certain, and where its pairs are.
    pub ways: Vec<(f64, Range<usize>)>,
    /// Numbers of pairs.
    pub asked: Vec<usize>,
}

impl View {
    pub fn new(pairs: &Pairs, fixed: &[Fixed]) -> Self {
        let instance = pairs.instance;
        let of = |wanted: Fixed| (0..fixed.len()).filter(move |index| fixed[*index] == wanted);
        let limit = |most: Option<usize>| most.map_or(f64::INFINITY, |most| most as f64);
        let used: f64 = of(Fixed::In).map(|index| instance.sizes[index]).sum();
        let mut on_table = vec![limit(instance.max_indexes_per_table); pairs.tables];
        of(Fixed::In).for_each(|index| on_table[pairs.table[index]] -= 1.0);
        let mut view = View {
            base: -of(Fixed::In).map(|index| instance.upkeep[index]).sum::<f64>(),
            bytes: instance.budget.map_or(f64::INFINITY, |budget| budget - used),
            members: limit(instance.max_indexes) - of(Fixed::In).count() as f64,
            on_table,
            free: of(Fixed::Free).collect(),
            pairs: Vec::new(),
            statements: Vec::with_capacity(instance.statements.len()),
            ways: Vec::new(),
            asked: Vec::new(),
        };
        for statement in 0..instance.statements.len() {
            view.add_statement(pairs, fixed, statement);
        }
        view
    }

    fn add_statement(&mut self, pairs: &Pairs, fixed: &[Fixed], statement: usize) {
        let start = self.ways.len();
        let mut own: Vec<usize> = Vec::new();
        let mut certain = 0.0;
        for way in &pairs.instance.statements[statement] {
            if way.indexes.iter().any(|index| fixed[*index] == Fixed::Out) {
                continue;
            }
            if way.indexes.iter().all(|index| fixed[*index] == Fixed::In) {
                // The others save less.
                certain = way.saves;
                break;
            }
            let from = self.asked.len();
            for index in way.indexes.iter().filter(|index| fixed[**index] == Fixed::Free) {
                self.asked.push(pairs.number(statement, *index));
                own.push(*index);
            }
            self.ways.push((way.saves, from..self.asked.len()));
        }
        self.base += certain;
        self.ways[start..].iter_mut().for_each(|(saves, _)| *saves -= certain);
        self.statements.push(start..self.ways.len());
        own.sort_unstable();
        own.dedup();
        self.pairs.extend(own.into_iter().map(|index| (pairs.number(statement, index), index)));
    }

    /// False if what is in is too much already.
    pub fn is_possible(&self) -> bool {
        self.bytes >= 0.0 && self.members >= 0.0 && self.on_table.iter().all(|left| *left >= 0.0)
    }
}
