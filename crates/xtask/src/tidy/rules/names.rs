//! No file or module is named after nothing in particular: such a place collects what belongs elsewhere.
use crate::tidy::rust_text::words;
use crate::tidy::tree::{SourceFile, Tree};
use crate::tidy::Violation;

const BANNED: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "misc"];

pub fn check(tree: &Tree) -> Vec<Violation> {
    tree.files.iter().flat_map(|file| in_path(file).into_iter().chain(in_code(file))).collect()
}

fn in_path(file: &SourceFile) -> Option<Violation> {
    let part = file.path.split('/').find(|part| {
        let stem = part.split('.').next().unwrap_or(part);
        BANNED.contains(&stem)
    })?;
    Some(Violation::new(&file.path, 1, explain(part)))
}

fn in_code(file: &SourceFile) -> Vec<Violation> {
    let Some(rust) = &file.rust else { return Vec::new() };
    let module = |line: &str| {
        let mut words = words(line).skip_while(|word| *word != "mod").skip(1);
        words.next().filter(|name| BANNED.contains(name)).map(explain)
    };
    let lines = rust.code.lines().enumerate();
    lines.filter_map(|(at, line)| Some(Violation::new(&file.path, at + 1, module(line)?))).collect()
}

fn explain(name: &str) -> String {
    format!("`{name}` says nothing about what is in it: name the idea")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines_of;

    #[test]
    fn files_folders_and_modules_are_looked_at() {
        for path in ["src/utils.rs", "src/common/a.rs", "scripts/helpers.sh", "tests/client/util.py"] {
            assert_eq!(lines_of(&check(&Tree::of([(path, "")]))), [1], "{path}");
        }
        let code = "// mod utils\npub(crate) mod misc {}\nmod miscellany {}";
        assert_eq!(lines_of(&check(&Tree::of([("src/a.rs", code)]))), [2]);
        assert_eq!(lines_of(&check(&Tree::of([("src/helping.rs", "fn common() {}")]))), [0; 0]);
    }
}
