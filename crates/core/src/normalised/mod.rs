//! Texts in which constants have become parameters, as pg_stat_statements keeps them, made into texts that plan. What was a
//! constant with a type may be a parameter without one: some texts then do not parse, others have no meaning.
//!
//! Nothing here judges the result: the server does, and whatever it refuses is told with its reason.
mod columns;
mod literals;
mod record;
pub(crate) mod tokens;
mod untyped;

use std::ops::ControlFlow::{self, Break, Continue};

/// Analyses that a search for types may take. Each takes a fraction of a millisecond.
const MOST_ATTEMPTS: usize = 100;

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

/// What `attempt` makes of `text`, or of the first text that means the same and is not refused; else why it is refused.
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
        if let Break(Some(outcome)) = search.types(&text, refusal.position) {
            return outcome;
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
    /// Breaks with the outcome, or with none when too much has been tried.
    fn types<R, E>(
        &mut self,
        text: &str,
        position: Option<usize>,
    ) -> ControlFlow<Option<Result<R, Refusal<E>>>>
    where
        A: FnMut(&str) -> Result<R, Refusal<E>>,
    {
        let Some(position) = position else { return Continue(()) };
        let parameters = untyped::blamed(text, position);
        for (group, mixed) in groups(&parameters) {
            for name in untyped::TYPES {
                if self.left == 0 {
                    return Break(None);
                }
                self.left -= 1;
                let typed = untyped::cast(text, group, name);
                match (self.attempt)(&typed) {
                    Err(next) if next.kind == Kind::Type => {
                        let moved = next.position != Some(untyped::moved(text, position, group, name));
                        if moved || mixed {
                            self.types(&typed, next.position)?;
                        }
                    }
                    // Either it is taken, or types are not what is wrong with it.
                    outcome => return Break(Some(outcome)),
                }
            }
        }
        Continue(())
    }
}

/// Most operators and functions take several parameters of one type. The others find the rest when they have the first, as
/// `to_char($1, $2)` does, or the last, as `date_part($1, $2)` does. Few want two types that they are told, as
/// `$1 + $2` does next to a time: with these, all pairs are tried.
fn groups<T>(all: &[T]) -> impl Iterator<Item = (&[T], bool)> {
    let several = if all.len() > 1 { all } else { &[] };
    let first = &several[..several.len().min(1)];
    let last = &several[several.len().saturating_sub(1)..];
    [(all, false), (first, false), (last, false), (first, true)]
        .into_iter()
        .filter(|(group, _)| !group.is_empty())
}

#[cfg(test)]
mod tests;
