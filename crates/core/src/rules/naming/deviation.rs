//! From names and their convention to findings: what a name should be, whether that is free, and the statements.
use super::convention::{Convention, Judged, Kind, Slots, Wanted};
use crate::catalogue::Params;
use crate::finding::name::{free_name, MAX_BYTES};
use crate::finding::quote::quote_identifier;
use crate::finding::{Row, Status};
use crate::model::snapshot::Snapshot;
use serde_json::{json, Map, Value};
use std::collections::{HashMap, HashSet};

/// Names that are in use, by the place where they must differ.
#[derive(Debug, Default)]
pub struct Taken(HashMap<String, HashSet<String>>);

/// Where relations of a schema must differ: tables, indexes, views and sequences.
pub fn relations_of(schema: &str) -> String {
    format!("relations {schema}")
}

pub fn constraints_of(table_qualified: &str) -> String {
    format!("constraints {table_qualified}")
}

impl Taken {
    pub fn of_relations(snapshot: &Snapshot) -> Taken {
        let mut taken = Taken::default();
        for relation in &snapshot.relation_names {
            taken.add(&relations_of(&relation.schema_name), &relation.relation_name);
        }
        taken
    }

    pub fn add(&mut self, place: &str, name: &str) {
        if let Some(names) = self.0.get_mut(place) {
            names.insert(name.to_string());
        } else {
            self.0.insert(place.to_string(), HashSet::from([name.to_string()]));
        }
    }

    pub fn has(&self, place: &str, name: &str) -> bool {
        self.0.get(place).is_some_and(|names| names.contains(name))
    }
}

/// How an object is renamed: `before`, its name, `between`, the new name.
#[derive(Debug, Clone, Default)]
pub struct Rename {
    pub before: String,
    pub between: String,
}

impl Rename {
    /// Of what has a schema of its own: `ALTER INDEX shop.a RENAME TO b`.
    pub fn of(alter: &str, schema: &str) -> Rename {
        Rename {
            before: format!("{alter} {}.", quote_identifier(schema)),
            between: " RENAME TO ".to_string(),
        }
    }

    pub fn constraint(table_qualified: &str) -> Rename {
        Rename {
            before: format!("ALTER TABLE {table_qualified} RENAME CONSTRAINT "),
            between: " TO ".to_string(),
        }
    }

    pub fn column(table_qualified: &str) -> Rename {
        Rename {
            before: format!("ALTER TABLE {table_qualified} RENAME COLUMN "),
            between: " TO ".to_string(),
        }
    }

    pub fn sql(&self, from: &str, to: &str) -> String {
        format!("{}{}{}{}", self.before, quote_identifier(from), self.between, quote_identifier(to))
    }
}

/// An object whose name is judged.
#[derive(Debug, Clone)]
pub struct Named {
    pub schema_name: String,
    pub name: String,
    /// As a finding calls it: qualified and quoted.
    pub object_name: String,
    pub object_kind: Option<String>,
    /// With what it is on, for people.
    pub described: String,
    pub slots: Slots,
    pub rename: Rename,
    /// Where a new name must be free.
    pub places: Vec<String>,
}

/// Whether `name` is one that the user does not want judged; `*` stands for any text.
pub fn is_exempt(name: &str, patterns: &[&str]) -> bool {
    patterns.iter().any(|pattern| matches_pattern(name, pattern))
}

