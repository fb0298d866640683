//! `unsafe` and `pg_sys` live in `src/pg` alone, and each `unsafe` says why it is sound.
use crate::tidy::rust_text::words;
use crate::tidy::tree::Tree;
use crate::tidy::Violation;

const FENCED: &str = "src/pg/";
const ALLOWING_FILE: &str = "src/pg/mod.rs";
/// A reason may take several lines, so it is looked for in this many lines above.
const REACH: usize = 6;

pub fn check(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for (file, rust) in tree.rust_below(&["src/", "crates/"]) {
        let source: Vec<&str> = file.text.lines().collect();
        for (at, line) in rust.code.lines().enumerate() {
            let mut report = |message: &str| found.push(Violation::new(&file.path, at + 1, message));
            if lifts_the_ban(line) && file.path != ALLOWING_FILE {
                report("only src/pg/mod.rs may allow unsafe code");
            }
            if !file.path.starts_with(FENCED) {
                if let Some(word) = words(line).find(|word| matches!(*word, "unsafe" | "pg_sys")) {
                    report(&format!("`{word}` outside src/pg: wrap it there, and speak in values here"));
                }
            } else if opens_unsafe(line) && !is_explained(&source, at) {
                report("`unsafe` without a `// SAFETY:` comment above: say why it is sound");
            }
        }
    }
    found
}

fn lifts_the_ban(line: &str) -> bool {
    let compact: String = line.split_whitespace().collect();
    ["allow(", "expect(", "warn("].iter().any(|level| {
        compact
            .split(level)
            .skip(1)
            .any(|rest| words(rest.split(')').next().unwrap_or("")).any(|word| word == "unsafe_code"))
    })
}

/// A block or an impl; an `unsafe fn` puts its duty on the caller, who explains it there.
fn opens_unsafe(line: &str) -> bool {
    line.match_indices("unsafe").any(|(at, word)| {
        let rest = line[at + word.len()..].trim_start();
        rest.is_empty() || rest.starts_with('{') || rest.starts_with("impl")
    })
}

fn is_explained(source: &[&str], at: usize) -> bool {
    source[at.saturating_sub(REACH)..=at].iter().any(|line| line.contains("SAFETY:"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines_of;

    fn lines(path: &str, code: &str) -> Vec<usize> {
        lines_of(&check(&Tree::of([(path, code)])))
    }

    #[test]
    fn outside_the_fence_neither_word_occurs() {
        let code = "use pgrx::pg_sys;\nf(\"pg_sys\"); // unsafe\nunsafe { g() }\n#[unsafe(no_mangle)]";
        assert_eq!(lines("src/api/health.rs", code), [1, 3, 4]);
        assert_eq!(lines("crates/core/src/lib.rs", "#![forbid(unsafe_code)]"), [0; 0]);
    }

    #[test]
    fn inside_the_fence_each_block_has_a_reason() {
        let code =
            "// SAFETY: locked\n// by the caller\nunsafe { a() }\n\n\n\n\n\n\nlet b = unsafe { c() };\n\
                    unsafe impl Send for D {}\npub unsafe fn e() {}";
        assert_eq!(lines("src/pg/explain.rs", code), [10, 11]);
    }

    #[test]
    fn the_ban_is_lifted_in_one_file() {
        let code = "#![allow(dead_code, unsafe_code)]";
        assert_eq!(lines("src/pg/mod.rs", code), [0; 0]);
        assert_eq!(lines("src/pg/explain.rs", code), [1]);
        assert_eq!(lines("src/lib.rs", code), [1]);
        assert_eq!(lines("src/lib.rs", "#![deny(unsafe_code)]"), [0; 0]);
    }
}
