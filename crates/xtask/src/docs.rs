//! docs/checks: a page for each check, made of its header, and their index.
use crate::tidy::Tree;
use dbarch_core::catalogue::{CheckMeta, Registry, Source};
use dbarch_core::rules;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

pub const FOLDER: &str = "docs/checks/";
const INDEX: &str = "docs/checks/README.md";

/// The files of the folder as they have to be, by path; the error names the file whose header is wrong.
pub fn pages(tree: &Tree) -> Result<BTreeMap<String, String>, String> {
    let (checks, reads) = (sources(tree, "sql/checks/"), sources(tree, "sql/read/base/"));
    let registry = Registry::new(&checks, &reads, rules::ALL).map_err(|error| error.to_string())?;
    let mut pages = BTreeMap::new();
    let mut areas: BTreeMap<&str, Vec<&CheckMeta>> = BTreeMap::new();
    for check in registry.checks() {
        pages.insert(format!("{FOLDER}{}.md", check.meta.id), page(&check.meta));
        areas.entry(&check.meta.area).or_default().push(&check.meta);
    }
    if !pages.is_empty() {
        pages.insert(INDEX.to_string(), index(&areas));
    }
    Ok(pages)
}

/// The registry keeps texts for as long as a server runs; here that is until the command ends.
fn sources(tree: &Tree, folder: &str) -> Vec<Source> {
    let files = tree.files.iter().filter(|file| file.path.starts_with(folder) && file.path.ends_with(".sql"));
    files.map(|file| Source { path: file.path.clone().leak(), text: file.text.clone().leak() }).collect()
}

fn page(check: &CheckMeta) -> String {
    format!("{}\n[All checks](README.md)\n", check.page())
}

fn index(areas: &BTreeMap<&str, Vec<&CheckMeta>>) -> String {
    let count: usize = areas.values().map(Vec::len).sum();
    let mut text = format!("# Checks\n\nThe {count} checks of this release, by area. `cargo xtask docs` makes these pages of the checks' headers.\n");
    for (area, checks) in areas {
        let _ = write!(text, "\n## {area}\n\n| Check | Severity | Looks for |\n|---|---|---|\n");
        for check in checks {
            let title = check.title.replace('|', "\\|");
            let _ = writeln!(text, "| [{id}]({id}.md) | {} | {title} |", check.severity, id = check.id);
        }
    }
    text
}

/// Writes what is missing or stale, and deletes pages of checks that are gone.
pub fn write(root: &Path) -> Result<String, String> {
    let tree = Tree::load(root)?;
    let pages = pages(&tree)?;
    let failed = |path: &str, error: std::io::Error| format!("{path}: {error}");
    std::fs::create_dir_all(root.join(FOLDER)).map_err(|error| failed(FOLDER, error))?;
    let (mut written, mut deleted) = (0, 0);
    for (path, text) in &pages {
        if tree.get(path).is_none_or(|file| file.text != *text) {
            std::fs::write(root.join(path), text).map_err(|error| failed(path, error))?;
            written += 1;
        }
    }
    for file in tree.files.iter().filter(|file| file.path.starts_with(FOLDER)) {
        if !pages.contains_key(&file.path) {
            std::fs::remove_file(root.join(&file.path)).map_err(|error| failed(&file.path, error))?;
            deleted += 1;
        }
    }
    Ok(format!("{} pages in {FOLDER}; {written} written, {deleted} deleted", pages.len()))
}
