//! `health()`, `run_report()` and `status()` in a server.
#![allow(clippy::unwrap_used)]

#[pgrx::pg_schema]
mod tests {
    use pgrx::prelude::*;
    use pgrx::JsonB;
    use serde_json::Value;

    fn health() -> Value {
        Spi::get_one::<JsonB>("SELECT dbarch.health()").unwrap().unwrap().0
    }

    fn holds(condition: &str) -> bool {
        Spi::get_one::<bool>(condition).unwrap().unwrap()
    }

    #[pg_test]
    fn health_has_true_figures() {
        let health = health();
        let primary = &health["databases"]["primary"];
        assert!(primary["size_bytes"].as_i64().is_some_and(|size| size > 1_000_000));
        assert!(primary["size"].as_str().is_some_and(|size| size.ends_with("B")));
        let max = Spi::get_one::<i32>("SELECT current_setting('max_connections')::int").unwrap().unwrap();
        assert_eq!(primary["connections_max"], max);
        assert!(primary["connections_used"].as_i64().is_some_and(|used| used >= 1));
        assert_eq!(primary["role"], "primary");
        assert!(primary["replication_lag"].is_null(), "no replica, no lag");
        assert_eq!(primary["unknown"], serde_json::json!([]), "a superuser may see all");
        assert_eq!(health["performance"]["lock_waits"], 0);
        assert!(health["maintenance"]["last_backup"].is_null(), "nobody recorded a backup");
        assert_eq!(health["meta"]["version"], env!("CARGO_PKG_VERSION"));
    }

    #[pg_test]
    fn health_names_foreign_keys_without_a_complete_index() {
        Spi::run(include_str!("../../../tests/fixtures/foreign_keys.sql")).unwrap();
        let health = health();
        let needed = &health["recommendations"]["indexes_needed"];
        assert_eq!(
            *needed,
            serde_json::json!([
                "fk_fixture.partial.parent_id",
                "fk_fixture.swapped.(a, \"B\")",
                "fk_fixture.unindexed.parent_id",
            ])
        );
        assert_eq!(
            health["next_agent_needs"]["data_engineer_agent"][2],
            "Create an index on fk_fixture.unindexed (parent_id): foreign key unindexed_parent_id_fkey has no index."
        );
    }

    #[pg_test]
    fn health_without_statement_statistics_says_so() {
        let performance = &health()["performance"];
        assert!(performance["avg_query_time"].is_null());
        assert!(performance["slow_queries"].is_null());
        assert_eq!(
            performance["unknown"][0],
            "avg_query_time, slow_queries: pg_stat_statements is not installed in this database"
        );
    }

    #[pg_test]
    fn health_reads_statement_statistics_in_any_schema() {
        Spi::run("CREATE SCHEMA \"Else where\"").unwrap();
        Spi::run("CREATE EXTENSION pg_stat_statements SCHEMA \"Else where\"").unwrap();
        let performance = &health()["performance"];
        assert!(performance["slow_queries"].is_number(), "{performance}");
    }

    #[pg_test]
    fn health_assigns_no_transaction_id() {
        // Not through get_one, which assigns one itself.
        let query = "SELECT dbarch.health()::text || pg_current_xact_id_if_assigned()::text";
        let assigned =
            Spi::connect(|client| client.select(query, None, &[]).unwrap().first().get::<String>(1).unwrap());
        assert!(assigned.is_none(), "{assigned:?}");
    }

    #[pg_test]
    fn sizes_are_those_of_pg_size_pretty() {
        // 14 knows no PB, so the sample ends below.
        let query = "SELECT string_agg(b || '=' || pg_size_pretty(b), ';') FROM generate_series(0, 49) AS e, \
                     LATERAL (VALUES ((2 ^ e)::bigint), ((2 ^ e * 10)::bigint - 1), ((2 ^ e * 9.9995)::bigint)) AS v (b)";
        let samples = Spi::get_one::<String>(query).unwrap().unwrap();
        for sample in samples.split(';') {
            let (bytes, text) = sample.split_once('=').unwrap();
            assert_eq!(dbarch_core::report::human::size(bytes.parse().unwrap()), text, "{bytes} bytes");
        }
    }

    #[pg_test]
    fn a_report_is_stored() {
        let id = Spi::get_one::<i64>("SELECT dbarch.run_report()").unwrap().unwrap();
        assert!(holds(&format!(
            "SELECT status = 'succeeded' AND finished_at >= started_at AND body ? 'summary' AND error IS NULL \
             FROM dbarch.reports WHERE id = {id} AND kind = 'health'"
        )));
    }

    #[pg_test(error = "unknown kind of report: \"weather\"")]
    fn an_unknown_kind_is_refused() {
        Spi::run("SELECT dbarch.run_report('weather')").unwrap();
    }

    #[pg_test(error = "unknown kind of report: NULL")]
    fn no_kind_is_refused() {
        Spi::run("SELECT dbarch.run_report(NULL)").unwrap();
    }

    #[pg_test]
    fn status_has_a_row_for_each_component() {
        assert!(holds(
            "SELECT array_agg(component) = '{version,preload,launcher,capture,pg_stat_statements,last_report}' FROM dbarch.status()"
        ));
        assert!(holds(
            "SELECT state = 'loaded at server start' FROM dbarch.status() WHERE component = 'preload'"
        ));
    }

    #[pg_test]
    fn every_setting_is_described() {
        assert!(holds(
            "SELECT count(*) >= 5 AND bool_and(short_desc <> '' AND extra_desc <> '') FROM pg_settings \
             WHERE name IN ('dbarch.worker_enabled', 'dbarch.databases', 'dbarch.report_interval', \
                            'dbarch.report_timeout', 'dbarch.report_retention')"
        ));
    }
}
