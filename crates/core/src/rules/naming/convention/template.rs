//! A template of names, such as `idx_<table>_<columns>`: whether a name follows it, and the name that it makes.
//!
//! Knows nothing of profiles or of what is taken.
use crate::finding::name::MAX_BYTES;
use crate::rules::words::{is_snake_case, singular, snake_case};

/// Bytes of a name that PostgreSQL or we had to cut which are still those of the whole.
const KEPT_OF_LONG: usize = 20;
/// A cut name is about as long as names can be.
const LEAST_CUT: usize = 50;

/// What a template is filled with: names as they are in the catalog.
#[derive(Debug, Clone, Default)]
pub struct Slots {
    pub table: String,
    pub columns: Vec<String>,
    /// Expressions and predicates may be called by any words, so that the columns cannot be looked for.
    pub any_columns: bool,
    pub referenced: String,
    /// Column that is referenced, without the table's name in it.
    pub key: String,
    pub timing: String,
    pub events: Vec<String>,
    /// What `<name>` stands for in a new name.
    pub base: String,
}

impl Slots {
    pub fn snake(&self) -> Slots {
        Slots {
            table: snake_case(&self.table),
            columns: self.columns.iter().map(|column| snake_case(column)).collect(),
            referenced: snake_case(&self.referenced),
            key: snake_case(&self.key),
            base: snake_case(&self.base),
            ..self.clone()
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Table,
    TableSingular,
    Columns(&'static str),
    Referenced,
    ReferencedSingular,
    Key,
    Name,
    Timing,
    Events,
    Hash,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub text: String,
    pieces: Vec<Piece>,
}

fn placeholder(name: &str) -> Option<Piece> {
    Some(match name {
        "table" => Piece::Table,
        "table_singular" => Piece::TableSingular,
        "columns" => Piece::Columns("_"),
        "columns joined by _and_" => Piece::Columns("_and_"),
        "referenced" => Piece::Referenced,
        "referenced_singular" => Piece::ReferencedSingular,
        "key" => Piece::Key,
        "name" => Piece::Name,
        "timing" => Piece::Timing,
        "events" => Piece::Events,
        "hash" => Piece::Hash,
        _ => return None,
    })
}

/// A number that tells a name from one that was taken.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('_').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn stripped<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.strip_prefix(prefix).filter(|_| !prefix.is_empty())
}

/// Splits `text` after every character that leaves `least` or more bytes in front.
fn splits(text: &str, least: usize) -> impl Iterator<Item = (&str, &str)> {
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.filter(move |end| *end >= least).map(|end| text.split_at(end))
}

impl Template {
    /// The error says which placeholder is unknown.
    pub fn parse(text: &str) -> Result<Template, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('<') {
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_string()));
            }
            let (name, after) =
                after.split_once('>').ok_or_else(|| format!("\"{text}\" lacks a closing >"))?;
            pieces.push(placeholder(name).ok_or_else(|| format!("\"{text}\" has the unknown <{name}>"))?);
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_string()));
        }
        Ok(Template { text: text.to_string(), pieces })
    }

    /// Neither prefix nor suffix.
    pub fn is_plain(&self) -> bool {
        self.pieces == [Piece::Name]
    }

    /// Whether `<name>` is part of it.
    pub fn has_name(&self) -> bool {
        self.pieces.contains(&Piece::Name)
    }

    pub fn names_referenced(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Referenced | Piece::ReferencedSingular))
    }

    /// Whether names go in as they are: as PostgreSQL does it, and where the template itself has capitals.
    fn is_raw(&self) -> bool {
        self.text.contains(char::is_uppercase)
            || matches!(self.pieces.first(), Some(Piece::Table | Piece::Columns(_)))
    }

    /// The name for `slots`, of any length; `None` if something is missing or cannot be made up.
    pub fn render(&self, slots: &Slots) -> Option<String> {
        let folded;
        let slots = if self.is_raw() {
            slots
        } else {
            folded = slots.snake();
            &folded
        };
        self.filled(slots)
    }

    fn filled(&self, slots: &Slots) -> Option<String> {
        let mut out = String::new();
        for piece in &self.pieces {
            let part = match piece {
                Piece::Text(text) => text.clone(),
                Piece::Table => slots.table.clone(),
                Piece::TableSingular => singular(&slots.table),
                Piece::Columns(joiner) => slots.columns.join(joiner),
                Piece::Referenced => slots.referenced.clone(),
                Piece::ReferencedSingular => singular(&slots.referenced),
                Piece::Key => slots.key.clone(),
                Piece::Name => slots.base.clone(),
                Piece::Timing => slots.timing.clone(),
                Piece::Events => slots.events.join("_"),
                Piece::Hash => return None,
            };
            if part.is_empty() {
                return None;
            }
            out += &part;
        }
        Some(out)
    }

    /// What must stay at the end when a name is too long: the text that says what it is.
    pub fn ending(&self) -> &str {
        match self.pieces.last() {
            Some(Piece::Text(text)) => text,
            _ => "",
        }
    }

    /// What stands for `<name>` in `name`, or an empty text, if `name` follows the template. The first column has to be
    /// there; further ones may be shortened, and where columns end the template something may follow that says what is
    /// special about the object.
    pub fn fits(&self, name: &str, slots: &Slots) -> Option<String> {
        self.fits_one_of(name, slots, &slots.snake())
    }

    /// The same with the slots in snake_case, for those who ask for many templates.
    pub fn fits_one_of(&self, name: &str, raw: &Slots, snake: &Slots) -> Option<String> {
        let has_capitals = self.text.contains(char::is_uppercase);
        let as_is =
            self.fits_slots(name, raw).filter(|_| has_capitals || self.is_raw() || is_snake_case(name));
        as_is.or_else(|| self.fits_slots(name, snake).filter(|_| has_capitals || is_snake_case(name)))
    }

    fn fits_slots(&self, name: &str, slots: &Slots) -> Option<String> {
        if let Some(found) = walk(&self.pieces, name, slots) {
            return Some(found.to_string());
        }
        let whole = self.filled(slots).filter(|whole| whole.len() > MAX_BYTES)?;
        let body = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
        let ending = self.ending().trim_end_matches('_');
        (name.len() >= LEAST_CUT
            && name.starts_with(cut(&whole, KEPT_OF_LONG))
            && (name.ends_with(ending) || body.ends_with(ending)))
        .then(String::new)
    }
}

