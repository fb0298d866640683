//! Indexes to build again: invalid ones, and b-trees that are mostly air.

use serde_json::json;

use super::super::changes::rounded;
use super::row;
use crate::advisor::recommend::Recommendation;
use crate::finding::bytes;
use crate::model::existing_index::ExistingIndex;

/// How many times the size of a fresh index is too much, if that wastes so many bytes.
const BLOATED: f64 = 2.0;
const WASTED: f64 = 10.0 * 1024.0 * 1024.0;

/// Smaller ones cannot waste enough, so nobody need estimate what they would be.
pub fn may_be_bloated(index: &ExistingIndex) -> bool {
    index.method == "btree" && index.is_usable && !index.is_partitioned && index.bytes >= 2.0 * WASTED
}

/// The row for an index that would take `fresh_bytes` if it were built now; `None` if it is no larger than an index may
/// be that has seen writes.
pub fn bloated(index: &ExistingIndex, fresh_bytes: f64, source: &str) -> Option<Recommendation> {
    let wasted = index.bytes - fresh_bytes;
    if fresh_bytes <= 0.0 || wasted < WASTED || index.bytes < fresh_bytes * BLOATED {
        return None;
    }
    let times = index.bytes / fresh_bytes;
    Some(Recommendation {
        index_name: index.qualified.clone(),
        method: index.method.clone(),
        ddl: format!("REINDEX INDEX CONCURRENTLY {}", index.qualified),
        size_bytes: fresh_bytes as i64,
        reason: format!(
            "{} takes {} where a fresh build would take about {}: scans read {times:.1} times as many pages, and the cache \
             holds them.",
            index.qualified,
            bytes(index.bytes),
            bytes(fresh_bytes)
        ),
        detail: json!({
            "source": source,
            "size_bytes": index.bytes,
            "estimated_bytes": fresh_bytes,
            "wasted_bytes": wasted,
            "times": rounded(times),
        }),
        ..row("reindex", &index.table_qualified)
    })
}

/// The row for an invalid index: what `fix`, the check's statement, does. A leftover of REINDEX CONCURRENTLY is dropped,
/// and its definition would only bring it back as a second index.
pub fn invalid(index: &ExistingIndex, fix: &str, message: &str, source: &str) -> Recommendation {
    let drops = fix.starts_with("DROP");
    let what = if drops {
        "It is what an interrupted REINDEX or DROP INDEX CONCURRENTLY left behind, whose original still works."
    } else if index.is_unique {
        "Remove the duplicates first that made the unique index fail."
    } else {
        "A failed or cancelled CREATE INDEX CONCURRENTLY leaves such an index behind."
    };
    Recommendation {
        index_name: index.qualified.clone(),
        method: index.method.clone(),
        ddl: fix.into(),
        size_bytes: if drops { index.bytes as i64 } else { 0 },
        confidence: "high".into(),
        reason: format!("{message}. {what}"),
        detail: json!({"source": source, "check_id": "invalid-index", "definition": index.definition}),
        ..row(if drops { "drop" } else { "reindex" }, &index.table_qualified)
    }
}

/// Makes of `row`, which would create what `index` is in all but validity, the repair of that index. True if it did.
pub fn repair(row: &mut Recommendation, index: &ExistingIndex, fix: &str) -> bool {
    if row.detail["definition"].as_str() != Some(&index.nameless) || !fix.starts_with("REINDEX") {
        return false;
    }
    row.action = "reindex".into();
    row.index_name = index.qualified.clone();
    row.ddl = fix.into();
    row.undo_ddl = String::new();
    row.reason.push_str(&format!(
        " {} is this very index, but a failed build has left it invalid: build it again in place of a second one.",
        index.qualified
    ));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const MB: f64 = 1024.0 * 1024.0;

    fn index(megabytes: f64) -> ExistingIndex {
        ExistingIndex {
            qualified: "shop.a".into(),
            method: "btree".into(),
            is_usable: true,
            bytes: megabytes * MB,
            nameless: "CREATE INDEX ON shop.t USING btree (a)".into(),
            ..ExistingIndex::default()
        }
    }

    #[test]
    fn twice_the_size_and_ten_megabytes_are_bloat() {
        assert!(!may_be_bloated(&index(19.0)) && may_be_bloated(&index(20.0)));
        assert!(!may_be_bloated(&ExistingIndex { is_usable: false, ..index(90.0) }));
        assert!(bloated(&index(20.0), 11.0 * MB, "captured").is_none(), "less than twice");
        assert!(bloated(&index(19.0), 9.5 * MB, "captured").is_none(), "less than 10 MB");
        assert!(bloated(&index(90.0), 0.0, "captured").is_none(), "unknown");
        let row = bloated(&index(90.0), 30.0 * MB, "captured").unwrap();
        assert_eq!(row.ddl, "REINDEX INDEX CONCURRENTLY shop.a");
        assert_eq!((row.undo_ddl.as_str(), row.size_bytes), ("", 31_457_280));
        assert!(row
            .reason
            .contains("takes 90 MB where a fresh build would take about 30 MB: scans read 3.0 times"));
    }

    #[test]
    fn leftovers_are_dropped_and_others_built_again() {
        let again =
            invalid(&index(1.0), "REINDEX INDEX CONCURRENTLY shop.a", "shop.a is invalid", "structure");
        assert_eq!((again.action.as_str(), again.size_bytes), ("reindex", 0));
        let gone = invalid(&index(1.0), "DROP INDEX CONCURRENTLY shop.a", "shop.a is invalid", "structure");
        assert_eq!((gone.action.as_str(), gone.undo_ddl.as_str()), ("drop", ""));
    }

    #[test]
    fn t06_an_invalid_index_is_repaired_and_not_built_beside() {
        let wanted = |definition: &str| Recommendation {
            detail: json!({"definition": definition}),
            ..super::super::row("create", "shop.t")
        };
        let fix = "REINDEX INDEX CONCURRENTLY shop.a";
        let mut row = wanted("CREATE INDEX ON shop.t USING btree (a)");
        assert!(repair(&mut row, &index(1.0), fix));
        assert_eq!((row.action.as_str(), row.ddl.as_str()), ("reindex", fix));
        assert!(!repair(&mut wanted("CREATE INDEX ON shop.t USING btree (a, b)"), &index(1.0), fix));
        let unique =
            ExistingIndex { nameless: "CREATE UNIQUE INDEX ON shop.t USING btree (a)".into(), ..index(1.0) };
        assert!(!repair(&mut wanted("CREATE INDEX ON shop.t USING btree (a)"), &unique, fix));
        assert!(!repair(
            &mut wanted("CREATE INDEX ON shop.t USING btree (a)"),
            &index(1.0),
            "DROP INDEX shop.a"
        ));
    }
}
