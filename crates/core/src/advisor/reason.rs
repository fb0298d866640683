//! Why an index is proposed: one or two plain sentences with numbers.

use super::candidate::{Candidate, CandidateKey};
use super::ddl::{column_name, key_definition, predicate_text};
use crate::model::access_method::AccessMethod;
use crate::model::table::Table;
use crate::model::workload::TableAccess;

/// What the sentences are made of.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub table: &'a Table,
    pub candidate: &'a Candidate,
    /// What the statement that gains most asks of the table.
    pub access: Option<&'a TableAccess>,
    /// Statements that get cheaper.
    pub statements: usize,
    /// Their share of the workload's cost before this index, 0 to 1.
    pub share: f64,
    /// Cost of one execution of the statement that gains most.
    pub before: f64,
    pub after: f64,
    /// What changes in its plan, in words.
    pub plan_change: Option<&'a str>,
    pub write_overhead_pct: Option<f64>,
    /// What writers pay for it and what readers save, of the workload's cost.
    pub upkeep: f64,
    pub saved: f64,
    /// Columns that updates set which can be HOT without it only.
    pub no_longer_hot: &'a [String],
    /// Existing indexes that become superfluous.
    pub redundant: &'a [String],
}

/// The sentences.
pub fn reason(facts: &Facts) -> String {
    let mut text = format!("{}.{}", facts.table.name, purpose(facts));
    if facts.statements == 0 {
        text.push_str("; saves something only together with those that follow");
    } else {
        text.push_str(&use_of(facts));
    }
    if let Some(overhead) = facts.write_overhead_pct {
        text.push_str(&format!("; adds {} to the bytes written per new row", about(overhead)));
    }
    let paid = facts.upkeep / facts.saved * 100.0;
    if paid >= 1.0 {
        text.push_str(&format!(
            "; inserts, updates and deletes of the workload pay {} of what it saves",
            about(paid)
        ));
    }
    // Whatever that costs readers and writers now, the table grows by it, and so do its other indexes.
    if !facts.no_longer_hot.is_empty() {
        text.push_str(&format!("; updates that set {} can no longer be HOT", facts.no_longer_hot.join(", ")));
    }
    text.push('.');
    if !facts.redundant.is_empty() {
        text.push_str(&superfluous(facts.redundant));
    }
    if facts.table.partitioned {
        text.push_str(" The table is partitioned: creating the index blocks writers.");
    }
    text
}

/// Who uses it, and what that saves.
fn use_of(facts: &Facts) -> String {
    let (statements, verb) = if facts.statements == 1 { ("statement", "is") } else { ("statements", "are") };
    let change = facts.plan_change.map_or(String::new(), |change| format!(": {change}"));
    format!(
        "; used by {} {statements} that {verb} {} of the workload's cost, of which one execution falls from {:.1} to {:.1}{}{change}",
        facts.statements,
        percent(facts.share * 100.0),
        facts.before,
        facts.after,
        if facts.statements == 1 { "" } else { " where most is gained" },
    )
}

/// The sentence about the indexes that this one makes superfluous.
pub(super) fn superfluous(names: &[String]) -> String {
    format!(
        " Its leading columns are those of {}: drop that once this one has proved itself.",
        names.join(", ")
    )
}

fn about(value: f64) -> String {
    let text = percent(value);
    if text.starts_with("less") {
        text
    } else {
        format!("about {text}")
    }
}

pub(super) fn percent(value: f64) -> String {
    if value > 0.0 && value < 1.0 {
        "less than 1 %".to_owned()
    } else {
        format!("{value:.0} %")
    }
}

/// What the index does for the statement: "user_id = ? then created_at DESC supplies ORDER BY ... LIMIT without a sort, of
/// the rows with (deleted_at IS NULL)".
fn purpose(facts: &Facts) -> String {
    let mut text = match facts.candidate.method {
        AccessMethod::Gin | AccessMethod::Gist | AccessMethod::Spgist => {
            let keys = facts.candidate.keys.iter().map(|key| key_definition(facts.table, key.column));
            format!("{} searched by {}", keys.collect::<Vec<_>>().join(", "), facts.candidate.method.name())
        }
        _ => keys_purpose(facts),
    };
    if !facts.candidate.included.is_empty() {
        let included = facts.candidate.included.iter().map(|c| column_name(facts.table, *c));
        text.push_str(&format!(" with {} read from the index", included.collect::<Vec<_>>().join(", ")));
    }
    if let Some(predicate) = facts.candidate.predicate {
        text.push_str(&format!(", of the rows with {}", predicate_text(facts.table, predicate)));
    }
    text
}

fn keys_purpose(facts: &Facts) -> String {
    let keys = &facts.candidate.keys;
    let name = |key: &CandidateKey| key_definition(facts.table, key.column);
    let Some(access) = facts.access else {
        return keys.iter().map(name).collect::<Vec<_>>().join(", ");
    };
    let mut parts: Vec<String> = Vec::new();
    let mut place = 0;
    while let Some(key) = keys.get(place) {
        if access.equalities.iter().any(|e| e.column == key.column) {
            parts.push(format!("{} = ?", name(key)));
        } else if let Some((text, keys_used)) = ordering(facts.table, access, &keys[place..]) {
            parts.push(text);
            place += keys_used;
            continue;
        } else if access.joins.contains(&key.column) {
            parts.push(format!("{} joins", name(key)));
        } else if access.in_lists.contains(&key.column) {
            parts.push(format!("{} IN (...)", name(key)));
        } else if access.ranges.contains(&key.column) {
            parts.push(format!("{} in a range", name(key)));
        } else if access.null_tests.contains(&key.column) {
            parts.push(format!("{} tested for NULL", name(key)));
        } else {
            parts.push(format!("{} read from the index", name(key)));
        }
        place += 1;
    }
    parts.join(" then ")
}

