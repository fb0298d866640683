//! Names of objects with what they could be made of, as little as the checks of names need: a large schema has many.
//! Objects that PostgreSQL names itself for others (partitions, indexes of constraints) are left out.
use serde::{Deserialize, Serialize};

/// An index that belongs to no constraint.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexName {
    pub schema_name: String,
    pub table_name: String,
    /// Schema and name, quoted where needed.
    pub table_qualified: String,
    pub index_name: String,
    pub qualified: String,
    pub is_unique: bool,
    pub is_partial: bool,
    /// Raw column names in key order; `None` stands for an expression.
    pub key_columns: Vec<Option<String>>,
    /// Column or expression as SQL, in key order; `None` where all are columns.
    pub key_texts: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConstraintName {
    pub schema_name: String,
    pub table_name: String,
    pub table_qualified: String,
    pub constraint_name: String,
    pub qualified: String,
    /// `primary key`, `unique`, `foreign key`, `check`, `exclusion`.
    pub kind: String,
    pub column_names: Vec<String>,
    /// Of a foreign key.
    pub referenced_name: Option<String>,
    pub referenced_qualified: Option<String>,
}

/// A sequence that belongs to a column.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SequenceName {
    pub schema_name: String,
    pub sequence_name: String,
    pub qualified: String,
    pub table_name: String,
    pub table_qualified: String,
    pub column_name: String,
    pub is_identity: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewName {
    pub schema_name: String,
    pub view_name: String,
    pub qualified: String,
    pub is_materialized: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FunctionName {
    pub schema_name: String,
    pub function_name: String,
    pub qualified: String,
    /// In parentheses, as ALTER ROUTINE wants them.
    pub argument_types: String,
    /// `function`, `procedure` or `trigger function`.
    pub kind: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TriggerName {
    pub schema_name: String,
    pub table_name: String,
    pub table_qualified: String,
    pub trigger_name: String,
    pub qualified: String,
    /// `before`, `after` or `instead_of`.
    pub timing: String,
    pub events: Vec<String>,
}

/// The columns of a table that are its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnNames {
    pub schema_name: String,
    pub table_name: String,
    pub table_qualified: String,
    pub column_names: Vec<String>,
}

/// The only column of a primary key.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrimaryKeyColumn {
    pub schema_name: String,
    pub table_name: String,
    pub table_qualified: String,
    pub column_name: String,
    pub qualified: String,
    /// An integer or a UUID: made up, with no meaning that could name it.
    pub is_surrogate: bool,
    pub is_foreign_key: bool,
}

/// The only column of a foreign key.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ForeignKeyColumn {
    pub schema_name: String,
    pub table_name: String,
    pub table_qualified: String,
    pub column_name: String,
    pub qualified: String,
    pub referenced_schema: String,
    pub referenced_name: String,
    pub referenced_column: String,
}

/// How many functions, of those whose body is a text, mention the name of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FunctionMention {
    pub schema_name: String,
    pub table_name: String,
    pub functions: i64,
}
