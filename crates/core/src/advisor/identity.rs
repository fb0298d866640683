//! What an index is, whatever its name: two texts that define the same index have one form here, and a recommendation has
//! a fingerprint made of it.
//!
//! Read from DDL, so it knows nothing of candidates. It compares texts: what needs the server's knowledge, such as which
//! operator class is the default, must be written as the server writes it.

use super::recommend::Recommendation;
use crate::finding::fingerprint::fingerprint;
use crate::finding::quote::quote_identifier;
use crate::normalised::tokens::{closing, tokens, Kind, Token};

/// An index by what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Empty, `unique`, or how a unique index takes NULLs.
    unique: String,
    /// Method, keys, included columns, predicate.
    shape: String,
}

impl Identity {
    /// Of the first `CREATE INDEX` in `ddl`; `None` if there is none that can be read. Its name, `CONCURRENTLY`, storage
    /// parameters and tablespace do not count.
    pub fn of(ddl: &str) -> Option<Self> {
        Self::read(&tokens(ddl))
    }

    fn read(tokens: &[Token<'_>]) -> Option<Self> {
        let starts = (0..tokens.len()).filter(|at| *at == 0 || tokens[at - 1].is_symbol(";"));
        starts.filter_map(|at| statement(Reader { tokens, at })).next()
    }

    /// Whether `existing` does all that this index is wanted for: it is the same, or the same and unique.
    pub fn is_served_by(&self, existing: &Identity) -> bool {
        self.shape == existing.shape && (self.unique.is_empty() || self.unique == existing.unique)
    }

    fn text(&self) -> String {
        format!("{} {}", self.unique, self.shape).trim_start().to_owned()
    }
}

/// The name under which a recommendation is known. It says what is done to which index of which table, and neither how the
/// index is called nor what it would save.
///
/// Which names of a definition have their schema in front is a matter of the session's `search_path`, so none has it here.
pub fn of_recommendation(row: &Recommendation) -> String {
    // Of a statement that is to be written otherwise the condition counts, whatever it compares with.
    let clause = row.detail["clause"].as_str().map(without_constants).unwrap_or_default();
    let definition = row.detail["definition"].as_str().unwrap_or_default();
    let index = [row.ddl.as_str(), row.undo_ddl.as_str(), definition].into_iter().find_map(unqualified);
    let subject = index.map_or_else(|| format!("{}{clause}", nameless(&row.ddl)), |index| index.text());
    of_parts(&row.action, &row.table_name, &subject)
}

/// That of a recommendation to create the index that `definition` defines.
pub fn of_definition(table_name: &str, definition: &str) -> String {
    let subject = unqualified(definition).map(|identity| identity.text());
    of_parts("create", table_name, &subject.unwrap_or_else(|| nameless(definition)))
}

/// The index that a recommendation is about: the one that it creates, else the one that its undo brings back.
pub fn subject(ddl: &str, undo_ddl: &str) -> Option<Identity> {
    Identity::of(ddl).or_else(|| Identity::of(undo_ddl))
}

fn of_parts(action: &str, table_name: &str, subject: &str) -> String {
    // Whether other indexes can go once this one is there is a matter of the evidence of the day.
    let action = if action == "replace" { "create" } else { action };
    fingerprint(&["index-recommendation", action, table_name, subject])
}

/// The identity with all names as if their schemas were on the `search_path`.
fn unqualified(ddl: &str) -> Option<Identity> {
    let tokens = tokens(ddl);
    let mut kept: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    let mut rest = tokens.as_slice();
    loop {
        rest = match rest {
            [schema, dot, name, ..] if schema.is_name() && dot.is_symbol(".") && name.is_name() => &rest[2..],
            // How an operator is written whose schema is not on the path.
            [word, open, schema, dot, operator, close, after @ ..]
                if word.is_word("operator")
                    && open.is_symbol("(")
                    && schema.is_name()
                    && dot.is_symbol(".")
                    && close.is_symbol(")") =>
            {
                kept.push(*operator);
                after
            }
            [token, after @ ..] => {
                kept.push(*token);
                after
            }
            [] => return Identity::read(&kept),
        };
    }
}

fn without_constants(clause: &str) -> String {
    let spelled = tokens(clause)
        .iter()
        .map(|token| match token.kind {
            Kind::Number | Kind::Literal | Kind::Parameter => "?".to_owned(),
            _ => spelled(token),
        })
        .collect::<Vec<_>>();
    spelled.join(" ")
}

/// A statement about something else than an index, without the name of what it creates.
fn nameless(ddl: &str) -> String {
    let tokens = tokens(ddl);
    let mut reader = Reader { tokens: &tokens, at: 0 };
    if reader.words(&["create", "statistics"]) {
        while reader.peek().is_some_and(|t| !t.is_symbol("(") && !t.is_word("on")) {
            reader.at += 1;
        }
        return format!("create statistics {}", joined(reader.rest()));
    }
    joined(&tokens)
}

fn statement(mut reader: Reader<'_, '_>) -> Option<Identity> {
    if !reader.word("create") {
        return None;
    }
    let unique = reader.word("unique");
    if !reader.word("index") {
        return None;
    }
    reader.word("concurrently");
    reader.words(&["if", "not", "exists"]);
    if !reader.peek()?.is_word("on") {
        reader.at += 1;
    }
    if !reader.word("on") {
        return None;
    }
    reader.word("only");
    reader.at += 1;
    while reader.peek()?.is_symbol(".") {
        reader.at += 2;
    }
    let method = if reader.word("using") { spelled(reader.next()?) } else { "btree".to_owned() };
    let keys: Vec<String> = elements(reader.brackets()?).map(key).collect();
    let mut shape = format!("{method} ({})", keys.join(", "));
    if reader.word("include") {
        let mut included: Vec<String> = elements(reader.brackets()?).map(joined).collect();
        // An index finds nothing by them, so their order is no part of what it is.
        included.sort();
        shape += &format!(" include ({})", included.join(", "));
    }
    let nulls = if reader.words(&["nulls", "not", "distinct"]) { " nulls not distinct" } else { "" };
    reader.words(&["nulls", "distinct"]);
    if reader.word("with") {
        reader.brackets()?;
    }
    if reader.word("tablespace") {
        reader.at += 1;
    }
    if reader.word("where") {
        let rest = reader.rest();
        let end = rest.iter().position(|token| token.is_symbol(";")).unwrap_or(rest.len());
        shape += &format!(" where {}", joined(bare(&rest[..end])));
    }
    Some(Identity { unique: if unique { format!("unique{nulls}") } else { String::new() }, shape })
}

/// A key as pg_get_indexdef() writes it: directions only where they are not the default, an expression in brackets unless
/// it is a call.
fn key(tokens: &[Token<'_>]) -> String {
    let mut rest = tokens;
    let nulls_first = match rest {
        [before @ .., nulls, place] if nulls.is_word("nulls") => {
            rest = before;
            Some(place.is_word("first"))
        }
        _ => None,
    };
    let descending = match rest {
        [before @ .., order] if order.is_any_word(&["asc", "desc"]) => {
            rest = before;
            order.is_word("desc")
        }
        _ => false,
    };
    let direction = match (descending, nulls_first.unwrap_or(descending)) {
        (false, false) => "",
        (false, true) => " nulls first",
        (true, true) => " desc",
        (true, false) => " desc nulls last",
    };
    let end = match rest.first() {
        Some(first) if first.is_symbol("(") => closing(rest, 0).map_or(rest.len(), |close| close + 1),
        _ => 0,
    };
    let (expression, class) = rest.split_at(end);
    let inner = bare(expression);
    let parts = match inner {
        [] => vec![joined(class)],
        _ if is_call(inner) || inner.len() == 1 => vec![joined(inner), joined(class)],
        _ => vec![format!("( {} )", joined(inner)), joined(class)],
    };
    format!("{}{direction}", parts.join(" ").trim_end())
}

/// Without the brackets around all of it.
fn bare<'a, 'b>(tokens: &'a [Token<'b>]) -> &'a [Token<'b>] {
    let mut inner = tokens;
    while inner.len() > 2 && inner[0].is_symbol("(") && closing(inner, 0) == Some(inner.len() - 1) {
        inner = &inner[1..inner.len() - 1];
    }
    inner
}

