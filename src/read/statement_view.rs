//! Where pg_stat_statements is to be read from.
use crate::error::Result;
use crate::pg::catalog_query;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct StatementView {
    pub version: String,
    /// Qualified and quoted.
    relation: String,
}

impl StatementView {
    /// `None` when the extension is not in this database.
    pub fn find() -> Result<Option<Self>> {
        catalog_query::row(include_str!("../../sql/read/statement_statistics_view.sql"), &[])
    }

    /// `query` with the view's name in place of `{relation}`. A name cannot be bound; this one comes quoted from the
    /// catalog.
    pub fn fill(&self, query: &str) -> String {
        query.replace("{relation}", &self.relation)
    }
}
