//! A statement as it came out of analysis: its text, and where constants and variables stand in it.
use super::constants;
use crate::pg::literals::Literals;
use dbarch_core::capture::text::{self, Variable};
use dbarch_core::model::parameters::Constant;
use pgrx::pg_sys::{self, Oid};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::{c_int, CStr};

/// Bytes of a text that are looked at: to read more would take longer than many a statement.
const LONGEST: usize = 256 << 10;

/// Constants beyond this number are those of a bulk load.
const MOST_LITERALS: usize = 500;

pub struct Parsed {
    pub text: Text,
    /// Types of parameters by their number.
    pub parameters: BTreeMap<i32, Oid>,
    /// Constants of the text in the order of their places, `None` if there are too many.
    pub literals: Option<Vec<(Oid, Constant)>>,
}

pub struct Text {
    sql: Result<String, &'static str>,
    constants: Vec<usize>,
    variables: Vec<Variable>,
}

impl Parsed {
    /// Of the text and the constants, about.
    pub fn bytes(&self) -> usize {
        let constants = self.literals.iter().flatten().map(|(_, constant)| match constant {
            Constant::Text(text) => text.len(),
            _ => 0,
        });
        self.text.sql.as_ref().map_or(0, String::len) + constants.sum::<usize>()
    }
}

impl Text {
    /// The text as it can be planned on its own, or why it cannot be had.
    pub fn plannable(&self, with_constants: bool) -> Result<String, &'static str> {
        let sql = self.sql.as_ref().map_err(|reason| *reason)?;
        let constants = if with_constants { &[][..] } else { &self.constants[..] };
        let sql = if constants.is_empty() && self.variables.is_empty() {
            Cow::Borrowed(sql)
        } else {
            let found = text::with_parameters(sql, constants, &self.variables);
            Cow::Owned(found.ok_or("its constants could not be told from the rest of its text")?)
        };
        text::statement(&sql).ok_or("it came in one text with others")
    }

    /// A text of which nothing else is known.
    ///
    /// # Safety
    /// As for [`statement_text`].
    pub unsafe fn bare(source: *const std::ffi::c_char, location: c_int, length: c_int) -> Self {
        // SAFETY: promised by the caller.
        let sql = unsafe { statement_text(source, location, length) }.map(|(sql, _)| sql);
        Text { sql, constants: Vec::new(), variables: Vec::new() }
    }
}

/// The part of `source` that is the statement, and where it begins.
///
/// # Safety
/// `source` is null or a string.
unsafe fn statement_text(
    source: *const std::ffi::c_char,
    mut location: c_int,
    mut length: c_int,
) -> Result<(String, usize), &'static str> {
    if source.is_null() {
        return Err("the server has not kept its text");
    }
    // SAFETY: promised by the caller; CleanQuerytext strips blanks within the string.
    unsafe {
        let start = pg_sys::CleanQuerytext(source, &mut location, &mut length);
        let length = usize::try_from(length).unwrap_or(0);
        if length > LONGEST {
            return Err("its text is longer than 256 kB");
        }
        let bytes = std::slice::from_raw_parts(start.cast::<u8>(), length);
        // A backslash may or may not end a string there.
        if !pg_sys::standard_conforming_strings && bytes.contains(&b'\\') {
            return Err("standard_conforming_strings is off and it has a backslash");
        }
        let sql = std::str::from_utf8(bytes).map_err(|_| "its text is not UTF-8")?;
        Ok((sql.to_string(), usize::try_from(location).unwrap_or(0)))
    }
}

/// `longest`: bytes of a constant that is kept; `None` keeps types only.
///
/// # Safety
/// `query` has been analysed and not rewritten, and `source` has its text at that place.
pub unsafe fn parsed(
    source: *const std::ffi::c_char,
    (location, length): (c_int, c_int),
    query: *mut pg_sys::Query,
    longest: Option<usize>,
) -> Parsed {
    // SAFETY: promised by the caller.
    unsafe {
        let text = statement_text(source, location, length);
        let begin = text.as_ref().map_or(0, |(_, begin)| *begin);
        let found = Literals::of(query);
        let constants = found.constants.keys().filter_map(|at| at.checked_sub(begin)).collect();
        let literals = (found.constants.len() <= MOST_LITERALS).then(|| {
            let _plain = constants::plain_settings();
            let values = found.constants.values().filter_map(|same| same.first()).map(|literal| {
                let literal = &**literal;
                let (type_, value, null) = (literal.consttype, literal.constvalue, literal.constisnull);
                let kept = longest.map(|longest| constants::constant(type_, value, null, longest));
                (type_, kept.unwrap_or_default())
            });
            values.collect()
        });
        let variables = found
            .parameters
            .iter()
            .filter_map(|(at, (number, type_))| {
                let place = at.checked_sub(begin)?;
                // `$n` says itself what it is.
                if *source.add(*at) as u8 == b'$' {
                    return None;
                }
                Some(Variable { place, number: u32::try_from(*number).ok()?, type_: type_name(*type_) })
            })
            .collect();
        Parsed {
            text: Text { sql: text.map(|(sql, _)| sql), constants, variables },
            parameters: found.parameters.into_values().collect(),
            literals,
        }
    }
}

/// # Safety
/// Call inside a transaction.
pub unsafe fn type_name(type_: Oid) -> String {
    // SAFETY: promised by the caller.
    unsafe {
        let name = pg_sys::format_type_be_qualified(type_);
        let owned = CStr::from_ptr(name).to_string_lossy().into_owned();
        pg_sys::pfree(name.cast());
        owned
    }
}
