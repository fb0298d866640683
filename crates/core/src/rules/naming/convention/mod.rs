//! What a naming convention is: the templates that names of one kind of object follow, taken from a profile, set by the
//! user, or found as the one that most names follow.
//!
//! Must not know snapshots: it sees names and what they could be made of.
mod known;
mod template;
#[cfg(test)]
mod tests;

use crate::catalogue::Params;
use crate::rules::words::snake_case;
pub use known::Kind;
pub use template::{Slots, Template};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Auto,
    Seed,
    Postgresql,
    Rails,
}

/// What the parameters of a check ask for.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub profile: Profile,
    pub template: String,
    /// `auto`: as many objects there must be, and as many percent must agree.
    pub min_objects: usize,
    pub min_percent: f64,
}

impl Wanted {
    pub fn from_params(params: &Params<'_>) -> Result<Wanted, String> {
        Wanted::with_template(params, "template")
    }

    /// The same where a check has several kinds of objects, each with a template of its own.
    pub fn with_template(params: &Params<'_>, template: &str) -> Result<Wanted, String> {
        let profile = match params.text("profile") {
            "auto" => Profile::Auto,
            "seed" => Profile::Seed,
            "postgresql" => Profile::Postgresql,
            "rails" => Profile::Rails,
            other => {
                return Err(format!("there is no profile \"{other}\": use auto, seed, postgresql or rails"))
            }
        };
        // Below zero is zero: a bound that is always met.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let min_objects = params.number("min_objects") as usize;
        Ok(Wanted {
            profile,
            template: params.text(template).to_string(),
            min_objects,
            min_percent: params.number("min_percent"),
        })
    }

    pub fn is_dominant(&self, following: usize, judged: usize) -> bool {
        judged >= self.min_objects && judged > 0 && percent(following, judged) > self.min_percent
    }
}

pub fn percent(following: usize, judged: usize) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let share = following as f64 / judged.max(1) as f64;
    share * 100.0
}

/// A name with what it could be made of, also in snake_case.
#[derive(Debug, Clone)]
pub struct Judged {
    pub name: String,
    pub slots: Slots,
    snake: Slots,
}

impl Judged {
    pub fn new(name: &str, slots: Slots) -> Judged {
        let snake = slots.snake();
        Judged { name: name.to_string(), slots, snake }
    }

    fn fits(&self, template: &Template) -> Option<String> {
        template.fits_one_of(&self.name, &self.slots, &self.snake)
    }
}

/// The convention of one kind of object.
#[derive(Debug, Clone)]
pub struct Convention {
    /// Names follow one of these; the first one makes new names.
    accepted: Vec<Template>,
    known: Vec<Template>,
    /// Why it is the convention, as the end of a sentence.
    pub reason: String,
    /// How many of how many names follow it, where that was counted.
    pub share: Option<(usize, usize)>,
}

/// A wider template takes the place of a narrower one that dominates if it fits more names by more than one in so many.
const WIDER: usize = 5;

/// The templates of this file are known to parse; a test proves it.
fn parsed(texts: &[&str]) -> Vec<Template> {
    texts.iter().filter_map(|text| Template::parse(text).ok()).collect()
}

impl Convention {
    /// The convention for `names`; `None` if there is none to hold them to.
    pub fn choose(kind: Kind, wanted: &Wanted, names: &[Judged]) -> Result<Option<Convention>, String> {
        let known = parsed(kind.known());
        if !wanted.template.is_empty() {
            let template = Template::parse(&wanted.template)?;
            let reason = format!("the template for {} is {}", kind.plural(), template.text);
            return Ok(Some(Convention { accepted: vec![template], known, reason, share: None }));
        }
        if wanted.profile == Profile::Auto {
            return Ok(Convention::found(kind, wanted, names, known));
        }
        let accepted = parsed(kind.of(wanted.profile));
        let Some(first) = accepted.first() else { return Ok(None) };
        let reason = format!("the profile calls {} {}", kind.plural(), first.text);
        Ok(Some(Convention { accepted, known, reason, share: None }))
    }

    fn found(kind: Kind, wanted: &Wanted, names: &[Judged], known: Vec<Template>) -> Option<Convention> {
        let mut best: Option<Convention> = None;
        for template in &known {
            let candidate = Convention {
                accepted: with_variants(kind, template),
                known: known.clone(),
                reason: String::new(),
                share: None,
            };
            let following = names.iter().filter(|name| candidate.follows(name)).count();
            if best.as_ref().and_then(|best| best.share).is_none_or(|(most, judged)| {
                following > if wanted.is_dominant(most, judged) { most + most / WIDER } else { most }
            }) {
                best = Some(Convention { share: Some((following, names.len())), ..candidate });
            }
        }
        let mut best = best?;
        let (following, judged) = best.share?;
        let plural = kind.plural();
        best.reason = match best.accepted.first() {
            Some(plain) if plain.is_plain() => {
                format!("{following} of {judged} {plural} have neither prefix nor suffix")
            }
            Some(first) => format!("{following} of {judged} {plural} are called {}", first.text),
            None => return None,
        };
        wanted.is_dominant(following, judged).then_some(best)
    }

    pub fn text(&self) -> &str {
        self.accepted.first().map_or("", |template| &template.text)
    }

    pub fn follows(&self, name: &Judged) -> bool {
        self.accepted.iter().any(|template| {
            if template.is_plain() {
                self.undecorated(name).is_none()
            } else {
                name.fits(template).is_some()
            }
        })
    }

    /// `name` without the prefix and suffix of a known convention, if it has any.
    fn undecorated(&self, name: &Judged) -> Option<String> {
        self.known
            .iter()
            .filter(|known| !known.is_plain() && known.has_name())
            .find_map(|known| name.fits(known))
            .filter(|base| !base.is_empty())
    }

    /// What `name` should be, of any length, and what it must end with.
    pub fn suggests(&self, name: &Judged) -> Option<(String, &str)> {
        let template = self.accepted.first()?;
        let mut slots = name.slots.clone();
        if template.has_name() {
            let base = self.undecorated(name).unwrap_or_else(|| name.name.clone());
            let table = format!("{}_", slots.table);
            let own =
                base.strip_prefix(&table).filter(|own| !own.is_empty() && template.text.contains("<table>"));
            let own = own.unwrap_or(&base);
            // A new name has no blanks, whatever the names of its table and columns have.
            slots.base = if own.contains(|c: char| c != '_' && !c.is_alphanumeric()) {
                snake_case(own)
            } else {
                own.to_string()
            };
        }
        Some((template.render(&slots)?, template.ending()))
    }
}

/// What counts as following `template`: a profile that makes it may accept more.
fn with_variants(kind: Kind, template: &Template) -> Vec<Template> {
    let profiles = [Profile::Seed, Profile::Postgresql];
    let accepted = profiles.iter().map(|profile| kind.of(*profile)).find(|accepted| {
        accepted.first().is_some_and(|first| *first == template.text) && kind == Kind::Check
    });
    accepted.map_or_else(|| vec![template.clone()], parsed)
}
