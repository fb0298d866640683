//! Checks whose body is computed: arithmetic, text and graphs over a [`Snapshot`](crate::model::snapshot::Snapshot).
//!
//! The list below is explicit, because linkers drop what only a link-time registry names; a test walks the folder
//! and fails on a file that is missing here.
mod indexes;
mod naming;
mod tables;
mod words;

use crate::catalogue::{Rule, Source};

macro_rules! rules {
    ($($path:literal => $rule:path),* $(,)?) => {
        /// Every rule with the file that documents it.
        pub const ALL: &[(Source, &dyn Rule)] =
            &[$((Source { path: concat!("rules/", $path), text: include_str!($path) }, &$rule)),*];
    };
}

rules! {
    "naming/index_naming.rs" => naming::index_naming::IndexNaming,
    "naming/table_naming.rs" => naming::table_naming::TableNaming,
    "indexes/index_bloat.rs" => indexes::index_bloat::IndexBloat,
    "tables/bloat_not_computable.rs" => tables::bloat_not_computable::BloatNotComputable,
    "tables/toast_bloat.rs" => tables::toast_bloat::ToastBloat,
    "tables/table_bloat.rs" => tables::table_bloat::TableBloat,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_file_with_a_header_is_listed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
        for folder in
            std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|p| p.is_dir())
        {
            for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                let text = std::fs::read_to_string(&file).unwrap();
                let shown = format!("rules/{}", file.strip_prefix(&root).unwrap().to_string_lossy());
                let listed = ALL.iter().any(|(source, _)| source.path == shown);
                assert_eq!(text.starts_with("//! id"), listed, "{shown}");
            }
        }
    }
}
