//! The catalogue in `sql/` is complete and consistent, seen without a server.
#![allow(clippy::unwrap_used)]
use dbarch_core::catalogue::{check_query, read_query, Body, Given, Registry, Source};
use dbarch_core::rules;
use std::path::Path;

fn sources(folder: &str) -> Vec<Source> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let shown = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                let text = std::fs::read_to_string(&path).unwrap();
                found.push(Source { path: shown.leak(), text: text.leak() });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    walk(&root, &root.join(folder), &mut found);
    found
}

fn registry() -> Registry {
    Registry::new(&sources("sql/checks"), &sources("sql/read/base"), rules::ALL)
        .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_check_composes_into_one_statement() {
    let registry = registry();
    for check in registry.checks() {
        if let Body::Sql(body) = check.body {
            let text = check_query(&registry, &check.meta, body, &Given::new()).unwrap();
            assert!(text.starts_with("WITH params AS NOT MATERIALIZED ("), "{}", check.meta.id);
        }
    }
    for source in sources("sql/read/base") {
        read_query(&registry, source.stem(), true, &Given::new()).unwrap();
    }
}
