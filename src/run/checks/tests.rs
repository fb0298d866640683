//! What a run does when a check fails, may not look, or has too little to judge by.
#![allow(clippy::module_inception)]

// pgrx takes only an inline module as the schema that its tests live in.
#[pgrx::pg_schema]
mod tests {
    use crate::pg::catalog_query::rows;
    use crate::run::catalogue::{registry, READS};
    use crate::run::checks::{run, Selection};
    use dbarch_core::catalogue::{read_query, Body, Given, Registry, Source};
    use dbarch_core::finding::{Finding, Severity, Status};
    use pgrx::prelude::*;
    use pgrx::JsonB;
    use serde_json::{json, Value};

    /// A check whose body is `sql`, with what every header must have.
    fn source(name: &str, fields: &str, sql: &str) -> Source {
        let sections = ["What it does", "Why it matters", "How to fix", "False positives", "Sources"];
        let page: String = sections.iter().map(|title| format!("-- ## {title}\n-- text\n")).collect();
        let head = format!(
        "-- id = \"{name}\"\n-- title = \"t\"\n-- severity = \"warning\"\n-- object = \"table\"\n-- since = \"0\"\n"
    );
        let text = format!("{head}{fields}\n-- ---\n{page}\n{sql}\n");
        Source { path: format!("sql/checks/tables/{name}.sql").leak(), text: text.leak() }
    }

    const TEXTS: &str = "-- message = \"{{ schema_name }}\"\n-- remediation = \"r\"";

    fn outcome(fields: &str, sql: &str) -> Finding {
        let good = source("good", TEXTS, "SELECT 'a' AS schema_name, 'a.b' AS object_name");
        let other = source("other", fields, sql);
        let registry = Registry::new(&[good, other], READS, &[]).unwrap();
        let mut findings = run(&registry, &Selection::default()).unwrap();
        assert!(findings.iter().any(|f| f.check_id == "good" && f.message == "a"), "the others still run");
        findings.retain(|f| f.check_id == "other");
        assert_eq!(findings.len(), 1);
        findings.remove(0)
    }

    /// Runs one check of the catalogue. Called through SQL, because only a new statement has a snapshot that shows
    /// what the test created.
    #[pg_extern]
    fn findings_of(id: &str, parameters: JsonB) -> JsonB {
        let mut selection =
            Selection::from_arguments(None, Some(vec![Some(id.to_string())]), None, None).unwrap();
        let parameters = parameters.0.as_object().cloned().unwrap_or_default();
        selection.parameters.insert(id.to_string(), parameters);
        JsonB(serde_json::to_value(run(registry().unwrap(), &selection).unwrap()).unwrap())
    }

    fn found(id: &str, parameters: Value) -> Vec<Finding> {
        let arguments = [id.into(), JsonB(parameters).into()];
        let json = Spi::get_one_with_args::<JsonB>("SELECT tests.findings_of($1, $2)", &arguments);
        serde_json::from_value(json.unwrap().unwrap().0).unwrap()
    }

    fn names(findings: &[Finding]) -> Vec<&str> {
        findings.iter().filter_map(|f| f.object_name.as_deref()).collect()
    }

    #[pg_test]
    fn a_check_that_fails_is_a_row() {
        let finding = outcome(TEXTS, "SELECT 'a' AS schema_name, 1 / 0 AS object_name");
        assert_eq!((finding.status, &finding.detail["sqlstate"]), (Status::Error, &json!("22012")));
        assert!(finding.message.contains("division by zero"), "{}", finding.message);
        let finding =
            outcome("-- message = \"{{ hole }}\"\n-- remediation = \"r\"", "SELECT 'a' AS schema_name");
        assert_eq!(finding.status, Status::Error);
        let finding = outcome(TEXTS, "SELECT 'a' AS schema_name, 'wrong' AS severity");
        assert_eq!(finding.status, Status::Error);
    }

    #[pg_test]
    fn a_missing_privilege_is_a_row() {
        Spi::run(
            "CREATE ROLE nobody_in_particular; CREATE TABLE secret (a int); SET ROLE nobody_in_particular",
        )
        .unwrap();
        let finding = outcome(TEXTS, "SELECT a::text AS schema_name FROM public.secret");
        assert_eq!(finding.status, Status::InsufficientPrivilege);
        Spi::run("RESET ROLE").unwrap();
    }

