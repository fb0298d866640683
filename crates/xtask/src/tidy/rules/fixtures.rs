//! Every check has its fixture, and every fixture its check.
use crate::tidy::tree::{SourceFile, Tree};
use crate::tidy::Violation;

const FIXTURES: &str = "tests/fixtures/checks/";

pub fn check(tree: &Tree) -> Vec<Violation> {
    let checks: Vec<(&str, String)> =
        tree.files.iter().filter_map(|file| Some((file.path.as_str(), id(file)?))).collect();
    let without_fixture = checks.iter().filter_map(|(path, id)| {
        let fixture = format!("{FIXTURES}{id}.sql");
        tree.get(&fixture).is_none().then(|| {
            Violation::new(path, 1, format!("no fixture {fixture}: what proves that the check works?"))
        })
    });
    let without_check = tree.files.iter().filter_map(|file| {
        let stem = file.path.strip_prefix(FIXTURES)?.strip_suffix(".sql")?;
        let orphan = !checks.iter().any(|(_, id)| id == stem);
        orphan.then(|| Violation::new(&file.path, 1, "a fixture of no check: was the check renamed?"))
    });
    without_fixture.chain(without_check).collect()
}

/// The id of a check: `sql/checks/<area>/<id>.sql`, or a file of `crates/core/src/rules` that implements `Rule` (there
/// with underscores, as Rust names its modules).
fn id(file: &SourceFile) -> Option<String> {
    let (_folder, name) = file.path.rsplit_once('/')?;
    if file.path.starts_with("sql/checks/") {
        return Some(name.strip_suffix(".sql")?.to_string());
    }
    let rust = file.rust.as_ref().filter(|_| file.path.starts_with("crates/core/src/rules/"))?;
    let implements = ["impl Rule for", "impl SampleRule for"].iter().any(|text| rust.shipped.contains(text));
    (implements && name != "mod.rs").then(|| name.trim_end_matches(".rs").replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_and_fixtures_are_paired() {
        let files = [
            ("sql/checks/indexes/unused-index.sql", ""),
            ("sql/checks/indexes/duplicate-index.sql", ""),
            ("crates/core/src/rules/mod.rs", "pub trait Rule {}"),
            ("crates/core/src/rules/naming/words.rs", "fn plural() {}"),
            ("crates/core/src/rules/naming/table_naming.rs", "impl Rule for TableNaming {}"),
            ("crates/core/src/rules/naming/index_naming.rs", "impl Rule for IndexNaming {}"),
            ("tests/fixtures/checks/unused-index.sql", ""),
            ("tests/fixtures/checks/table-naming.sql", ""),
            ("tests/fixtures/checks/gone.sql", ""),
        ];
        let found: Vec<_> = check(&Tree::of(files)).into_iter().map(|found| found.path).collect();
        assert_eq!(found, [files[1].0, files[5].0, files[8].0]);
    }
}
