//! The parts of a statement's text: constants, comments, and what is between them.
//!
//! Not for what the text means (`text.rs`) but to tell, fast, that another one is the same but for its constants. So a
//! number is one only where it cannot be anything but an operand (not in `ORDER BY 1`, not in `numeric(10, 2)`).

use super::constant_kind::{Kind, MOST_DIGITS};

/// Hands all parts of `sql` to `parts`, in their order. `None` if it is not certain where its constants are.
pub(super) fn parts<P: Parts>(sql: &[u8], parts: P) -> Option<P> {
    let mut scan = Scan { sql, at: 0, taken: 0, parts, comment: 0, lists: 0, rows: 0, depth: 0 };
    while let Some(special) = scan.next_special() {
        scan.special(special)?;
    }
    scan.take_until(sql.len());
    Some(scan.parts)
}

pub(super) trait Parts {
    /// What is the same in all texts with this fingerprint.
    fn fixed(&mut self, bytes: &[u8]);
    fn constant(&mut self, kind: Kind);
    fn comment(&mut self);
}

/// Texts are taken as they are, a stretch at a time, between the places where something else begins.
struct Scan<'a, P> {
    sql: &'a [u8],
    at: usize,
    /// Bytes that were handed over or left out.
    taken: usize,
    parts: P,
    /// Where the last comment ends; 0 before the first.
    comment: usize,
    /// Bit n: the bracket at depth n holds a list of operands, as those of `IN` and `VALUES` do.
    lists: u64,
    /// Bit n: it is one of `VALUES`, and another may follow it.
    rows: u64,
    depth: u32,
}

const DEEPEST: u32 = 60;

/// What names and keywords go on with.
const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] =
            (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_' || byte as u8 == b'$' || byte >= 0x80;
        byte += 1;
    }
    table
};

/// Where something begins that is not simply hashed; a digit only where no name goes on.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut n = 0;
    let special = b"'\"$-/([)]0123456789";
    while n < special.len() {
        table[special[n] as usize] = true;
        n += 1;
    }
    table
};

