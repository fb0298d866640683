//! Rust source split into what rules ask about: code, string literals, and which of it is test code.
//!
//! No parser: comments and literals are found by their delimiters, and blanked so that line and column stay the same.

/// A string literal; `text` is as written between the quotes, without resolving escapes.
#[derive(Debug)]
pub struct Literal {
    pub line: usize,
    /// Byte offset of its first character in the source.
    pub start: usize,
    pub text: String,
    pub in_test: bool,
}

#[derive(Debug)]
pub struct RustText {
    /// The source with comments and the insides of literals blanked.
    pub code: String,
    /// The same with test modules and test items blanked too.
    pub shipped: String,
    pub literals: Vec<Literal>,
}

impl RustText {
    pub fn parse(source: &str, all_test: bool) -> RustText {
        let (code, mut literals) = blank(source);
        let mut shipped = code.clone().into_bytes();
        let sections = if all_test { vec![(0, code.len())] } else { test_sections(source, &code) };
        for &(from, to) in &sections {
            wipe(&mut shipped[from..to]);
            literals.iter_mut().filter(|it| (from..to).contains(&it.start)).for_each(|it| it.in_test = true);
        }
        RustText { code, shipped: String::from_utf8_lossy(&shipped).into_owned(), literals }
    }
}

/// Overwrites with blanks, keeping line ends.
fn wipe(bytes: &mut [u8]) {
    bytes.iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
}

fn blank(source: &str) -> (String, Vec<Literal>) {
    let bytes = source.as_bytes();
    let mut code = bytes.to_vec();
    let mut literals = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = if rest.starts_with(b"//") {
            at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
        } else if rest.starts_with(b"/*") {
            at + block_comment_length(rest)
        } else if let Some(delimiter) = string_start(bytes, at) {
            let start = at + delimiter.open;
            let length = delimiter.inside(&bytes[start..]);
            literals.push(Literal {
                line: 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count(),
                start,
                text: String::from_utf8_lossy(&bytes[start..start + length]).into_owned(),
                in_test: false,
            });
            wipe(&mut code[start..start + length]);
            at = (start + length + delimiter.close.len()).min(bytes.len());
            continue;
        } else if let Some(length) = char_length(rest) {
            wipe(&mut code[at + 1..at + length - 1]);
            at += length;
            continue;
        } else {
            at += 1;
            continue;
        };
        wipe(&mut code[at..end]);
        at = end;
    }
    (String::from_utf8_lossy(&code).into_owned(), literals)
}

fn block_comment_length(text: &[u8]) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while at < text.len() {
        if text[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

struct Delimiter {
    open: usize,
    close: Vec<u8>,
    escapes: bool,
}

/// The delimiters, if a string literal starts here: `".."`, `b".."`, `c".."`, `r".."`, `r#".."#` and so on.
fn string_start(bytes: &[u8], at: usize) -> Option<Delimiter> {
    if at > 0 && is_word(bytes[at - 1]) {
        return None;
    }
    let prefix = bytes[at..].iter().take_while(|byte| matches!(byte, b'r' | b'b' | b'c')).count();
    let raw = bytes[at..at + prefix].contains(&b'r');
    let hashes = bytes[at + prefix..].iter().take_while(|byte| **byte == b'#').count();
    let opens = bytes.get(at + prefix + hashes) == Some(&b'"') && (raw || hashes == 0);
    let close = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
    opens.then_some(Delimiter { open: prefix + hashes + 1, close, escapes: !raw })
}

impl Delimiter {
    /// Length of the literal's inside.
    fn inside(&self, text: &[u8]) -> usize {
        let mut at = 0;
        while at < text.len() {
            if self.escapes && text[at] == b'\\' {
                at += 2;
            } else if text[at..].starts_with(&self.close) {
                return at;
            } else {
                at += 1;
            }
        }
        text.len()
    }
}

/// Length of a character literal, if this quote does not start a lifetime.
fn char_length(text: &[u8]) -> Option<usize> {
    if text.first() != Some(&b'\'') {
        return None;
    }
    if text.get(1) == Some(&b'\\') {
        let close = text.iter().skip(3).position(|byte| *byte == b'\'')?;
        return Some(close + 4);
    }
    // One character of one to four bytes.
    (2..=5)
        .find(|end| text.get(*end) == Some(&b'\''))
        .filter(|end| std::str::from_utf8(&text[1..*end]).is_ok_and(|inside| inside.chars().count() == 1))
        .map(|end| end + 1)
}

pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Ranges of items that only test builds contain: `#[cfg(test)]`, `#[cfg(any(test, feature = "pg_test"))]`, and
/// inline modules named `tests`.
fn test_sections(source: &str, code: &str) -> Vec<(usize, usize)> {
    let mut sections = Vec::new();
    let mut from = 0;
    while let Some(found) = code[from..].find("#[cfg(").map(|at| at + from) {
        let end = matching(code.as_bytes(), found + 1);
        let condition = &source[found..end];
        from = end;
        if (words(condition).any(|word| word == "test") || condition.contains("pg_test"))
            && !condition.contains("not(")
        {
            from = item_end(code.as_bytes(), end);
            sections.push((found, from));
        }
    }
    for name in ["mod tests {", "mod tests{"] {
        for (found, _) in code.match_indices(name) {
            sections.push((found, matching(code.as_bytes(), found + name.len() - 1)));
        }
    }
    sections
}

pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// The offset after the bracket that closes the one at `open`.
fn matching(code: &[u8], open: usize) -> usize {
    let mut depth = 0usize;
    for (offset, byte) in code[open..].iter().enumerate() {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return open + offset + 1;
        }
    }
    code.len()
}

/// The end of the item that follows an attribute: its block, or its semicolon.
fn item_end(code: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < code.len() {
        match code[at] {
            b'{' => return matching(code, at),
            b';' => return at + 1,
            b'(' | b'[' => at = matching(code, at),
            _ => at += 1,
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(source: &str) -> Vec<String> {
        RustText::parse(source, false).literals.into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn comments_and_insides_of_literals_are_blanked() {
        let text = RustText::parse("a(\"x // y\"); // b\n/* c /* d */ */ e('\\'', 'f', '\"') <'g>", false);
        let code: Vec<&str> = words(&text.code).collect();
        assert_eq!(code, ["a", "e", "g"]);
    }

    #[test]
    fn each_kind_of_literal_ends_where_it_should() {
        assert_eq!(
            literals(r##"f("a\"b", r"c\", r#"d"e"#, b"g", c"h", bar"##),
            [r#"a\"b"#, "c\\", "d\"e", "g", "h"]
        );
    }

    #[test]
    fn lines_are_kept() {
        let text = RustText::parse("/*\n*/\nlet a = \"b\nc\";\nd", false);
        assert_eq!(text.literals[0].line, 3);
        assert_eq!(text.code.lines().nth(4), Some("d"));
    }

    #[test]
    fn test_code_is_not_shipped() {
        for source in [
            "#[cfg(test)]\nmod cases { fn hidden() { \"}\"; } } fn shown() {}",
            "#[cfg(any(test, feature = \"pg_test\"))]\n#[pg_schema]\nmod tests { hidden } fn shown() {}",
            "#[pg_schema]\nmod tests { hidden } fn shown() {}",
            "#[cfg(test)]\nuse a::{hidden, b}; fn shown() {}",
        ] {
            let text = RustText::parse(source, false);
            assert!(!text.shipped.contains("hidden"), "{source}");
            assert!(text.shipped.contains("shown"), "{source}");
        }
        let text = RustText::parse("#[cfg(not(test))] fn shown() {}", false);
        assert!(text.shipped.contains("shown"));
    }
}
