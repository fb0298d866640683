//! When something finite is about to run out.
use super::facts::{Connections, Horizon};

/// Transaction and multixact identifiers: half of the 32-bit circle.
const IDENTIFIERS: i64 = 1 << 31;

/// The highest of the steps that `used` of `max` has reached, in percent.
fn step(used: i64, max: i64, steps: &[i64]) -> Option<i64> {
    if max <= 0 {
        return None;
    }
    steps.iter().copied().filter(|s| i128::from(used) * 100 >= i128::from(max) * i128::from(*s)).max()
}

/// Names such as `connections_80_percent`: of each resource the highest step that it has reached.
pub fn warnings(connections: Option<&Connections>, horizon: Option<&Horizon>) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(c) = connections {
        if let Some(s) = step(c.used, c.max, &[80, 90, 95]) {
            out.push(format!("connections_{s}_percent"));
        }
    }
    if let Some(h) = horizon {
        // Autovacuum begins to freeze at 9 % of the circle by default, so that half of it means that it fails to.
        if let Some(s) = step(h.transaction_age, IDENTIFIERS, &[50, 80, 90, 95]) {
            out.push(format!("transaction_ids_{s}_percent"));
        }
        if let Some(s) = step(h.multixact_age, IDENTIFIERS, &[50, 80, 90, 95]) {
            out.push(format!("multixact_ids_{s}_percent"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_highest_step_of_each_resource_is_named() {
        let connections = Connections { used: 92, max: 100 };
        let horizon = Horizon { transaction_age: 1 << 30, multixact_age: 5 };
        assert_eq!(
            warnings(Some(&connections), Some(&horizon)),
            ["connections_90_percent", "transaction_ids_50_percent"]
        );
        assert!(warnings(Some(&Connections { used: 79, max: 100 }), None).is_empty());
        assert!(warnings(Some(&Connections { used: 1, max: 0 }), None).is_empty());
    }
}
