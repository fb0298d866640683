//! Hides existing indexes from all judged statements, with the suggested indexes in place.
use super::Advised;
use crate::error::Result;
use dbarch_core::advisor::actions::drop::Damage;
use dbarch_core::model::existing_index::ExistingIndex;
use std::collections::BTreeSet;

/// Costs of one execution, by judged statement.
pub struct Trials {
    /// With everything that exists and is suggested.
    pub with_all: Vec<f64>,
    /// Without the indexes that are hidden by now as well.
    current: Vec<f64>,
    /// OIDs of the existing indexes that each statement's plan scans.
    scans: Vec<BTreeSet<u32>>,
}

impl Trials {
    /// `None` when there is no time left.
    pub fn new(advised: &mut Advised<'_>) -> Option<Self> {
        let mut known = Trials { with_all: Vec::new(), current: Vec::new(), scans: Vec::new() };
        for (statement, baseline) in advised.judged.plannable.iter().zip(&advised.judged.baseline) {
            if !advised.is_in_time() {
                return None;
            }
            // One that cannot be planned any more (a lock, a dropped table) speaks for itself when an index of its is hidden.
            let outcome = advised.what_if.cost_and_scans(statement, &advised.suggested);
            let (cost, scans) = outcome.unwrap_or_else(|_| (*baseline, BTreeSet::new()));
            known.with_all.push(cost);
            known.scans.push(scans);
        }
        known.current.clone_from(&known.with_all);
        Some(known)
    }

    /// Hides `indexes`; they stay hidden if `is_tolerable` says so of what that does. `None` when nobody can tell: there is no
    /// time left, or the caller may not look into the schema, or somebody holds a lock.
    pub fn hide(
        &mut self,
        advised: &mut Advised<'_>,
        indexes: &[&ExistingIndex],
        is_tolerable: impl FnOnce(&Damage) -> bool,
    ) -> Option<Damage> {
        let before = advised.what_if.hidden().len();
        let outcome = self.damage(advised, indexes, before).ok().flatten();
        let stays = outcome.as_ref().is_some_and(|(damage, ..)| is_tolerable(damage));
        if !stays {
            advised.what_if.hide_first(before);
        }
        let (damage, costs, scans) = outcome?;
        if stays {
            self.current = costs;
            self.scans = scans;
        }
        Some(damage)
    }

    #[allow(clippy::type_complexity)]
    fn damage(
        &self,
        advised: &mut Advised<'_>,
        indexes: &[&ExistingIndex],
        before: usize,
    ) -> Result<Option<(Damage, Vec<f64>, Vec<BTreeSet<u32>>)>> {
        for index in indexes {
            advised.what_if.hide(&index.qualified)?;
        }
        let hidden: BTreeSet<u32> = advised.what_if.hidden()[before..].iter().copied().collect();
        let tables: BTreeSet<u32> = indexes.iter().map(|index| index.table_oid).collect();
        let (mut costs, mut scans) = (self.current.clone(), self.scans.clone());
        // An index that is not scanned still tells the planner the ends of its column's values.
        let mut touched: BTreeSet<usize> = advised
            .judged
            .accesses
            .iter()
            .filter(|a| tables.contains(&a.table))
            .map(|a| a.statement)
            .collect();
        let using: Vec<usize> = (0..scans.len()).filter(|n| !scans[*n].is_disjoint(&hidden)).collect();
        touched.extend(&using);
        for judged in touched {
            if !advised.is_in_time() {
                return Ok(None);
            }
            let statement = &advised.judged.plannable[judged];
            (costs[judged], scans[judged]) = advised.what_if.cost_and_scans(statement, &advised.suggested)?;
        }
        let weights: Vec<f64> = advised.judged.representatives.iter().map(|one| one.weight).collect();
        let mut damage = Damage::of(&weights, &self.with_all, &self.current, &costs);
        damage.using = using.len();
        Ok(Some((damage, costs, scans)))
    }
}
