//! A text without its constants, to recognise the next one like it.
//!
//! Comparing two texts takes a fraction of the time that hashing one takes, whose every byte is looked at.
use super::constant_kind::Kind;
use super::parts::{parts, Parts};

#[derive(Debug, Default)]
pub struct Template {
    fixed: Vec<u8>,
    constants: Vec<Constant>,
    has_comments: bool,
}

#[derive(Debug)]
struct Constant {
    /// Bytes of `fixed` that come before it.
    after: usize,
    kind: Kind,
}

impl Parts for Template {
    fn fixed(&mut self, bytes: &[u8]) {
        self.fixed.extend_from_slice(bytes);
    }

    fn constant(&mut self, kind: Kind) {
        self.constants.push(Constant { after: self.fixed.len(), kind });
    }

    fn comment(&mut self) {
        self.has_comments = true;
    }
}

impl Template {
    /// `None` where constants are not certain, or comments may differ.
    pub fn of(sql: &[u8]) -> Option<Template> {
        parts(sql, Template::default()).filter(|template| !template.has_comments)
    }

    pub fn bytes(&self) -> usize {
        size_of::<Template>() + self.fixed.capacity() + self.constants.capacity() * size_of::<Constant>()
    }

    /// Whether `sql` differs in its constants only. Then it has the same fingerprint; the reverse does not always hold.
    pub fn fits(&self, sql: &[u8]) -> bool {
        let (mut from, mut rest) = (0, sql);
        for constant in &self.constants {
            let Some(found) = rest.strip_prefix(&self.fixed[from..constant.after]) else { return false };
            let Some(length) = constant.kind.length(found) else { return false };
            (from, rest) = (constant.after, &found[length..]);
        }
        rest == &self.fixed[from..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::fingerprint::fingerprint;
    use proptest::prelude::*;

    fn fits(a: &str, b: &str) -> bool {
        Template::of(a.as_bytes()).is_some_and(|template| template.fits(b.as_bytes()))
    }

    #[test]
    fn only_constants_may_differ() {
        let text = r"INSERT INTO t VALUES (1, 'a', E'\'b')";
        assert!(fits(text, text));
        assert!(fits(text, "INSERT INTO t VALUES (222, '''', E'')"));
        for other in [
            "INSERT INTO t VALUES (2, '', E'') ",
            "INSERT INTO t VALUES (2, '', E''",
            "INSERT INTO u VALUES (2, '', E'')",
            "INSERT INTO t VALUES (2.5, '', E'')",
            "INSERT INTO t VALUES (2222222222, '', E'')",
            "INSERT INTO t VALUES (2, 3, E'')",
            "INSERT INTO t VALUES (2, '', '')",
            r"INSERT INTO t VALUES (2, '', E'\",
            "INSERT INTO t VALUES (, '', E'')",
            "",
        ] {
            assert!(!fits(text, other), "{other}");
        }
        assert!(!fits("SELECT a WHERE b = 1", "SELECT a WHERE b = 1e"));
        assert!(!fits("SELECT a WHERE b = 1", "SELECT a WHERE b = 1.0"));
        assert!(fits("SELECT a WHERE b = 1", "SELECT a WHERE b = -2"));
        assert!(fits("SELECT a WHERE b = -1", "SELECT a WHERE b = 2"));
        assert!(!fits("SELECT a WHERE b = 1::int8", "SELECT a WHERE b = -1::int8"));
        assert!(!fits("SELECT a WHERE b =1", "SELECT a WHERE b =-1"));
        assert!(!fits("SELECT a WHERE b = 1 -- x", "SELECT a WHERE b = 1 -- x"));
        assert!(fits("", ""));
    }

    /// What comes before a constant, the constant, and another in its place.
    fn parts() -> impl Strategy<Value = Vec<(String, String, String)>> {
        let constant = r"-?[0-9.e]{0,4}|-?[0-9]{0,12}|'[a'\\]{0,3}'";
        let fixed = r#"(SELECT |,|\(|\)|=| IN | LIMIT |"a 1"|E|-|::|\$1|/\*|a| ){0,2}"#;
        prop::collection::vec((fixed, constant, constant), 0..8)
    }

    proptest! {
        /// What is wrongly recognised is counted as another statement.
        #[test]
        fn what_fits_has_the_same_fingerprint(parts in parts()) {
            let one: String = parts.iter().map(|(fixed, constant, _)| format!("{fixed}{constant}")).collect();
            let other: String = parts.iter().map(|(fixed, _, constant)| format!("{fixed}{constant}")).collect();
            if Template::of(one.as_bytes()).is_some() {
                prop_assert!(fits(&one, &one));
            }
            if fits(&one, &other) {
                prop_assert_eq!(fingerprint(one.as_bytes()), fingerprint(other.as_bytes()));
            }
        }
    }
}
