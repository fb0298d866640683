//! A hash of a text that does not depend on its constants.
//!
//! The server's own query id is a hash of the analysed tree, and to make it takes longer than all else that the capture
//! does. A session that has seen a text with other constants need not make it again. So whatever might change the id must
//! change this hash: numbers are left out only where they cannot be anything but operands (not in `ORDER BY 1`, not in
//! `numeric(10, 2)`), and of all constants the kind counts.

/// The hash of `sql`, or `None` if it is not certain where its constants are. `standard_conforming_strings` must be on.
pub fn fingerprint(sql: &[u8]) -> Option<u64> {
    let mut scan = Scan { sql, at: 0, taken: 0, hash: 0, lists: 0, depth: 0 };
    while let Some(special) = scan.next_special() {
        scan.special(special)?;
    }
    scan.take_until(sql.len());
    Some(scan.hash)
}

/// Texts are hashed as they are, a stretch at a time, between the places where something else begins.
struct Scan<'a> {
    sql: &'a [u8],
    at: usize,
    /// Bytes that went into the hash or were left out of it.
    taken: usize,
    hash: u64,
    /// Bit n: the bracket at depth n holds a list of operands, as those of `IN` and `VALUES` do.
    lists: u64,
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

fn hash_of(mut hash: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, value: u64| (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95);
    let (whole, rest) = bytes.as_chunks::<8>();
    for chunk in whole {
        hash = step(hash, u64::from_le_bytes(*chunk));
    }
    // The length keeps stretches apart.
    let last = rest.iter().fold(bytes.len() as u64, |value, byte| value << 8 | u64::from(*byte));
    step(hash, last)
}

