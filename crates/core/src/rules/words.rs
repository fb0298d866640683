//! The words that a name consists of.
use std::collections::HashMap;

/// `name` in snake_case: `OrderItems`, `orderItems`, `Order Items` and `order-items` all become `order_items`.
pub fn snake_case(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 4);
    for (place, &c) in characters.iter().enumerate() {
        if !c.is_alphanumeric() {
            if !out.ends_with('_') {
                out.push('_');
            }
            continue;
        }
        // A word starts at a capital after a small letter, and at the last capital of a run (`HTTPLog`).
        let before = place.checked_sub(1).map(|at| characters[at]);
        let after = characters.get(place + 1);
        let starts_word = c.is_uppercase()
            && before.is_some_and(|b| {
                b.is_lowercase()
                    || b.is_numeric()
                    || (b.is_uppercase() && after.is_some_and(|a| a.is_lowercase()))
            });
        if starts_word && !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    let trimmed = out.trim_matches('_');
    if trimmed.starts_with(|c: char| c.is_numeric()) {
        format!("_{trimmed}")
    } else {
        trimmed.to_string()
    }
}

/// Whether a name needs no quotes for its case or characters. Letters beyond ASCII are left to the user, as long as
/// they are small; a leading underscore marks private things and is left alone too.
pub fn is_snake_case(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|c| c == '_' || (c.is_alphanumeric() && !c.is_uppercase()))
        && !name.starts_with(|c: char| c.is_numeric())
}

/// Words that people use in one form for one and for many, whatever the grammar says.
const EITHER_NUMBER: &[&str] = &["data", "metadata", "media", "series", "news"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    Singular,
    Plural,
}

/// What stands before the last word of `name`, that word, and the numbers after it: `orders_2024_01` ends with no word.
/// `None` if English rules say nothing about the word: other alphabets, single letters.
fn last_word(name: &str) -> Option<(&str, &str, &str)> {
    let end = name.trim_end_matches(|c: char| c.is_numeric() || c == '_').len();
    let (words, tail) = name.split_at(end);
    let start = words.rfind('_').map_or(0, |at| at + 1);
    let (head, last) = words.split_at(start);
    let is_word = last.len() >= 2 && last.bytes().all(|b| b.is_ascii_lowercase());
    (is_word && !EITHER_NUMBER.contains(&last)).then_some((head, last, tail))
}

/// The last word of a name in snake_case, if it is one.
pub fn last_english_word(name: &str) -> Option<&str> {
    last_word(name).map(|(_, last, _)| last)
}

/// `name` with its last word in the plural.
pub fn plural(name: &str) -> String {
    let Some((head, last, tail)) = last_word(name) else { return name.to_string() };
    let changed = pluralizer::pluralize(last, 2, false);
    // A word that has a singular is a plural already.
    if pluralizer::pluralize(last, 1, false) != last || changed == last {
        return name.to_string();
    }
    format!("{head}{changed}{tail}")
}

/// `name` with its last word in the singular.
pub fn singular(name: &str) -> String {
    let Some((head, last, tail)) = last_word(name) else { return name.to_string() };
    let changed = pluralizer::pluralize(last, 1, false);
    // Only what leads back is trusted: a name like "has" is no plural of "ha".
    if changed.len() < 2 || pluralizer::pluralize(&changed, 2, false) != last {
        return name.to_string();
    }
    format!("{head}{changed}{tail}")
}

/// One number for many names: their last words are few, and to look one up in the rules of grammar takes long.
#[derive(Debug)]
pub struct Inflection {
    number: Number,
    known: HashMap<String, String>,
}

impl Inflection {
    pub fn to(number: Number) -> Inflection {
        Inflection { number, known: HashMap::new() }
    }

    /// `name` with its last word in that number.
    pub fn apply(&mut self, name: &str) -> String {
        let Some((head, last, tail)) = last_word(name) else { return name.to_string() };
        if !self.known.contains_key(last) {
            let word = if self.number == Number::Plural { plural(last) } else { singular(last) };
            self.known.insert(last.to_string(), word);
        }
        format!("{head}{}{tail}", self.known.get(last).map_or(last, String::as_str))
    }
}

/// Whether the last word is a singular or a plural; `None` if both are the same or it is no English word.
pub fn number(name: &str) -> Option<Number> {
    if plural(name) != name {
        Some(Number::Singular)
    } else if singular(name) != name {
        Some(Number::Plural)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_snake_case() {
        for (name, expected) in [
            ("OrderItems", "order_items"),
            ("orderItems", "order_items"),
            ("Order Items", "order_items"),
            ("order-items", "order_items"),
            ("HTTPLog", "http_log"),
            ("Users2", "users2"),
            ("Übung", "übung"),
            ("2fast", "_2fast"),
            ("A__B", "a_b"),
        ] {
            assert_eq!(snake_case(name), expected, "{name}");
            assert!(is_snake_case(expected));
            assert!(expected == name || !is_snake_case(name), "{name}");
        }
    }

    #[test]
    fn plurals_stay_and_singulars_change() {
        for same in [
            "orders",
            "order_items",
            "people",
            "news",
            "categories",
            "data",
            "series",
            "equipment",
            "orders_2024_01",
            "addresses",
            "statuses",
            "größen",
            "metadata",
            "children",
            "user_data",
            "x",
        ] {
            assert_eq!(plural(same), same);
        }
        for (name, expected) in [
            ("order", "orders"),
            ("category", "categories"),
            ("audit_log", "audit_logs"),
            ("person", "people"),
            ("address", "addresses"),
            ("status", "statuses"),
            ("order_2024", "orders_2024"),
        ] {
            assert_eq!(plural(name), expected);
        }
    }

    #[test]
    fn singulars_stay_and_plurals_change() {
        for same in ["order", "address", "status", "news", "user_data", "bus", "x", "größe", "analysis"] {
            assert_eq!(singular(same), same);
        }
        for (name, expected) in [
            ("orders", "order"),
            ("categories", "category"),
            ("people", "person"),
            ("addresses", "address"),
            ("statuses", "status"),
            ("orders_2024", "order_2024"),
            ("order_items", "order_item"),
        ] {
            assert_eq!(singular(name), expected);
            assert_eq!((number(name), number(expected)), (Some(Number::Plural), Some(Number::Singular)));
        }
        assert_eq!(number("user_data"), None);
        let mut plurals = Inflection::to(Number::Plural);
        assert_eq!(plurals.apply("order_2024"), "orders_2024");
        assert_eq!(plurals.apply("user_order"), "user_orders");
        assert_eq!(plurals.apply("user_data"), "user_data");
    }
}
