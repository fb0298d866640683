//! Parameters that the server could not find a type for, or took for text: the ones that an error is about.
use super::columns::sources;
use super::tokens::{closes, closing, opening, opens, replace, tokens, Kind, Token};
use std::ops::Range;

/// Types to try, in this order: whole numbers are by far the most frequent constants that had a type without being told,
/// and an index on any number can be searched for one. They are qualified because anybody may name a type so.
pub(super) const TYPES: [&str; 9] = [
    "pg_catalog.int4",
    "pg_catalog.text",
    "pg_catalog.timestamptz",
    "pg_catalog.interval",
    "pg_catalog.date",
    "pg_catalog.numeric",
    "pg_catalog.float8",
    "pg_catalog.bool",
    "pg_catalog.jsonb",
];

/// Words in front of a parameter that is the whole of an argument, element or result.
const BEFORE_VALUES: [&str; 5] = ["then", "else", "distinct", "all", "variadic"];
const AFTER_VALUES: [&str; 6] = ["when", "else", "end", "order", "from", "for"];
/// Calls that have the type of their arguments.
const TRANSPARENT: [&str; 5] = ["coalesce", "nullif", "greatest", "least", "array"];
const BEFORE_OPERANDS: [&str; 6] = ["any", "all", "some", "array", "not", "symmetric"];

/// The parameters to blame for an error at `character` (from 1), as places in `text`: those without a type among the
/// operands of the operator or the arguments of the function there.
pub(super) fn blamed(text: &str, character: usize) -> Vec<Range<usize>> {
    let Some((byte, _)) = character.checked_sub(1).and_then(|n| text.char_indices().nth(n)) else {
        return Vec::new();
    };
    let tokens = tokens(text);
    let Some(at) = tokens.iter().position(|token| token.end() > byte) else { return Vec::new() };
    let mut found = Vec::new();
    let call = call(&tokens, at);
    if tokens[at].is_parameter() {
        with_neighbours(&tokens, at, &mut found);
    } else if let Some(open) = call {
        values(&tokens, open, &mut found);
    } else {
        left_operand(&tokens, at, &mut found);
        right_operand(&tokens, at, &mut found);
    }
    let mut found = parameters(&tokens, found);
    found.sort_unstable();
    found.dedup();
    found.retain(|parameter| !is_typed(&tokens, *parameter));
    found.into_iter().map(|parameter| tokens[parameter].start..tokens[parameter].end()).collect()
}

/// `text` with a cast of each of `parameters`.
pub(super) fn cast(text: &str, parameters: &[Range<usize>], name: &str) -> String {
    let edits: Vec<_> =
        parameters.iter().map(|p| (p.clone(), format!("({})::{name}", &text[p.clone()]))).collect();
    replace(text, &edits)
}

/// Where `character` is when these have been cast.
pub(super) fn moved(text: &str, character: usize, parameters: &[Range<usize>], name: &str) -> usize {
    let byte = text.char_indices().nth(character.saturating_sub(1)).map_or(text.len(), |(byte, _)| byte);
    let before = parameters.iter().filter(|parameter| parameter.start < byte).count();
    character + before * ("()::".len() + name.len())
}

