//! A text as tokens. Enough to tell words, parameters and brackets from what only looks like them inside quotes and
//! comments; what a sequence of tokens means is the server's to say.
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Location, Token as Read, Tokenizer};
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A keyword or a name without quotes.
    Word,
    /// A name in quotes.
    Quoted,
    /// `$n`
    Parameter,
    Number,
    /// A constant in quotes of any kind.
    Literal,
    /// Operators, brackets, commas.
    Symbol,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    /// Byte at which it starts.
    pub start: usize,
}

impl Token<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn is_parameter(&self) -> bool {
        self.kind == Kind::Parameter
    }

    pub fn is_name(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Quoted)
    }

    pub fn is_symbol(&self, text: &str) -> bool {
        self.kind == Kind::Symbol && self.text == text
    }

    pub fn is_word(&self, word: &str) -> bool {
        self.is_any_word(&[word])
    }

    /// `words` are lower case.
    pub fn is_any_word(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }
}

/// The tokens of `text` without spaces and comments; none when it cannot be read.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let dialect = PostgreSqlDialect {};
    let Ok(read) = Tokenizer::new(&dialect, text).with_unescape(false).tokenize_with_location() else {
        return Vec::new();
    };
    let starts = bytes(text, read.iter().map(|token| token.span.start));
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let spans = starts.iter().copied().zip(ends).map(|(start, end)| start..end);
    read.iter().zip(spans).filter_map(|(token, span)| significant(text, &token.token, span)).collect()
}

fn significant<'a>(text: &'a str, read: &Read, span: Range<usize>) -> Option<Token<'a>> {
    let start = span.start;
    let text = text.get(span)?;
    let kind = match read {
        Read::Whitespace(_) | Read::EOF => return None,
        Read::Word(word) if word.quote_style.is_some() => Kind::Quoted,
        Read::Word(_) => Kind::Word,
        Read::Number(..) => Kind::Number,
        Read::Placeholder(_) if is_parameter(text) => Kind::Parameter,
        _ if text.contains('\'') || text.starts_with('$') => Kind::Literal,
        _ => Kind::Symbol,
    };
    Some(Token { kind, text, start })
}

fn is_parameter(text: &str) -> bool {
    text.strip_prefix('$').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// The tokenizer counts lines and characters in them; this is the byte of each place, the places in ascending order.
fn bytes(text: &str, places: impl Iterator<Item = Location>) -> Vec<usize> {
    let (mut line, mut column, mut byte) = (1, 1, 0);
    let mut characters = text.chars();
    places
        .map(|place| {
            while (line, column) < (place.line, place.column) {
                let Some(character) = characters.next() else { break };
                byte += character.len_utf8();
                (line, column) = if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            byte
        })
        .collect()
}

/// Position of the bracket that closes the one at `open`.
pub(crate) fn closing(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    matching(tokens.iter().enumerate().skip(open), opens, closes)
}

/// Position of the bracket that opens the one at `close`.
pub(crate) fn opening(tokens: &[Token<'_>], close: usize) -> Option<usize> {
    matching(tokens.iter().enumerate().take(close + 1).rev(), closes, opens)
}

/// `CASE ... END` is a pair of brackets here.
pub(crate) fn opens(token: &Token<'_>) -> bool {
    token.is_symbol("(") || token.is_symbol("[") || token.is_word("case")
}

pub(crate) fn closes(token: &Token<'_>) -> bool {
    token.is_symbol(")") || token.is_symbol("]") || token.is_word("end")
}

fn matching<'a, 'b: 'a>(
    tokens: impl Iterator<Item = (usize, &'a Token<'b>)>,
    deeper: fn(&Token<'b>) -> bool,
    shallower: fn(&Token<'b>) -> bool,
) -> Option<usize> {
    let mut depth = 0usize;
    for (position, token) in tokens {
        if deeper(token) {
            depth += 1;
        } else if shallower(token) {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(position);
            }
        }
    }
    None
}

/// `text` with other text in the place of each range; these are in order and do not overlap.
pub(crate) fn replace(text: &str, edits: &[(Range<usize>, String)]) -> String {
    let mut replaced = String::with_capacity(text.len() + 16 * edits.len());
    let mut done = 0;
    for (range, with) in edits {
        replaced.push_str(&text[done..range.start]);
        replaced.push_str(with);
        done = range.end;
    }
    replaced.push_str(&text[done..]);
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_comments_hide_what_is_in_them() {
        let text = "SELECT 'it''s $1', E'\\'$2', $$ $3 $$, $t$ $4 $t$, \"$5\" -- $6\n, /* $7 /* $8 */ */ $9, a$10, 'é', $11";
        let parameters: Vec<_> = tokens(text).into_iter().filter(|t| t.is_parameter()).collect();
        assert_eq!(parameters.iter().map(|t| t.text).collect::<Vec<_>>(), ["$9", "$11"]);
        assert!(parameters.iter().all(|t| text[t.start..].starts_with(t.text)));
    }

    #[test]
    fn brackets_find_each_other() {
        let tokens = tokens("f(CASE WHEN a[1] THEN (b) END)");
        assert_eq!(closing(&tokens, 1), Some(tokens.len() - 1));
        assert_eq!(opening(&tokens, tokens.len() - 1), Some(1));
        assert_eq!(opening(&tokens, tokens.len() - 2), Some(2));
        assert_eq!(closing(&tokens[..5], 1), None);
    }
}
