//! id          = "third-normal-form"
//! title       = "Columns that depend on other columns than a key"
//! severity    = "info"
//! object      = "table"
//! confidence  = "medium"
//! enabled     = false
//! identity    = ["determinant"]
//! message     = "{{ dependents_text }} of {{ table_name }} {{ verb }} on {{ determinant_text }}, which is no key: {{ repeated_values }} repeated values never come with two different ones"
//! remediation = "{% if referenced_table %}{{ determinant_text }} leads to {{ referenced_table }}: keep {{ dependents_text }} there, unless the rows shall keep the value of their time.{% else %}Move {{ dependents_text }} to a table with the key {{ determinant_text }}.{% endif %} detail.decomposition has the statements. They take locks and copy rows."
//! since       = "0.1.0"
//! tags        = ["reads rows", "normal forms"]
//! [params.sample_rows]
//! default = 5000
//! about   = "Rows of each table that are looked at, about."
//! [params.max_tables]
//! default = 200
//! about   = "Tables that are looked at, the largest first."
//! [params.max_seconds]
//! default = 10
//! about   = "Seconds after which no further table is looked at."
//! [params.verify]
//! default = false
//! about   = "Whether each finding is held against the whole table, which reads all of it."
//! [params.left_columns]
//! default = 2
//! about   = "Columns that a determinant has at most, 1 to 3."
//! [params.min_rows]
//! default = 100
//! about   = "Rows of a sample below which nothing is concluded."
//! [params.min_bits]
//! default = 40
//! about   = "Evidence against an accident, as the logarithm to base 2 of its odds; no single value gives more than 8."
//! [params.ignored_columns]
//! default = ["tenant_id", "organization_id", "org_id", "account_id", "workspace_id"]
//! about   = "Columns that are repeated on purpose, such as the tenant that row security asks for."
//! ---
//! ## What it does
//! Looks for columns outside of all keys that follow from columns that are no key: the country of a city, the name of a
//! code, the address of a referenced customer. Of columns that determine each other one stands for all.
//! Reads a sample of rows of each table, and finds which columns follow from which others: equal values here always
//! come with equal values there. Declared keys and columns that are nearly unique are no determinants. A dependency
//! counts only if chance would hardly have made it, in many values of the determinant.
//!
//! The check reads rows, so it runs only when it is named. Tables that the caller may not read are left out and counted.
//!
//! ## Why it matters
//! The same fact is stored in many rows. One of the copies gets changed and the others do not, and then there are two
//! answers to one question. The copies also take room and make updates long.
//!
//! ## How to fix
//! `detail.decomposition` has the statements: a table for the determinant and what follows from it, or new columns of
//! the table that the determinant references. A join brings the old rows back. It takes locks and copies rows: try it on
//! a copy first, and drop the old columns when nothing uses them. With `verify` the whole table is asked before.
//!
//! ## False positives
//! A value that is kept as it was at the time (the price of an order) only looks redundant as long as it never changed.
//! Data of one source may be more regular than the world: ask whether the dependency is a rule.
//!
//! ## Sources
//! E. F. Codd, "Further Normalization of the Data Base Relational Model" (1971); the search is that of TANE (Huhtamaki and
//! others, 1999). PostgreSQL documentation, "SELECT", on TABLESAMPLE.
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::Row;
use crate::model::sample::SampledTable;
use crate::rules::normal_forms::{rows, Form};

pub struct ThirdNormalForm;

impl SampleRule for ThirdNormalForm {
    fn check(&self, table: &SampledTable, source: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        rows(Form::Third, table, source, params)
    }
}