/// `f(...)` or `schema.f(...)` and nothing else.
fn is_call(tokens: &[Token<'_>]) -> bool {
    let open = tokens.iter().position(|token| token.is_symbol("("));
    open.is_some_and(|open| {
        let named = tokens[..open].iter().enumerate().all(|(at, token)| match at % 2 {
            0 => token.is_name(),
            _ => token.is_symbol("."),
        });
        open % 2 == 1 && named && closing(tokens, open) == Some(tokens.len() - 1)
    })
}

/// What stands between the commas that are in no bracket.
fn elements<'a, 'b>(tokens: &'a [Token<'b>]) -> impl Iterator<Item = &'a [Token<'b>]> {
    let mut depth = 0;
    tokens.split(move |token| {
        if token.is_symbol("(") || token.is_symbol("[") {
            depth += 1;
        } else if token.is_symbol(")") || token.is_symbol("]") {
            depth -= 1;
        }
        depth == 0 && token.is_symbol(",")
    })
}

fn joined(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(spelled).collect::<Vec<_>>().join(" ")
}

/// One spelling for a name, with quotes only where it needs them; what is in quotes of another kind stays.
fn spelled(token: &Token<'_>) -> String {
    match token.kind {
        Kind::Word => token.text.to_lowercase(),
        Kind::Quoted => {
            let name = token.text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
            name.map_or(token.text.to_owned(), |name| quote_identifier(&name.replace("\"\"", "\"")))
        }
        _ => token.text.to_owned(),
    }
}

struct Reader<'a, 'b> {
    tokens: &'a [Token<'b>],
    at: usize,
}

impl<'a, 'b> Reader<'a, 'b> {
    fn peek(&self) -> Option<&'a Token<'b>> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<&'a Token<'b>> {
        self.at += 1;
        self.tokens.get(self.at - 1)
    }

    fn rest(&self) -> &'a [Token<'b>] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// Passes over `word` if it comes next.
    fn word(&mut self, word: &str) -> bool {
        self.words(&[word])
    }

    fn words(&mut self, words: &[&str]) -> bool {
        let rest = self.rest();
        let come =
            rest.len() >= words.len() && rest.iter().zip(words).all(|(token, word)| token.is_word(word));
        if come {
            self.at += words.len();
        }
        come
    }

    /// What stands in the brackets that come next.
    fn brackets(&mut self) -> Option<&'a [Token<'b>]> {
        let open = self.at;
        if !self.peek()?.is_symbol("(") {
            return None;
        }
        let close = closing(self.tokens, open)?;
        self.at = close + 1;
        Some(&self.tokens[open + 1..close])
    }
}

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
