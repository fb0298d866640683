use super::*;
use crate::bloat::index::estimate;
use proptest::prelude::*;

fn key(length: i32, n_distinct: f64, nulls: f64) -> IndexColumn {
    IndexColumn {
        is_key: true,
        byte_length: length,
        alignment: if length > 0 { length.min(8) } else { 4 },
        has_equal_image: true,
        is_readable: true,
        avg_width: Some(f64::from(length.max(20))),
        null_fraction: Some(nulls),
        n_distinct: Some(n_distinct),
        ..IndexColumn::default()
    }
}

fn index(pages: i64, rows: f64, columns: Vec<IndexColumn>) -> IndexStorage {
    IndexStorage {
        qualified: "shop.i".into(),
        method: "btree".into(),
        row_estimate: rows,
        pages,
        block_size: 8192,
        fillfactor: 90,
        may_deduplicate: true,
        table_row_estimate: Some(rows),
        columns,
        ..IndexStorage::default()
    }
}

#[test]
fn as_built_is_no_bloat() {
    // PostgreSQL 15 builds 1099 pages of 400 000 integers, 352 of as many with 1001 different ones.
    assert_eq!(estimate(&index(1099, 400_000.0, vec![key(4, -1.0, 0.0)])).unwrap().sizes.percent(), 0.0);
    let few = estimate(&index(352, 400_000.0, vec![key(4, 1001.0, 0.0)])).unwrap();
    assert!(few.sizes.percent() < 1.0);
    // As many pages as without sharing.
    let stuffed = estimate(&index(1099, 400_000.0, vec![key(4, 1001.0, 0.0)])).unwrap();
    assert!((67.0..69.0).contains(&stuffed.sizes.percent()));
}

#[test]
fn what_is_not_known_is_no_number() {
    let unknown = estimate(&index(1000, 400_000.0, vec![key(4, 5000.0, 0.0), key(4, 5000.0, 0.0)]));
    assert_eq!(unknown.unwrap_err().status, Status::InsufficientEvidence);
    let mut told = index(1000, 400_000.0, vec![key(4, 5000.0, 0.0), key(4, 5000.0, 0.0)]);
    told.distinct_keys = Some(5000.0);
    assert!((60.0..70.0).contains(&estimate(&told).unwrap().sizes.percent()));
    let hidden = IndexColumn { is_readable: false, avg_width: None, ..key(4, 1.0, 0.0) };
    let hidden = estimate(&index(1000, 10.0, vec![hidden])).unwrap_err();
    assert_eq!(hidden.status, Status::InsufficientPrivilege);
    let other = IndexStorage { method: "gin".into(), ..index(1000, 10.0, vec![]) };
    assert_eq!(estimate(&other).unwrap_err().status, Status::InsufficientEvidence);
}

#[test]
fn a_predicate_tells_of_nulls() {
    let column = IndexColumn { column_name: Some("gone_at".into()), ..key(8, -0.1, 0.9) };
    let with =
        |predicate: &str| IndexStorage { predicate: Some(predicate.into()), ..IndexStorage::default() };
    assert_eq!(nulls_let_in(&with("(gone_at IS NOT NULL)"), &column, 0.9), 0.0);
    assert_eq!(nulls_let_in(&with("(gone_at IS NULL)"), &column, 0.9), 1.0);
    assert_eq!(nulls_let_in(&with("(gone_at_all > 1)"), &column, 0.9), 0.9);
}

#[test]
fn a_partial_index_without_nulls_has_every_key() {
    // 10 000 of 20 000 rows have a value, each its own: as 10 000 of 10 000.
    let column = IndexColumn { column_name: Some("word".into()), ..key(8, -0.5, 0.5) };
    let partial = IndexStorage {
        predicate: Some("(word IS NOT NULL)".into()),
        row_estimate: 10_000.0,
        table_row_estimate: Some(20_000.0),
        ..index(30, 10_000.0, vec![column])
    };
    let full = index(30, 10_000.0, vec![key(8, -1.0, 0.0)]);
    assert_eq!(estimate(&partial).unwrap().sizes, estimate(&full).unwrap().sizes);
}

proptest! {
    #[test]
    fn more_rows_never_mean_more_bloat(rows in 1000.0f64..1e6, more in 1.0f64..2.0, share in 0.001f64..1.0) {
        let bloat = |rows: f64| {
            let index = index(5000, rows, vec![key(8, -share, 0.0)]);
            estimate(&index).map(|e| e.sizes.percent())
        };
        if let (Ok(few), Ok(many)) = (bloat(rows), bloat(rows * more)) {
            prop_assert!(many <= few + 1.5, "{} then {}", few, many);
        }
    }
}
