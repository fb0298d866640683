//! Some rows of a table, as the caller may see them.
//!
//! Only columns that the caller may select are named, and tables with row security for the caller are left out. Values
//! become text by their type's output function, which is C: a cast may be anybody's.
use crate::error::{Error, Result};
use crate::pg::catalog_query::{rows, LocalSettings};
use crate::pg::row_texts::visit;
use crate::pg::Oid;
use dbarch_core::catalogue::{read_query, Given, Registry};
use dbarch_core::model::sample::{Joined, SampledColumn, SampledKey, SampledReference, SampledTable, Values};
use serde::Deserialize;

/// Blocks of one table that are read at most, and at least if it has them: rows of few blocks are too much alike.
const MOST_BLOCKS: f64 = 1500.0;
const LEAST_BLOCKS: f64 = 200.0;
/// Rows of a block of a table that nothing ever counted.
const USUAL_ROWS: f64 = 60.0;
const MOST_COLUMNS: usize = 100;
/// Bytes of values that are kept of one table; a sample of wider ones has fewer rows.
const MOST_BYTES: usize = 32 << 20;
/// Bytes of a stored value above which it is not looked at.
const WIDEST: u32 = 4000;
/// Letters of a text that is narrow because it is compressed.
const LONGEST: u32 = 20_000;
/// Rows that are followed along a foreign key.
const JOINED_ROWS: usize = 500;

#[derive(Debug, Clone, Deserialize)]
pub struct Sampleable {
    pub table_oid: u32,
    pub schema_name: String,
    pub table_name: String,
    pub qualified: String,
    pub kind: String,
    pub row_estimate: Option<f64>,
    pub is_readable: bool,
}

/// The largest tables of `schemas`, `most` of them.
pub fn list(registry: &Registry, schemas: Option<&[String]>, most: usize) -> Result<Vec<Sampleable>> {
    let text = read_query(registry, "sampleable_tables", true, &Given::new())
        .map_err(|error| Error::internal(error.to_string()))?;
    let text = format!("{text}\nORDER BY r.row_estimate DESC NULLS LAST, r.qualified LIMIT {most}");
    rows(&text, &[schemas.map(<[String]>::to_vec).into()])
}

#[derive(Deserialize)]
struct Part {
    qualified: String,
    pages: f64,
    /// In all columns; those of the system can be read only then.
    is_readable: bool,
    rows_per_page: Option<f64>,
}

#[derive(Deserialize)]
struct Description {
    columns: Vec<SampledColumn>,
    keys: Vec<SampledKey>,
    foreign_keys: Vec<SampledReference>,
    parts: Vec<Part>,
}

fn describe(table: u32) -> Result<Option<Description>> {
    let query = include_str!("../../sql/read/sampled_table.sql");
    Ok(rows(query, &[Oid::from(table).into()])?.into_iter().next())
}

/// Whether the values of a column tell something as text.
fn is_legible(column: &SampledColumn) -> bool {
    column.is_readable
        && match column.category.as_str() {
            "N" | "S" | "D" | "B" | "E" | "T" | "I" => true,
            "U" => matches!(column.base_type.as_str(), "uuid" | "json" | "jsonb" | "macaddr"),
            _ => false,
        }
}

/// The column of relation `alias` as text; of a value too wide a mark.
fn as_text(alias: &str, column: &SampledColumn) -> String {
    let name = format!("{alias}.{}", column.quoted);
    let text = match column.base_type.as_str() {
        "text" | "character varying" | "character" | "name" => format!("{name}::text"),
        "numeric" => format!("trim_scale({name})::text"),
        _ => format!("format('%s', {name})"),
    };
    if matches!(column.category.as_str(), "S" | "U") {
        return format!(
            "CASE WHEN pg_column_size({name}) <= {WIDEST} THEN left({text}, {LONGEST}) WHEN {name} IS NOT NULL THEN E'\\x01' END"
        );
    }
    format!("CASE WHEN {name} IS NOT NULL THEN {text} END")
}

fn push(values: &mut Values, text: Option<&str>) -> usize {
    values.has_wide |= text.is_some_and(|text| text.starts_with('\u{1}'));
    values.push(text);
    text.map_or(0, str::len)
}

/// The rows of `part` to look at, as an item of FROM with its condition, and whether these are all.
fn some_rows(part: &Part, wanted: f64) -> (String, bool) {
    let per_page = part.rows_per_page.unwrap_or(USUAL_ROWS).max(0.1);
    let blocks = (wanted / per_page * 4.0).clamp(LEAST_BLOCKS, MOST_BLOCKS).min(part.pages);
    let mut text = format!("ONLY {} AS t", part.qualified);
    if blocks < part.pages {
        text += &format!(" TABLESAMPLE SYSTEM ({}) REPEATABLE (0)", 100.0 * blocks / part.pages);
    }
    let keep = 1024.0 * wanted / (blocks * per_page).max(1.0);
    if keep < 900.0 && part.is_readable {
        text += &format!(" WHERE hashtid(t.ctid) & 1023 < {}", keep.ceil());
    }
    (text, blocks >= part.pages && keep >= 900.0)
}

