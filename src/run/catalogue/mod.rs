//! The compiled-in catalogue: every check and read of this build, parsed once a backend.
#[cfg(debug_assertions)]
mod replaced;

use crate::error::{Error, Result};
use dbarch_core::catalogue::{Registry, Source};
use dbarch_core::rules;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/catalogue_files.rs"));

/// A broken file fails the tests of `dbarch-core`, so an error here means a broken build.
pub fn registry() -> Result<&'static Registry> {
    static REGISTRY: OnceLock<std::result::Result<Registry, String>> = OnceLock::new();
    #[cfg(debug_assertions)]
    if let Some(registry) = replaced::registry(CHECKS, READS)? {
        return Ok(registry);
    }
    REGISTRY
        .get_or_init(|| Registry::new(CHECKS, READS, rules::ALL).map_err(|error| error.to_string()))
        .as_ref()
        .map_err(|message| Error::internal(message.clone()))
}
