//! Forms whose grammar asks for a constant, and which do not parse once it has become a parameter (AexprConst,
//! extract_arg and unicode_normal_form in src/backend/parser/gram.y).
use super::tokens::{opening, replace, tokens, Kind, Token};
use std::borrow::Cow;
use std::ops::Range;

/// Words that an expression may follow: one of these in front of a parameter is not the name of a type. Whatever is missing
/// here costs one statement only, as the server does not parse what comes out.
const BEFORE_EXPRESSIONS: [&str; 68] = [
    "all",
    "and",
    "any",
    "array",
    "as",
    "asymmetric",
    "between",
    "both",
    "by",
    "case",
    "content",
    "default",
    "distinct",
    "document",
    "else",
    "end",
    "escape",
    "except",
    "exists",
    "fetch",
    "first",
    "for",
    "from",
    "groups",
    "having",
    "ilike",
    "in",
    "intersect",
    "into",
    "is",
    "isnull",
    "keys",
    "leading",
    "like",
    "limit",
    "next",
    "not",
    "notnull",
    "of",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "over",
    "overlaps",
    "passing",
    "path",
    "placing",
    "range",
    "returning",
    "row",
    "rows",
    "select",
    "set",
    "some",
    "symmetric",
    "then",
    "to",
    "trailing",
    "union",
    "using",
    "value",
    "values",
    "variadic",
    "version",
    "when",
    "where",
];

/// Types of more than one word, by their last: the words in front of it.
const LONG_NAMES: [(&str, &[&[&str]]); 3] = [
    ("precision", &[&["double"]]),
    (
        "varying",
        &[&["national", "character"], &["national", "char"], &["character"], &["char"], &["nchar"], &["bit"]],
    ),
    ("character", &[&["national"]]),
];

/// `text` with each of these forms as one that parses and means the same.
pub(super) fn with_parameters(text: &str) -> Cow<'_, str> {
    let tokens = tokens(text);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (position, parameter) in tokens.iter().enumerate().filter(|(_, token)| token.is_parameter()) {
        if let Some(found) = extract(&tokens, position).or_else(|| normalize(&tokens, position)) {
            edits.extend(found);
        } else if let Some(start) = type_name(&tokens[..position]) {
            // A cast to `interval day to second(3)` may stand as `interval` does: the unit that follows stays in its place.
            let name = tokens[start].start..tokens[position - 1].end();
            edits.push((name.start..parameter.end(), format!("({})::{}", parameter.text, &text[name])));
        }
    }
    if edits.is_empty() {
        return Cow::Borrowed(text);
    }
    edits.sort_by_key(|(range, _)| range.start);
    Cow::Owned(replace(text, &edits))
}

