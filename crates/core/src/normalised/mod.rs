//! Texts in which constants have become parameters, as pg_stat_statements keeps them, made into texts that plan. What was a
//! constant with a type may be a parameter without one: some texts then do not parse, others have no meaning.
//!
//! Nothing here judges the result: the server does, and whatever it refuses is told with its reason.
mod literals;
mod record;
mod tokens;
mod untyped;

use std::ops::ControlFlow::{self, Break, Continue};

/// Analyses that a search for types may take. Each takes a fraction of a millisecond.
const MOST_ATTEMPTS: usize = 64;

/// Why the server refused a text.
#[derive(Debug, Clone)]
pub struct Refusal<E> {
    pub error: E,
    pub kind: Kind,
    /// The character, from 1, that the error is about.
    pub position: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Syntax,
    /// A type is not known or not the right one.
    Type,
    /// No other text would help.
    Other,
}

/// What `attempt` makes of `text`, or of the first text that says the same and is not refused; else why it is refused.
///
/// # Errors
/// The reason that stands when all is done that can be done.
pub fn attempt<R, E>(
    text: &str,
    mut attempt: impl FnMut(&str) -> Result<R, Refusal<E>>,
) -> Result<R, Refusal<E>> {
    let mut text = record::statement(text);
    let mut refusal = match attempt(&text) {
        Ok(result) => return Ok(result),
        Err(refusal) => refusal,
    };
    if refusal.kind == Kind::Syntax {
        let parses = literals::with_parameters(&text).into_owned();
        if parses == text {
            return Err(refusal);
        }
        match attempt(&parses) {
            Ok(result) => return Ok(result),
            // What else is wrong with the text is best told of what the user knows.
            Err(other) if other.kind == Kind::Syntax => return Err(refusal),
            Err(other) => refusal = other,
        }
        text = parses.into();
    }
    if refusal.kind == Kind::Type {
        let mut search = Search { attempt, left: MOST_ATTEMPTS };
        if let Break(found) = search.types(&text, refusal.position) {
            return found.ok_or(refusal);
        }
    }
    Err(refusal)
}

/// Gives types to one group of parameters after the other, and goes back to the one before when none is right.
struct Search<A> {
    attempt: A,
    left: usize,
}

impl<A> Search<A> {
    /// Breaks with a result, or with none when too much has been tried.
    fn types<R, E>(&mut self, text: &str, position: Option<usize>) -> ControlFlow<Option<R>>
    where
        A: FnMut(&str) -> Result<R, Refusal<E>>,
    {
        let parameters = position.map_or(Vec::new(), |position| untyped::blamed(text, position));
        if parameters.is_empty() {
            return Continue(());
        }
        for name in untyped::TYPES {
            if self.left == 0 {
                return Break(None);
            }
            self.left -= 1;
            let typed = untyped::cast(text, &parameters, name);
            match (self.attempt)(&typed) {
                Ok(result) => return Break(Some(result)),
                Err(next) if next.kind == Kind::Type => self.types(&typed, next.position)?,
                Err(_) => (),
            }
        }
        Continue(())
    }
}

#[cfg(test)]
mod tests;
