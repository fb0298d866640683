//! The pages of docs/checks are those that the headers of the checks make.
use crate::docs;
use crate::tidy::tree::Tree;
use crate::tidy::Violation;

pub fn check(tree: &Tree) -> Vec<Violation> {
    let pages = match docs::pages(tree) {
        Ok(pages) => pages,
        Err(message) => return vec![Violation::new("sql/checks", 1, message)],
    };
    let stale = pages
        .iter()
        .filter(|(path, text)| tree.get(path).is_none_or(|file| file.text != **text))
        .map(|(path, _)| {
            Violation::new(path, 1, "stale: run `cargo xtask docs`, it is made from a check's header")
        });
    let orphans = tree
        .files
        .iter()
        .filter(|file| file.path.starts_with(docs::FOLDER) && !pages.contains_key(&file.path))
        .map(|file| Violation::new(&file.path, 1, "a page of no check: run `cargo xtask docs`"));
    stale.chain(orphans).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dbarch_core::rules;

    #[test]
    fn stale_missing_and_orphaned_pages_are_told() {
        // The rules in Rust are compiled in and must find what they read.
        let named = rules::ALL.iter().flat_map(|(source, _)| source.text.lines());
        let named = named
            .filter(|line| line.starts_with("//! reads"))
            .flat_map(|line| line.split('"').skip(1).step_by(2));
        let reads: Vec<(String, String)> = named
            .map(|id| {
                (format!("sql/read/base/{id}.sql"), format!("-- id = \"{id}\"\n-- ---\n-- t\nSELECT 1\n"))
            })
            .collect();
        let tree = Tree::of(reads.clone());
        let pages = docs::pages(&tree).expect("the pages of the rules");
        let whole = || reads.clone().into_iter().chain(pages.clone());
        assert_eq!(check(&Tree::of(whole())), []);
        assert_eq!(check(&tree).len(), pages.len());
        assert_eq!(check(&Tree::of(whole().chain([("docs/checks/gone.md".into(), String::new())]))).len(), 1);
    }
}
