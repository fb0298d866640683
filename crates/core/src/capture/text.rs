//! Texts of captured statements: their constants hidden, their variables made parameters.
use crate::normalised::tokens::{replace, tokens, Kind, Token};
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

/// PL/pgSQL evaluates an expression as the target list of a SELECT, and has the text of neither the word nor what is
/// before `:=` in its plan. Returns a statement.
pub fn statement(sql: &str) -> String {
    let tokens = tokens(sql);
    let first = tokens.iter().find(|token| !token.is_symbol("("));
    let statements =
        ["select", "with", "insert", "update", "delete", "merge", "values", "table", "prepare", "declare"];
    if first.is_none_or(|token| {
        token.is_any_word(&statements)
            || token.is_any_word(&["explain", "create", "copy", "refresh", "execute"])
    }) {
        return sql.to_string();
    }
    let assigned = tokens.iter().find(|token| token.is_symbol(":=") || token.is_symbol("="));
    match assigned {
        Some(sign) if sign.is_symbol(":=") => format!("SELECT {}", sql[sign.end()..].trim_start()),
        _ => format!("SELECT {sql}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn expressions_become_statements() {
        assert_eq!(statement("(SELECT 1)"), "(SELECT 1)");
        assert_eq!(statement("count(*) FROM t"), "SELECT count(*) FROM t");
        assert_eq!(statement("n := (SELECT count(*) FROM t)"), "SELECT (SELECT count(*) FROM t)");
        assert_eq!(statement("insert into t values (1)"), "insert into t values (1)");
    }
}
