//! Rows that agree in some columns.
use crate::model::sample::SampledTable;
use std::collections::HashMap;

/// The rows of a table by their values in one or more columns. Group 0 has the rows in which one of these is NULL.
#[derive(Debug, Clone)]
pub(super) struct Groups {
    pub of_row: Vec<u32>,
    /// Rows of each group.
    pub sizes: Vec<u32>,
}

impl Groups {
    pub fn of_column(table: &SampledTable, column: usize) -> Self {
        let values = &table.columns[column].values;
        Self::counted(values.codes.clone(), values.texts.len() + 1)
    }

    /// Of the columns of `self` and those of `other`.
    pub fn with(&self, other: &Groups) -> Self {
        let mut numbers: HashMap<(u32, u32), u32> = HashMap::new();
        let pairs = self.of_row.iter().zip(&other.of_row);
        let of_row = pairs
            .map(|(a, b)| {
                if *a == 0 || *b == 0 {
                    return 0;
                }
                let next = numbers.len() as u32 + 1;
                *numbers.entry((*a, *b)).or_insert(next)
            })
            .collect();
        Self::counted(of_row, numbers.len() + 1)
    }

    fn counted(of_row: Vec<u32>, groups: usize) -> Self {
        let mut sizes = vec![0u32; groups];
        of_row.iter().for_each(|group| sizes[*group as usize] += 1);
        Groups { of_row, sizes }
    }

    /// Groups without that of NULL.
    pub fn count(&self) -> usize {
        self.sizes.len() - 1
    }

    /// Rows that are not in the group of NULL.
    pub fn known(&self) -> usize {
        self.of_row.len() - self.sizes[0] as usize
    }

    /// Groups that could contradict a dependency.
    pub fn repeated(&self) -> usize {
        self.sizes[1..].iter().filter(|size| **size > 1).count()
    }

    /// The value that `codes` has in each group, if it has one only. Where the determinant is NULL the dependent must be
    /// NULL as well, for a table of their own would lose it.
    pub fn determined(&self, codes: &[u32]) -> Option<Vec<u32>> {
        const UNSEEN: u32 = u32::MAX;
        let mut values = vec![UNSEEN; self.sizes.len()];
        values[0] = 0;
        for (group, code) in self.of_row.iter().zip(codes) {
            let value = &mut values[*group as usize];
            if *value == UNSEEN {
                *value = *code;
            } else if *value != *code {
                return None;
            }
        }
        Some(values)
    }
}
