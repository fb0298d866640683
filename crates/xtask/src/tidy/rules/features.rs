//! `cfg(feature = "pgNN")` only in `src/pg/compat.rs`: everything else is written for all majors at once.
use crate::tidy::tree::Tree;
use crate::tidy::Violation;

const PLACE: &str = "src/pg/compat.rs";

pub fn check(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for (file, rust) in tree.rust_below(&["src/"]).filter(|(file, _)| file.path != PLACE) {
        for literal in rust.literals.iter().filter(|literal| is_major(&literal.text)) {
            let before = rust.code[..literal.start].trim_end_matches('"').trim_end();
            if before.ends_with('=') && before.trim_end_matches('=').trim_end().ends_with("feature") {
                found.push(Violation::new(
                    &file.path,
                    literal.line,
                    format!(
                        "a difference between majors belongs in {PLACE}, behind one name for all of them"
                    ),
                ));
            }
        }
    }
    found
}

fn is_major(text: &str) -> bool {
    text.strip_prefix("pg").is_some_and(|digits| digits.len() == 2 && digits.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines_of;

    const CODE: &str =
        "// cfg(feature = \"pg15\")\n#[cfg(any(feature = \"pg15\",\n feature=\"pg16\"))]\nf(\"pg15\");\n\
                        #[cfg(feature = \"pg_test\")]";

    #[test]
    fn a_major_is_named_in_one_place_only() {
        assert_eq!(lines_of(&check(&Tree::of([("src/pg/explain.rs", CODE)]))), [2, 3]);
        assert_eq!(lines_of(&check(&Tree::of([(PLACE, CODE)]))), [0; 0]);
    }
}
