//! Imports point backward along `read → model → rules, advisor → finding → report → store → api`, never forward, so that
//! each part can be understood and tested without those that use it.
use crate::tidy::rust_text::is_word;
use crate::tidy::tree::Tree;
use crate::tidy::Violation;

/// A module of a crate, and those of the same crate that it may name besides itself.
type Layer = (&'static str, &'static [&'static str]);

const CORE: &[Layer] = &[
    ("model", &[]),
    ("normalised", &[]),
    ("capture", &["model", "normalised"]),
    ("finding", &["model"]),
    ("catalogue", &["finding", "model"]),
    ("dependencies", &["model"]),
    ("rules", &["bloat", "catalogue", "dependencies", "finding", "model"]),
    ("bloat", &["finding", "index_size", "model"]),
    ("index_size", &[]),
    ("advisor", &["catalogue", "finding", "index_size", "model", "normalised"]),
    ("report", &["catalogue", "finding", "model"]),
    ("schedule", &[]),
];

/// What the rest stands on.
const BOTTOM: &[&str] = &["error", "pg", "settings"];

const EXTENSION: &[Layer] = &[
    ("error", &[]),
    ("pg", &[]),
    ("settings", &[]),
    ("catalogue", &[]),
    ("read", &["catalogue"]),
    ("store", &[]),
    ("run", &["catalogue", "read"]),
    ("api", &["catalogue", "read", "run", "store"]),
    ("worker", &["read", "run", "store"]),
];

/// PostgreSQL calls an exported function by name, so the entry points of workers are inside the fence.
const ENTRY: (&str, &str) = ("src/pg/entry.rs", "worker");

pub fn check(tree: &Tree) -> Vec<Violation> {
    let core = check_crate(tree, "crates/core/src/", CORE, &[]);
    core.into_iter().chain(check_crate(tree, "src/", EXTENSION, BOTTOM)).collect()
}

fn check_crate(tree: &Tree, folder: &str, layers: &[Layer], bottom: &[&str]) -> Vec<Violation> {
    let mut found = Vec::new();
    for (file, rust) in tree.rust_below(&[folder]) {
        let inside = file.path[folder.len()..].trim_end_matches(".rs");
        let module: Vec<&str> = inside.split('/').filter(|part| *part != "mod").collect();
        if module == ["lib"] {
            continue;
        }
        let own = module[0];
        let Some((_, below)) = layers.iter().find(|(name, _)| *name == own) else {
            let message = format!("module `{own}` has no place in the layers: add it in tidy's layers.rs");
            found.push(Violation::new(&file.path, 1, message));
            continue;
        };
        for (at, name) in named_modules(&rust.shipped, module.len()) {
            let known = layers.iter().any(|(layer, _)| *layer == name);
            let fine = name == own
                || below.contains(&name)
                || bottom.contains(&name)
                || (file.path.as_str(), name) == ENTRY;
            if known && !fine {
                let line = 1 + rust.shipped[..at].matches('\n').count();
                let message =
                    format!("`{own}` must not know `{name}`: imports point backward along the layers");
                found.push(Violation::new(&file.path, line, message));
            }
        }
    }
    found
}

/// The top-level modules that a file names through `crate::` or enough `super::`, with their offsets.
fn named_modules(code: &str, depth: usize) -> Vec<(usize, &str)> {
    let climb = "super::".repeat(depth);
    let mut found = Vec::new();
    for root in ["crate::", climb.as_str()] {
        for (at, _) in code.match_indices(root) {
            let starts_path =
                at == 0 || !(is_word(code.as_bytes()[at - 1]) || code.as_bytes()[at - 1] == b':');
            if starts_path {
                let rest = at + root.len();
                match code[rest..].strip_prefix('{') {
                    Some(group) => {
                        found.extend(group_heads(group).map(|(offset, name)| (rest + 1 + offset, name)))
                    }
                    None => found.push((at, first_word(&code[rest..]))),
                }
            }
        }
    }
    found
}

/// The first word of each path in a group: `{a::b, c::{d, e}}` gives a and c.
fn group_heads(group: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut depth = 1usize;
    let mut at_head = true;
    group
        .char_indices()
        .map_while(move |(at, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return None;
            }
            let head = (at_head && !c.is_whitespace()).then(|| (at, first_word(&group[at..])));
            at_head = (at_head && c.is_whitespace()) || (depth == 1 && c == ',');
            Some(head)
        })
        .flatten()
}

fn first_word(text: &str) -> &str {
    &text[..text.bytes().take_while(|byte| is_word(*byte)).count()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines_of;

    fn lines(path: &str, code: &str) -> Vec<usize> {
        lines_of(&check(&Tree::of([(path, code)])))
    }

    #[test]
    fn forward_imports_are_reported() {
        assert_eq!(lines("crates/core/src/model/table.rs", "use crate::report::Report;"), [1]);
        assert_eq!(
            lines("crates/core/src/rules/index/a.rs", "\nuse crate::{model::T, report::{R, S}};"),
            [2]
        );
        assert_eq!(lines("crates/core/src/advisor/rank.rs", "fn f() -> super::super::rules::A {}"), [1]);
        assert_eq!(lines("src/pg/explain.rs", "use crate::read::tables;"), [1]);
        assert_eq!(lines("src/pg/hooks.rs", "crate::worker::main();"), [1]);
        assert_eq!(lines("src/store/runs.rs", "use crate::{\n    pg::spi,\n    api::health,\n};"), [3]);
    }

    #[test]
    fn backward_imports_pass() {
        assert_eq!(lines("crates/core/src/advisor/rank.rs", "use crate::{model::A, finding::B};"), [0; 0]);
        assert_eq!(
            lines("crates/core/src/model/table.rs", "use super::index::Index; use crate::model::x;"),
            [0; 0]
        );
        assert_eq!(lines("src/api/health.rs", "use crate::{run::a, read::b, pg::c, error::E};"), [0; 0]);
        assert_eq!(lines("src/pg/entry.rs", "crate::worker::main();"), [0; 0]);
        assert_eq!(lines("src/lib.rs", "crate::api::x();"), [0; 0]);
        assert_eq!(lines("src/read/a.rs", "use dbarch_core::report::R; // crate::api"), [0; 0]);
    }

    #[test]
    fn tests_may_use_what_they_need() {
        assert_eq!(lines("src/read/a.rs", "#[cfg(test)]\nmod tests { use crate::api::x; }"), [0; 0]);
    }

    #[test]
    fn a_new_module_must_be_given_its_place() {
        assert_eq!(lines("src/extra/a.rs", ""), [1]);
    }
}
