//! Constants for the parameters of a statement, of the statistics of the columns that they are compared with.
//!
//! A generic plan takes a third of the table for `> $1`, one in two hundred for `LIKE $1` and the mean frequency for
//! `= $1` (src/include/utils/selfuncs.h), a tenth of all rows for `LIMIT $1`. Constants have the planner look into its
//! statistics instead.

use std::collections::HashMap;

use crate::model::parameters::{ColumnValues, Comparison, Constant, Constants, ParameterUse, ParameterUses};

/// Elements of `= ANY ($1)` if nothing tells their number; the planner assumes as many (estimate_array_length).
const ELEMENTS: f64 = 10.0;
/// Elements that are made at most.
const MOST_ELEMENTS: f64 = 1000.0;
/// Share of the rows that a pattern lets through, if nothing tells their number: search terms are made to find little.
const PATTERN_SHARE: f64 = 0.001;
/// Rows of a page that somebody looks at, if nothing tells their number.
pub const PAGE: f64 = 20.0;

/// Where in the statistics the values of one vector are taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim {
    /// Which row's value an equality takes, and where a range lies (0 to 1).
    pub draw: f64,
    /// Share of the rows that each range, prefix or list lets through.
    pub share: f64,
    /// Equalities take the rarest value that is known.
    pub rare: bool,
    /// Takes values of equalities by their frequency instead, from the rarest (0) to the commonest (1).
    pub frequency: Option<f64>,
    /// The share was found from a known number of rows, and so says how long lists are.
    pub solved: bool,
    /// Rows of a LIMIT, if known.
    pub limit: Option<f64>,
}

pub type Columns = HashMap<(u32, i16), ColumnValues>;

/// A constant for each slot of `uses`.
pub fn constants(uses: &ParameterUses, columns: &Columns, aim: &Aim) -> Constants {
    let mut vector = vec![Constant::Unknown; uses.slots];
    for (position, found) in uses.uses.iter().enumerate() {
        // The first use of a parameter decides.
        if vector[found.slot] == Constant::Unknown {
            if let Some(text) = value(&uses.uses, position, columns.get(&found.column), aim) {
                vector[found.slot] = Constant::Text(text);
            }
        }
    }
    vector
}

fn value(uses: &[ParameterUse], position: usize, column: Option<&ColumnValues>, aim: &Aim) -> Option<String> {
    let found = &uses[position];
    match found.comparison {
        Comparison::Limit => return Some(format!("{:.0}", aim.limit.unwrap_or(PAGE).ceil().max(1.0))),
        Comparison::InnerLimit => return Some(format!("{PAGE:.0}")),
        // The first page is the one that everybody sees.
        Comparison::Offset => return Some("0".to_string()),
        _ => (),
    }
    let column = column?;
    let opposite =
        |comparison| uses.iter().any(|other| other.column == found.column && other.comparison == comparison);
    let earlier = || {
        let same =
            |other: &&ParameterUse| (other.column, other.comparison) == (found.column, found.comparison);
        uses[..position].iter().filter(same).count()
    };
    match found.comparison {
        Comparison::Equal => equal(column, aim, earlier()).map(str::to_string),
        // What is left out is the exception, unless the number of rows says otherwise.
        Comparison::Unequal => {
            let level = aim.frequency.map_or(0.0, |level| 1.0 - level);
            column.pick_by_frequency(level, earlier()).map(str::to_string)
        }
        Comparison::Above if opposite(Comparison::Below) => {
            column.quantile(aim.draw * (1.0 - aim.share), found.scale)
        }
        Comparison::Below if opposite(Comparison::Above) => {
            column.quantile(aim.draw * (1.0 - aim.share) + aim.share, found.scale)
        }
        Comparison::Above => column.quantile(1.0 - aim.share, found.scale),
        Comparison::Below => column.quantile(aim.share, found.scale),
        Comparison::Like => Some(format!("{}%", escaped(&prefix(column, aim)?, "%_\\"))),
        Comparison::Regex => Some(format!("^{}", escaped(&prefix(column, aim)?, ".^$*+?()[]{}|\\"))),
        Comparison::Prefix => prefix(column, aim),
        Comparison::AnyOf => list(column, aim),
        Comparison::Overlap => Some(array([element(column, aim)?].into_iter())),
        Comparison::Match => {
            Some(format!("'{}'", element(column, aim)?.replace('\\', "\\\\").replace('\'', "''")))
        }
        Comparison::Limit | Comparison::InnerLimit | Comparison::Offset => None,
    }
}