/// Up to about `wanted` rows of the table. Inside the sandbox; `None` if it is gone or there is nothing to read.
pub fn sample(table: &Sampleable, wanted: usize) -> Result<Option<SampledTable>> {
    let Some(Description { mut columns, keys, foreign_keys, parts }) = describe(table.table_oid)? else {
        return Ok(None);
    };
    let places: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, c)| is_legible(c))
        .map(|(n, _)| n)
        .take(MOST_COLUMNS)
        .collect();
    if places.is_empty() || parts.is_empty() {
        return Ok(None);
    }
    let list: Vec<String> = places.iter().map(|place| as_text("t", &columns[*place])).collect();
    let pages: f64 = parts.iter().map(|part| part.pages).sum();
    let (mut count, mut bytes) = (0, 0);
    let mut is_complete = table.kind == "table";
    for part in parts.iter().filter(|part| part.pages > 0.0) {
        let share = wanted as f64 * part.pages / pages;
        let (from, all) = some_rows(part, share);
        // Who has more than was expected was never counted.
        let limit = (share * 2.0).ceil() as usize;
        let before = count;
        visit(&format!("SELECT {} FROM {from} LIMIT {limit}", list.join(", ")), list.len(), |texts| {
            count += 1;
            for (place, text) in places.iter().zip(texts) {
                bytes += push(&mut columns[*place].values, *text);
            }
            bytes < MOST_BYTES
        })?;
        is_complete &= all && count - before < limit && bytes < MOST_BYTES;
    }
    Ok(Some(SampledTable {
        schema_name: table.schema_name.clone(),
        table_name: table.table_name.clone(),
        qualified: table.qualified.clone(),
        kind: table.kind.clone(),
        row_estimate: table.row_estimate,
        rows: count,
        is_complete,
        columns,
        keys,
        foreign_keys,
    }))
}

/// Rows of `table` beside those that `key` leads to, found by the index that every referenced key has.
pub fn joined(oid: u32, table: &SampledTable, key: &SampledReference) -> Result<Option<Joined>> {
    let (Some(child), Some(parent)) = (describe(oid)?, describe(key.referenced_oid)?) else {
        return Ok(None);
    };
    let Some(part) = child.parts.first() else { return Ok(None) };
    let places: Vec<usize> = table.sampled().map(|(place, _)| place).collect();
    let mut joined = Joined {
        rows: 0,
        child: places.iter().map(|place| (*place, Values::default())).collect(),
        parent: parent.columns.into_iter().filter(is_legible).take(MOST_COLUMNS).collect(),
    };
    let quoted = |columns: &[SampledColumn], name: &String| {
        columns.iter().find(|column| column.name == *name).map(|column| column.quoted.clone())
    };
    let mut conditions = Vec::new();
    for (own, other) in key.columns.iter().zip(&key.referenced_columns) {
        let (Some(own), Some(other)) = (quoted(&child.columns, own), quoted(&joined.parent, other)) else {
            return Ok(None);
        };
        conditions.push(format!("c.{own} = p.{other}"));
    }
    let all = places.iter().map(|place| as_text("c", &table.columns[*place]));
    let list: Vec<String> = all.chain(joined.parent.iter().map(|column| as_text("p", column))).collect();
    let (from, _) = some_rows(part, JOINED_ROWS as f64 * 2.0);
    let names: Vec<&str> = places.iter().map(|place| table.columns[*place].quoted.as_str()).collect();
    let sample = format!("SELECT {} FROM {from} LIMIT {JOINED_ROWS}", qualified_list("t", &names));
    let text = format!(
        "SELECT {} FROM ({sample}) AS c JOIN {} AS p ON {}",
        list.join(", "),
        key.referenced_qualified,
        conditions.join(" AND ")
    );
    // One row after the other by the key's index: a hash would read the whole table.
    let _plan = LocalSettings::set(&[
        (c"enable_hashjoin", c"off"),
        (c"enable_mergejoin", c"off"),
        (c"enable_material", c"off"),
        (c"enable_seqscan", c"off"),
    ]);
    visit(&text, list.len(), |texts| {
        joined.rows += 1;
        let child = joined.child.iter_mut().map(|(_, values)| values);
        let parent = joined.parent.iter_mut().map(|column| &mut column.values);
        child.chain(parent).zip(texts).for_each(|(values, text)| {
            push(values, *text);
        });
        true
    })?;
    Ok(Some(joined))
}

fn qualified_list(alias: &str, names: &[&str]) -> String {
    names.iter().map(|name| format!("{alias}.{name}")).collect::<Vec<_>>().join(", ")
}

/// How many values of `left` come with several values of `right`, or with a value although they are NULL.
pub fn contradictions(table: &SampledTable, left: &[usize], right: &[usize]) -> Result<u64> {
    let names = |places: &[usize]| -> Vec<&str> {
        places.iter().map(|place| table.columns[*place].quoted.as_str()).collect()
    };
    let (left, right) = (names(left), names(right));
    let is = |names: &[&str], test: &str, word: &str| {
        names.iter().map(|name| format!("t.{name} {test}")).collect::<Vec<_>>().join(word)
    };
    let only = if table.kind == "table" { "ONLY " } else { "" };
    let from = format!("{only}{} AS t", table.qualified);
    let both: Vec<&str> = left.iter().chain(&right).copied().collect();
    let known = is(&left, "IS NOT NULL", " AND ");
    let distinct = format!("SELECT DISTINCT {} FROM {from} WHERE {known}", qualified_list("t", &both));
    let lost = format!(
        "SELECT count(*) FROM {from} WHERE ({}) AND ({})",
        is(&left, "IS NULL", " OR "),
        is(&right, "IS NOT NULL", " OR ")
    );
    let grouped =
        format!("SELECT FROM ({distinct}) AS d GROUP BY {} HAVING count(*) > 1", qualified_list("d", &left));
    let text = format!("SELECT ((SELECT count(*) FROM ({grouped}) AS g) + ({lost}))::text");
    let mut found = 0;
    visit(&text, 1, |row| {
        found = row[0].and_then(|text| text.parse().ok()).unwrap_or(0);
        true
    })?;
    Ok(found)
}
