//! Predicates that no index can serve as they are written, in the planner's reading.

/// One of them, and its parts as SQL text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unservable {
    /// OID.
    pub table: u32,
    pub form: Form,
    /// All of it.
    pub clause: String,
    /// The column that an index would be on.
    pub column: String,
    pub column_type: String,
    /// The side of the comparison that the column is on, as far as it is not the column itself.
    pub expression: String,
    /// As seen from that side.
    pub operator: String,
    pub other: String,
    /// What the column meets in `expression`: the unit of `date_trunc`, the operand of an arithmetic operator.
    pub operand: String,
    /// Cost of reading the whole table, which is the cheapest way to the rows.
    pub scan_cost: f64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// `timestamptz::date`: which day it is depends on the session's time zone.
    Day,
    /// `date_trunc('unit', timestamptz)`.
    Truncated,
    /// Any other expression on the column whose value depends on settings or the time.
    #[default]
    Mutable,
    /// `column + operand`.
    Sum,
    /// `column - operand`.
    Difference,
    /// Any other arithmetic on the column.
    Arithmetic,
    /// The column is cast to the type of what it is compared with.
    Cast,
    /// `value = ANY (column)`.
    Element,
    /// A pattern whose matches may begin with anything.
    Pattern,
    /// `$1 IS NULL OR column = $1`.
    Optional,
    /// An OR whose arms are about different tables.
    AcrossTables,
}
