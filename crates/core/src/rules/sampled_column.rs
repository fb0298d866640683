//! What checks of sampled values share: findings of columns, shapes of texts, and words in names.
use crate::finding::Row;
use crate::model::sample::{SampledColumn, SampledTable};
use serde_json::{json, Map, Value};

/// A finding of one column; `detail` are its further columns.
pub fn column_row<const N: usize>(
    table: &SampledTable,
    column: usize,
    confidence: &str,
    detail: [(&str, Value); N],
) -> Row {
    let own = &table.columns[column];
    let mut all: Map<String, Value> = Map::new();
    all.insert("table_name".into(), json!(table.table_name));
    all.insert("column_name".into(), json!(own.name));
    all.extend(detail.into_iter().map(|(name, value)| (name.to_string(), value)));
    Row {
        object_name: Some(table.column_name(column)),
        confidence: Some(confidence.into()),
        detail: all,
        ..Row::default()
    }
}

/// Text of variable or fixed length, whose values were not too wide.
pub fn is_text(column: &SampledColumn) -> bool {
    let base = column.base_type.as_str();
    matches!(base, "text" | "character varying" | "character")
        && !column.is_generated
        && !column.values.has_wide
}

pub fn is_json(column: &SampledColumn) -> bool {
    matches!(column.base_type.as_str(), "json" | "jsonb")
}

/// Whether a foreign key starts from the column.
pub fn is_referencing(table: &SampledTable, column: usize) -> bool {
    table.foreign_keys.iter().any(|key| key.columns.contains(&table.columns[column].name))
}

/// Whether the column alone is a declared key.
pub fn is_key(table: &SampledTable, column: usize) -> bool {
    table.keys.iter().any(|key| key.columns == [table.columns[column].name.clone()])
}

/// The words of a name, small: `zipCode` and `zip_code` are `zip`, `code`.
pub fn words(name: &str) -> Vec<String> {
    super::words::snake_case(name).split('_').filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// What all values of a column are when read closely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    Uuid,
    Boolean,
    Integer,
    Decimal,
    Date,
    Timestamp,
    ZonedTimestamp,
    Address,
    Json,
}

impl Shape {
    /// The shape of one text, the narrowest first; `None` is free text.
    pub fn of(text: &str) -> Option<Shape> {
        let text = text.trim();
        let lower = text.to_lowercase();
        if matches!(lower.as_str(), "true" | "false" | "yes" | "no" | "t" | "f" | "y" | "n") {
            return Some(Shape::Boolean);
        }
        number(text)
            .or_else(|| uuid(text))
            .or_else(|| moment(text))
            .or_else(|| address(text))
            .or_else(|| json_text(text))
    }

    /// The shape that values of both shapes have.
    pub fn with(self, other: Shape) -> Option<Shape> {
        match (self.min(other), self.max(other)) {
            (a, b) if a == b => Some(a),
            (Shape::Integer, Shape::Decimal) => Some(Shape::Decimal),
            _ => None,
        }
    }

    pub fn type_name(self) -> &'static str {
        match self {
            Shape::Uuid => "uuid",
            Shape::Boolean => "boolean",
            Shape::Integer => "bigint",
            Shape::Decimal => "numeric",
            Shape::Date => "date",
            Shape::Timestamp => "timestamp",
            Shape::ZonedTimestamp => "timestamptz",
            Shape::Address => "inet",
            Shape::Json => "jsonb",
        }
    }

    /// What such values are called.
    pub fn plural(self) -> &'static str {
        match self {
            Shape::Uuid => "UUIDs",
            Shape::Boolean => "truth values",
            Shape::Integer => "whole numbers",
            Shape::Decimal => "numbers",
            Shape::Date => "dates",
            Shape::Timestamp | Shape::ZonedTimestamp => "points in time",
            Shape::Address => "network addresses",
            Shape::Json => "JSON documents",
        }
    }
}

/// Zeros in front, a plus or a blank would get lost, so what has them is a code and no number.
fn number(text: &str) -> Option<Shape> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let is_plain = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    if !is_plain || whole.len() > 18 || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    match fraction {
        None => Some(Shape::Integer),
        Some(f) => (!f.is_empty() && f.bytes().all(|b| b.is_ascii_digit())).then_some(Shape::Decimal),
    }
}

fn uuid(text: &str) -> Option<Shape> {
    let fits = text.len() == 36
        && text.bytes().enumerate().all(|(place, b)| match place {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        });
    fits.then_some(Shape::Uuid)
}

fn part(text: &str, from: usize, to: usize, low: u32, high: u32) -> bool {
    let digits = text.get(from..to).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    digits.and_then(|digits| digits.parse().ok()).is_some_and(|n: u32| (low..=high).contains(&n))
}

