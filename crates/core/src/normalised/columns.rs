//! Columns of subqueries that are made of parameters: `$1 AS name`, and those of VALUES.
use super::tokens::{closes, closing, opening, opens, Token};
use std::collections::HashSet;

/// The parameters that columns of subqueries are made of which have one of these names.
pub(super) fn sources(tokens: &[Token<'_>], names: &HashSet<&str>) -> Vec<usize> {
    if names.is_empty() {
        return Vec::new();
    }
    let is_source = |column: &[Token<'_>]| {
        column[0].is_parameter() && column[1].is_word("as") && names.contains(column[2].text)
    };
    let aliased = tokens.windows(3).enumerate().filter(|(_, column)| is_source(column)).map(|(at, _)| at);
    let lists = tokens.iter().enumerate().filter(|(_, token)| token.is_word("values")).map(|(at, _)| at);
    aliased.chain(lists.flat_map(|values| listed(tokens, values, names).unwrap_or_default())).collect()
}

/// Those in the rows of `(VALUES (...), (...)) AS t (name, ...)` and of `t (name, ...) AS (VALUES (...), (...))`.
fn listed(tokens: &[Token<'_>], values: usize, names: &HashSet<&str>) -> Option<Vec<usize>> {
    let open = values.checked_sub(1).filter(|open| tokens[*open].is_symbol("("))?;
    let close = closing(tokens, open)?;
    let list = names_after(tokens, close).or_else(|| names_before(tokens, open))?;
    let columns: Vec<bool> =
        elements(tokens, list)?.iter().map(|at| names.contains(tokens[*at].text)).collect();
    let mut found = Vec::new();
    let mut row = values + 1;
    while row < close {
        let end = closing(tokens, row)?;
        let wanted = elements(tokens, row)?.into_iter().zip(&columns).filter(|(_, wanted)| **wanted);
        for (element, _) in wanted {
            let is_alone = tokens[element + 1].is_symbol(",") || element + 1 == end;
            if tokens[element].is_parameter() && is_alone {
                found.push(element);
            }
        }
        row = end + 2;
    }
    Some(found)
}

/// `) [AS] t (`
fn names_after(tokens: &[Token<'_>], close: usize) -> Option<usize> {
    let name = close + 1 + usize::from(tokens.get(close + 1)?.is_word("as"));
    (tokens.get(name)?.is_name() && tokens.get(name + 1)?.is_symbol("(")).then_some(name + 1)
}

/// `) AS [[NOT] MATERIALIZED] (`
fn names_before(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut word = open.checked_sub(1)?;
    while tokens[word].is_any_word(&["materialized", "not"]) {
        word = word.checked_sub(1)?;
    }
    let close = word.checked_sub(1)?;
    (tokens[word].is_word("as") && tokens[close].is_symbol(")")).then(|| opening(tokens, close)).flatten()
}

/// Where each element of the list starts whose bracket is at `open`.
fn elements(tokens: &[Token<'_>], open: usize) -> Option<Vec<usize>> {
    let close = closing(tokens, open)?;
    let mut starts = vec![open + 1];
    let mut depth = 0usize;
    for (position, token) in tokens.iter().enumerate().take(close).skip(open + 1) {
        if opens(token) {
            depth += 1;
        } else if closes(token) {
            depth = depth.checked_sub(1)?;
        } else if depth == 0 && token.is_symbol(",") {
            starts.push(position + 1);
        }
    }
    Some(starts)
}

#[cfg(test)]
mod tests {
    use super::sources;
    use crate::normalised::tokens::tokens;

    fn of_last(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        let found = sources(&tokens, &tokens.last().map(|token| token.text).into_iter().collect());
        found.into_iter().map(|parameter| tokens[parameter].text).collect()
    }

    #[test]
    fn columns_lead_to_their_parameters() {
        assert_eq!(
            of_last("SELECT $1 AS b, $2 AS c, $3::int AS b FROM (SELECT $4 AS b) s ORDER BY b"),
            ["$1", "$4"]
        );
        assert_eq!(
            of_last("SELECT FROM (VALUES ($1, f(a, b), $2), ($3, $4, $5 + $6)) v (id, x, n) ORDER BY n"),
            ["$2"]
        );
        assert_eq!(
            of_last("WITH v (id, n) AS NOT MATERIALIZED (VALUES ($1, $2), ($3, $4)) TABLE v ORDER BY id"),
            ["$1", "$3"]
        );
        assert_eq!(of_last("SELECT FROM (VALUES ($1), ($2)) v ORDER BY id"), [""; 0]);
        assert_eq!(of_last("SELECT FROM (VALUES ($1), () ) AS v (id) ORDER BY id"), ["$1"]);
    }
}
