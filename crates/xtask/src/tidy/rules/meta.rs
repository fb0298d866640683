//! META.json says the version of Cargo.toml.
use crate::meta;
use crate::tidy::tree::Tree;
use crate::tidy::Violation;

pub fn check(tree: &Tree) -> Vec<Violation> {
    let fresh = tree.get(meta::FILE).is_some_and(|file| file.text == meta::content());
    if fresh {
        Vec::new()
    } else {
        vec![Violation::new(meta::FILE, 1, "stale: run `cargo xtask meta`, it is made from Cargo.toml")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_generated_text_passes() {
        assert_eq!(check(&Tree::of([(meta::FILE, meta::content())])), []);
        assert_eq!(check(&Tree::of([(meta::FILE, meta::content() + " ")])).len(), 1);
        assert_eq!(check(&Tree::of::<&str, &str>([])).len(), 1);
    }
}