/// Dates and timestamps as ISO 8601 writes them; other orders of day and month are a guess.
fn moment(text: &str) -> Option<Shape> {
    if !text.is_ascii() {
        return None;
    }
    let bytes = text.as_bytes();
    let is_date = bytes.len() >= 10
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && part(text, 0, 4, 1, 9999)
        && part(text, 5, 7, 1, 12)
        && part(text, 8, 10, 1, 31);
    if !is_date || bytes.len() == 10 {
        return is_date.then_some(Shape::Date);
    }
    let time = &text[11..];
    let starts = matches!(bytes[10], b' ' | b'T') && part(time, 0, 2, 0, 24) && part(time, 3, 5, 0, 59);
    if !starts || time.as_bytes()[2] != b':' {
        return None;
    }
    let zone = time.find(['Z', '+', '-']);
    let clock = &time[5..zone.unwrap_or(time.len()).max(5)];
    if !clock.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.')) {
        return None;
    }
    Some(if zone.is_some() { Shape::ZonedTimestamp } else { Shape::Timestamp })
}

fn address(text: &str) -> Option<Shape> {
    text.parse::<std::net::IpAddr>().ok().map(|_| Shape::Address)
}

fn json_text(text: &str) -> Option<Shape> {
    let is_like =
        (text.starts_with('{') && text.ends_with('}')) || (text.starts_with('[') && text.ends_with(']'));
    (is_like && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()).then_some(Shape::Json)
}

/// The shape of all `texts`, if they have one.
pub fn common_shape<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Shape> {
    let mut texts = texts.into_iter();
    let first = Shape::of(texts.next()?)?;
    texts.try_fold(first, |shape, text| shape.with(Shape::of(text)?))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::catalogue::{Params, Rows, SampleRule};
    use crate::model::sample::{Joined, SampledReference, Values};

    /// A table `shop.things` of the columns, with `id` as its primary key.
    pub fn table<const N: usize>(columns: [(&str, &str, Vec<Option<String>>); N]) -> SampledTable {
        let made = columns.into_iter().map(|(name, base_type, values)| SampledColumn {
            name: name.into(),
            quoted: name.into(),
            type_name: base_type.into(),
            base_type: base_type.into(),
            category: match base_type {
                "text" => "S",
                "date" | "timestamp with time zone" => "D",
                "boolean" => "B",
                "uuid" | "jsonb" => "U",
                _ => "N",
            }
            .into(),
            values: Values::of(values.iter().map(Option::as_deref)),
            ..SampledColumn::default()
        });
        let columns: Vec<SampledColumn> = made.collect();
        SampledTable {
            schema_name: "shop".into(),
            table_name: "things".into(),
            qualified: "shop.things".into(),
            kind: "table".into(),
            rows: columns[0].values.codes.len(),
            columns,
            keys: vec![crate::model::sample::SampledKey {
                name: "things_pkey".into(),
                is_primary: true,
                columns: vec!["id".into()],
            }],
            ..SampledTable::default()
        }
    }

    /// `rows` values, none of them NULL.
    pub fn values(rows: usize, value: impl Fn(usize) -> String) -> Vec<Option<String>> {
        (0..rows).map(|row| Some(value(row))).collect()
    }

    /// What can be asked about the other tables.
    #[derive(Default)]
    pub struct Others {
        pub names: Vec<(String, String)>,
        pub joined: Option<Joined>,
    }

    impl Rows for Others {
        fn joined(&self, _: &SampledTable, _: &SampledReference) -> Option<Joined> {
            self.joined.clone()
        }
        fn contradictions(&self, _: &SampledTable, _: &[usize], _: &[usize]) -> Option<u64> {
            None
        }
        fn table_names(&self) -> &[(String, String)] {
            &self.names
        }
    }

    /// The findings with the parameters that the header of the rule's file says.
    pub fn found(rule: &dyn SampleRule, id: &str, table: &SampledTable, others: &Others) -> Vec<Row> {
        let file = format!("design/{}.rs", id.replace('-', "_"));
        let (source, _) = crate::rules::ALL.iter().find(|(s, _)| s.path.ends_with(&file)).unwrap();
        let registry = crate::catalogue::Registry::new(&[], &[], &[(*source, &Nothing)]).unwrap();
        let params = registry.check(id).unwrap().meta.defaults();
        rule.check(table, others, &Params(&params))
    }

    struct Nothing;

    impl SampleRule for Nothing {
        fn check(&self, _: &SampledTable, _: &dyn Rows, _: &Params<'_>) -> Vec<Row> {
            Vec::new()
        }
    }

    #[test]
    fn texts_have_shapes() {
        let cases = [
            ("42", Some(Shape::Integer)),
            ("-1.50", Some(Shape::Decimal)),
            ("007", None),
            ("+49", None),
            ("2024-02-29", Some(Shape::Date)),
            ("2024-13-01", None),
            ("2024-02-29 10:00", Some(Shape::Timestamp)),
            ("2024-02-29T10:00:00.5Z", Some(Shape::ZonedTimestamp)),
            ("2024-02-29 10:00:00-05:00", Some(Shape::ZonedTimestamp)),
            ("2024-02-29 in town", None),
            ("10.0.0.1", Some(Shape::Address)),
            ("{\"a\": 1}", Some(Shape::Json)),
            ("{a}", None),
            ("", None),
            ("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", Some(Shape::Uuid)),
        ];
        for (text, shape) in cases {
            assert_eq!(Shape::of(text), shape, "{text}");
        }
        assert_eq!(common_shape(["1", "2.5"]), Some(Shape::Decimal));
        assert_eq!(common_shape(["1", "2024-01-01"]), None);
        assert_eq!(common_shape([]), None);
    }
}
