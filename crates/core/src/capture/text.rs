//! Texts of captured statements: their constants hidden, their variables made parameters.
use crate::normalised::tokens::{closing, replace, tokens, Kind, Token};
use std::ops::Range;

/// A variable of a function that a statement names.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Byte at which its name begins, which may be qualified, or that of a parameter, which stays.
    pub place: usize,
    /// The parameter that it becomes.
    pub number: u32,
    /// Name of its type.
    pub type_: String,
}

/// `sql` with parameters for the constants that begin at `constants` (bytes, in order) and for `variables` (in order). `None` if
/// one is not found there.
pub fn with_parameters(sql: &str, constants: &[usize], variables: &[Variable]) -> Option<String> {
    let tokens = tokens(sql);
    let find = |place: usize| tokens.binary_search_by_key(&place, |token| token.start).ok();
    let named = variables.iter().map(|variable| variable.number).max().unwrap_or(0);
    let mut number = highest_parameter(&tokens).max(named);
    let mut edits = Vec::new();
    for place in constants {
        number += 1;
        edits.push((constant(&tokens, find(*place)?)?, format!("${number}")));
    }
    for variable in variables {
        let at = find(variable.place)?;
        if !tokens[at].is_parameter() {
            edits.push((name(&tokens, at)?, format!("${}::{}", variable.number, variable.type_)));
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    Some(replace(sql, &edits))
}

fn name(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    if !tokens[at].is_name() {
        return None;
    }
    let mut last = at;
    while tokens.get(last + 1).is_some_and(|dot| dot.is_symbol("."))
        && tokens.get(last + 2).is_some_and(Token::is_name)
    {
        last += 2;
    }
    Some(tokens[at].start..tokens[last].end())
}

/// The constant at a token; a sign is part of the number.
fn constant(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let token = &tokens[at];
    if token.is_symbol("-") || token.is_symbol("+") {
        let number = tokens.get(at + 1).filter(|next| next.kind == Kind::Number)?;
        return Some(token.start..number.end());
    }
    let constant = matches!(token.kind, Kind::Number | Kind::Literal)
        || token.is_any_word(&["true", "false", "null", "current_date"]);
    constant.then(|| token.start..token.end())
}

/// `sql` for those who must not see constants: `$n` for everything that may be one, and no comments. `None` if that is not
/// certain to hide them all.
pub fn without_constants(sql: &str) -> Option<String> {
    let tokens = tokens(sql);
    let last = tokens.last()?;
    // What the tokenizer has not reached is not shown.
    if !sql[last.end()..].trim().is_empty() && !sql[last.end()..].trim_start().starts_with(['-', '/']) {
        return None;
    }
    let mut number = highest_parameter(&tokens);
    let mut shown = String::with_capacity(sql.len());
    let mut end = 0;
    for token in &tokens {
        if token.start > end && !shown.is_empty() {
            shown.push(' ');
        }
        if matches!(token.kind, Kind::Number | Kind::Literal) {
            number += 1;
            shown.push_str(&format!("${number}"));
        } else {
            shown.push_str(token.text);
        }
        end = token.end();
    }
    Some(shown)
}

fn highest_parameter(tokens: &[Token<'_>]) -> u32 {
    let parameters = tokens.iter().filter(|token| token.is_parameter());
    parameters.filter_map(|token| token.text[1..].parse().ok()).max().unwrap_or(0)
}

/// Words that a statement with a plan begins with, or one that has such a statement in it.
const STATEMENTS: [&str; 8] = ["select", "with", "insert", "update", "delete", "merge", "values", "table"];

/// What was planned, out of the text of what was run: the query of a cursor, of a new table, of EXPLAIN and of COPY. Or an
/// expression of PL/pgSQL, which is evaluated as the target list of a SELECT; its text has neither that word nor only what
/// is behind `:=`. `None` if there is more than one statement.
pub fn statement(sql: &str) -> Option<String> {
    let tokens = tokens(sql);
    if tokens.iter().rev().skip(1).any(|token| token.is_symbol(";")) {
        return None;
    }
    let Some(first) = tokens.iter().position(|token| !token.is_symbol("(")) else {
        return Some(sql.to_string());
    };
    let word = &tokens[first];
    // The server keeps the text of PREPARE for what EXECUTE runs; its types are needed still.
    if word.is_any_word(&STATEMENTS) || word.is_word("prepare") {
        return Some(sql.to_string());
    }
    if word.is_any_word(&["declare", "create", "explain", "copy"]) {
        return Some(inner(sql, &tokens[first..]).unwrap_or(sql).trim().to_string());
    }
    let assigned = tokens.iter().find(|token| token.is_symbol(":="));
    Some(format!("SELECT {}", assigned.map_or(sql, |sign| sql[sign.end()..].trim_start())))
}

fn inner<'a>(sql: &'a str, tokens: &[Token<'_>]) -> Option<&'a str> {
    if tokens[0].is_word("copy") {
        let open = tokens.get(1).filter(|token| token.is_symbol("("))?;
        return Some(&sql[open.end()..tokens[closing(tokens, 1)?].start]);
    }
    let before = match tokens[0].text.to_ascii_lowercase().as_str() {
        "declare" => "for",
        "create" => "as",
        _ => "",
    };
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(1) {
        let begins = token.is_any_word(&STATEMENTS) || token.is_symbol("(");
        // `EXPLAIN (ANALYZE) SELECT` has a bracket that is no query's.
        let options = tokens[at - 1].is_word("explain") && token.is_symbol("(");
        if depth == 0 && begins && !options && (before.is_empty() || tokens[at - 1].is_word(before)) {
            let end = tokens
                .windows(2)
                .skip(at)
                .position(|pair| pair[0].is_word("with") && pair[1].is_any_word(&["data", "no"]));
            let end = end.filter(|_| before == "as").map_or(sql.len(), |end| tokens[at + end].start);
            return Some(&sql[token.start..end]);
        }
        depth = match token.text {
            "(" => depth + 1,
            ")" => depth.saturating_sub(1),
            _ => depth,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn places(sql: &str, marks: &[&str]) -> Vec<usize> {
        marks.iter().map(|mark| sql.find(mark).unwrap()).collect()
    }

    #[test]
    fn constants_become_parameters() {
        let sql =
            "SELECT * FROM t WHERE a = 'it''s' AND b > -5 AND c IS TRUE AND d = true AND e = $2 LIMIT 10";
        let found = with_parameters(sql, &places(sql, &["'it", "-5", "true", "10"]), &[]).unwrap();
        assert_eq!(
            found,
            "SELECT * FROM t WHERE a = $3 AND b > $4 AND c IS TRUE AND d = $5 AND e = $2 LIMIT $6"
        );
        assert_eq!(with_parameters(sql, &[7], &[]), None);
    }

    #[test]
    fn whatever_may_be_a_constant_is_hidden() {
        let sql = "SELECT /* 'secret' */ a, E'x\\'secret' FROM \"T 1\" -- secret\n WHERE b = $1 AND c = $$secret$$ LIMIT 10";
        let shown = without_constants(sql).unwrap();
        assert!(!shown.contains("secret"), "{shown}");
        assert_eq!(shown, "SELECT a, $2 FROM \"T 1\" WHERE b = $1 AND c = $3 LIMIT $4");
        assert_eq!(without_constants("SELECT 'open"), None);
        assert_eq!(without_constants(""), None);
    }

    #[test]
    fn variables_become_parameters() {
        let sql = "SELECT * FROM t WHERE a = p_a AND b = f.p_b AND c = $1 AND d = 7";
        let variables: Vec<_> = places(sql, &["p_a", "f.p_b", "$1"])
            .into_iter()
            .zip([(3, "integer"), (4, "text"), (1, "integer")])
            .map(|(place, (number, type_))| Variable { place, number, type_: type_.to_string() })
            .collect();
        assert_eq!(
            with_parameters(sql, &[], &variables).unwrap(),
            "SELECT * FROM t WHERE a = $3::integer AND b = $4::text AND c = $1 AND d = 7"
        );
        assert_eq!(
            with_parameters(sql, &places(sql, &["7"]), &variables).unwrap(),
            "SELECT * FROM t WHERE a = $3::integer AND b = $4::text AND c = $1 AND d = $5"
        );
        let nothing = Variable { place: 7, number: 1, type_: String::new() };
        assert_eq!(with_parameters(sql, &[], &[nothing]), None);
    }

    #[test]
    fn queries_are_found_in_commands() {
        for (command, query) in [
            ("DECLARE c SCROLL CURSOR WITH HOLD FOR SELECT 1", "SELECT 1"),
            ("CREATE TABLE t (a) WITH (fillfactor = 70) AS SELECT 1 WITH NO DATA", "SELECT 1"),
            ("CREATE MATERIALIZED VIEW m AS (SELECT 1)", "(SELECT 1)"),
            ("EXPLAIN (ANALYZE, BUFFERS) SELECT 1", "SELECT 1"),
            ("explain analyze verbose update t set a = 1", "update t set a = 1"),
            ("COPY (SELECT f(1)) TO STDOUT (FORMAT csv)", "SELECT f(1)"),
            ("COPY t TO STDOUT", "COPY t TO STDOUT"),
        ] {
            assert_eq!(statement(command).as_deref(), Some(query));
        }
    }

    #[test]
    fn expressions_become_statements() {
        assert_eq!(statement("(SELECT 1)").as_deref(), Some("(SELECT 1)"));
        assert_eq!(statement("count(*) FROM t").as_deref(), Some("SELECT count(*) FROM t"));
        assert_eq!(
            statement("n := (SELECT count(*) FROM t)").as_deref(),
            Some("SELECT (SELECT count(*) FROM t)")
        );
        assert_eq!(statement("BEGIN; SELECT 1"), None);
        assert_eq!(statement("insert into t values (1)").as_deref(), Some("insert into t values (1)"));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(
            text in "(select|declare|create|as|for|copy|explain|with|[a-z0-9'\"$()\\[\\]*/,.=&é; \\\\\n-]){0,30}",
            place in 0usize..40,
        ) {
            let variable = Variable { place, number: 1, type_: "text".to_string() };
            let _ = (with_parameters(&text, &[place], &[variable]), without_constants(&text), statement(&text));
        }

        /// What is left has none of the constant's characters.
        #[test]
        fn hidden_constants_are_not_there(constant in "[q-z]{3,9}", number in 1000u32..9999) {
            let sql = format!("SELECT a FROM b WHERE c = '{constant}' AND d > {number} -- {constant}");
            let shown = without_constants(&sql).unwrap_or_default();
            prop_assert!(!shown.contains(&constant) && !shown.contains(&number.to_string()));
        }
    }
}
