//! The setting that says in which databases the worker reports.

/// Which databases are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseList {
    /// Every database that allows connections and is no template.
    All,
    Named(Vec<String>),
}

/// Names are separated by commas and taken as they are, without folding to lower case; double quotes are needed only
/// around a comma, a quote (doubled) or outer blanks. An unquoted `*` anywhere means all.
pub fn parse(text: &str) -> DatabaseList {
    let mut names: Vec<String> = Vec::new();
    let mut rest = text.chars().peekable();
    while rest.peek().is_some() {
        let (mut name, mut quoted, mut inside) = (String::new(), false, false);
        while let Some(c) = rest.next() {
            match c {
                '"' if inside && rest.peek() == Some(&'"') => {
                    rest.next();
                    name.push('"');
                }
                '"' => {
                    if !inside && !quoted {
                        name.clear();
                    }
                    inside = !inside;
                    quoted = true;
                }
                ',' if !inside => break,
                c if quoted && !inside && c.is_whitespace() => {}
                c => name.push(c),
            }
        }
        let name = if quoted { name } else { name.trim().to_string() };
        if name == "*" && !quoted {
            return DatabaseList::All;
        }
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    DatabaseList::Named(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> DatabaseList {
        DatabaseList::Named(names.iter().map(|n| n.to_string()).collect())
    }

    #[test]
    fn names_stars_and_quotes() {
        assert_eq!(parse("*"), DatabaseList::All);
        assert_eq!(parse("a, *"), DatabaseList::All);
        assert_eq!(parse(""), named(&[]));
        assert_eq!(parse(" , "), named(&[]));
        assert_eq!(parse("shop, Web , shop"), named(&["shop", "Web"]));
        assert_eq!(parse(r#""a,b" , "c""d", "*" ,e"#), named(&["a,b", "c\"d", "*", "e"]));
        assert_eq!(parse(r#""open"#), named(&["open"]));
    }
}
