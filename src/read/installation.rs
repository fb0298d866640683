//! What of dbarch is there in this database and on this server.
use crate::error::Result;
use crate::pg::catalog_query;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Installation {
    pub version: String,
    #[serde(default, deserialize_with = "oid")]
    pub reports_owner: Option<u32>,
}

/// `to_jsonb` writes an oid as text.
fn oid<'de, D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Option<u32>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.map(|t| t.parse().map_err(serde::de::Error::custom)).transpose()
}

#[derive(Debug, Deserialize)]
pub struct Processes {
    pub launchers: i64,
    pub other_workers_here: i64,
    /// Whether the caller sees the processes of others.
    pub all_visible: bool,
}

pub fn installation() -> Result<Option<Installation>> {
    catalog_query::row(include_str!("../../sql/read/extension_here.sql"), &[])
}

/// The owner of our table of reports; `None` without the extension.
pub fn reports_owner() -> Result<Option<u32>> {
    Ok(installation()?.and_then(|i| i.reports_owner))
}

pub fn processes() -> Result<Option<Processes>> {
    catalog_query::row(include_str!("../../sql/read/background_processes.sql"), &[])
}

pub fn other_workers_here() -> Result<i64> {
    Ok(processes()?.map_or(0, |p| p.other_workers_here))
}
