//! META.json, by which the PostgreSQL Extension Network knows a release; made from the version in Cargo.toml.
use std::path::Path;

/// The workspace's version, which this crate shares.
const VERSION: &str = env!("CARGO_PKG_VERSION");

pub const FILE: &str = "META.json";

/// The file as it has to be (specification 1.0.0 of the network).
pub fn content() -> String {
    TEMPLATE.replace("@VERSION@", VERSION)
}

const TEMPLATE: &str = include_str!("../templates/META.json");

pub fn write(root: &Path) -> Result<String, String> {
    std::fs::write(root.join(FILE), content()).map_err(|error| format!("{FILE}: {error}"))?;
    Ok(format!("{FILE} written for version {VERSION}"))
}
