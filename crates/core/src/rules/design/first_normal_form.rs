//! id          = "first-normal-form"
//! title       = "Several values in one row or one column"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! enabled     = false
//! message     = "{{ message_text }}"
//! remediation = "{{ remediation_text }}"
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
//! [params.min_values]
//! default = 50
//! about   = "Rows with a value below which nothing is concluded."
//! [params.min_percent]
//! default = 20
//! about   = "Share of values that are lists of several, in percent, from which a column is reported."
//! ---
//! ## What it does
//! Looks for texts that are lists: separated by comma, semicolon or bar, of different lengths, made of short items that
//! come again in other rows. And for columns that differ by a number at their end (phone1, phone2), where the same
//! values occur in several of them or the next is used only when those before are.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! What is in a list cannot be joined, counted, constrained or found by a plain index. What is in numbered columns has
//! to be looked for in each of them, and one more needs another column.
//!
//! ## How to fix
//! A table with one row for each value, which references this one: `detail.decomposition` has the statements if there is
//! a primary key. Where order, keys and constraints of the items never matter, an array with a GIN index will do.
//!
//! ## False positives
//! Lists that nobody looks into, such as the text of a label. Lines of an address are left out by their names.
//!
//! ## Sources
//! E. F. Codd, "A Relational Model of Data for Large Shared Data Banks" (1970). B. Karwin, "SQL Antipatterns":
//! Jaywalking, Multicolumn Attributes.
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::quote::quote_identifier;
use crate::finding::Row;
use crate::model::sample::SampledTable;
use crate::rules::lists::{list, numbered_groups, List};
use crate::rules::normal_forms::and;
use crate::rules::sampled_column::{column_row, is_text};
use serde_json::{json, Value};

pub struct FirstNormalForm;

impl SampleRule for FirstNormalForm {
    fn check(&self, table: &SampledTable, _rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        let least = params.number("min_values") as usize;
        let share = params.number("min_percent") / 100.0;
        let lists = table
            .sampled()
            .filter(|(_, column)| is_text(column))
            .filter_map(|(place, column)| Some(list_row(table, place, list(&column.values, least, share)?)));
        let groups = numbered_groups(table, least);
        lists.chain(groups.iter().map(|columns| group_row(table, columns))).collect()
    }
}

fn list_row(table: &SampledTable, place: usize, list: List) -> Row {
    let column = &table.columns[place];
    let separator = list.separator;
    let parts = format!("string_to_array(t.{}, '{separator}')", column.quoted);
    let items = Items {
        source: format!("unnest({parts}) WITH ORDINALITY AS i (item, position)"),
        item: "btrim(i.item)",
        condition: "btrim(i.item) <> ''",
    };
    let message = format!(
        "{} of {} holds lists: {} % of its values have several items separated by '{separator}', of {} different ones",
        column.name,
        table.table_name,
        (100.0 * list.share).round(),
        list.items
    );
    let remediation = format!(
        "Store one row for each item in a table that references {}; detail.decomposition has the statements if the \
         table has a primary key.",
        table.qualified
    );
    column_row(
        table,
        place,
        if list.share >= 0.5 { "high" } else { "medium" },
        [
            ("message_text", json!(message)),
            ("remediation_text", json!(remediation)),
            ("separator", json!(separator.to_string())),
            ("different_items", json!(list.items)),
            ("decomposition", decomposition(table, &column.name, "text", &items)),
        ],
    )
}

fn group_row(table: &SampledTable, columns: &[usize]) -> Row {
    let names: Vec<&str> = columns.iter().map(|column| table.columns[*column].name.as_str()).collect();
    let first = &table.columns[columns[0]];
    let stem = first.name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_').to_string();
    let items: Vec<String> = columns
        .iter()
        .zip(1..)
        .map(|(column, number)| format!("({number}, t.{})", table.columns[*column].quoted))
        .collect();
    let items = Items {
        source: format!("(VALUES {}) AS i (position, item)", items.join(", ")),
        item: "i.item",
        condition: "i.item IS NOT NULL",
    };
    let message = format!(
        "{} of {} are one value several times: the same values occur in them",
        and(&names),
        table.table_name
    );
    let remediation = format!(
        "Store one row for each {stem} in a table that references {}; detail.decomposition has the statements if the \
         table has a primary key.",
        table.qualified
    );
    column_row(
        table,
        columns[0],
        "medium",
        [
            ("message_text", json!(message)),
            ("remediation_text", json!(remediation)),
            ("columns", json!(names)),
            ("decomposition", decomposition(table, &stem, &first.type_name, &items)),
        ],
    )
}

/// Where the items of a row come from.
struct Items {
    source: String,
    item: &'static str,
    condition: &'static str,
}

/// A table of the items; NULL if the rows that they belong to have no key.
fn decomposition(table: &SampledTable, name: &str, item_type: &str, items: &Items) -> Value {
    let Some(key) = table.primary_key() else { return Value::Null };
    let places: Option<Vec<usize>> = key.columns.iter().map(|column| table.place(column)).collect();
    let Some(places) = places else { return Value::Null };
    let own: Vec<String> = places.iter().map(|place| table.columns[*place].quoted.clone()).collect();
    let typed: Vec<String> = places
        .iter()
        .map(|place| format!("{} {}", table.columns[*place].quoted, table.columns[*place].type_name))
        .collect();
    let new: String = format!("{}_{name}", table.table_name).chars().take(60).collect();
    let new = format!("{}.{}", quote_identifier(&table.schema_name), quote_identifier(&new));
    let selected: Vec<String> = own.iter().map(|name| format!("t.{name}")).collect();
    let keys = own.join(", ");
    let columns = format!("{}, position integer, item {item_type} NOT NULL", typed.join(", "));
    let reference = format!("FOREIGN KEY ({keys}) REFERENCES {}", table.qualified);
    let Items { source, item, condition } = items;
    let selected = format!("SELECT {}, i.position, {item}", selected.join(", "));
    let from = format!("FROM {} AS t CROSS JOIN LATERAL {source} WHERE {condition}", table.qualified);
    json!([
        format!("CREATE TABLE {new} ({columns}, PRIMARY KEY ({keys}, position), {reference});"),
        format!("INSERT INTO {new} {selected} {from};"),
    ]
    .join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{found, table, values, Others};

    #[test]
    fn a_list_becomes_a_table() {
        let tags = ["red", "green", "blue", "round"];
        let t = table([
            ("id", "integer", values(200, |n| n.to_string())),
            ("tags", "text", values(200, |n| tags[..n % 4 + 1].join(", "))),
        ]);
        let rows = found(&FirstNormalForm, "first-normal-form", &t, &Others::default());
        assert_eq!(rows.len(), 1);
        let ddl = rows[0].detail["decomposition"].as_str().unwrap();
        assert_eq!(
            ddl.lines().next().unwrap(),
            "CREATE TABLE shop.things_tags (id integer, position integer, item text NOT NULL, \
             PRIMARY KEY (id, position), FOREIGN KEY (id) REFERENCES shop.things);"
        );
    }
}
