//! An index that does not exist: what its definition says, what is foreseen of it, and how large it would be.
use super::columns::IndexColumn;
use super::method::{Method, Options};
use crate::pg::sample::{ColumnSample, IndexRows, IndexSample, StatisticsTuple};
use pgrx::pg_sys::Oid;
use std::cell::Cell;
use std::ffi::CString;
use std::rc::Rc;

/// An index that does not exist, on a table and, when that is partitioned, on each of its leaf partitions.
#[derive(Debug)]
pub struct Definition {
    /// The table's name, qualified and quoted.
    pub table_name: String,
    /// With the schema that it would be in, which is the table's; `None` where the text names no name.
    pub(super) given_name: Option<(Oid, String)>,
    pub relations: Vec<RelationIndex>,
}

impl Definition {
    /// Whether the index changes no more of a planning than which access paths there are: one on an expression brings
    /// statistics of it, and a unique one proves things.
    pub fn is_separable(&self) -> bool {
        self.relations.iter().all(|index| index.expressions.is_none() && !index.unique)
    }
}

/// The index on one relation that has storage.
#[derive(Debug)]
pub struct RelationIndex {
    /// Stands for the index in plans; no catalog knows it.
    pub oid: Oid,
    pub name: String,
    pub relation: Oid,
    pub method: Rc<Method>,
    pub options: Options,
    /// Key columns, then included ones.
    pub columns: Vec<IndexColumn>,
    pub keys: usize,
    pub unique: bool,
    /// Invalid for the database's own.
    pub tablespace: Oid,
    /// Lists of expressions and of implicitly ANDed predicates, in `nodeToString` form with varno 1.
    pub expressions: Option<CString>,
    pub predicate: Option<CString>,
    pub foreseen: Foreseen,
    /// The last size computed, with what it was computed for.
    pub size: Cell<Option<Sized>>,
}

/// What building the index would bring to light.
#[derive(Debug, Default)]
pub struct Foreseen {
    /// Of each column that is an expression.
    pub statistics: Vec<Option<Rc<StatisticsTuple>>>,
    pub sample: Option<Rc<IndexSample>>,
    /// Of a BRIN index whose tuples differ in length.
    pub summaries: Option<Rc<IndexSample>>,
    /// Shares of all rows that the most common values of a hash index's key have.
    pub most_common: Vec<f64>,
    /// Of a partial index, or of a b-tree whose size depends on them.
    pub rows: Option<IndexRows>,
}

impl Foreseen {
    pub fn column(&self, position: usize) -> Option<&ColumnSample> {
        self.sample.as_ref().and_then(|sample| sample.columns.get(position))
    }

    /// The share of the table's rows that the predicate lets in, if the sample has enough of them to tell better than
    /// the planner, which takes the clauses of a predicate to be independent.
    pub fn share_let_in(&self) -> Option<f64> {
        const ENOUGH: f64 = 100.0;
        let rows = self.rows.as_ref()?;
        (rows.let_in >= ENOUGH).then(|| rows.let_in / rows.looked_at)
    }
}

/// The table that the index is on, as the planner sees it now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heap {
    pub rows: f64,
    pub pages: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    pub pages: f64,
    /// Levels above the leaves of a b-tree; -1 for methods whose cost functions reckon it themselves.
    pub tree_height: i32,
}

/// A size and what it was computed for.
#[derive(Debug, Clone, Copy)]
pub struct Sized {
    pub(super) tuples: f64,
    pub(super) heap: Heap,
    pub size: Size,
}
