//! Which patterns a trigram index serves and no b-tree does.

/// Shorter pieces hold no trigram.
const PIECE: usize = 3;

/// Whether matches of `pattern` under `operator` (`~~`, `~~*`, `~`, `~*`) may begin with anything, and yet share three
/// characters.
pub fn needs_trigrams(operator: &str, pattern: &str) -> bool {
    let begins_anyhow = match operator {
        "~~" => pattern.starts_with(['%', '_']),
        "~~*" => pattern.starts_with(|c: char| c == '%' || c == '_' || c.is_alphabetic()),
        "~" => !pattern.starts_with('^'),
        "~*" => true,
        _ => false,
    };
    let is_like = operator.starts_with("~~");
    let is_literal = |c: char| if is_like { c != '%' && c != '_' && c != '\\' } else { c.is_alphanumeric() };
    begins_anyhow && pattern.split(|c| !is_literal(c)).any(|piece| piece.chars().count() >= PIECE)
}

#[cfg(test)]
mod tests {
    use super::needs_trigrams;

    #[test]
    fn t47_t48_leading_wildcards_with_three_characters() {
        for (operator, pattern) in
            [("~~", "%abc%"), ("~~", "_abcd"), ("~~*", "abc%"), ("~~*", "%abc"), ("~", "abc"), ("~*", "^abc")]
        {
            assert!(needs_trigrams(operator, pattern), "{operator} {pattern}");
        }
        for (operator, pattern) in [
            ("~~", "abc%"),
            ("~~*", "%a%"),
            ("~~", "%ab_cd%"),
            ("~~*", "123%"),
            ("~", "^abc"),
            ("~", "a.c"),
            ("=", "%abc"),
        ] {
            assert!(!needs_trigrams(operator, pattern), "{operator} {pattern}");
        }
    }
}