/// The bracket that opens the arguments of the function that is named at `at`.
fn call(tokens: &[Token<'_>], mut at: usize) -> Option<usize> {
    if opens(&tokens[at]) {
        return Some(at);
    }
    if !tokens[at].is_name() {
        return None;
    }
    while tokens.get(at + 1)?.is_symbol(".") && tokens.get(at + 2)?.is_name() {
        at += 2;
    }
    opens(&tokens[at + 1]).then_some(at + 1)
}

/// The parameters that these operands are: themselves, or what the columns are made of whose names they are.
fn parameters(tokens: &[Token<'_>], operands: Vec<usize>) -> Vec<usize> {
    let (mut found, columns): (Vec<usize>, Vec<usize>) =
        operands.into_iter().partition(|operand| tokens[*operand].is_parameter());
    found.extend(sources(tokens, &columns.into_iter().map(|column| tokens[column].text).collect()));
    found
}

/// Where the error is about the one parameter, its neighbours in a list of arguments are likely to be next.
fn with_neighbours(tokens: &[Token<'_>], parameter: usize, found: &mut Vec<usize>) {
    let mut depth = 0usize;
    for open in (0..parameter).rev() {
        if closes(&tokens[open]) {
            depth += 1;
        } else if opens(&tokens[open]) {
            if depth == 0 {
                values(tokens, open, found);
                break;
            }
            depth -= 1;
        }
    }
    if !found.contains(&parameter) {
        *found = vec![parameter];
    }
}

fn left_operand(tokens: &[Token<'_>], operator: usize, found: &mut Vec<usize>) {
    let Some(last) = operator.checked_sub(1) else { return };
    if is_operand(&tokens[last]) {
        found.push(last);
    } else if closes(&tokens[last]) {
        if let Some(open) = opening(tokens, last) {
            values(tokens, open, found);
        }
    }
}

fn right_operand(tokens: &[Token<'_>], operator: usize, found: &mut Vec<usize>) {
    let mut first = operator + 1;
    while tokens.get(first).is_some_and(|t| t.is_any_word(&BEFORE_OPERANDS) || t.is_symbol("-")) {
        first += 1;
    }
    if first >= tokens.len() {
        return;
    }
    if let Some(open) = call(tokens, first) {
        values(tokens, open, found);
    } else {
        while tokens.get(first + 1).is_some_and(|dot| dot.is_symbol(".")) && first + 2 < tokens.len() {
            first += 2;
        }
        if is_operand(&tokens[first]) {
            found.push(first);
        }
    }
}

fn is_operand(token: &Token<'_>) -> bool {
    token.is_parameter() || (token.is_name() && !closes(token))
}

/// Parameters and columns that are values of their own between the bracket at `open` and the one that closes it. What is compared or
/// calculated with in there, or given to another function, has found its type already.
fn values(tokens: &[Token<'_>], open: usize, found: &mut Vec<usize>) {
    let Some(close) = closing(tokens, open) else { return };
    let mut position = open + 1;
    while position < close {
        let token = &tokens[position];
        if is_operand(token) && is_value(tokens, position) {
            found.push(position);
        } else if opens(token) && !is_transparent(tokens, position) {
            position = closing(tokens, position).unwrap_or(close);
        }
        position += 1;
    }
}

fn is_value(tokens: &[Token<'_>], position: usize) -> bool {
    let before = &tokens[position - 1];
    let after = &tokens[position + 1];
    let starts = [",", "."].iter().any(|symbol| before.is_symbol(symbol))
        || before.is_any_word(&BEFORE_VALUES)
        || opens(before);
    let ends = after.is_symbol(",") || after.is_any_word(&AFTER_VALUES) || closes(after);
    starts && ends
}

fn is_transparent(tokens: &[Token<'_>], open: usize) -> bool {
    let before = &tokens[open - 1];
    let named = matches!(before.kind, Kind::Word | Kind::Quoted);
    tokens[open].is_word("case")
        || !named
        || before.is_any_word(&TRANSPARENT)
        || before.is_any_word(&BEFORE_VALUES)
        || before.is_any_word(&BEFORE_OPERANDS)
}

/// `$1::t`, `($1)::t`, `CAST($1 AS t)`
fn is_typed(tokens: &[Token<'_>], parameter: usize) -> bool {
    let after = |n: usize| tokens.get(parameter + n);
    let before = parameter.checked_sub(1).map(|n| &tokens[n]);
    let bracketed = before.is_some_and(|t| t.is_symbol("(")) && after(1).is_some_and(|t| t.is_symbol(")"));
    after(1).is_some_and(|t| t.is_symbol("::") || t.is_word("as") && before.is_some_and(|t| t.is_symbol("(")))
        || (bracketed && after(2).is_some_and(|t| t.is_symbol("::")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error is at `§`.
    fn parameters(marked: &str) -> Vec<String> {
        let character = marked.chars().position(|c| c == '§').unwrap() + 1;
        let text = marked.replace('§', "");
        blamed(&text, character).into_iter().map(|range| text[range].to_string()).collect()
    }

    #[test]
    fn operators_blame_their_operands() {
        assert_eq!(parameters("SELECT 'é', $1 §+ $2 * $3"), ["$1", "$2"]);
        assert_eq!(parameters("SELECT ($1)::date §+ $2"), ["$2"]);
        assert_eq!(parameters("SELECT $1::int §+ CAST($2 AS int)"), [""; 0]);
        assert_eq!(parameters("SELECT a §= ANY (ARRAY[$1, $2]), $3"), ["$1", "$2"]);
        assert_eq!(parameters("SELECT a §= ANY (ARRAY[($1)::pg_catalog.int4])"), [""; 0]);
        assert_eq!(parameters("SELECT CASE WHEN a = $1 THEN $2 ELSE $3 END §> b"), ["$2", "$3"]);
        assert_eq!(parameters("SELECT b §< - $1"), ["$1"]);
        assert_eq!(parameters("SELECT b §< coalesce(a.f($1), $2)"), ["$2"]);
    }

    #[test]
    fn columns_of_subqueries_blame_what_they_are_made_of() {
        assert_eq!(
            parameters("WITH t AS (SELECT $1 AS depth, $2 AS x) SELECT t.depth §+ $3 FROM t"),
            ["$1", "$3"]
        );
        assert_eq!(parameters("SELECT a §> s.b FROM (SELECT $1 AS b, $2::int AS a) s"), ["$1"]);
        assert_eq!(parameters("SELECT §sum(s.b) FROM (SELECT $1 AS b) s"), ["$1"]);
    }

    #[test]
    fn functions_blame_their_arguments() {
        assert_eq!(parameters("SELECT §generate_series($1, $2), $3"), ["$1", "$2"]);
        assert_eq!(parameters("SELECT §a.f(g($1), $2, $3 + $4, ($5), b IN ($6, $7))"), ["$2", "$5"]);
        assert_eq!(
            parameters(
                "SELECT §sum(CASE WHEN s = $1 THEN $2 WHEN s IN ($3, $4) THEN coalesce(b, $5) ELSE $6 END)"
            ),
            ["$2", "$5", "$6"]
        );
        assert_eq!(parameters("SELECT §count(DISTINCT $1 ORDER BY $2)"), ["$1"]);
    }

    #[test]
    fn a_parameter_blames_itself() {
        assert_eq!(parameters("SELECT (§$1 IS NULL OR f($2)), $3"), ["$1"]);
        assert_eq!(parameters("SELECT concat(f($1), $2, a, §$3, b, $4::int, $5)"), ["$2", "$3", "$5"]);
        assert_eq!(parameters("SELECT §"), [""; 0]);
    }

    #[test]
    fn casts_go_where_the_parameters_are() {
        let text = "SELECT $1 + $2";
        assert_eq!(cast(text, &blamed(text, 11), "t"), "SELECT ($1)::t + ($2)::t");
    }
}
