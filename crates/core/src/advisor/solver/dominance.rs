//! Indexes that another one makes superfluous in every set.
use super::instance::{Instance, Way};

/// For each index whether some best set does without it: another one is not larger, costs no more upkeep, and does all that
/// it does, in whatever company. (Where a table has a limit, on the same table.)
pub(super) fn dominated(instance: &Instance) -> Vec<bool> {
    let count = instance.sizes.len();
    let mut uses: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
    for (statement, ways) in instance.statements.iter().enumerate() {
        for (way, found) in ways.iter().enumerate() {
            found.indexes.iter().for_each(|index| uses[*index].push((statement, way)));
        }
    }
    let mut order: Vec<usize> = (0..count).collect();
    // Whatever can take an index's place comes before it, so that of two that are equal one stays.
    order.sort_by(|a, b| {
        let size = instance.sizes[*a].total_cmp(&instance.sizes[*b]);
        size.then(instance.upkeep[*a].total_cmp(&instance.upkeep[*b])).then(a.cmp(b))
    });
    let mut gone = vec![false; count];
    for (place, index) in order.iter().copied().enumerate() {
        let replaces = |other: usize| {
            !gone[other]
                && instance.upkeep[other] <= instance.upkeep[index]
                && (instance.max_indexes_per_table.is_none()
                    || instance.tables[other] == instance.tables[index])
                && uses[index].iter().all(|(statement, way)| {
                    let ways = &instance.statements[*statement];
                    has_equal(&ways[..=*way], &ways[*way], index, other)
                })
        };
        gone[index] = uses[index].is_empty() || order[..place].iter().copied().any(replaces);
    }
    gone
}

/// Whether one of the ways that save no less than `way` needs no more than `way` with `other` in the place of `index`.
fn has_equal(no_less: &[Way], way: &Way, index: usize, other: usize) -> bool {
    let there = |member: &usize| *member == other || (*member != index && way.indexes.contains(member));
    no_less.iter().any(|candidate| candidate.indexes.iter().all(there))
}