/// The wanted order that begins here, as the statement writes it, and how many keys supply it.
fn ordering(table: &Table, access: &TableAccess, keys: &[CandidateKey]) -> Option<(String, usize)> {
    let wanted = access.orders.iter().find_map(|order| {
        let rest: Vec<_> =
            order.iter().filter(|o| access.equalities.iter().all(|e| e.column != o.column)).collect();
        let supplied = |reversed: bool| {
            !rest.is_empty()
                && rest.len() <= keys.len()
                && rest.iter().zip(keys).all(|(&&o, &k)| {
                    let wanted = CandidateKey::from(o);
                    k == if reversed { wanted.reversed() } else { wanted }
                })
        };
        (supplied(false) || supplied(true)).then_some(rest)
    })?;
    let columns: Vec<String> = wanted
        .iter()
        .map(|o| format!("{}{}", key_definition(table, o.column), if o.descending { " DESC" } else { "" }))
        .collect();
    let what = if access.limited { "ORDER BY ... LIMIT" } else { "the wanted order" };
    Some((format!("{} supplies {what} without a sort", columns.join(", ")), wanted.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::{Column, Predicate};
    use crate::model::workload::{EqualityColumn, OrderColumn};

    #[test]
    fn says_what_the_keys_do_and_how_much() {
        let column = |number, name: &str| Column { number, name: name.into(), ..Column::default() };
        let table = Table {
            name: "orders".into(),
            columns: vec![column(1, "user_id"), column(2, "created_at")],
            ..Table::default()
        };
        let candidate = Candidate::btree(1, vec![CandidateKey::plain(1), CandidateKey::plain(2)]);
        let access = TableAccess {
            equalities: vec![EqualityColumn { column: 1 }],
            orders: vec![vec![OrderColumn { column: 2, descending: true, nulls_first: true }]],
            limited: true,
            ..TableAccess::default()
        };
        let facts = Facts {
            table: &table,
            candidate: &candidate,
            access: Some(&access),
            statements: 3,
            share: 0.41,
            before: 15020.7,
            after: 8.4,
            plan_change: None,
            write_overhead_pct: Some(12.1),
            upkeep: 0.0,
            saved: 15012.3,
            no_longer_hot: &[],
            redundant: &[],
        };
        assert_eq!(
            reason(&facts),
            "orders.user_id = ? then created_at DESC supplies ORDER BY ... LIMIT without a sort; used by 3 statements \
             that are 41 % of the workload's cost, of which one execution falls from 15020.7 to 8.4 where most is \
             gained; adds about 12 % to the bytes written per new row."
        );
        let partial = Candidate { included: vec![2], predicate: Some(2000), ..Candidate::btree(1, vec![]) };
        let predicate = Predicate { number: 2000, sql: "(closed IS NULL)".into(), ..Predicate::default() };
        let with_predicate = Table { predicates: vec![predicate], ..table.clone() };
        let search =
            Candidate { keys: candidate.keys[..1].to_vec(), method: AccessMethod::Gin, ..partial.clone() };
        let facts = Facts { table: &with_predicate, candidate: &search, ..facts };
        assert!(
            reason(&facts).starts_with(
                "orders.user_id searched by gin with created_at read from the index, of the rows with (closed IS NULL);"
            ),
            "{}",
            reason(&facts)
        );
        let facts = Facts { table: &table, candidate: &candidate, ..facts };
        let paid = Facts { upkeep: 300.0, ..facts };
        assert!(reason(&paid)
            .contains("; inserts, updates and deletes of the workload pay about 2 % of what it saves."));
        let status = ["status".to_owned()];
        let ends_hot = Facts { no_longer_hot: &status, ..facts };
        assert!(reason(&ends_hot).ends_with("per new row; updates that set status can no longer be HOT."));
        let alone = Facts { statements: 0, ..facts };
        assert!(reason(&alone).contains("; saves something only together with those that follow; adds"));
        let joins = TableAccess { joins: vec![1], output: vec![1, 2], ..TableAccess::default() };
        let redundant = ["shop.idx_orders_user_id".to_owned()];
        let facts = Facts {
            access: Some(&joins),
            statements: 1,
            share: 0.004,
            plan_change: Some("a sort disappears"),
            write_overhead_pct: None,
            redundant: &redundant,
            ..facts
        };
        assert_eq!(
            reason(&facts),
            "orders.user_id joins then created_at read from the index; used by 1 statement that is less than 1 % \
             of the workload's cost, of which one execution falls from 15020.7 to 8.4: a sort disappears. Its leading columns are those of \
             shop.idx_orders_user_id: drop that once this one has proved itself."
        );
    }
}
