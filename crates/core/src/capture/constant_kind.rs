//! The constants that are told from the rest of a text, and where they end.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `signed`: whether a minus before the digits belongs to it.
    Integer { signed: bool },
    /// `escapes`: whether backslashes mean something.
    String { escapes: bool },
}

/// An integer of so many digits is an int4.
pub(super) const MOST_DIGITS: usize = 9;

impl Kind {
    /// The length of the constant that `text` begins with.
    pub(super) fn length(self, text: &[u8]) -> Option<usize> {
        match self {
            Kind::Integer { signed } => {
                let sign = usize::from(signed && text.first() == Some(&b'-'));
                let digits = text[sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                (1..=MOST_DIGITS).contains(&digits).then_some(sign + digits)
            }
            Kind::String { escapes } => string_length(text, escapes),
        }
    }
}

fn string_length(text: &[u8], escapes: bool) -> Option<usize> {
    let mut end = text.starts_with(b"'").then_some(1)?;
    loop {
        match *text.get(end)? {
            b'\\' if escapes => end += 2,
            b'\'' if text.get(end + 1) == Some(&b'\'') => end += 2,
            b'\'' => return Some(end + 1),
            _ => end += 1,
        }
    }
}
