//! How the words of a name are joined: `snake_case`, `camelCase`, `PascalCase`, `UPPER_CASE`.
use super::convention::{Profile, Wanted};
use crate::rules::words::snake_case;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterCase {
    /// One word in small letters, which goes with two of the others.
    Lower,
    Snake,
    Camel,
    Pascal,
    Upper,
    /// Blanks, hyphens, mixtures.
    Other,
}

impl LetterCase {
    pub fn of(name: &str) -> LetterCase {
        let words = name.trim_matches('_');
        if words.is_empty() || !words.chars().all(|c| c == '_' || c.is_alphanumeric()) {
            return LetterCase::Other;
        }
        let has_joints = words.contains('_');
        let has_small = words.contains(char::is_lowercase);
        let has_capitals = words.contains(char::is_uppercase);
        match (has_small, has_capitals, has_joints) {
            (_, false, true) => LetterCase::Snake,
            (_, false, false) => LetterCase::Lower,
            (false, true, _) => LetterCase::Upper,
            (true, true, true) => LetterCase::Other,
            (true, true, false) if words.starts_with(char::is_uppercase) => LetterCase::Pascal,
            (true, true, false) => LetterCase::Camel,
        }
    }

    pub fn parse(text: &str) -> Result<LetterCase, String> {
        Ok(match text {
            "snake_case" => LetterCase::Snake,
            "camelCase" => LetterCase::Camel,
            "PascalCase" => LetterCase::Pascal,
            "UPPER_CASE" => LetterCase::Upper,
            _ => {
                return Err(format!(
                    "there is no letter case \"{text}\": use snake_case, camelCase, PascalCase or UPPER_CASE"
                ))
            }
        })
    }

    pub fn as_str(self) -> &'static str {
        match self {
            LetterCase::Lower => "lower case",
            LetterCase::Snake => "snake_case",
            LetterCase::Camel => "camelCase",
            LetterCase::Pascal => "PascalCase",
            LetterCase::Upper => "UPPER_CASE",
            LetterCase::Other => "no letter case",
        }
    }

    /// Whether a name of case `other` is right where this one is the convention.
    pub fn allows(self, other: LetterCase) -> bool {
        self == other || (other == LetterCase::Lower && matches!(self, LetterCase::Snake | LetterCase::Camel))
    }

    /// The words of `name` joined this way.
    pub fn apply(self, name: &str) -> String {
        let snake = snake_case(name);
        let capital = |word: &str| {
            let mut letters = word.chars();
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
        };
        let words = snake.split('_').filter(|word| !word.is_empty());
        match self {
            LetterCase::Lower | LetterCase::Snake | LetterCase::Other => snake,
            LetterCase::Upper => snake.to_uppercase(),
            LetterCase::Pascal => words.map(capital).collect(),
            LetterCase::Camel => words
                .enumerate()
                .map(|(place, word)| if place == 0 { word.to_string() } else { capital(word) })
                .collect(),
        }
    }
}

/// The case that names are held to, why, and how many of how many have it, where that was counted.
pub type Chosen = (LetterCase, String, Option<(usize, usize)>);

/// The case that names are held to, and why. With `auto` that is the one of most names unless it is snake_case: whatever
/// is not in snake_case must be quoted, and that is the matter of name-needs-quotes.
pub fn choose<'a>(
    asked: &str,
    wanted: &Wanted,
    plural: &str,
    names: impl Iterator<Item = &'a str>,
) -> Result<Option<Chosen>, String> {
    if !asked.is_empty() {
        let case = LetterCase::parse(asked)?;
        return Ok(Some((case, format!("{plural} are to be in {}", case.as_str()), None)));
    }
    if wanted.profile != Profile::Auto {
        let case = LetterCase::Snake;
        return Ok(Some((case, format!("the profile wants {plural} in {}", case.as_str()), None)));
    }
    let cases: Vec<LetterCase> = names.map(LetterCase::of).collect();
    let count = |case: LetterCase| cases.iter().filter(|other| case.allows(**other)).count();
    let dominant = [LetterCase::Snake, LetterCase::Camel, LetterCase::Pascal, LetterCase::Upper]
        .into_iter()
        .map(|case| (count(case), case))
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    let Some((following, case)) = dominant else { return Ok(None) };
    if case == LetterCase::Snake || !wanted.is_dominant(following, cases.len()) {
        return Ok(None);
    }
    let reason = format!("{following} of {} {plural} are in {}", cases.len(), case.as_str());
    Ok(Some((case, reason, Some((following, cases.len())))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_told_apart_and_made() {
        for (name, case) in [
            ("orders", LetterCase::Lower),
            ("order_items", LetterCase::Snake),
            ("_order_items", LetterCase::Snake),
            ("orderItems", LetterCase::Camel),
            ("OrderItems", LetterCase::Pascal),
            ("Orders", LetterCase::Pascal),
            ("ORDER_ITEMS", LetterCase::Upper),
            ("ORDERS", LetterCase::Upper),
            ("Order_Items", LetterCase::Other),
            ("order items", LetterCase::Other),
        ] {
            assert_eq!(LetterCase::of(name), case, "{name}");
        }
        for (case, name) in [
            (LetterCase::Snake, "order_items"),
            (LetterCase::Camel, "orderItems"),
            (LetterCase::Pascal, "OrderItems"),
            (LetterCase::Upper, "ORDER_ITEMS"),
        ] {
            assert_eq!(case.apply("Order items"), name);
            assert!(case.allows(LetterCase::of(name)));
            assert_eq!(LetterCase::parse(case.as_str()), Ok(case));
        }
        assert!(LetterCase::Camel.allows(LetterCase::Lower) && !LetterCase::Pascal.allows(LetterCase::Lower));
    }
}