fn walk<'a>(pieces: &[Piece], text: &'a str, slots: &Slots) -> Option<&'a str> {
    let Some((piece, rest)) = pieces.split_first() else {
        return (text.is_empty() || is_number(text)).then_some("");
    };
    match piece {
        Piece::Text(word) => walk(rest, stripped(text, word)?, slots),
        Piece::Table => walk(rest, stripped(text, &slots.table)?, slots),
        Piece::TableSingular => walk(rest, without_singular(text, &slots.table)?, slots),
        Piece::Referenced => walk(rest, stripped(text, &slots.referenced)?, slots),
        Piece::ReferencedSingular => walk(rest, without_singular(text, &slots.referenced)?, slots),
        Piece::Key => walk(rest, stripped(text, &slots.key)?, slots),
        Piece::Timing => walk(rest, stripped(text, &slots.timing)?, slots),
        Piece::Events => {
            let after = without_events(text, &slots.events)?;
            if rest.is_empty() && after.starts_with('_') {
                return Some("");
            }
            walk(rest, after, slots)
        }
        Piece::Hash => {
            let end = text.bytes().take_while(u8::is_ascii_hexdigit).count();
            walk(rest, &text[end..], slots).filter(|_| end >= 6)
        }
        Piece::Name => {
            // The longest first: a number at the end belongs to the name.
            let ends: Vec<_> = splits(text, 1).collect();
            ends.into_iter().rev().find_map(|(name, after)| walk(rest, after, slots).map(|_| name))
        }
        Piece::Columns(_) => {
            let after = if slots.any_columns { text } else { stripped(text, slots.columns.first()?)? };
            if rest.is_empty() {
                let ends = after.is_empty() || after.starts_with('_') || is_number(after);
                return (ends || (slots.any_columns && !text.is_empty())).then_some("");
            }
            splits(after, usize::from(slots.any_columns))
                .filter(|(more, _)| slots.any_columns || more.is_empty() || more.starts_with('_'))
                .find_map(|(_, after)| walk(rest, after, slots))
        }
    }
}

/// What follows the singular of `plural`. The two begin alike, which is seen faster than what the singular is.
fn without_singular<'a>(text: &'a str, plural: &str) -> Option<&'a str> {
    if text.chars().next() != plural.chars().next() {
        return None;
    }
    stripped(text, &singular(plural))
}

/// What follows the words of all `events`, in any order.
fn without_events<'a>(text: &'a str, events: &[String]) -> Option<&'a str> {
    let mut left: Vec<&str> = events.iter().map(String::as_str).collect();
    let mut rest = text;
    while !left.is_empty() {
        let place = left.iter().position(|event| rest.starts_with(event))?;
        rest = &rest[left.remove(place).len()..];
        if !left.is_empty() {
            rest = rest.strip_prefix("_or_").or_else(|| rest.strip_prefix('_'))?;
        }
    }
    Some(rest).filter(|_| !events.is_empty())
}