/// The value of an equality; the `earlier` ones with the same column have others.
fn equal<'a>(column: &'a ColumnValues, aim: &Aim, earlier: usize) -> Option<&'a str> {
    // Values that are all alike would only be more plannings.
    let draw = if column.is_skewed() { aim.draw } else { 0.5 };
    let level = aim.frequency.or((aim.rare && column.is_skewed()).then_some(0.0));
    if let Some(level) = level {
        return column.pick_by_frequency(level, earlier);
    }
    column.pick(spread(draw, earlier))
}

/// Steps of the golden ratio leave no gap for long.
fn spread(draw: f64, steps: usize) -> f64 {
    (draw + steps as f64 * 0.618_033_988_75).fract()
}

/// The beginning of a typical value, so long that about the wanted share of the values begins with it.
fn prefix(column: &ColumnValues, aim: &Aim) -> Option<String> {
    let value = equal(column, aim, 0).filter(|value| !value.is_empty())?;
    let share = if aim.solved { aim.share } else { PATTERN_SHARE };
    let ends: Vec<usize> = value.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let known = || column.histogram.iter().chain(&column.common);
    let finest = 1.0 / known().count() as f64;
    let matching = |prefix: &str| known().filter(|other| other.starts_with(prefix)).count() as f64 * finest;
    let enough = |end: &usize| matching(&value[..*end]) <= share.max(finest);
    let length = ends.iter().position(enough).unwrap_or(ends.len() - 1);
    if share >= finest {
        return Some(value[..ends[length]].to_string());
    }
    // Finer than the statistics see, each letter more leaves a tenth. The planner takes a prefix of a value that it knows
    // for as common as that one stands for (histogram_selectivity in selfuncs.c): so it is that of a neighbour.
    let more = (finest / share).log10().ceil() as usize;
    let prefix = &value[..ends[(length + more).min(ends.len() - 1)]];
    Some(neighbour(prefix).filter(|other| matching(other) == 0.0).unwrap_or_else(|| prefix.to_string()))
}

/// `text` with another last letter.
fn neighbour(text: &str) -> Option<String> {
    let last = text.chars().last()?;
    let other = match last {
        '9' | 'z' | 'Z' => char::from_u32(last as u32 - 1)?,
        _ => char::from_u32(last as u32 + 1)?,
    };
    Some(format!("{}{other}", &text[..text.len() - last.len_utf8()]))
}

fn list(column: &ColumnValues, aim: &Aim) -> Option<String> {
    let wanted = if aim.solved { aim.share * column.distinct() } else { ELEMENTS };
    let wanted = wanted.round().clamp(1.0, MOST_ELEMENTS) as usize;
    let mut values: Vec<&str> = Vec::new();
    // Common values come up again and again: a bounded number of draws.
    for step in 0..4 * wanted {
        if values.len() == wanted {
            break;
        }
        let value = column.pick(spread(aim.draw, step))?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    // What the statistics do not name is as frequent as the rarest that they name: repeat that.
    let rare = column.pick_by_frequency(0.0, 0)?;
    let repeated = if aim.solved { wanted - values.len() } else { 0 };
    Some(array(values.into_iter().chain(std::iter::repeat_n(rare, repeated))))
}

fn element<'a>(column: &'a ColumnValues, aim: &Aim) -> Option<&'a str> {
    column.elements.get((aim.draw * column.elements.len() as f64) as usize).map(String::as_str)
}

/// An array literal.
fn array<'a>(elements: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = elements.map(|e| format!("\"{}\"", escaped(e, "\"\\"))).collect();
    format!("{{{}}}", quoted.join(","))
}

fn escaped(text: &str, special: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if special.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
#[path = "typical_values_tests.rs"]
mod tests;
