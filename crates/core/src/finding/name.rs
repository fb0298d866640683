//! Names of what dbarch proposes to create: `idx_<table>_<columns>`.

use std::collections::BTreeSet;

/// NAMEDATALEN - 1: PostgreSQL cuts longer names silently.
pub const MAX_BYTES: usize = 63;

/// A name that is not in `taken` (every relation of the table's schema: tables, indexes, views and sequences share one
/// name space). Raw text: quote it for use in SQL.
///
/// A name that must be cut ends in a hash of the whole name, so that two long names with the same beginning differ and
/// the same advice has the same name tomorrow.
pub fn index_name(table: &str, columns: &[&str], taken: &BTreeSet<String>) -> String {
    prefixed("idx", table, columns, taken)
}

/// The same for extended statistics, `stat_<table>_<columns>`, where `taken` holds those of the schema.
pub fn statistics_name(table: &str, columns: &[&str], taken: &BTreeSet<String>) -> String {
    prefixed("stat", table, columns, taken)
}

fn prefixed(prefix: &str, table: &str, columns: &[&str], taken: &BTreeSet<String>) -> String {
    free_name(&format!("{prefix}_{table}_{}", columns.join("_")), "", |name| taken.contains(name))
}

/// `whole`, cut and numbered as above where it must be; what says what the object is (`ending`, with which `whole` ends)
/// is kept when it is cut.
pub fn free_name(whole: &str, ending: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let base = if whole.len() <= MAX_BYTES {
        whole.to_string()
    } else {
        let tail = format!("_{:08x}{ending}", fnv1a(whole.as_bytes()));
        format!("{}{tail}", cut(whole, MAX_BYTES.saturating_sub(tail.len())))
    };
    if !is_taken(&base) {
        return base;
    }
    // Names that are taken are finite, so one of the numbers is free.
    (2..)
        .map(|n: usize| {
            let number = format!("_{n}");
            format!("{}{number}", cut(&base, MAX_BYTES - number.len()))
        })
        .find(|name| !is_taken(name))
        .unwrap_or(base)
}

fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// FNV-1a, 32 bits (draft-eastlake-fnv), because the hash of the standard library may change with the compiler.
fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|n| n.to_string()).collect()
    }

    #[test]
    fn hash_is_the_published_one() {
        assert_eq!(fnv1a(b""), 0x811c_9dc5);
        assert_eq!(fnv1a(b"foobar"), 0xbf9c_f968);
    }

    #[test]
    fn follows_the_convention() {
        assert_eq!(
            index_name("orders", &["user_id", "created_at"], &taken(&[])),
            "idx_orders_user_id_created_at"
        );
        assert_eq!(index_name("CamelCase", &["Order Date"], &taken(&[])), "idx_CamelCase_Order Date");
    }

    #[test]
    fn t95_collisions_are_numbered() {
        assert_eq!(index_name("t", &["a"], &taken(&["idx_t_a"])), "idx_t_a_2");
        assert_eq!(index_name("t", &["a"], &taken(&["idx_t_a", "idx_t_a_2"])), "idx_t_a_3");
    }

    #[test]
    fn t95_long_names_are_cut_and_stay_distinct() {
        let table = "a_rather_long_table_name_for_a_table";
        let one = index_name(table, &["a_long_column_name", "another_long_column"], &taken(&[]));
        let two = index_name(table, &["a_long_column_name", "another_long_colums"], &taken(&[]));
        assert_eq!(one.len(), 63);
        assert_ne!(one, two);
        assert_eq!(one[..54], two[..54]);
        let three = index_name(table, &["a_long_column_name", "another_long_column"], &taken(&[&one]));
        assert!(three.len() <= 63 && three.ends_with("_2"));
    }

    #[test]
    fn t94_cuts_between_characters() {
        for pad in 0..4 {
            let table = format!("{}{}", "x".repeat(pad), "größenübersicht€".repeat(6));
            let name = index_name(&table, &["straße"], &taken(&[]));
            assert!(name.len() <= 63 && name.len() > 58, "{name}");
        }
    }
}