/// `extract($1 FROM x)` as a call of the function that the grammar makes of it. So the field remains unknown, as it is: one
/// chosen for it might happen to fit an index on an expression.
fn extract(tokens: &[Token<'_>], parameter: usize) -> Option<Vec<(Range<usize>, String)>> {
    let [word, open] = tokens.get(parameter.checked_sub(2)?..parameter)? else { return None };
    let from = tokens.get(parameter + 1)?;
    if !(word.is_word("extract") && open.is_symbol("(") && from.is_word("from")) {
        return None;
    }
    Some(vec![
        (word.start..word.end(), "pg_catalog.\"extract\"".to_string()),
        (from.start..from.end(), ",".to_string()),
    ])
}

/// `normalize(x, $1)`, likewise.
fn normalize(tokens: &[Token<'_>], parameter: usize) -> Option<Vec<(Range<usize>, String)>> {
    let comma = tokens.get(parameter.checked_sub(1)?)?;
    let close = tokens.get(parameter + 1)?;
    if !(comma.is_symbol(",") && close.is_symbol(")")) {
        return None;
    }
    let word = tokens.get(opening(tokens, parameter + 1)?.checked_sub(1)?)?;
    let call = (word.start..word.end(), "pg_catalog.\"normalize\"".to_string());
    word.is_word("normalize").then(|| vec![call])
}

/// Position at which the name of a type starts that ends with the last of `tokens`.
fn type_name(tokens: &[Token<'_>]) -> Option<usize> {
    let mut last = tokens.len().checked_sub(1)?;
    let timed = zone(&tokens[..=last]);
    last -= timed;
    last = without_modifier(tokens, last)?;
    let token = &tokens[last];
    if timed > 0 {
        return token.is_any_word(&["time", "timestamp"]).then_some(last);
    }
    let long = LONG_NAMES.iter().filter(|(word, _)| token.is_word(word)).flat_map(|(_, names)| names.iter());
    for words in long {
        if let Some(start) = last.checked_sub(words.len()) {
            if tokens[start..last].iter().zip(*words).all(|(token, word)| token.is_word(word)) {
                return Some(start);
            }
        }
    }
    let is_name = token.is_name() && !token.is_any_word(&BEFORE_EXPRESSIONS) && !is_zone(tokens, last);
    is_name.then(|| qualified(tokens, last))
}

/// Number of tokens of `with time zone` at the end.
fn zone(tokens: &[Token<'_>]) -> usize {
    match tokens {
        [.., with, time, zone]
            if with.is_any_word(&["with", "without"]) && time.is_word("time") && zone.is_word("zone") =>
        {
            3
        }
        _ => 0,
    }
}

/// `AT TIME ZONE $1`
fn is_zone(tokens: &[Token<'_>], last: usize) -> bool {
    tokens[last].is_word("zone") && last > 0 && tokens[last - 1].is_word("time")
}

/// Position of the last token before `(10, 2)`, if that ends at `last`.
fn without_modifier(tokens: &[Token<'_>], last: usize) -> Option<usize> {
    if !tokens[last].is_symbol(")") {
        return Some(last);
    }
    let open = opening(tokens, last)?;
    let numbers = &tokens[open + 1..last];
    let is_modifier =
        !numbers.is_empty() && numbers.iter().all(|token| token.kind == Kind::Number || token.is_symbol(","));
    is_modifier.then(|| open.checked_sub(1)).flatten()
}

fn qualified(tokens: &[Token<'_>], last: usize) -> usize {
    let mut start = last;
    while start >= 2 && tokens[start - 1].is_symbol(".") && tokens[start - 2].is_name() {
        start -= 2;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::with_parameters;

    #[test]
    fn typed_constants_become_casts() {
        for (normalised, parses) in [
            ("SELECT interval $1", "SELECT ($1)::interval"),
            ("SELECT INTERVAL $1 DAY TO SECOND(3)", "SELECT ($1)::INTERVAL DAY TO SECOND(3)"),
            ("SELECT interval(3)\n$12, date /* d */ $2", "SELECT ($12)::interval(3), ($2)::date"),
            ("SELECT timestamp with time zone $1", "SELECT ($1)::timestamp with time zone"),
            ("SELECT time (3) without time zone $1", "SELECT ($1)::time (3) without time zone"),
            ("SELECT x - double precision $1", "SELECT x - ($1)::double precision"),
            ("SELECT national character varying(8) $1", "SELECT ($1)::national character varying(8)"),
            ("SELECT bit varying $1 AS b", "SELECT ($1)::bit varying AS b"),
            ("SELECT numeric(10, 2) $1", "SELECT ($1)::numeric(10, 2)"),
            (
                "SELECT pg_catalog . date $1, \"Odd\".\"T\" $2",
                "SELECT ($1)::pg_catalog . date, ($2)::\"Odd\".\"T\"",
            ),
            ("VALUES (date $1, $2)", "VALUES (($1)::date, $2)"),
        ] {
            assert_eq!(with_parameters(normalised), parses);
        }
    }

    #[test]
    fn grammar_of_its_own_becomes_a_call() {
        assert_eq!(
            with_parameters("SELECT extract($1 FROM date $2 - now()), EXTRACT ( $3 from x)"),
            "SELECT pg_catalog.\"extract\"($1 , ($2)::date - now()), pg_catalog.\"extract\" ( $3 , x)"
        );
        assert_eq!(
            with_parameters("SELECT normalize(f(a), $1)"),
            "SELECT pg_catalog.\"normalize\"(f(a), $1)"
        );
    }

    #[test]
    fn whatever_parses_stays_as_it_is() {
        for text in [
            "SELECT $1, ALL $2 FROM t LIMIT $3 OFFSET $4",
            "SELECT * FROM t FETCH FIRST $1 ROWS ONLY",
            "SELECT * FROM t WHERE a BETWEEN SYMMETRIC $1 AND $2 AND NOT $3 OR b LIKE $4 ESCAPE $5 OR c ILIKE $6",
            "SELECT CASE $1 WHEN $2 THEN $3 ELSE $4 END FROM t WHERE a IN ($5, $6) OR a SIMILAR TO $7",
            "SELECT a AT TIME ZONE $1, a COLLATE \"C\" < $2, substring(a FROM $3 FOR $4), trim(BOTH $5 FROM a) FROM t",
            "SELECT overlay(a PLACING $1 FROM $2), position($3 IN a), a IS DISTINCT FROM $4, a OPERATOR(pg_catalog.+) $5 FROM t",
            "SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN $1 PRECEDING AND $2 FOLLOWING) FROM t",
            "INSERT INTO t VALUES ($1, $2) ON CONFLICT (a) DO UPDATE SET b = $3 WHERE t.c = $4 RETURNING $5",
            "SELECT f(VARIADIC $1), f(a => $2), ARRAY[$3], a[$4], ROW($5), $6::date, interval '1 day', date '2024-01-01'",
            "SELECT 'date $1', \"date $1\", $$date $1$$ -- date $1\n/* date $1 */ FROM t",
            "SELECT xmlroot(x, version $1), xmlparse(document $2), numeric(10, 2) '1.5' FROM t GROUP BY $3 ORDER BY $4 USING <",
        ] {
            assert_eq!(with_parameters(text), text);
        }
    }
}
