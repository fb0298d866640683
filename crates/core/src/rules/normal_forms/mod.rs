//! Which normal form a dependency violates, and the finding that tells of it. Shared by the checks of the forms.
mod decomposition;
#[cfg(test)]
mod tests;

use crate::catalogue::{Params, Rows};
use crate::dependencies::{discover, reduce, Determinant, Limits};
use crate::finding::Row;
use crate::model::sample::SampledTable;
use serde_json::{json, Map, Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A column that is in no key follows from a part of a key.
    Second,
    /// A column that is in no key follows from columns that are no key.
    Third,
    /// A column of a key follows from columns that are no key.
    BoyceCodd,
}

/// Columns that follow from others in a way that a form forbids.
#[derive(Debug, Clone, PartialEq)]
struct Violation {
    form: Form,
    determinant: Determinant,
}

fn limits(params: &Params<'_>) -> Limits {
    Limits {
        left_columns: params.number("left_columns").clamp(1.0, 3.0) as usize,
        rows: params.number("min_rows").max(2.0) as usize,
        bits: params.number("min_bits"),
        ..Limits::default()
    }
}

/// Keys are the declared ones; that the determinant is none of them the search has seen to.
fn form(keys: &[Vec<usize>], left: &[usize], right: usize) -> Form {
    if keys.iter().any(|key| key.contains(&right)) {
        return Form::BoyceCodd;
    }
    let within = |key: &Vec<usize>| left.iter().all(|column| key.contains(column));
    if keys.iter().any(within) {
        Form::Second
    } else {
        Form::Third
    }
}

/// A foreign key over both sides keeps the repeated value right, and so says that the repetition is meant.
fn is_enforced(table: &SampledTable, left: &[usize], right: usize) -> bool {
    table.foreign_keys.iter().any(|key| {
        let has = |column: usize| key.columns.contains(&table.columns[column].name);
        has(right) && left.iter().all(|column| has(*column))
    })
}

fn violations(table: &SampledTable, params: &Params<'_>) -> Vec<Violation> {
    let ignored = params.list("ignored_columns");
    let is_ignored = |column: &usize| ignored.contains(&table.columns[*column].name.as_str());
    let keys = table.key_places();
    let mut found: Vec<Violation> = Vec::new();
    for determinant in reduce(table, &discover(table, &limits(params))) {
        if determinant.left.iter().any(is_ignored) {
            continue;
        }
        for form_of in [Form::Second, Form::Third, Form::BoyceCodd] {
            let counts = |right: &usize| {
                !is_ignored(right)
                    && !is_enforced(table, &determinant.left, *right)
                    && !is_reversed(table, &determinant.left, *right)
                    && form(&keys, &determinant.left, *right) == form_of
            };
            let right: Vec<usize> = determinant.right.iter().copied().filter(counts).collect();
            if !right.is_empty() {
                let determinant = Determinant { right, ..determinant.clone() };
                found.push(Violation { form: form_of, determinant });
            }
        }
    }
    found
}

/// The text names what the foreign key leads to, as the name of a customer does beside its number: that the number follows
/// from the name too is the same fact the wrong way round.
fn is_reversed(table: &SampledTable, left: &[usize], right: usize) -> bool {
    let leads = |column: usize| {
        table.foreign_keys.iter().any(|key| key.columns == [table.columns[column].name.clone()])
    };
    let distinct = |column: usize| table.columns[column].values.distinct();
    match left {
        [one] => leads(right) && !leads(*one) && distinct(*one) * 2 <= distinct(right) * 3,
        _ => false,
    }
}

/// The findings of one form.
pub fn rows(wanted: Form, table: &SampledTable, rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
    let of_form = violations(table, params).into_iter().filter(|violation| violation.form == wanted);
    of_form.filter_map(|violation| row(table, &violation.determinant, rows, params)).collect()
}

/// Whether the whole table agrees, and for which of the dependent columns.
fn verify(
    table: &SampledTable,
    found: &Determinant,
    rows: &dyn Rows,
    params: &Params<'_>,
) -> (Option<bool>, Vec<usize>) {
    let all = found.right.clone();
    if table.is_complete {
        return (Some(true), all);
    }
    if !params.bool("verify") {
        return (None, all);
    }
    match rows.contradictions(table, &found.left, &all) {
        None => (None, all),
        Some(0) => (Some(true), all),
        Some(_) if all.len() == 1 => (Some(true), Vec::new()),
        Some(_) => {
            let agrees = |right: &usize| rows.contradictions(table, &found.left, &[*right]) == Some(0);
            (Some(true), all.into_iter().filter(agrees).collect())
        }
    }
}

/// `None` if the whole table contradicts the sample.
fn row(table: &SampledTable, found: &Determinant, rows: &dyn Rows, params: &Params<'_>) -> Option<Row> {
    let (verified, right) = verify(table, found, rows, params);
    let found = &Determinant { right, ..found.clone() };
    if found.right.is_empty() {
        return None;
    }
    let names = |columns: &[usize]| -> Vec<&str> {
        columns.iter().map(|column| table.columns[*column].name.as_str()).collect()
    };
    let (left, right) = (names(&found.left), names(&found.right));
    let reference = decomposition::reference(table, &found.left);
    let confidence = match verified {
        // Whether it is a rule or happens to be so the rows cannot tell; many values make it likely.
        Some(_) if found.bits >= 200.0 && reference.is_none() => "high",
        Some(_) => "medium",
        None if found.bits >= 100.0 => "medium",
        None => "low",
    };
    let key = table.primary_key().or(table.keys.first());
    let mut detail: Map<String, Value> = Map::new();
    detail.insert("table_name".into(), json!(table.table_name));
    detail.insert("determinant".into(), json!(left));
    detail.insert("dependents".into(), json!(right));
    detail.insert("determinant_text".into(), json!(and(&left)));
    detail.insert("dependents_text".into(), json!(and(&right)));
    detail.insert("key_text".into(), json!(key.map(|key| key.columns.join(", "))));
    detail.insert("repeated_values".into(), json!(found.groups));
    detail.insert("evidence_bits".into(), json!(found.bits.min(1e6) as i64));
    detail.insert("referenced_table".into(), json!(reference.map(|key| &key.referenced_qualified)));
    let joined = reference.and_then(|key| rows.joined(table, key));
    let original = |column: usize| joined.as_ref()?.original(table, column).map(|other| other.quoted.clone());
    detail.insert("verb".into(), json!(if right.len() == 1 { "depends" } else { "depend" }));
    detail.insert("is_verified".into(), json!(verified));
    detail.insert("decomposition".into(), json!(decomposition::ddl(table, found, &original)));
    Some(Row { confidence: Some(confidence.into()), detail, ..Row::default() })
}

/// `a`, `a and b`, `a, b and c`.
pub fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_string(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
