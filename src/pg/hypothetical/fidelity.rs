//! Hypothetical against really built: the planner's cost must agree within 2 % on every query shape.

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use crate::pg::explain::Format;
    use crate::pg::statement::Statement;
    use crate::pg::what_if::WhatIf;
    use pgrx::prelude::*;

    fn statement(sql: &str) -> Statement {
        Statement::new(None, sql).unwrap()
    }

    /// (index, query): one shape of access each.
    const SHAPES: &[(&str, &str)] = &[
        ("CREATE INDEX ON f (customer)", "SELECT * FROM f WHERE customer = 77"),
        ("CREATE INDEX ON f (customer)", "SELECT * FROM f WHERE customer = $1"),
        ("CREATE INDEX ON f (customer)", "SELECT * FROM f WHERE customer IN (1, 20, 300)"),
        (
            "CREATE INDEX ON f (customer, created)",
            "SELECT * FROM f WHERE customer = 5 AND created > '2025-06-01'",
        ),
        (
            "CREATE INDEX ON f (customer, created DESC)",
            "SELECT * FROM f WHERE customer = 5 ORDER BY created DESC LIMIT 10",
        ),
        ("CREATE INDEX ON f (created)", "SELECT * FROM f ORDER BY created LIMIT 20"),
        (
            "CREATE INDEX ON f (created)",
            "SELECT * FROM f WHERE created BETWEEN '2025-03-01' AND '2025-03-03'",
        ),
        ("CREATE INDEX ON f (created)", "SELECT max(created) FROM f"),
        ("CREATE INDEX ON f (status)", "SELECT * FROM f WHERE status = 'rare'"),
        ("CREATE INDEX ON f (status)", "SELECT count(*) FROM f WHERE status = 'odd'"),
        ("CREATE INDEX ON f (status, id)", "SELECT * FROM f ORDER BY status, id LIMIT 10"),
        ("CREATE INDEX ON f (email)", "SELECT id FROM f WHERE email = 'user777@example.org'"),
        ("CREATE INDEX ON f (email text_pattern_ops)", "SELECT id FROM f WHERE email LIKE 'user777%'"),
        ("CREATE INDEX ON f (parent)", "SELECT * FROM f WHERE parent IS NULL AND id < 1000"),
        ("CREATE INDEX ON f (parent)", "SELECT * FROM f WHERE parent = 12"),
        ("CREATE INDEX ON f (customer) INCLUDE (amount)", "SELECT sum(amount) FROM f WHERE customer = 9"),
        (
            "CREATE INDEX ON f (created) WHERE status = 'rare'",
            "SELECT * FROM f WHERE status = 'rare' ORDER BY created LIMIT 5",
        ),
        ("CREATE INDEX ON f (amount NULLS FIRST)", "SELECT id FROM f ORDER BY amount NULLS FIRST LIMIT 50"),
        ("CREATE INDEX ON f (customer)", "SELECT * FROM c JOIN f ON f.customer = c.id WHERE c.id < 10"),
        (
            "CREATE INDEX ON f (customer)",
            "SELECT * FROM c WHERE EXISTS (SELECT FROM f WHERE f.customer = c.id) AND c.id < 50",
        ),
        (
            "CREATE INDEX ON f (customer)",
            "SELECT customer, count(*) FROM f GROUP BY customer ORDER BY customer LIMIT 10",
        ),
        ("CREATE INDEX ON f (customer)", "UPDATE f SET amount = 0 WHERE customer = 3"),
        ("CREATE INDEX ON f (customer)", "DELETE FROM f WHERE customer = 3"),
        ("CREATE UNIQUE INDEX ON f (id)", "SELECT * FROM f WHERE id = 4711"),
        ("CREATE INDEX ON f (id) WITH (fillfactor = 50)", "SELECT * FROM f WHERE id < 9000"),
        ("CREATE INDEX ON p (who)", "SELECT * FROM p WHERE who = 3"),
        ("CREATE INDEX ON p (who, at)", "SELECT * FROM p WHERE who = 3 AND at >= '2025-02-10'"),
    ];

    fn load() {
        Spi::run(
            "CREATE TABLE c AS SELECT g AS id, 'c' || g AS name FROM generate_series(1, 1000) g;
             CREATE TABLE f AS SELECT g AS id, (g * 7919::bigint % 1000)::int AS customer,
                 timestamptz '2025-01-01' + g * interval '4 min' AS created,
                 CASE WHEN g % 500 = 0 THEN 'rare' WHEN g % 10 = 0 THEN 'odd' ELSE 'common' END AS status,
                 'user' || g || '@example.org' AS email,
                 CASE WHEN g % 3 = 0 THEN NULL ELSE g % 5000 END AS parent,
                 CASE WHEN g % 50 = 0 THEN NULL ELSE (g * 31 % 9973)::numeric(10, 2) END AS amount,
                 repeat('x', 20) AS filler
             FROM generate_series(1, 100000) g;
             CREATE TABLE p (id int, who int, at date) PARTITION BY RANGE (at);
             CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
             CREATE TABLE p2 (at date, gone int, who int, id int);
             ALTER TABLE p2 DROP COLUMN gone;
             ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
             INSERT INTO p SELECT g, g % 400, date '2025-01-01' + g % 59 FROM generate_series(1, 40000) g;
             ANALYZE c; ANALYZE f; ANALYZE p;",
        )
        .unwrap();
    }

    fn cost(indexes: &[&str], query: &str) -> f64 {
        let mut what_if = WhatIf::default();
        let positions: Vec<_> = indexes.iter().map(|ddl| what_if.define(ddl).unwrap()).collect();
        what_if.cost(&statement(query), &positions).unwrap().explained
    }

    #[pg_test]
    fn hypothetical_cost_is_the_cost_after_building() {
        load();
        let mut off = Vec::new();
        for (index, query) in SHAPES {
            let without = cost(&[], query);
            let hypothetical = cost(&[index], query);
            Spi::run(&index.replacen("INDEX ON", "INDEX built ON", 1)).unwrap();
            let built = cost(&[], query);
            Spi::run("DROP INDEX built").unwrap();
            assert!(built < without, "{index} does not serve {query}: {without} -> {built}");
            let deviation = (hypothetical / built - 1.0) * 100.0;
            if deviation.abs() > 2.0 {
                off.push(format!("{deviation:+.2} % ({hypothetical} for {built}): {index}; {query}"));
            }
        }
        assert!(off.is_empty(), "{} of {} shapes are off:\n{}", off.len(), SHAPES.len(), off.join("\n"));
    }

    #[pg_test]
    fn sizes_are_those_of_built_indexes() {
        load();
        for (index, _) in SHAPES.iter().filter(|(index, _)| index.contains(" ON f ")) {
            let mut what_if = WhatIf::default();
            let position = what_if.define(index).unwrap();
            let estimated = what_if.size_bytes(&[position]).unwrap()[0];
            Spi::run(&index.replacen("INDEX ON", "INDEX built ON", 1)).unwrap();
            let built = Spi::get_one::<i64>("SELECT pg_relation_size('built')").unwrap().unwrap() as f64;
            Spi::run("DROP INDEX built").unwrap();
            let deviation = (estimated / built - 1.0) * 100.0;
            assert!(deviation.abs() <= 10.0, "{deviation:+.1} % ({estimated} for {built}): {index}");
        }
    }

    #[pg_test]
    fn hidden_index_is_not_used() {
        load();
        Spi::run("CREATE INDEX \"Odd name\" ON f (customer)").unwrap();
        let query = "SELECT * FROM f WHERE customer = 77";
        let mut what_if = WhatIf::default();
        let seen = what_if.cost(&statement(query), &[]).unwrap().explained;
        what_if.hide("public.\"Odd name\"").unwrap();
        let hidden = what_if.cost(&statement(query), &[]).unwrap().explained;
        assert!(hidden > seen * 2.0, "{seen} {hidden}");
    }

    #[pg_test]
    fn explain_names_the_hypothetical_index() {
        load();
        let mut what_if = WhatIf::default();
        what_if.define("CREATE INDEX idx_f_customer ON f (customer)").unwrap();
        what_if.define("CREATE INDEX ON f (id)").unwrap();
        let (_, text) = what_if.explain("SELECT * FROM f WHERE customer = 77", Format::Text).unwrap();
        assert!(text.contains("Bitmap Index Scan on idx_f_customer"), "{text}");
        let (_, json) = what_if.explain("SELECT * FROM f WHERE id = 77", Format::Json).unwrap();
        assert!(json.contains("<hypothetical> f(id)"), "{json}");
    }

    #[pg_test]
    fn every_level_of_a_statement_sees_the_index() {
        load();
        let mut what_if = WhatIf::default();
        let customer = what_if.define("CREATE INDEX ON f (customer)").unwrap();
        for query in [
            "WITH a AS MATERIALIZED (SELECT * FROM f WHERE customer = 77) SELECT FROM a",
            "SELECT 1 UNION SELECT id FROM f WHERE customer = 77",
            "SELECT * FROM (SELECT id FROM f WHERE customer = 77 OFFSET 0) AS s",
            "SELECT (SELECT min(id) FROM f WHERE customer = c.id) FROM c",
            "SELECT max(customer) FROM f",
            "DELETE FROM c WHERE id IN (SELECT id FROM f WHERE customer = $1)",
        ] {
            let used = what_if.cost(&statement(query), &[customer]).unwrap().used;
            assert_eq!(used, [customer], "{query}");
        }
    }

    #[pg_test]
    fn plans_cached_by_functions_that_planning_runs_stay_clean() {
        load();
        Spi::run(
            "CREATE FUNCTION customer_of(bigint) RETURNS int IMMUTABLE LANGUAGE plpgsql AS
             $$ DECLARE answer int; BEGIN SELECT customer INTO answer FROM f WHERE email = 'user' || $1 || '@example.org';
                RETURN answer; END $$",
        )
        .unwrap();
        let mut what_if = WhatIf::default();
        let email = what_if.define("CREATE INDEX ON f (email)").unwrap();
        for _ in 0..10 {
            what_if.cost(&statement("SELECT * FROM f WHERE customer = customer_of(77)"), &[email]).unwrap();
        }
        // A plan that remembered the hypothetical index could not be run.
        Spi::get_one::<i32>("SELECT customer_of(77)").unwrap();
    }
}