fn matches_pattern(name: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// The one row of a check whose parameters mean nothing.
pub fn refused(message: String) -> Vec<Row> {
    vec![Row {
        status: Some(Status::Error),
        message: Some(format!("The check could not run: {message}")),
        remediation: Some("Correct the parameter with configure_check().".to_string()),
        ..Row::default()
    }]
}

/// Columns of `detail` that all checks of names have.
pub fn detail(
    name: &str,
    described: &str,
    suggested: Option<&str>,
    reason: &str,
    share: Option<(usize, usize)>,
) -> Map<String, Value> {
    let fields = [
        ("name", json!(name)),
        ("described", json!(described)),
        ("suggested_name", json!(suggested)),
        ("reason", json!(reason)),
        ("following", json!(share.map(|(following, _)| following))),
        ("judged", json!(share.map(|(_, judged)| judged))),
    ];
    fields.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}

/// Findings on objects of several kinds, each with the parameter that holds its template.
pub fn judged(params: &Params<'_>, kinds: &[(Kind, &str, Vec<Named>)], taken: &mut Taken) -> Vec<Row> {
    let mut rows = Vec::new();
    for (kind, template, named) in kinds {
        let found = Wanted::with_template(params, template)
            .and_then(|wanted| deviations(*kind, &wanted, named, params, taken));
        match found {
            Ok(found) => rows.extend(found),
            Err(message) => return refused(message),
        }
    }
    rows
}

/// Findings on those of `named` that are off the convention of `kind`.
fn deviations(
    kind: Kind,
    wanted: &Wanted,
    named: &[Named],
    params: &Params<'_>,
    taken: &mut Taken,
) -> Result<Vec<Row>, String> {
    let exempt = params.list("exempt");
    // In the order of names, so that two objects that ask for one name get the same ones tomorrow.
    let mut named: Vec<&Named> = named.iter().filter(|named| !is_exempt(&named.name, &exempt)).collect();
    named.sort_by_key(|named| &named.object_name);
    let judged: Vec<Judged> =
        named.iter().map(|named| Judged::new(&named.name, named.slots.clone())).collect();
    let Some(convention) = Convention::choose(kind, wanted, &judged)? else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    for (named, judged) in named.into_iter().zip(&judged) {
        if !convention.follows(judged) {
            rows.extend(row(kind, named, judged, &convention, taken));
        }
    }
    Ok(rows)
}

fn row(
    kind: Kind,
    named: &Named,
    judged: &Judged,
    convention: &Convention,
    taken: &mut Taken,
) -> Option<Row> {
    let is_taken = |name: &str| named.places.iter().any(|place| taken.has(place, name));
    // A second index on the same columns is called after what tells it from the first.
    let is_index = matches!(kind, Kind::Index | Kind::UniqueIndex);
    if is_index && convention.suggests(judged).is_some_and(|(whole, _)| is_taken(&whole)) {
        return None;
    }
    let free = convention.suggests(judged).and_then(|(whole, ending)| {
        // A name without prefix and suffix that something else has is why the prefix is there.
        if convention.text() == "<name>" && (whole.len() > MAX_BYTES || is_taken(&whole)) {
            return None;
        }
        Some(free_name(&whole, ending, is_taken))
    });
    if convention.text() == "<name>" && free.is_none() {
        return None;
    }
    for place in &named.places {
        if let Some(name) = &free {
            taken.add(place, name);
        }
    }
    let suggested = free.as_deref();
    Some(Row {
        schema_name: Some(named.schema_name.clone()),
        object_name: Some(named.object_name.clone()),
        object_kind: named.object_kind.clone(),
        message: suggested
            .is_none()
            .then(|| format!("{} is off the convention: {}", named.described, convention.reason)),
        fix_sql: suggested.map(|name| named.rename.sql(&named.name, name)),
        undo_sql: suggested.map(|name| named.rename.sql(name, &named.name)),
        detail: detail(&named.name, &named.described, suggested, &convention.reason, convention.share),
        ..Row::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_have_stars() {
        for (name, pattern, expected) in [
            ("orders", "orders", true),
            ("orders", "order", false),
            ("orders_old", "*_old", true),
            ("old_orders", "old*", true),
            ("a_b_c", "a*b*c", true),
            ("a_c", "a*b*c", false),
            ("anything", "*", true),
        ] {
            assert_eq!(matches_pattern(name, pattern), expected, "{name} {pattern}");
        }
    }

    #[test]
    fn a_rename_quotes_names() {
        let rename = Rename::of("ALTER INDEX", "My Shop");
        assert_eq!(rename.sql("a", "B"), "ALTER INDEX \"My Shop\".a RENAME TO \"B\"");
    }
}