impl<P: Parts> Scan<'_, P> {
    fn next(&self, offset: usize) -> u8 {
        self.sql.get(self.at + offset).copied().unwrap_or(0)
    }

    fn before(&self) -> u8 {
        self.at.checked_sub(1).map_or(b' ', |at| self.sql[at])
    }

    /// What is before a place, without white space; `None` if that is a comment, which may end with anything.
    fn context(&self, place: usize) -> Option<&[u8]> {
        let before = self.sql[..place].trim_ascii_end();
        (before.len() > self.comment || self.comment == 0).then_some(before)
    }

    fn take_until(&mut self, end: usize) {
        if end > self.taken {
            self.parts.fixed(&self.sql[self.taken..end]);
            self.taken = end;
        }
    }

    /// Goes on to where something begins that is looked at.
    fn next_special(&mut self) -> Option<u8> {
        loop {
            let rest = self.sql.get(self.at..)?;
            self.at += rest.iter().position(|byte| SPECIAL[*byte as usize])?;
            let byte = self.sql[self.at];
            if !(byte.is_ascii_digit() || byte == b'$') || !IN_WORD[self.before() as usize] {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    fn special(&mut self, byte: u8) -> Option<()> {
        match byte {
            b'\'' => self.string()?,
            b'"' => self.quoted_name()?,
            b'0'..=b'9' => self.number(),
            // Parameters count as they are; the quotes of dollars may hold anything.
            b'$' if self.next(1).is_ascii_digit() => {
                self.at += 1;
                while self.next(0).is_ascii_digit() {
                    self.at += 1;
                }
            }
            b'$' => return None,
            b'-' if self.next(1) == b'-' => {
                self.take_until(self.at);
                self.parts.comment();
                let end = self.sql[self.at..].iter().position(|byte| *byte == b'\n');
                self.leave_out(end.map_or(self.sql.len(), |end| self.at + end));
                self.comment = self.at;
            }
            b'/' if self.next(1) == b'*' => self.block_comment()?,
            b'(' | b'[' => self.open(byte)?,
            b')' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                self.at += 1;
            }
            _ => self.at += 1,
        }
        Some(())
    }

    fn leave_out(&mut self, end: usize) {
        self.at = end;
        self.taken = end;
    }

    /// A constant in the place of what it says.
    fn constant(&mut self, kind: Kind, length: usize) {
        self.take_until(self.at);
        self.parts.constant(kind);
        self.leave_out(self.at + length);
    }

    fn block_comment(&mut self) -> Option<()> {
        self.take_until(self.at);
        self.parts.comment();
        let mut depth = 0u32;
        loop {
            match (self.next(0), self.next(1)) {
                (b'/', b'*') => (depth, self.at) = (depth + 1, self.at + 2),
                (b'*', b'/') => (depth, self.at) = (depth - 1, self.at + 2),
                _ if self.at >= self.sql.len() => return None,
                _ => self.at += 1,
            }
            if depth == 0 {
                self.leave_out(self.at);
                self.comment = self.at;
                return Some(());
            }
        }
    }

    fn quoted_name(&mut self) -> Option<()> {
        // U&"..." may name its escape character later.
        if self.before() == b'&' {
            return None;
        }
        self.at += 1;
        while *self.sql.get(self.at)? != b'"' {
            self.at += 1;
        }
        self.at += 1;
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        // On another line it goes on with the one before, whose escapes hold for both.
        if self.context(self.at)?.ends_with(b"'") {
            return None;
        }
        let escapes = match self.before() {
            b'&' => return None,
            b'e' | b'E' => self.at < 2 || !IN_WORD[self.sql[self.at - 2] as usize],
            _ => false,
        };
        let kind = Kind::String { escapes };
        self.constant(kind, kind.length(&self.sql[self.at..])?);
        Some(())
    }

    fn number(&mut self) {
        let start = self.at;
        let mut end = start;
        let at = |place: usize| self.sql.get(place).copied().unwrap_or(0);
        let mut plain = self.before() != b'.';
        loop {
            match at(end) {
                b'0'..=b'9' => (),
                b'e' | b'E' if matches!(at(end + 1), b'+' | b'-') => (plain, end) = (false, end + 1),
                b'.' | b'a'..=b'z' | b'A'..=b'Z' | b'_' => plain = false,
                _ => break,
            }
            end += 1;
        }
        if !plain || end - start > MOST_DIGITS {
            self.at = end;
            return;
        }
        let sign = start - usize::from(self.before() == b'-');
        if self.is_operand(sign) && self.may_have_sign(sign, end) {
            self.at = sign;
            self.constant(Kind::Integer { signed: true }, end - sign);
        } else if self.is_operand(start) {
            self.constant(Kind::Integer { signed: false }, end - start);
        } else {
            self.at = end;
        }
    }

    /// Whether a minus there is the number's own. It would be part of an operator right before it, and a cast or a
    /// subscript behind the number binds more tightly. For what may begin a comment behind it nothing is certain.
    fn may_have_sign(&self, start: usize, end: usize) -> bool {
        let apart =
            self.sql[..start].last().is_some_and(|byte| byte.is_ascii_whitespace() || b"(,".contains(byte));
        apart && !matches!(self.sql[end..].trim_ascii_start().first(), Some(b':' | b'[' | b'-' | b'/'))
    }

    /// Whether what is before a number that starts there says that it is an operand.
    fn is_operand(&self, start: usize) -> bool {
        let Some(before) = self.context(start) else { return false };
        match before.last() {
            Some(
                b'=' | b'<' | b'>' | b'+' | b'-' | b'*' | b'/' | b'%' | b'^' | b'|' | b'&' | b'#' | b'~'
                | b'!' | b'@',
            ) => true,
            Some(b'(' | b',') => self.is_list(),
            Some(byte) if IN_WORD[*byte as usize] => is_last_word(
                before,
                &["and", "or", "not", "between", "limit", "offset", "then", "else", "when"],
            ),
            _ => false,
        }
    }

    fn is_list(&self) -> bool {
        self.depth > 0 && self.lists >> self.depth & 1 == 1
    }

    /// The bracket of a list follows `IN` or `VALUES`, or the comma behind another row of `VALUES`. Behind `IN` may be a
    /// query, which does not begin with a constant.
    fn open(&mut self, byte: u8) -> Option<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut row = false;
        let mut list = false;
        if let Some(before) = self.context(self.at).filter(|_| byte == b'(') {
            // The bit is still that of the last bracket at this depth.
            let follows = self.rows >> self.depth & 1 == 1 && self.follows_row(before);
            row = follows || is_last_word(before, &["values"]);
            list = row || is_last_word(before, &["in"]) && begins_with_constant(&self.sql[self.at + 1..]);
        }
        let set = |bits: u64, bit: bool| bits & !(1 << self.depth) | u64::from(bit) << self.depth;
        (self.rows, self.lists) = (set(self.rows, row), set(self.lists, list));
        self.at += 1;
        Some(())
    }

    fn follows_row(&self, before: &[u8]) -> bool {
        let comma = before.strip_suffix(b",");
        comma.is_some_and(|row| self.context(row.len()).is_some_and(|row| row.ends_with(b")")))
    }
}

fn begins_with_constant(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    text.first().is_some_and(|byte| byte.is_ascii_digit() || b"'-".contains(byte)) && !text.starts_with(b"--")
}

fn is_last_word(text: &[u8], words: &[&str]) -> bool {
    words.iter().any(|word| {
        let Some(start) = text.len().checked_sub(word.len()) else { return false };
        text[start..].eq_ignore_ascii_case(word.as_bytes())
            && !(start > 0 && IN_WORD[text[start - 1] as usize])
    })
}
