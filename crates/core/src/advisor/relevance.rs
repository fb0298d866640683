//! Which candidates can matter to which statements: only these are shown to the planner, and asked about.
use super::candidate::Candidate;
use crate::model::workload::TableAccess;

/// For each statement the candidates, in ascending order, whose first key it searches, joins or sorts by.
pub fn relevant(candidates: &[Candidate], accesses: &[TableAccess], statements: usize) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new(); statements];
    for access in accesses {
        let Some(of_statement) = found.get_mut(access.statement) else { continue };
        let useful = |candidate: &&Candidate| {
            candidate.table == access.table
                && candidate.keys.first().is_some_and(|key| names(access, key.column))
        };
        of_statement.extend(
            candidates
                .iter()
                .enumerate()
                .filter(|(_, candidate)| useful(candidate))
                .map(|(position, _)| position),
        );
    }
    for positions in &mut found {
        positions.sort_unstable();
        positions.dedup();
    }
    found
}

fn names(access: &TableAccess, column: i16) -> bool {
    access.equalities.iter().any(|equality| equality.column == column)
        || [&access.in_lists, &access.ranges, &access.null_tests, &access.joins]
            .into_iter()
            .any(|columns| columns.contains(&column))
        || access.orders.iter().any(|order| order.iter().any(|key| key.column == column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::candidate::CandidateKey;
    use crate::model::workload::{EqualityColumn, OrderColumn};

    fn candidate(table: u32, columns: &[i16]) -> Candidate {
        let key = |&column: &i16| CandidateKey { column, descending: false, nulls_first: false };
        Candidate { table, keys: columns.iter().map(key).collect() }
    }

    #[test]
    fn the_first_key_decides() {
        let candidates = [candidate(1, &[1, 2]), candidate(1, &[2]), candidate(1, &[3]), candidate(2, &[1])];
        let access = TableAccess {
            statement: 1,
            table: 1,
            equalities: vec![EqualityColumn { column: 1 }],
            orders: vec![vec![OrderColumn { column: 3, ..OrderColumn::default() }]],
            ..TableAccess::default()
        };
        assert_eq!(relevant(&candidates, &[access.clone(), access], 2), [vec![], vec![0, 2]]);
    }
}
