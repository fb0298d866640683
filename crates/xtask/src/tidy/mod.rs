//! `tidy`: the fences of the repository as code. A rule is a small file in `rules`, tested on snippets.
mod rules;
mod rust_text;
mod tree;

use std::fmt;
use std::path::Path;
pub use tree::Tree;

/// A broken rule: where, what, and why it is a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    line: usize,
    message: String,
}

impl Violation {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Violation { path: path.to_string(), line, message: message.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Checks every rule; the last line counts them as the test command's other stages do.
pub fn run(root: &Path) -> Result<String, String> {
    let tree = Tree::load(root)?;
    let (mut lines, mut broken) = (Vec::new(), 0);
    for rule in rules::ALL {
        let violations = rule(&tree);
        broken += usize::from(!violations.is_empty());
        lines.extend(violations.iter().map(Violation::to_string));
    }
    lines.push(format!(
        "{} files; result: {} passed; {broken} failed",
        tree.files.len(),
        rules::ALL.len() - broken
    ));
    let report = lines.join("\n");
    if broken == 0 {
        Ok(report)
    } else {
        Err(report)
    }
}
