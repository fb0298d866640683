//! What was run, out of what was recorded: these forms plan as they stand, or would, but mean something else.
use super::tokens::{closing, replace, tokens, Token};
use std::borrow::Cow;
use std::ops::Range;

/// What PostgreSQL 18 leaves of a list of constants: the first parameter and this.
const SQUASHED: &str = "/*, ... */";

/// Elements to take a squashed list for. How many there were is not recorded; the planner, too, takes a list that it does
/// not know for one of ten (estimate_array_length in src/backend/utils/adt/selfuncs.c).
const SQUASHED_ELEMENTS: usize = 10;

/// `recorded` as a statement of its own: `EXECUTE` of a statement prepared in SQL is recorded as the `PREPARE` it came from.
pub(super) fn statement(recorded: &str) -> Cow<'_, str> {
    let tokens = tokens(recorded);
    let mut edits = Vec::new();
    let Prepared { start, types } = prepared(recorded, &tokens).unwrap_or_default();
    if start > 0 {
        edits.push((0..start, String::new()));
    }
    for token in tokens.iter().filter(|token| token.is_parameter() && token.start >= start) {
        let number = token.text[1..].parse().ok().and_then(|n: usize| n.checked_sub(1));
        let declared = number.and_then(|n| types.get(n)).filter(|name| !name.eq_ignore_ascii_case("unknown"));
        if let Some(name) = declared {
            edits.push((token.start..token.end(), format!("({})::{name}", token.text)));
        } else if let Some(range) = squashed(recorded, token) {
            edits.push((range, [token.text; SQUASHED_ELEMENTS].join(", ")));
        }
    }
    if edits.is_empty() {
        return Cow::Borrowed(recorded);
    }
    Cow::Owned(replace(recorded, &edits))
}

#[derive(Default)]
struct Prepared<'a> {
    /// Byte at which the statement starts.
    start: usize,
    /// Of its first parameters.
    types: Vec<&'a str>,
}

/// `PREPARE name [(type, ...)] AS statement`
fn prepared<'a>(text: &'a str, tokens: &[Token<'_>]) -> Option<Prepared<'a>> {
    if !(tokens.first()?.is_word("prepare") && tokens.get(1)?.is_name()) {
        return None;
    }
    let mut types = Vec::new();
    let mut next = 2;
    if tokens.get(next)?.is_symbol("(") {
        let close = closing(tokens, next)?;
        let mut from = tokens[next].end();
        for position in next + 1..=close {
            let at_the_end = position == close;
            if at_the_end || (tokens[position].is_symbol(",") && !nested(&tokens[next + 1..position])) {
                types.push(text[from..tokens[position].start].trim());
                from = tokens[position].end();
            }
        }
        next = close + 1;
    }
    tokens.get(next)?.is_word("as").then_some(())?;
    Some(Prepared { start: tokens.get(next + 1)?.start, types })
}

/// Whether `numeric(10, 2)` is still open.
fn nested(tokens: &[Token<'_>]) -> bool {
    tokens.iter().filter(|t| t.is_symbol("(")).count() > tokens.iter().filter(|t| t.is_symbol(")")).count()
}

fn squashed(text: &str, parameter: &Token<'_>) -> Option<Range<usize>> {
    let rest = &text[parameter.end()..];
    let comment = rest.trim_start();
    let end = parameter.end() + (rest.len() - comment.len()) + SQUASHED.len();
    comment.starts_with(SQUASHED).then_some(parameter.start..end)
}

#[cfg(test)]
mod tests {
    use super::statement;

    #[test]
    fn prepared_statements_lose_their_prefix_and_keep_their_types() {
        assert_eq!(statement("PREPARE p AS SELECT $1"), "SELECT $1");
        assert_eq!(
            statement("/* x */ prepare \"P p\"(int, numeric(10, 2), unknown) AS\nSELECT $1, $2, $3, $4"),
            "SELECT ($1)::int, ($2)::numeric(10, 2), $3, $4"
        );
        for other in [
            "PREPARE TRANSACTION 'x'",
            "PREPARE",
            "PREPARE p (",
            "PREPARE p (int",
            "prepare p as",
            "EXPLAIN SELECT 1",
        ] {
            assert_eq!(statement(other), other);
        }
    }

    #[test]
    fn squashed_lists_have_several_elements() {
        assert_eq!(
            statement("SELECT * FROM t WHERE a IN ($1 /*, ... */) AND b = $2"),
            "SELECT * FROM t WHERE a IN ($1, $1, $1, $1, $1, $1, $1, $1, $1, $1) AND b = $2"
        );
        let other = "SELECT '$1 /*, ... */', $1 /* , ... */";
        assert_eq!(statement(other), other);
    }
}
