//! `new-check`: the two files that a check in SQL consists of, to be filled in.
use std::path::Path;

const CHECK: &str = include_str!("../templates/check.sql");
const FIXTURE: &str = include_str!("../templates/fixture.sql");

pub fn run(root: &Path, name: &str) -> Result<String, String> {
    let (area, id) = parse(name)?;
    // Files have underscores, as Rust's modules must; users see the id with dashes.
    let file = id.replace('-', "_");
    let files = [
        (format!("sql/checks/{area}/{file}.sql"), fill(CHECK, area, &id)),
        (format!("tests/fixtures/checks/{file}.sql"), fill(FIXTURE, area, &id)),
    ];
    if let Some((taken, _)) = files.iter().find(|(path, _)| root.join(path).exists()) {
        return Err(format!("{taken} is there already"));
    }
    for (path, content) in &files {
        let path = root.join(path);
        let folder = path.parent().unwrap_or(root);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, content))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(files.map(|(path, _)| format!("wrote {path}")).join("\n"))
}

/// Splits `area/id` and refuses what would not do as a file name. Ids have dashes; underscores are accepted for them.
fn parse(name: &str) -> Result<(&str, String), String> {
    let is_word = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    match name.split_once('/').map(|(area, id)| (area, id.replace('_', "-"))) {
        Some((area, id)) if is_word(area) && is_word(&id) => Ok((area, id)),
        _ => {
            Err(format!("{name}: expected <area>/<id> in lower case with dashes, as indexes/duplicate-index"))
        }
    }
}

fn fill(template: &str, area: &str, id: &str) -> String {
    template
        .replace("@ID@", id)
        .replace("@TITLE@", &id.replace('-', " "))
        .replace("@AREA@", area)
        .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_accepted() {
        assert_eq!(parse("indexes/unused-index"), Ok(("indexes", "unused-index".to_string())));
        assert_eq!(parse("indexes/unused_index"), parse("indexes/unused-index"));
        for name in ["unused-index", "indexes/Unused", "indexes/../x", "/x", "indexes/", "a/b/c"] {
            assert!(parse(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_template_is_filled_completely() {
        for template in [CHECK, FIXTURE] {
            let text = fill(template, "indexes", "unused-index");
            assert!(text.contains("unused-index"), "{text}");
            assert!(!text.contains('@'), "{text}");
        }
    }

    #[test]
    fn a_check_is_header_then_page_then_one_select() {
        let text = fill(CHECK, "indexes", "unused-index");
        let (header, rest) = text.split_once("-- ---\n").expect("the line that ends the header");
        assert!(header.lines().all(|line| line.starts_with("-- ") && line.contains(" = ")));
        let query = rest
            .lines()
            .skip_while(|line| line.is_empty() || line.starts_with("--"))
            .collect::<Vec<_>>()
            .join("\n");
        assert!(query.starts_with("SELECT"), "{query}");
    }

    #[test]
    fn an_existing_check_is_never_overwritten() {
        let root = std::env::temp_dir().join(format!("dbarch-new-check-{}", std::process::id()));
        assert!(run(&root, "indexes/unused-index").is_ok());
        assert!(run(&root, "indexes/unused-index").is_err_and(|message| message.contains("there already")));
        std::fs::remove_dir_all(&root).expect("the folder that this test made");
    }
}
