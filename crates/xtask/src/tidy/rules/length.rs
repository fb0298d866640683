//! No source file has more than 500 lines: what is longer holds more than one idea.
use crate::tidy::tree::{SourceFile, Tree};
use crate::tidy::Violation;

const LIMIT: usize = 500;
const ENDINGS: [&str; 4] = [".rs", ".sql", ".sh", ".py"];

pub fn check(tree: &Tree) -> Vec<Violation> {
    tree.files.iter().filter(|file| is_source(file)).filter_map(too_long).collect()
}

fn is_source(file: &SourceFile) -> bool {
    file.name() == "Makefile" || ENDINGS.iter().any(|ending| file.path.ends_with(ending))
}

fn too_long(file: &SourceFile) -> Option<Violation> {
    let lines = file.text.lines().count();
    (lines > LIMIT)
        .then(|| Violation::new(&file.path, lines, format!("{lines} lines: above {LIMIT}, split it by idea")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sources_above_the_limit_are_reported() {
        let long = "x\n".repeat(LIMIT + 1);
        let tree = Tree::of([
            ("src/a.rs", long.as_str()),
            ("Makefile", &long),
            ("Cargo.lock", &long),
            ("tests/pg_regress/expected/a.out", &long),
            ("src/b.rs", &long[2..]),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|violation| violation.path).collect();
        assert_eq!(found, ["src/a.rs", "Makefile"]);
    }
}