    #[pg_test]
    fn a_missing_extension_is_a_row() {
        let fields = format!("{TEXTS}\n-- requires = [\"no_such_extension\"]");
        assert_eq!(outcome(&fields, "SELECT 'a' AS schema_name").status, Status::NotApplicable);
    }

    #[pg_test]
    fn a_missing_membership_is_a_row() {
        let fields = format!("{TEXTS}\n-- privileges = [\"pg_read_all_stats\"]");
        let sql = "SELECT 'b' AS schema_name, 'b.c' AS object_name";
        assert_eq!(outcome(&fields, sql).status, Status::Ok);
        Spi::run("CREATE ROLE nobody_in_particular; SET ROLE nobody_in_particular").unwrap();
        let finding = outcome(&fields, sql);
        Spi::run("RESET ROLE; GRANT pg_monitor TO nobody_in_particular; SET ROLE nobody_in_particular")
            .unwrap();
        let monitoring = outcome(&fields, sql);
        Spi::run("RESET ROLE").unwrap();
        assert_eq!(finding.status, Status::InsufficientPrivilege);
        assert!(finding.message.contains("pg_read_all_stats"), "{}", finding.message);
        assert_eq!(monitoring.status, Status::Ok);
    }

    #[pg_test]
    fn what_is_off_or_a_matter_of_taste_runs_when_named() {
        let off = source("off", &format!("{TEXTS}\n-- enabled = false"), "SELECT 'a' AS schema_name");
        let taste = source("taste", &format!("{TEXTS}\n-- opinionated = true"), "SELECT 'a' AS schema_name");
        let registry = Registry::new(&[off, taste], READS, &[]).unwrap();
        assert!(run(&registry, &Selection::default()).unwrap().is_empty());
        let named = ["off", "taste"].map(|id| Some(id.to_string())).to_vec();
        let named = Selection::from_arguments(None, Some(named), None, None).unwrap();
        assert_eq!(run(&registry, &named).unwrap().len(), 2);
    }

    #[pg_test]
    fn status_rows_are_never_hidden() {
        let failing = source("failing", TEXTS, "SELECT 'a' AS schema_name, 1 / 0 AS x");
        let registry = Registry::new(&[failing], READS, &[]).unwrap();
        let selection = Selection { min_severity: Severity::Error, ..Selection::default() };
        assert_eq!(run(&registry, &selection).unwrap().len(), 1);
    }

    #[pg_test]
    fn every_read_runs_and_every_check_leaves_no_trace() {
        for source in READS {
            let _: Vec<Value> =
                rows(&read_query(registry().unwrap(), source.stem(), false, &Given::new()).unwrap(), &[])
                    .unwrap();
        }
        let locks =
            || Spi::get_one::<i64>("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()").unwrap();
        Spi::run("CREATE TABLE things (id int)").unwrap();
        let before = locks();
        for finding in run(registry().unwrap(), &Selection::default()).unwrap() {
            assert_ne!(finding.status, Status::Error, "{}: {}", finding.check_id, finding.message);
        }
        assert_eq!(locks(), before);
    }

    #[pg_test]
    fn objects_of_the_caller_cannot_stand_in_for_catalogs() {
        Spi::run("CREATE SCHEMA evil; CREATE TABLE evil.plain (a int)").unwrap();
        Spi::run("CREATE FUNCTION evil.format(text, VARIADIC text[]) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$")
            .unwrap();
        Spi::run("CREATE TEMP TABLE pg_class (oid oid); CREATE TEMP TABLE tables (a int)").unwrap();
        Spi::run("SET search_path = evil, pg_temp, pg_catalog").unwrap();
        assert!(names(&found("missing-primary-key", json!({}))).contains(&"evil.plain"));
    }

    #[pg_test]
    fn unused_index_waits_for_evidence_then_spares_what_is_needed() {
        Spi::run(include_str!("../../../tests/fixtures/checks/unused-index.sql")).unwrap();
        let short = found("unused-index", json!({}));
        assert_eq!(short.len(), 1);
        assert_eq!(short[0].status, Status::InsufficientEvidence);
        let long = found("unused-index", json!({"min_days": 0, "min_bytes": 0}));
        assert_eq!(names(&long), ["public.\"bad_Partial\"", "public.bad_a", "public.bad_p"]);
    }

