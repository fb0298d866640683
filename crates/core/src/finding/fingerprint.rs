//! A short name for a finding that survives restores, renumbered OIDs and new releases of dbarch.

/// FNV-1a, 64 bits. Its constants are fixed for good, unlike those of the standard library's hasher; suppressions
/// stored by one release must match in the next.
fn fnv1a(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        // 0xff occurs in no UTF-8 text, so ("ab", "c") and ("a", "bc") differ.
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}

/// Sixteen hexadecimal digits over the check, the object and what tells two findings on one object apart.
#[must_use]
pub fn fingerprint(parts: &[&str]) -> String {
    format!("{:016x}", fnv1a(parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_changes() {
        assert_eq!(fnv1a(&[]), 0xcbf2_9ce4_8422_2325);
        let print =
            fingerprint(&["unindexed-foreign-key", "constraint", "public.orders.orders_user_id_fkey"]);
        assert_eq!(print, "3b25d3940d7eb3df");
        assert_ne!(fingerprint(&["ab", "c"]), fingerprint(&["a", "bc"]));
    }
}
