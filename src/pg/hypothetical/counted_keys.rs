//! What a sample of rows is to tell of an index: how many rows its predicate lets in, and of a b-tree how many different
//! keys they have. Asked only where the size depends on it, since the advisor tries hundreds of indexes.
use super::method::Kind;
use super::relation_index::RelationIndex;
use super::size::btree;
use crate::error::Result;
use crate::pg::sample::{self, IndexRows, KeyColumns, OpenTable};
use pgrx::pg_sys::{self, Oid};

/// # Safety
/// The relation is locked; the lists are the index's own, over varno 1; inside the sandbox.
pub unsafe fn of(
    index: &RelationIndex,
    expressions: *mut pg_sys::List,
    predicate: *mut pg_sys::List,
    share: f64,
) -> Result<Option<IndexRows>> {
    // SAFETY: promised by the caller.
    unsafe {
        let counting = index.method.kind == Kind::Btree
            && btree::deduplicates(index)
            && btree::depends_on_keys(index, rows(index.relation));
        if !counting && predicate.is_null() {
            return Ok(None);
        }
        let attributes: Vec<(i16, Oid)> = match counting {
            true => index.columns.iter().map(|column| (column.attribute, column.type_oid)).collect(),
            false => Vec::new(),
        };
        let expressions = if counting { expressions } else { std::ptr::null_mut() };
        let text = index.predicate.as_ref().map(|text| text.to_string_lossy()).unwrap_or_default();
        sample::index_rows(
            index.relation,
            &KeyColumns { attributes: &attributes, expressions, predicate },
            &text,
            share,
        )
    }
}

/// As the planner will estimate them.
unsafe fn rows(relation: Oid) -> f64 {
    let (mut pages, mut tuples, mut visible) = (0, 0.0, 0.0);
    // SAFETY: the caller has the relation locked; widths are wanted only of a table never vacuumed, and may be unknown.
    unsafe {
        let table = OpenTable::new(relation);
        pg_sys::estimate_rel_size(table.0, std::ptr::null_mut(), &mut pages, &mut tuples, &mut visible);
    }
    tuples
}

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use pgrx::prelude::*;

    /// Towns lie in countries, a shop has its own customers, what is open is new, prices have one value of many looks.
    fn load() {
        Spi::run(
            "SELECT setseed(0.5);
             CREATE TABLE k AS SELECT g AS id, country, country * 40 + (40 * random() ^ 2)::int AS town,
                 'Name ' || (3000 * random() ^ 2)::int AS name, (20000 * random() ^ 1.5)::int AS customer,
                 CASE WHEN random() < 0.8 THEN country * 7 % 31 END AS shop, g > 97000 AS open,
                 CASE WHEN g <= 97000 THEN date '2025-01-01' + g % 3000 END AS closed,
                 CASE WHEN g % 2 = 0 THEN (g % 9) + 0.0 ELSE (g % 9) + 0.00 END AS price
             FROM (SELECT g, 1 + (100 * random() ^ 2)::int AS country FROM generate_series(1, 100000) g) AS c;
             ANALYZE k;",
        )
        .unwrap();
    }

    /// By SQL, which sees what the statements before have done.
    fn estimated(index: &str) -> f64 {
        let sql = "SELECT dbarch.estimate_index_size($1)";
        Spi::get_one_with_args::<i64>(sql, &[index.into()]).unwrap().unwrap() as f64
    }

    /// In per cent.
    fn deviation(index: &str) -> f64 {
        let estimated = estimated(index);
        Spi::run(&index.replacen("INDEX ON", "INDEX built ON", 1)).unwrap();
        let built = Spi::get_one::<i64>("SELECT pg_relation_size('built')").unwrap().unwrap() as f64;
        Spi::run("DROP INDEX built").unwrap();
        (estimated / built - 1.0) * 100.0
    }

    #[pg_test]
    fn dependent_and_partial_keys_have_the_size_they_are_built_with() {
        load();
        for index in [
            "CREATE INDEX ON k (country, town)",
            "CREATE INDEX ON k (town, country DESC)",
            "CREATE INDEX ON k (country, customer)",
            "CREATE INDEX ON k (country, shop)",
            "CREATE INDEX ON k (shop, town, country)",
            "CREATE INDEX ON k (lower(name), country)",
            "CREATE INDEX ON k (customer) WHERE open",
            "CREATE INDEX ON k (customer) WHERE closed IS NULL AND open",
            "CREATE INDEX ON k (customer) WHERE country < 20",
            "CREATE INDEX ON k (town) WHERE country = 2 AND shop = 14",
            "CREATE INDEX ON k (closed, shop) WHERE open",
            "CREATE INDEX ON k (closed) WHERE closed IS NOT NULL",
            "CREATE INDEX ON k (upper(name)) WHERE open",
            "CREATE INDEX ON k (country, price)",
            "CREATE INDEX ON k (id) WHERE open",
            "CREATE INDEX ON k (country) INCLUDE (town) WHERE open",
        ] {
            let deviation = deviation(index);
            assert!(deviation.abs() <= 10.0, "{deviation:+.1} %: {index}");
        }
    }

    #[pg_test]
    fn rows_that_changed_are_counted_anew() {
        load();
        let first = estimated("CREATE INDEX ON k (lower(name), town)");
        Spi::run("UPDATE k SET town = country; ANALYZE k").unwrap();
        // Another expression has to be read, and the rows are no longer those of the first look.
        let second = estimated("CREATE INDEX ON k (upper(name), town)");
        assert!(second < first, "{first} {second}");
        // An index built in this transaction would have the rows of before as well.
        Spi::run("CREATE TABLE fresh AS TABLE k; CREATE INDEX built ON fresh (upper(name), town)").unwrap();
        let built = Spi::get_one::<i64>("SELECT pg_relation_size('built')").unwrap().unwrap() as f64;
        assert!((second / built - 1.0).abs() <= 0.1, "{second} for {built}");
    }

    #[pg_test]
    fn without_a_sample_part_of_the_rows_has_its_share_of_keys() {
        load();
        Spi::run("SET dbarch.sample_rows = 0").unwrap();
        let deviation = deviation("CREATE INDEX ON k (customer) WHERE open");
        assert!(deviation.abs() <= 15.0, "{deviation:+.1} %");
    }

    #[pg_test(error = "division by zero")]
    fn a_predicate_that_raises_does_so_as_in_create_index() {
        load();
        estimated("CREATE INDEX ON k (customer) WHERE id > 5 AND 1 / (id - 5) = 0");
        estimated("CREATE INDEX ON k (customer) WHERE 1 / (id - id) > 0");
    }
}
