//! Splits a catalogue file into header fields, manual page and body.
use super::CatalogueError;

/// One compiled-in file; `path` is relative to the repository or, for rules, to the folder of rules.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    pub path: &'static str,
    pub text: &'static str,
}

impl Source {
    /// File name without folders and extension.
    pub fn stem(&self) -> &'static str {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        name.split('.').next().unwrap_or(name)
    }

    /// Name of the folder that holds the file.
    pub fn folder(&self) -> Option<&'static str> {
        self.path.rsplit('/').nth(1)
    }
}

#[derive(Debug, PartialEq, Eq)]
pub struct Parts {
    /// TOML, line n of it being line n of the file.
    pub fields: String,
    pub manual: String,
    /// What follows the header, without a closing semicolon.
    pub body: &'static str,
}

/// The comment marks of the two kinds of file.
fn mark(path: &str) -> &'static str {
    if path.ends_with(".rs") {
        "//!"
    } else {
        "--"
    }
}

pub fn split(source: &Source) -> Result<Parts, CatalogueError> {
    let mark = mark(source.path);
    let path = || source.path.to_string();
    let mut fields = String::new();
    let mut manual = String::new();
    let mut in_manual = false;
    let mut consumed = 0;
    for line in source.text.split_inclusive('\n') {
        let Some(rest) = line.trim_end().strip_prefix(mark) else { break };
        consumed += line.len();
        let content = rest.strip_prefix(' ').unwrap_or(rest);
        if !in_manual && content == "---" {
            in_manual = true;
            continue;
        }
        let part = if in_manual { &mut manual } else { &mut fields };
        part.push_str(content);
        part.push('\n');
    }
    if consumed == 0 {
        return Err(CatalogueError::NoHeader { path: path() });
    }
    if !in_manual {
        return Err(CatalogueError::NoSeparator { path: path() });
    }
    let body = source.text[consumed..].trim().trim_end_matches(';').trim_end();
    if body.is_empty() {
        return Err(CatalogueError::NoBody { path: path() });
    }
    Ok(Parts { fields, manual: manual.trim().to_string(), body })
}

/// The text of section `## title` of a manual page.
pub fn section<'a>(manual: &'a str, title: &str) -> Option<&'a str> {
    let heading = format!("## {title}\n");
    let start = if manual.starts_with(&heading) { 0 } else { manual.find(&format!("\n{heading}"))? + 1 };
    let text = &manual[start + heading.len()..];
    Some(text.split("\n## ").next().unwrap_or(text).trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_three_parts() {
        let parts = split(&Source {
            path: "sql/checks/indexes/x.sql",
            text: "-- id = \"x\"\n-- ---\n-- ## What it does\n--\n-- Looks.\n-- ## Sources\n-- -- none\n\nSELECT 1;\n",
        })
        .unwrap();
        assert_eq!(parts.fields, "id = \"x\"\n");
        assert_eq!(parts.body, "SELECT 1");
        assert_eq!(section(&parts.manual, "What it does"), Some("Looks."));
        assert_eq!(section(&parts.manual, "Sources"), Some("-- none"));
        assert_eq!(section(&parts.manual, "Nothing"), None);
    }

    #[test]
    fn rust_files_use_their_module_comment() {
        let parts =
            split(&Source { path: "naming/x.rs", text: "//! id = 1\n//! ---\n//! page\nuse a::b;\n" })
                .unwrap();
        assert_eq!((parts.fields.as_str(), parts.manual.as_str()), ("id = 1\n", "page"));
    }

    #[test]
    fn what_is_missing_is_named() {
        let refused = |text| split(&Source { path: "a.sql", text }).unwrap_err();
        let path = || "a.sql".to_string();
        assert_eq!(refused("SELECT 1"), CatalogueError::NoHeader { path: path() });
        assert_eq!(refused("-- id = 1\nSELECT 1"), CatalogueError::NoSeparator { path: path() });
        assert_eq!(refused("-- id = 1\n-- ---\n-- page\n"), CatalogueError::NoBody { path: path() });
    }
}