    #[pg_test]
    fn pinned_paths_without_pg_temp_are_found_on_request() {
        let id = "security-definer-search-path";
        let set = "SET search_path = ''";
        Spi::run(&format!(
            "CREATE FUNCTION half() RETURNS int LANGUAGE sql SECURITY DEFINER {set} AS 'SELECT 1'"
        ))
        .unwrap();
        assert!(found(id, json!({})).is_empty());
        let strict = || found(id, json!({"require_pg_temp_last": true}));
        let before = strict();
        assert_eq!(before.len(), 1);
        Spi::run(before[0].fix_sql.as_deref().unwrap()).unwrap();
        assert!(strict().is_empty());
        Spi::run(before[0].undo_sql.as_deref().unwrap()).unwrap();
        assert_eq!(strict(), before);
    }

    #[pg_test]
    fn what_a_role_may_not_see_is_said() {
        Spi::run("CREATE ROLE nobody_here; CREATE SEQUENCE hidden_numbers").unwrap();
        Spi::run("CREATE TABLE hidden_rows AS SELECT i FROM generate_series(1, 500000) AS i").unwrap();
        Spi::run("ANALYZE hidden_rows; GRANT USAGE ON SCHEMA tests TO nobody_here; SET ROLE nobody_here")
            .unwrap();
        let mut all = found("sequence-exhaustion", json!({}));
        all.extend(found("bloat-not-computable", json!({})));
        assert!(found("table-bloat", json!({})).is_empty());
        Spi::run("RESET ROLE").unwrap();
        assert_eq!((names(&all), all.len()), (vec!["public"], 2));
        assert!(all.iter().all(|f| f.status == Status::InsufficientPrivilege));
    }

    #[pg_test]
    fn a_dependency_of_the_sample_is_held_against_the_table_on_request() {
        Spi::run("CREATE TABLE moves (id int PRIMARY KEY, city text, country text)").unwrap();
        Spi::run("INSERT INTO moves SELECT i, 'city ' || i * 31 % 89, 'country ' || (i * 31 % 89) % 7 FROM generate_series(1, 60000) AS i")
            .unwrap();
        let id = "third-normal-form";
        let verified = |finding: &Finding| finding.detail["is_verified"].clone();
        let few = json!({"sample_rows": 1000});
        let thorough = json!({"sample_rows": 1000, "verify": true});
        assert_eq!(found(id, few.clone()).iter().map(verified).collect::<Vec<_>>(), [Value::Null]);
        assert_eq!(found(id, thorough.clone()).iter().map(verified).collect::<Vec<_>>(), [json!(true)]);
        // One row that the sample does not have; then one that a table of cities would lose.
        Spi::run("ANALYZE moves; INSERT INTO moves VALUES (0, 'city 4', 'elsewhere')").unwrap();
        assert_eq!((found(id, few).len(), found(id, thorough.clone()).len()), (1, 0));
        Spi::run("UPDATE moves SET city = NULL WHERE id = 0").unwrap();
        assert!(found(id, thorough).is_empty());
    }

    #[pg_test]
    fn looking_at_rows_ends_when_the_time_is_up() {
        Spi::run("CREATE TABLE things (id int PRIMARY KEY)").unwrap();
        let late = found("third-normal-form", json!({"max_seconds": 0}));
        assert_eq!(late.iter().map(|f| f.status).collect::<Vec<_>>(), [Status::InsufficientEvidence]);
        let none = found("third-normal-form", json!({"max_tables": 0}));
        assert_eq!(none.iter().map(|f| f.status).collect::<Vec<_>>(), [Status::InsufficientEvidence]);
    }

    #[pg_test]
    fn every_sql_check_has_a_body_that_names_its_schema() {
        for check in registry().unwrap().checks() {
            if let Body::Sql(body) = check.body {
                assert!(body.contains("schema_name") && body.contains("object_name"), "{}", check.meta.id);
            }
        }
    }
}
