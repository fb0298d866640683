//! A hash of a text that does not depend on its constants.
//!
//! The server's own query id is a hash of the analysed tree, and to make it takes longer than all else that the capture
//! does. A session that has seen a text with other constants need not make it again. So whatever might change the id must
//! change this hash: see `parts.rs` for what counts as a constant. Of all constants the kind counts.
use super::constant_kind::Kind;
use super::parts::{parts, Parts};

/// The hash of `sql`, or `None` if it is not certain where its constants are. `standard_conforming_strings` must be on.
pub fn fingerprint(sql: &[u8]) -> Option<u64> {
    parts(sql, Hash(0)).map(|hash| hash.0)
}

struct Hash(u64);

impl Parts for Hash {
    fn fixed(&mut self, bytes: &[u8]) {
        self.0 = hash_of(self.0, bytes);
    }

    fn constant(&mut self, kind: Kind) {
        self.0 = hash_of(self.0, if matches!(kind, Kind::Integer { .. }) { b"0" } else { b"'" });
    }

    fn comment(&mut self) {}
}

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
        same("SELECT a FROM t WHERE b = 1 LIMIT 10", "SELECT a FROM t WHERE b = -2 LIMIT -20");
        same("UPDATE t SET a = a + 1, b = b - 2", "UPDATE t SET a = a + -3, b = b - -4");
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
        differ("SELECT a FROM t WHERE b = 1::int8", "SELECT a FROM t WHERE b = -1::int8");
        differ("SELECT a FROM t WHERE b = 1 ::int8", "SELECT a FROM t WHERE b = -1 ::int8");
        differ("SELECT a FROM t WHERE b =1", "SELECT a FROM t WHERE b =-1");
        differ("SELECT a -1", "SELECT a 1");
        differ("SELECT a, b FROM t ORDER BY /* x */ 1", "SELECT a, b FROM t ORDER BY /* x */ 2");
        differ("SELECT a, b FROM t ORDER BY -- =\n1", "SELECT a, b FROM t ORDER BY -- =\n2");
        differ("SELECT a, b FROM t ORDER BY a IN (1), (1)", "SELECT a, b FROM t ORDER BY a IN (1), (2)");
        differ(
            "SELECT 1 WHERE (a, b) IN (SELECT a, b FROM t ORDER BY a, 1)",
            "SELECT 1 WHERE (a, b) IN (SELECT a, b FROM t ORDER BY a, 2)",
        );
        differ(
            "SELECT 1 WHERE (a, b) IN ((SELECT a, b FROM t) UNION SELECT a, b FROM u ORDER BY a, 1)",
            "SELECT 1 WHERE (a, b) IN ((SELECT a, b FROM t) UNION SELECT a, b FROM u ORDER BY a, 2)",
        );
        differ("SELECT ab", "SELECT a b");
        differ("SELECT a1", "SELECT a2");
        differ("SELECT a FROM t WHERE b = 1.5", "SELECT a FROM t WHERE b = 2.5");
        differ("SELECT f(1)", "SELECT f(2)");
        differ("SELECT a FROM t WHERE (a, 1) IN (SELECT 1)", "SELECT a FROM t WHERE (a, 2) IN (SELECT 1)");
        differ("SELECT a AS \"x ''\"", "SELECT a AS \"y ''\"");
    }

    #[test]
    fn what_is_not_certain_is_left_alone() {
        for text in [
            "SELECT $$a$$",
            "SELECT 'open",
            "SELECT U&'d!0061' UESCAPE '!'",
            "SELECT /* open",
            "SELECT E'a'\n'b\\'', x, E'\\''",
        ] {
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
