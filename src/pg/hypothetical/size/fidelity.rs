//! Sizes of indexes whose entries depend on how values lie in the table, against really built ones.

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use pgrx::prelude::*;

    /// Deviation of the estimated size in per cent.
    fn deviation(index: &str) -> f64 {
        // By a statement of its own, whose snapshot sees the rows that the test has inserted.
        let query = format!("SELECT dbarch.estimate_index_size($ddl${index}$ddl$)");
        let estimated = Spi::get_one::<i64>(&query).unwrap().unwrap() as f64;
        Spi::run(&index.replacen("INDEX ON", "INDEX built ON", 1)).unwrap();
        let built = Spi::get_one::<i64>("SELECT pg_relation_size('built')").unwrap().unwrap() as f64;
        Spi::run("DROP INDEX built").unwrap();
        (estimated / built - 1.0) * 100.0
    }

    /// Sessions lie together, readings do not, words are skewed, notes differ in length and are mostly NULL.
    fn load() {
        // From 17 on, workers that share a build make summaries of their parts of a range, which are shorter together.
        Spi::run(
            "SET max_parallel_maintenance_workers = 0;
             SELECT setseed(0.3);
             CREATE TABLE s AS SELECT g AS id, md5((g / 30)::text)::uuid AS session, g * 7919 % 100003 AS scattered,
                 floor(2000 * random() ^ 3)::int AS skewed, md5((2000 * random() ^ 4)::int::text) AS word,
                 CASE WHEN g % 40 = 0 THEN repeat(md5(g::text), 1 + g % 9) END AS note,
                 int4range(g, g + 1 + (50 * random())::int) AS span, repeat('.', g % 40) AS filler
             FROM generate_series(1, 150000) g;
             ANALYZE s;",
        )
        .unwrap();
    }

    #[pg_test]
    fn brin_summaries_are_as_long_as_in_built_indexes() {
        load();
        let columns = [
            "session uuid_bloom_ops",
            "session uuid_bloom_ops (n_distinct_per_range = 500, false_positive_rate = 0.05)",
            "word text_bloom_ops",
            "scattered int4_minmax_multi_ops",
            "id int4_minmax_multi_ops (values_per_range = 100)",
            "skewed int4_minmax_multi_ops, word",
            "note",
            "note text_bloom_ops, span",
            "lower(word) text_bloom_ops",
        ];
        let mut off = Vec::new();
        for column in columns {
            for pages_per_range in [4, 32, 128] {
                for predicate in ["", " WHERE id % 3 = 0 AND id < 100000"] {
                    let index = format!(
                        "CREATE INDEX ON s USING brin ({column}) WITH (pages_per_range = {pages_per_range})"
                    );
                    let found = deviation(&(index.clone() + predicate));
                    if found.abs() > 15.0 {
                        off.push(format!("{found:+.1} %: {index}{predicate}"));
                    }
                }
            }
        }
        assert!(off.is_empty(), "{}", off.join("\n"));
    }

    #[pg_test]
    fn brin_without_sampling_is_estimated_of_statistics() {
        load();
        Spi::run("SET dbarch.sample_rows = 0").unwrap();
        let found = deviation("CREATE INDEX ON s USING brin (scattered int4_minmax_multi_ops)");
        assert!(found.abs() <= 30.0, "{found:+.1} %");
    }

    /// Values that the heap and the operator class store with a short header already, and what is stored beside them.
    #[pg_test]
    fn gist_tuples_are_as_wide_as_in_built_indexes() {
        Spi::run(
            "SELECT setseed(0.3);
             CREATE TABLE r AS SELECT g AS id, int4range(low, low + 1) AS span,
                 (inet '10.0.0.0' + (1000000 * random())::int) AS address
             FROM (SELECT g, (1000000 * random())::int AS low FROM generate_series(1, 60000) g) AS s;
             ANALYZE r;",
        )
        .unwrap();
        // From 18 on, ranges are sorted, and how full pages get depends on how they overlap.
        let version = Spi::get_one::<i32>("SELECT current_setting('server_version_num')::int").unwrap();
        let within = if version >= Some(180_000) { 30.0 } else { 15.0 };
        for column in ["span", "span) INCLUDE (id", "address inet_ops", "span) WHERE (id % 4 = 0"] {
            let index = format!("CREATE INDEX ON r USING gist ({column})");
            let found = deviation(&index);
            assert!(found.abs() <= within, "{found:+.1} %: {index}");
        }
    }
}
