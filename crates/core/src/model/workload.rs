//! Statements and what each of them asks of each table. Knows neither SQL syntax nor plans: the planner's reading is
//! handed in.

use super::access_method::AccessMethod;
use super::parameters::Constants;
use super::unservable::Unservable;
use serde::{Deserialize, Serialize};

/// One statement of the workload.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Statement {
    pub sql: String,
    /// Executions: the weight of the statement's cost.
    pub calls: f64,
    /// `pg_stat_statements.queryid`.
    pub query_id: Option<i64>,
    /// Mean execution time, milliseconds.
    pub mean_time_ms: Option<f64>,
    /// Rows that an execution returns or changes, on average.
    pub rows: Option<f64>,
    /// True when the text has `$n` parameters; `values` says what stands for them.
    pub parameterized: bool,
    #[serde(skip)]
    pub values: Values,
    /// Where names are looked up; `None` is the caller's own path.
    #[serde(skip)]
    pub search_path: Option<String>,
    /// Constants of executions: for the parameters, then for the constants of the text in their order.
    #[serde(skip)]
    pub captured: Vec<Constants>,
}

/// What stands for the parameters of a statement when it is planned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Values {
    /// Nothing, at least for one that a condition depends on: the plan is generic there.
    #[default]
    Generic,
    /// Values that the statistics of the columns call typical.
    Typical,
    /// Those of executions.
    Captured,
}

/// What the planner says of one statement as things are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Requirements {
    /// Of one execution.
    pub cost: f64,
    /// The same with as many loops as the plan makes, which the planner does not count.
    pub likely_cost: f64,
    pub accesses: Vec<TableAccess>,
    /// Rows expected of each relation behind its own conditions, and of the whole statement (under [`RESULT`]); of each
    /// planning, if constants made it several. Sorted.
    pub rows: Vec<(u32, f64)>,
    pub unservable: Vec<Unservable>,
    /// What it writes.
    pub writes: Vec<Write>,
}

impl Requirements {
    /// Rows of the whole statement, on average over its plannings; `None` if nothing was planned.
    pub fn result_rows(&self) -> Option<f64> {
        let rows: Vec<f64> =
            self.rows.iter().filter(|(of, _)| *of == RESULT).map(|(_, rows)| *rows).collect();
        (!rows.is_empty()).then(|| rows.iter().sum::<f64>() / rows.len() as f64)
    }

    /// OID of the table that the rows are deleted from, if it is a DELETE.
    pub fn deletes_from(&self) -> Option<u32> {
        self.writes.first().filter(|write| write.kind == WriteKind::Delete).map(|write| write.table)
    }
}

/// What one execution of a statement writes into one table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Write {
    /// OID.
    pub table: u32,
    pub kind: WriteKind,
    /// Columns that an update sets.
    pub columns: Vec<i16>,
    /// As the planner expects.
    pub rows: f64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WriteKind {
    #[default]
    Insert,
    Update,
    Delete,
}

/// Rows that a scan of an execution let through, against what the planner expected. Rows are means over its loops.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ObservedScan {
    /// Qualified and quoted.
    pub table: String,
    /// The filter's. What an index was searched by is not among them.
    pub columns: Vec<String>,
    pub index: Option<String>,
    pub samples: u64,
    pub estimated_rows: f64,
    pub actual_rows: f64,
    pub removed_rows: f64,
}

/// No relation has this OID.
pub const RESULT: u32 = 0;

/// What one statement asks of one base relation, read from the planner (restrictions, equivalence classes, path keys).
/// A relation that appears twice in a statement gives two of these. A column is an attribute number or, for an
/// expression or another operator class, the number of an index term.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct TableAccess {
    /// Position of the statement in the workload.
    pub statement: usize,
    /// OID of the relation.
    pub table: u32,
    /// Columns fixed to one value: a constant, a parameter or a subquery's result.
    pub equalities: Vec<EqualityColumn>,
    /// Columns compared with several values (`IN`, `= ANY`).
    pub in_lists: Vec<i16>,
    /// Columns under `<`, `<=`, `>`, `>=` or `BETWEEN`.
    pub ranges: Vec<i16>,
    /// Columns under `IS NULL` or `IS NOT NULL`.
    pub null_tests: Vec<i16>,
    /// Columns equated with a column of another relation.
    pub joins: Vec<i16>,
    /// Wanted orders that lie wholly in this relation: prefixes of `ORDER BY`, `GROUP BY`, `DISTINCT` and windows.
    pub orders: Vec<Vec<OrderColumn>>,
    /// Every column that the statement needs from the relation.
    pub output: Vec<i16>,
    /// A `LIMIT` (or a cursor) makes the first rows matter more than all of them.
    pub limited: bool,
    /// One arm of an OR: an index for it is of use only beside those for the other arms.
    pub arm: bool,
    /// What other methods than b-tree can search by, each with its operator class.
    pub searches: Vec<Search>,
    /// Conditions that could be the predicate of an index (numbers of the table's predicates).
    pub predicates: Vec<i16>,
}

impl TableAccess {
    /// Whether a condition or a wanted order has to do with `column`.
    pub fn asks_for(&self, column: i16) -> bool {
        let conditions = [&self.in_lists, &self.ranges, &self.null_tests, &self.joins];
        self.equalities.iter().any(|equality| equality.column == column)
            || conditions.into_iter().any(|columns| columns.contains(&column))
            || self.orders.iter().flatten().any(|order| order.column == column)
    }
}

/// A key that an index of another method than b-tree can search by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Search {
    pub method: AccessMethod,
    pub column: i16,
    /// OID of the operator: how much of the index it reads is its own affair.
    pub operator: u32,
}

/// A column that a restriction fixes to one value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EqualityColumn {
    pub column: i16,
}

/// One column of a wanted order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderColumn {
    pub column: i16,
    pub descending: bool,
    /// PostgreSQL's default is last for ascending, first for descending.
    pub nulls_first: bool,
}
