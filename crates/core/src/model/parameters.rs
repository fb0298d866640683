//! Parameters of a statement (`$n`), what they are compared with, and the constants that stand for them.

use serde::{Deserialize, Serialize};

/// What stands for one parameter in a planning.
///
/// In JSON a string, null, or an empty object when it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Constant {
    /// As the input function of the parameter's type takes it.
    Text(String),
    Null,
    /// The parameter stays one.
    #[default]
    #[serde(with = "nothing_known")]
    Unknown,
}

mod nothing_known {
    use serde::de::{Deserialize, Deserializer, IgnoredAny};
    use serde::ser::{SerializeMap, Serializer};

    pub fn serialize<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_map(Some(0))?.end()
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| ())
    }
}

/// What stands for the parameters of a statement in one planning, by slot: `$n` at n - 1, and behind them expressions of
/// parameters that are compared as a whole, such as `now() - $1::interval`.
pub type Constants = Vec<Constant>;

/// How a column is compared with a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`, an element of `IN (...)`.
    Equal,
    /// `<>`, an element of `NOT IN (...)`.
    Unequal,
    /// `<`, `<=`: the slot bounds the column from above.
    Below,
    /// `>`, `>=`.
    Above,
    /// `LIKE`, `ILIKE` and their negations.
    Like,
    /// `~` and its kin.
    Regex,
    /// `^@`.
    Prefix,
    /// `= ANY (slot)`.
    AnyOf,
    /// `@>`, `&&` and `<@` between arrays.
    Overlap,
    /// `tsvector @@ tsquery`.
    Match,
    /// The slot is the row count of the statement's `LIMIT`.
    Limit,
    /// The slot is that of a subquery.
    InnerLimit,
    /// The slot is the row count of an `OFFSET`.
    Offset,
}

/// Types whose values can be calculated with, as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scale {
    Integer,
    Number,
    Date,
    Timestamp,
    TimestampTz,
    /// Known values only, no others between them.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParameterUse {
    pub slot: usize,
    pub comparison: Comparison,
    /// OID of the relation and number of the column; zero for LIMIT and OFFSET.
    pub column: (u32, i16),
    pub scale: Scale,
}

/// What a statement does with its parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParameterUses {
    pub slots: usize,
    pub uses: Vec<ParameterUse>,
    /// Number of parameters in conditions of which it is not known what they are compared with.
    pub open: usize,
    /// Rows are made of several that the conditions let through.
    pub grouped: bool,
    /// The statement has a LIMIT.
    pub limited: bool,
}

/// Statistics of a column, values as text.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ColumnValues {
    /// Rows of the table.
    pub rows: f64,
    pub null_fraction: f64,
    /// As in pg_stats: negative is a share of the rows.
    pub n_distinct: f64,
    /// Most common values with their frequencies, the commonest first.
    pub common: Vec<String>,
    pub frequencies: Vec<f64>,
    /// Bounds of equally frequent ranges of the other values, in order.
    pub histogram: Vec<String>,
    /// Most common elements of an array, lexemes of a tsvector.
    pub elements: Vec<String>,
}
