//! id          = "attribute-value-rows"
//! title       = "Entities stored as rows of attribute and value"
//! severity    = "info"
//! object      = "table"
//! confidence  = "medium"
//! enabled     = false
//! message     = "{{ table_name }} keeps entities as rows: {{ attribute_column }} has the names of {{ attributes }} attributes, and {{ value_column }} their values as text, among them {{ kinds_text }}"
//! remediation = "Give the attributes that most entities have a column of their own with the right type, and keep the rest in a jsonb column of the entity. detail.typed_attributes says which types the values have."
//! since       = "0.1.0"
//! tags        = ["reads rows"]
//! [params.sample_rows]
//! default = 5000
//! about   = "Rows of each table that are looked at, about."
//! [params.max_tables]
//! default = 200
//! about   = "Tables that are looked at, the largest first."
//! [params.max_seconds]
//! default = 10
//! about   = "Seconds after which no further table is looked at."
//! [params.min_rows]
//! default = 200
//! about   = "Rows of a sample below which nothing is concluded."
//! [params.max_attributes]
//! default = 200
//! about   = "Different attributes above which the column is none of attributes."
//! ---
//! ## What it does
//! Looks for tables in which a column of few different names and a column of the entity are unique together, and whose
//! values, all text, are of one kind for each name: numbers for some, dates or truth values for others.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! No value has a type, a constraint or a foreign key. Reading one entity takes a row for each attribute, and each
//! condition on a second attribute takes a self-join. The planner estimates all attributes by one distribution.
//!
//! ## How to fix
//! Columns for what is common and jsonb with a GIN index for the rest. Pivot with `max(value) FILTER (WHERE name = ...)`
//! to fill them.
//!
//! ## False positives
//! Settings, translations and attributes that users define themselves, if they are read one by one.
//!
//! ## Sources
//! B. Karwin, "SQL Antipatterns": Entity-Attribute-Value.
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::Row;
use crate::model::sample::{SampledColumn, SampledTable};
use crate::rules::sampled_column::{common_shape, is_referencing, is_text, Shape};
use serde_json::{json, Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashSet};

pub struct AttributeValueRows;

impl SampleRule for AttributeValueRows {
    fn check(&self, table: &SampledTable, _rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        if (table.rows as f64) < params.number("min_rows") || table.columns.len() > 12 {
            return Vec::new();
        }
        let most = params.number("max_attributes") as usize;
        let names = table.sampled().filter(|(place, column)| {
            let may_name = is_text(column) || column.category == "E" || is_referencing(table, *place);
            may_name && (3..=most).contains(&column.values.distinct())
        });
        let mut pairs = names.flat_map(|(attribute, _)| {
            let values =
                table.sampled().filter(move |(place, column)| *place != attribute && is_text(column));
            values.map(move |(value, _)| (attribute, value))
        });
        pairs.find_map(|(attribute, value)| row(table, attribute, value)).into_iter().collect()
    }
}

/// Unique together with the attribute, while each of its values comes with several attributes.
fn entity(table: &SampledTable, attribute: usize, value: usize) -> Option<usize> {
    let names = &table.columns[attribute].values.codes;
    let is_entity = |place: usize, column: &SampledColumn| {
        let codes = &column.values.codes;
        let pairs: HashSet<(u32, u32)> = codes.iter().copied().zip(names.iter().copied()).collect();
        let distinct = column.values.distinct();
        place != attribute
            && place != value
            && !matches!(column.category.as_str(), "D" | "B")
            && pairs.len() == table.rows
            && distinct >= 20
            && distinct * 3 <= table.rows * 2
    };
    table.sampled().find(|(place, column)| is_entity(*place, column)).map(|(place, _)| place)
}

/// The shape of the values of each attribute that has enough of them; `None` is free text.
fn shapes<'a>(names: &'a SampledColumn, values: &'a SampledColumn) -> BTreeMap<&'a str, Option<Shape>> {
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in 0..names.values.codes.len() {
        if let (Some(name), Some(value)) = (names.values.get(row), values.values.get(row)) {
            by_name.entry(name).or_default().push(value);
        }
    }
    let enough = by_name.into_iter().filter(|(_, values)| values.len() >= 5);
    enough.map(|(name, values)| (name, common_shape(values))).collect()
}

fn row(table: &SampledTable, attribute: usize, value: usize) -> Option<Row> {
    let (names, values) = (&table.columns[attribute], &table.columns[value]);
    let shapes = shapes(names, values);
    let typed: BTreeMap<&str, Shape> =
        shapes.iter().filter_map(|(name, shape)| Some((*name, (*shape)?))).collect();
    let kinds: BTreeSet<Option<Shape>> = shapes.values().copied().collect();
    if typed.len() < 2 || kinds.len() < 2 || shapes.len() < 3 {
        return None;
    }
    let entity = entity(table, attribute, value)?;
    let kinds: BTreeSet<&str> = typed.values().map(|shape| shape.plural()).collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let typed: Map<String, Value> =
        typed.iter().map(|(name, shape)| ((*name).to_string(), json!(shape.type_name()))).collect();
    let detail = [
        ("table_name", json!(table.table_name)),
        ("entity_column", json!(table.columns[entity].name)),
        ("attribute_column", json!(names.name)),
        ("value_column", json!(values.name)),
        ("attributes", json!(names.values.distinct())),
        ("kinds_text", json!(crate::rules::normal_forms::and(&kinds))),
        ("typed_attributes", Value::Object(typed)),
    ];
    let detail = detail.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
    Some(Row { detail, ..Row::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{found, table, values, Others};

    #[test]
    fn rows_that_are_columns() {
        let names = ["color", "weight", "added", "price"];
        let value = |n: usize| match n % 4 {
            0 => ["red", "blue"][n / 4 % 2].to_string(),
            1 => n.to_string(),
            2 => "2024-01-01".to_string(),
            _ => format!("{n}.5"),
        };
        let make = |entity: fn(usize) -> usize, value: &dyn Fn(usize) -> String| {
            table([
                ("id", "integer", values(400, |n| n.to_string())),
                ("thing", "integer", values(400, |n| entity(n).to_string())),
                ("name", "text", values(400, |n| names[n % 4].to_string())),
                ("value", "text", values(400, value)),
            ])
        };
        let count = |t: &SampledTable| {
            found(&AttributeValueRows, "attribute-value-rows", t, &Others::default()).len()
        };
        assert_eq!(count(&make(|n| n / 4, &value)), 1);
        // The values are of one kind, or the pair comes again: a log.
        assert_eq!(count(&make(|n| n / 4, &|n| format!("text {n}"))), 0);
        assert_eq!(count(&make(|n| n / 8, &value)), 0);
    }
}
