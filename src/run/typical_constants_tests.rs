//! Constants that stand for parameters, against tables whose values are known.

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use crate::error::Result;
    use crate::pg::planner;
    use crate::pg::statement;
    use crate::pg::transaction::with_new_snapshot;
    use crate::pg::what_if::WhatIf;
    use crate::read::workload;
    use crate::run::planned::planned;
    use crate::run::pricing::{prices, Method};
    use crate::run::typical_constants::Statistics;
    use dbarch_core::advisor::oracle::Planned;
    use dbarch_core::model::workload::{Statement, Values};
    use pgrx::prelude::*;

    const TABLE: &str = "
        CREATE TABLE t (id int PRIMARY KEY, kind text, code varchar(20), created timestamptz, day date, price numeric,
                        customer int, tags text[], doc jsonb);
        INSERT INTO t
        SELECT n, CASE WHEN n % 1000 = 0 THEN 'rare' ELSE 'common' END, 'code' || lpad(n::text, 6, '0'),
               timestamptz '2025-01-01 00:00+00' + n * interval '1 minute', date '2025-01-01' + n / 1000,
               n / 100.0, n % 5000, ARRAY['a' || n % 50], jsonb_build_object('k', n)
        FROM generate_series(1, 50000) AS n;
        CREATE VIEW v AS SELECT kind AS k, customer AS c, created FROM t WHERE price > 0;
        ANALYZE t";

    /// Estimated rows and where the constants came from, of a statement that returns `rows` rows.
    fn derived(sql: &str, rows: Option<f64>) -> (f64, Values, statement::Statement) {
        let mut described = Statement { rows, parameterized: true, ..Statement::default() };
        let plannable = statement::Statement::new(None, sql).unwrap();
        with_new_snapshot(|| Statistics::default().supply(&plannable, None, &mut described));
        (planner::rows(&plannable).unwrap(), described.values, plannable)
    }

    fn assert_rows(sql: &str, rows: f64) {
        let (estimated, values, _) = derived(sql, Some(rows));
        assert_eq!(values, Values::Typical, "{sql}");
        let factor = estimated / rows;
        assert!((0.5..=2.0).contains(&factor), "{sql}: {estimated} rows instead of {rows}");
    }

    #[pg_test]
    fn known_rows_find_the_constants() {
        Spi::run(TABLE).unwrap();
        for (sql, rows) in [
            ("SELECT * FROM t WHERE kind = $1", 50.0),
            ("SELECT * FROM t WHERE kind = $1", 49_950.0),
            ("SELECT * FROM t WHERE created > $1", 7.0),
            ("SELECT * FROM t WHERE created > $1", 20_000.0),
            ("SELECT * FROM t WHERE created BETWEEN $1 AND $2", 300.0),
            ("SELECT * FROM t WHERE price < $1 AND kind = $2", 900.0),
            ("SELECT * FROM t WHERE $1 <= day", 2_000.0),
            ("SELECT * FROM t WHERE created > now() - $1::interval", 500.0),
            ("SELECT * FROM t WHERE id > $1::bigint", 100.0),
            ("SELECT * FROM t WHERE id > $1::text::int", 100.0),
            ("SELECT * FROM t WHERE day < $1::timestamp", 1_000.0),
            ("SELECT * FROM t WHERE created::date >= $1", 16_000.0),
            ("SELECT * FROM t WHERE (created, id) > ($1, $2)", 40.0),
            ("SELECT * FROM t WHERE customer = ANY ($1)", 300.0),
            ("SELECT * FROM t WHERE kind <> $1", 50.0),
            ("SELECT * FROM t WHERE created > $1 ORDER BY price LIMIT $2", 6.5),
            ("SELECT * FROM t WHERE code LIKE $1", 1_000.0),
            ("SELECT * FROM t WHERE code = $1", 1.0),
            ("SELECT * FROM v WHERE k = $1 AND created > $2", 25.0),
            ("WITH w AS (SELECT * FROM t WHERE price < $1) SELECT * FROM w JOIN t USING (id) WHERE w.id > $2", 600.0),
            ("SELECT * FROM (SELECT customer, created AS x FROM t) s WHERE x < $1", 77.0),
            ("UPDATE t SET kind = $1 WHERE created > $2", 60.0),
            ("DELETE FROM t WHERE id < $1", 60.0),
        ] {
            assert_rows(sql, rows);
        }
    }

    #[pg_test]
    fn unknown_rows_take_typical_values() {
        Spi::run(TABLE).unwrap();
        let common = derived("SELECT * FROM t WHERE kind = $1", None);
        assert!(common.0 > 20_000.0 && common.1 == Values::Typical, "{}", common.0);
        for (sql, low, high) in [
            ("SELECT * FROM t WHERE created > $1", 2_000.0, 10_000.0),
            ("SELECT * FROM t WHERE customer IN ($1, $2, $3)", 20.0, 40.0),
            ("SELECT * FROM t WHERE customer = ANY ($1)", 80.0, 120.0),
            ("SELECT * FROM t WHERE tags @> $1", 500.0, 2_000.0),
            ("SELECT * FROM t WHERE $1::int IS NULL OR customer = $1", 5.0, 20.0),
            ("SELECT id FROM t ORDER BY created LIMIT $1", 20.0, 20.0),
        ] {
            let (rows, values, _) = derived(sql, None);
            assert!((low..=high).contains(&rows) && values == Values::Typical, "{sql}: {rows} {values:?}");
        }
        assert_eq!(derived("SELECT id FROM t ORDER BY created LIMIT $1 OFFSET $2", Some(8.0)).0, 8.0);
    }

    #[pg_test]
    fn what_cannot_be_resolved_stays_generic() {
        Spi::run(TABLE).unwrap();
        for sql in [
            "SELECT * FROM t WHERE doc ->> $1 = $2",
            "SELECT * FROM t WHERE customer + id = $1",
            "SELECT * FROM t WHERE code LIKE '%' || $1",
            "SELECT * FROM t WHERE customer = $1 + random()",
            "SELECT * FROM t WHERE customer = $1 AND doc ->> $2 = 'x'",
            "SELECT * FROM generate_series(1, 10) AS g WHERE g = $1",
        ] {
            assert_eq!(derived(sql, Some(1.0)).1, Values::Generic, "{sql}");
        }
        // Nothing hangs on what is only returned or stored.
        assert_eq!(derived("SELECT $1::int, id FROM t", None).1, Values::Typical);
    }

    #[pg_test]
    fn constants_make_custom_plans() {
        Spi::run(TABLE).unwrap();
        let mut what_if = WhatIf::default();
        what_if.define("CREATE INDEX ON t (created)").unwrap();
        what_if.define("CREATE INDEX ON t (code text_pattern_ops)").unwrap();
        what_if.define("CREATE INDEX ON t (customer) WHERE kind = 'rare'").unwrap();
        for (sql, rows, index) in [
            ("SELECT * FROM t WHERE created > $1", 10.0, 0),
            ("SELECT * FROM t WHERE code LIKE $1", 1.0, 1),
            ("SELECT * FROM t WHERE kind = $1 AND id > 0", 50.0, 2),
        ] {
            let (_, _, plannable) = derived(sql, Some(rows));
            let Planned { explained: cost, used, .. } = what_if.cost(&plannable, &[index]).unwrap();
            let generic = statement::Statement::new(None, sql).unwrap();
            assert_eq!(used, [index], "{sql}");
            let without = what_if.cost(&generic, &[]).unwrap().explained;
            assert!(cost < without / 5.0, "{sql}: {cost}, {without} without index");
        }
    }

    #[pg_test]
    fn every_way_to_a_cost_is_the_mean_over_the_constants() {
        Spi::run(TABLE).unwrap();
        let mut what_if = WhatIf::default();
        for columns in ["kind", "created", "customer", "customer, kind", "kind, created", "price"] {
            what_if.define(&format!("CREATE INDEX ON t ({columns})")).unwrap();
        }
        let (_, _, plannable) = derived("SELECT * FROM t WHERE kind = $1 AND created < $2", None);
        let costs: Vec<f64> =
            (0..6).map(|index| what_if.cost(&plannable, &[index]).unwrap().explained).collect();
        assert!(costs[0] < costs[5], "{costs:?}");
        for method in [Method::Replan, Method::Harvest] {
            let prices = prices(&what_if, &plannable, method).unwrap();
            let found: Vec<f64> = prices.iter().map(|price| price.cost).collect();
            assert_eq!(found, costs, "{method:?}");
        }
    }

    /// Statements are analysed anew when something changes; the constants stay.
    #[pg_test]
    fn constants_outlive_an_invalidation() {
        Spi::run(TABLE).unwrap();
        let sql = "SELECT * FROM t WHERE created > now() - $1::interval";
        let (before, _, plannable) = derived(sql, Some(50.0));
        Spi::run("ALTER TABLE t ADD COLUMN more int").unwrap();
        assert_eq!(planner::rows(&plannable).unwrap(), before);
    }

    #[pg_test]
    fn values_are_those_that_the_role_may_read() {
        Spi::run(TABLE).unwrap();
        Spi::run(
            "CREATE ROLE reader; GRANT SELECT ON t TO reader; ALTER TABLE t ENABLE ROW LEVEL SECURITY;
                  CREATE POLICY p ON t USING (true)",
        )
        .unwrap();
        let reader = Spi::get_one::<i64>("SELECT oid::bigint FROM pg_roles WHERE rolname = 'reader'");
        let role = Some(reader.unwrap().unwrap() as u32);
        let mut described = Statement { parameterized: true, ..Statement::default() };
        let plannable = statement::Statement::new(role, "SELECT * FROM t WHERE kind = $1").unwrap();
        with_new_snapshot(|| Statistics::default().supply(&plannable, role, &mut described));
        assert_eq!(described.values, Values::Generic);
        Spi::run("ALTER TABLE t DISABLE ROW LEVEL SECURITY").unwrap();
        with_new_snapshot(|| Statistics::default().supply(&plannable, role, &mut described));
        assert_eq!(described.values, Values::Typical);
    }

    type CostRow = (Option<i64>, String, Option<f64>, Option<f64>, bool);

    /// For benches/constants: what the recorded statements cost with the constants that stand for their parameters, and
    /// generically.
    #[pg_extern]
    #[allow(clippy::type_complexity)]
    fn recorded_costs() -> TableIterator<
        'static,
        (
            name!(query_id, Option<i64>),
            name!(query, String),
            name!(derived, Option<f64>),
            name!(generic, Option<f64>),
            name!(typical, bool),
        ),
    > {
        let what_if = WhatIf::default();
        let mut statistics = Statistics::default();
        let workload = workload::recorded(500).unwrap().unwrap();
        let rows = workload.statements.into_iter().map(|(mut described, role)| -> CostRow {
            let sql = described.sql.clone();
            let generic = planned(role, &sql, None, |plannable| what_if.cost(plannable, &[]));
            let derived = planned(role, &sql, None, |plannable| {
                statistics.supply(plannable, role, &mut described);
                what_if.cost(plannable, &[])
            });
            let cost = |planned: Result<(statement::Statement, Planned)>| planned.ok().map(|p| p.1.explained);
            let typical = described.values == Values::Typical;
            (described.query_id, sql, cost(derived), cost(generic), typical)
        });
        TableIterator::new(rows.collect::<Vec<_>>())
    }
}
