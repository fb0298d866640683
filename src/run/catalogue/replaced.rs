//! For tests, in debug builds only: the catalogue of another checkout, and reads that temporary tables replace.
//!
//! With the environment variable `DBARCH_CATALOGUE` the files of that checkout stand in for those compiled in, so that
//! who writes checks in SQL need not build. With `SET dbarch_test.reads = 'settings, sessions'` these reads are the
//! temporary tables of the same names: so a fixture shows a check a server that the test cannot make.
use crate::error::{Error, Result};
use crate::pg::catalog_query::rows;
use dbarch_core::catalogue::{Registry, Source};
use dbarch_core::rules;
use serde::Deserialize;
use std::path::Path;
use std::{env, fs};

/// `None` if nothing is replaced. What is replaced is leaked: a test's session is short.
pub fn registry(checks: &[Source], reads: &[Source]) -> Result<Option<&'static Registry>> {
    let names = replaced_reads()?;
    let checkout = env::var("DBARCH_CATALOGUE").unwrap_or_default();
    if names.is_empty() && checkout.is_empty() {
        return Ok(None);
    }
    let (mut checks, mut reads) = (checks.to_vec(), reads.to_vec());
    if !checkout.is_empty() {
        let root = Path::new(&checkout);
        checks = files(root, &root.join("sql/checks"))?;
        reads = files(root, &root.join("sql/read/base"))?;
    }
    for read in &mut reads {
        let id = read.stem();
        if names.iter().any(|name| name == id) {
            read.text = format!("-- id = \"{id}\"\n-- ---\nSELECT * FROM pg_temp.{id}").leak();
        }
    }
    let made =
        Registry::new(&checks, &reads, rules::ALL).map_err(|error| Error::internal(error.to_string()))?;
    Ok(Some(Box::leak(Box::new(made))))
}

fn replaced_reads() -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Setting {
        value: Option<String>,
    }
    let found: Vec<Setting> = rows("SELECT current_setting('dbarch_test.reads', true) AS value", &[])?;
    let value = found.into_iter().find_map(|setting| setting.value).unwrap_or_default();
    Ok(value.split(',').map(|name| name.trim().to_string()).filter(|name| !name.is_empty()).collect())
}

fn files(root: &Path, folder: &Path) -> Result<Vec<Source>> {
    let failed = |error: std::io::Error| Error::internal(format!("{}: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            found.extend(files(root, &path)?);
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            let text = fs::read_to_string(&path).map_err(failed)?;
            let shown = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            found.push(Source { path: shown.leak(), text: text.leak() });
        }
    }
    found.sort_by_key(|source| source.path);
    Ok(found)
}
