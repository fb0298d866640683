//! Names: what objects are called, by a convention that is set or found.
mod convention;
mod dependents;
mod deviation;
mod letter_case;
mod named;
mod renamed_column;

pub mod abbreviated_name;
pub mod check_constraint_naming;
pub mod column_naming;
pub mod column_repeats_table_name;
pub mod exclusion_constraint_naming;
pub mod foreign_key_column_naming;
pub mod foreign_key_constraint_naming;
pub mod function_naming;
pub mod index_naming;
pub mod primary_key_column_naming;
pub mod primary_key_constraint_naming;
pub mod sequence_naming;
pub mod table_naming;
pub mod trigger_naming;
pub mod unique_constraint_naming;
pub mod view_naming;
