//! The source files that rules look at, as values: a rule never reads the disk, so its tests need none.
use super::rust_text::RustText;
use std::path::Path;

pub struct SourceFile {
    /// Relative to the root, with forward slashes.
    pub path: String,
    pub text: String,
    /// Present for Rust.
    pub rust: Option<RustText>,
}

pub struct Tree {
    pub files: Vec<SourceFile>,
}

/// Made by programs, or not ours.
const SKIPPED: [&str; 4] = [".git", "target", "results", "node_modules"];

impl Tree {
    pub fn load(root: &Path) -> Result<Tree, String> {
        let mut found = Vec::new();
        collect(root, "", &mut found)?;
        found.sort();
        Ok(Tree::of(found))
    }

    /// A tree from paths and texts.
    pub fn of<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Tree {
        let file = |(path, text): (P, T)| {
            let (path, text) = (path.into(), text.into());
            let rust = path.ends_with(".rs").then(|| RustText::parse(&text, is_test_path(&path)));
            SourceFile { path, text, rust }
        };
        Tree { files: files.into_iter().map(file).collect() }
    }

    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Rust files below one of these folders.
    pub fn rust_below<'a>(
        &'a self,
        folders: &'a [&str],
    ) -> impl Iterator<Item = (&'a SourceFile, &'a RustText)> {
        self.files
            .iter()
            .filter(|file| folders.iter().any(|folder| file.path.starts_with(folder)))
            .filter_map(|file| file.rust.as_ref().map(|rust| (file, rust)))
    }
}

impl SourceFile {
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// Files of nothing but tests: `tests.rs`, or anything below a folder `tests`.
fn is_test_path(path: &str) -> bool {
    path.split('/').any(|part| part == "tests" || part == "tests.rs" || part == "benches")
}

fn collect(root: &Path, relative: &str, found: &mut Vec<(String, String)>) -> Result<(), String> {
    let folder = root.join(relative);
    let explain = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(&folder).map_err(explain)? {
        let entry = entry.map_err(explain)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if relative.is_empty() { name.clone() } else { format!("{relative}/{name}") };
        let kind = entry.file_type().map_err(explain)?;
        if kind.is_dir() && !SKIPPED.contains(&name.as_str()) {
            collect(root, &path, found)?;
        } else if kind.is_file() {
            // What is no text is no source.
            if let Ok(text) = std::fs::read_to_string(entry.path()) {
                found.push((path, text));
            }
        }
    }
    Ok(())
}
