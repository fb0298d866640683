//! SQL of more than one line is a file of its own, not a Rust literal: there it is highlighted, run and reviewed as SQL.
use crate::tidy::tree::Tree;
use crate::tidy::Violation;

const VERBS: [&str; 14] = [
    "ALTER", "ANALYZE", "COMMENT", "CREATE", "DELETE", "DO", "DROP", "EXPLAIN", "GRANT", "INSERT", "REVOKE",
    "SELECT", "UPDATE", "WITH",
];

pub fn check(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for (file, rust) in tree.rust_below(&["src/", "crates/"]) {
        for literal in rust.literals.iter().filter(|literal| !literal.in_test && is_long_sql(&literal.text)) {
            found.push(Violation::new(
                &file.path,
                literal.line,
                "SQL of several lines: move it into a file below sql/ and include_str! it",
            ));
        }
    }
    found
}

/// Written over several lines, even where a backslash joins them. Prose starts with a capital letter only: "With ...".
fn is_long_sql(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    let is_verb = VERBS.contains(&first) || VERBS.iter().any(|verb| first == verb.to_lowercase());
    is_verb && text.trim().contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines_of;

    #[test]
    fn one_line_passes_and_more_do_not() {
        let code = "f(\"SELECT 1\");\nf(\"SELECT 1 \\\n  + 1\");\nf(\"With care,\\\n  please\");\nf(r#\"\n  select 1\n\"#);\n\
                    f(r#\"\n  select 1,\n  2\"#);\n#[cfg(test)]\nmod t { const A: &str = \"SELECT\n1\"; }";
        assert_eq!(lines_of(&check(&Tree::of([("src/api/a.rs", code)]))), [2, 9]);
    }
}
