//! Some rows of a table, as values. A column keeps each different value once, and a number of it for each row: what
//! rules ask is which values are equal, far more often than what they are.
use serde::Deserialize;
use std::collections::HashMap;

/// A column with its values in the rows of the sample.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SampledColumn {
    pub name: String,
    /// As SQL writes it.
    pub quoted: String,
    pub type_name: String,
    /// Below domains, without modifiers.
    pub base_type: String,
    /// `typcategory` of the base type: N numbers, S texts, D dates and times, B booleans, E enums, U others ...
    pub category: String,
    pub is_not_null: bool,
    pub is_generated: bool,
    /// Numbered by the server: identity or serial.
    pub is_counted: bool,
    /// A check constraint names it, or a domain may restrict it.
    pub is_checked: bool,
    pub is_readable: bool,
    /// Empty if the column was not sampled.
    #[serde(skip)]
    pub values: Values,
}

/// The values of a column, row by row.
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// One for each row: 0 is NULL, n is the n-th text from 1.
    pub codes: Vec<u32>,
    /// Each different value once, as the server writes it.
    pub texts: Vec<String>,
    numbers: HashMap<String, u32>,
    /// A value was too wide to be looked at: a mark stands for it, so that different ones look the same.
    pub has_wide: bool,
}

impl Values {
    pub fn of<'a>(values: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let mut made = Values::default();
        values.into_iter().for_each(|value| made.push(value));
        made
    }

    pub fn push(&mut self, value: Option<&str>) {
        let code = match value {
            None => 0,
            Some(text) => match self.numbers.get(text) {
                Some(code) => *code,
                None => {
                    self.texts.push(text.to_string());
                    let code = self.texts.len() as u32;
                    self.numbers.insert(text.to_string(), code);
                    code
                }
            },
        };
        self.codes.push(code);
    }

    pub fn get(&self, row: usize) -> Option<&str> {
        self.text(*self.codes.get(row)?)
    }

    fn text(&self, code: u32) -> Option<&str> {
        self.texts.get((code as usize).checked_sub(1)?).map(String::as_str)
    }

    /// Different values, NULL left out.
    pub fn distinct(&self) -> usize {
        self.texts.len()
    }

    /// Rows with a value.
    pub fn known(&self) -> usize {
        self.codes.iter().filter(|code| **code != 0).count()
    }

    /// Each different value with its rows, the most frequent first.
    pub fn frequencies(&self) -> Vec<(&str, usize)> {
        let mut counts = vec![0usize; self.texts.len()];
        for code in self.codes.iter().filter(|code| **code != 0) {
            counts[*code as usize - 1] += 1;
        }
        let mut found: Vec<(&str, usize)> = self.texts.iter().map(String::as_str).zip(counts).collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        found
    }
}

/// Columns that are unique together, by a constraint or index that always holds.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SampledKey {
    pub name: String,
    pub is_primary: bool,
    pub columns: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SampledReference {
    pub name: String,
    pub columns: Vec<String>,
    pub referenced_oid: u32,
    pub referenced_qualified: String,
    pub referenced_columns: Vec<String>,
    /// All columns of the referenced table.
    pub referenced_names: Vec<String>,
}

/// A table and some of its rows.
#[derive(Debug, Clone, Default)]
pub struct SampledTable {
    pub schema_name: String,
    pub table_name: String,
    pub qualified: String,
    pub kind: String,
    /// Rows as last counted; `None` if nothing ever counted.
    pub row_estimate: Option<f64>,
    /// Rows in the sample.
    pub rows: usize,
    /// The sample is all there is.
    pub is_complete: bool,
    pub columns: Vec<SampledColumn>,
    pub keys: Vec<SampledKey>,
    pub foreign_keys: Vec<SampledReference>,
}

impl SampledTable {
    /// Columns whose values are in the sample.
    pub fn sampled(&self) -> impl Iterator<Item = (usize, &SampledColumn)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.values.codes.len() == self.rows)
    }

    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The keys as places of their columns.
    pub fn key_places(&self) -> Vec<Vec<usize>> {
        let places = |key: &SampledKey| key.columns.iter().map(|name| self.place(name)).collect();
        self.keys.iter().filter_map(places).collect()
    }

    pub fn primary_key(&self) -> Option<&SampledKey> {
        self.keys.iter().find(|key| key.is_primary)
    }

    /// A column as findings name it.
    pub fn column_name(&self, column: usize) -> String {
        format!("{}.{}", self.qualified, self.columns[column].quoted)
    }
}

/// Rows of a table beside the rows that one of its foreign keys leads to.
#[derive(Debug, Clone, Default)]
pub struct Joined {
    pub rows: usize,
    /// Of the columns of the referencing table that have values.
    pub child: Vec<(usize, Values)>,
    /// Of the referenced table.
    pub parent: Vec<SampledColumn>,
}

impl Joined {
    /// The column of the referenced table that has the very values of column `place` of `table`.
    pub fn original(&self, table: &SampledTable, place: usize) -> Option<&SampledColumn> {
        let (_, own) = self.child.iter().find(|(column, _)| *column == place)?;
        let equal = |other: &&SampledColumn| {
            other.base_type == table.columns[place].base_type
                && (0..self.rows).all(|row| own.get(row) == other.values.get(row))
        };
        self.parent.iter().filter(|_| own.distinct() > 1).find(equal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_have_one_number() {
        let values = Values::of([Some("a"), None, Some("b"), Some("a")]);
        assert_eq!(values.codes, [1, 0, 2, 1]);
        assert_eq!((values.distinct(), values.known()), (2, 3));
        assert_eq!((values.get(0), values.get(1), values.get(9)), (Some("a"), None, None));
        assert_eq!(values.frequencies(), [("a", 2), ("b", 1)]);
    }
}