impl Scan<'_> {
    fn next(&self, offset: usize) -> u8 {
        self.sql.get(self.at + offset).copied().unwrap_or(0)
    }

    fn before(&self) -> u8 {
        self.at.checked_sub(1).map_or(b' ', |at| self.sql[at])
    }

    fn take_until(&mut self, end: usize) {
        if end > self.taken {
            self.hash = hash_of(self.hash, &self.sql[self.taken..end]);
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
                let end = self.sql[self.at..].iter().position(|byte| *byte == b'\n');
                self.leave_out(end.map_or(self.sql.len(), |end| self.at + end));
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
    fn constant(&mut self, start: usize, end: usize, kind: &[u8]) {
        self.take_until(start);
        self.hash = hash_of(self.hash, kind);
        self.leave_out(end);
    }

    fn block_comment(&mut self) -> Option<()> {
        self.take_until(self.at);
        let mut depth = 0u32;
        loop {
            match (self.next(0), self.next(1)) {
                (b'/', b'*') => (depth, self.at) = (depth + 1, self.at + 2),
                (b'*', b'/') => (depth, self.at) = (depth - 1, self.at + 2),
                _ if self.at >= self.sql.len() => return None,
                _ => self.at += 1,
            }
            if depth == 0 {
                self.taken = self.at;
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
        let escapes = match self.before() {
            b'&' => return None,
            b'e' | b'E' => self.at < 2 || !IN_WORD[self.sql[self.at - 2] as usize],
            _ => false,
        };
        let mut end = self.at + 1;
        loop {
            match *self.sql.get(end)? {
                b'\\' if escapes => end += 2,
                b'\'' if self.sql.get(end + 1) == Some(&b'\'') => end += 2,
                b'\'' => break,
                _ => end += 1,
            }
        }
        self.constant(self.at, end + 1, b"'");
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
        // An integer of so many digits is an int4.
        if plain && end - start <= 9 && self.is_operand() {
            self.constant(start, end, b"0");
        } else {
            self.at = end;
        }
    }

    /// Whether what is before the number says that it is an operand.
    fn is_operand(&self) -> bool {
        let before = self.sql[..self.at].trim_ascii_end();
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

    /// The bracket of a list follows `IN` or `VALUES`, or the comma behind another such list.
    fn open(&mut self, byte: u8) -> Option<()> {
        let before = self.sql[..self.at].trim_ascii_end();
        let mut list = byte == b'(' && is_last_word(before, &["in", "values"]);
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        if byte == b'(' && before.last() == Some(&b',') {
            let row = before[..before.len() - 1].trim_ascii_end();
            // The bit is still that of the last bracket at this depth.
            list |= row.last() == Some(&b')') && self.lists >> self.depth & 1 == 1;
        }
        self.lists = self.lists & !(1 << self.depth) | u64::from(list) << self.depth;
        self.at += 1;
        Some(())
    }
}

fn is_last_word(text: &[u8], words: &[&str]) -> bool {
    words.iter().any(|word| {
        let Some(start) = text.len().checked_sub(word.len()) else { return false };
        text[start..].eq_ignore_ascii_case(word.as_bytes())
            && !(start > 0 && IN_WORD[text[start - 1] as usize])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same(a: &str, b: &str) {
        assert!(fingerprint(a.as_bytes()).is_some(), "{a}");
        assert_eq!(fingerprint(a.as_bytes()), fingerprint(b.as_bytes()), "{a} | {b}");
    }

    fn differ(a: &str, b: &str) {
        assert_ne!(fingerprint(a.as_bytes()), fingerprint(b.as_bytes()), "{a} | {b}");
    }

    #[test]
    fn constants_do_not_count() {
        same("SELECT a FROM t WHERE b = 1", "SELECT a FROM t WHERE b = 22");
        same("SELECT a FROM t WHERE b = -1 LIMIT 10", "SELECT a FROM t WHERE b = -2 LIMIT 20");
        same("SELECT a FROM t WHERE b = 'x''y'", "SELECT a FROM t WHERE b = ''");
        same("SELECT E'\\''-- a", "SELECT E'b'");
        same("SELECT /* trace 1 /* 2 */ */ a", "SELECT /* trace 3 */ a");
        same("SELECT a1, b FROM t2 WHERE c3=4 and d<5", "SELECT a1, b FROM t2 WHERE c3=99 and d<7");
        same(
            "INSERT INTO t VALUES (1, -2, 'a'), (3, 4, 'b')",
            "INSERT INTO t VALUES (5, -6, 'c'), (7, 8, 'd')",
        );
        same(
            "SELECT * FROM t WHERE a IN (1, 2) AND b BETWEEN 1 AND 5",
            "SELECT * FROM t WHERE a IN (3, 4) AND b BETWEEN 2 AND 9",
        );
    }

    #[test]
    fn whatever_may_change_the_meaning_does() {
        differ("SELECT a, b FROM t ORDER BY 1", "SELECT a, b FROM t ORDER BY 2");
        differ("SELECT a, b FROM t GROUP BY a, 1", "SELECT a, b FROM t GROUP BY a, 2");
        differ("SELECT a::numeric(10, 2)", "SELECT a::numeric(10, 3)");
        differ("SELECT a FROM t WHERE b IN (numeric(1, 2))", "SELECT a FROM t WHERE b IN (numeric(1, 3))");
        differ("SELECT a FROM t WHERE b = 1", "SELECT a FROM t WHERE b = '1'");
        differ("SELECT a FROM t WHERE b = 1", "SELECT a FROM t WHERE b = 1.5");
        differ("SELECT a FROM t WHERE b = 1", "SELECT a FROM t WHERE b = 4294967296");
        differ("SELECT a FROM t WHERE b = $1", "SELECT a FROM t WHERE b = $2");
        differ("SELECT a FROM t", "SELECT b FROM t");
        differ("SELECT a FROM \"t 1\"", "SELECT a FROM \"t 2\"");
        differ("SELECT a FROM t WHERE b IN (1, 2)", "SELECT a FROM t WHERE b IN (1, 2, 3)");
        differ("SELECT B'1'", "SELECT X'1'");
        differ("SELECT a FROM t WHERE b = 1 AND c", "SELECT a FROM t WHERE b = 1 OR c");
        differ("SELECT ab", "SELECT a b");
        differ("SELECT a1", "SELECT a2");
        differ("SELECT a FROM t WHERE b = 1.5", "SELECT a FROM t WHERE b = 2.5");
        differ("SELECT f(1)", "SELECT f(2)");
        differ("SELECT a FROM t WHERE (a, 1) IN (SELECT 1)", "SELECT a FROM t WHERE (a, 2) IN (SELECT 1)");
        differ("SELECT a AS \"x ''\"", "SELECT a AS \"y ''\"");
    }

    #[test]
    fn what_is_not_certain_is_left_alone() {
        for text in ["SELECT $$a$$", "SELECT 'open", "SELECT U&'d!0061' UESCAPE '!'", "SELECT /* open"] {
            assert_eq!(fingerprint(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        /// Every statement of every session comes here.
        #[test]
        fn no_text_is_too_odd(text in "[a-zE0-9'\"$()\\[\\]*/,.=&é \\\\\n-]{0,60}") {
            let hash = fingerprint(text.as_bytes());
            prop_assert_eq!(hash, fingerprint(text.as_bytes()));
        }
    }
}
