//! Every check has its fixture, and every fixture its check.
use crate::tidy::tree::Tree;
use crate::tidy::Violation;

const FIXTURES: &str = "tests/fixtures/checks/";

pub fn check(tree: &Tree) -> Vec<Violation> {
    let checks: Vec<(&str, &str)> =
        tree.files.iter().filter_map(|file| Some((file.path.as_str(), id(&file.path)?))).collect();
    let without_fixture = checks.iter().filter_map(|(path, id)| {
        let fixture = format!("{FIXTURES}{id}.sql");
        tree.get(&fixture).is_none().then(|| {
            Violation::new(path, 1, format!("no fixture {fixture}: what proves that the check works?"))
        })
    });
    let without_check = tree.files.iter().filter_map(|file| {
        let stem = file.path.strip_prefix(FIXTURES)?.strip_suffix(".sql")?;
        let orphan = !checks.iter().any(|(_, id)| *id == stem);
        orphan.then(|| Violation::new(&file.path, 1, "a fixture of no check: was the check renamed?"))
    });
    without_fixture.chain(without_check).collect()
}

/// The file stem of a check `sql/checks/<area>/<id>.sql` or `crates/core/src/rules/<area>/<id>.rs`.
fn id(path: &str) -> Option<&str> {
    let (inside, ending) = match path.strip_prefix("sql/checks/") {
        Some(inside) => (inside, ".sql"),
        None => (path.strip_prefix("crates/core/src/rules/")?, ".rs"),
    };
    let (_area, file) = inside.split_once('/')?;
    file.strip_suffix(ending).filter(|stem| !stem.contains('/') && *stem != "mod")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_and_fixtures_are_paired() {
        let paths = [
            "sql/checks/index/unused_index.sql",
            "sql/checks/index/duplicate_index.sql",
            "crates/core/src/rules/mod.rs",
            "crates/core/src/rules/naming/mod.rs",
            "crates/core/src/rules/naming/table_naming.rs",
            "tests/fixtures/checks/unused_index.sql",
            "tests/fixtures/checks/gone.sql",
        ];
        let found: Vec<_> =
            check(&Tree::of(paths.map(|path| (path, "")))).into_iter().map(|found| found.path).collect();
        assert_eq!(found, [paths[1], paths[4], paths[6]]);
    }
}
