//! Which unused indexes go. The check waits for two weeks of counting, so its findings are made here.
#![cfg(any(test, feature = "pg_test"))]

#[pgrx::pg_schema]
mod tests {
    use crate::pg::what_if::WhatIf;
    use crate::read::workload;
    use crate::run::actions::trials::Trials;
    use crate::run::actions::{indexes, Advised};
    use crate::run::advice::Request;
    use crate::run::judged::Planned;
    use dbarch_core::advisor::dismissed::LeftOut;
    use dbarch_core::advisor::generate::Limits;
    use dbarch_core::finding::{Finding, Severity, Status};
    use pgrx::prelude::*;
    use serde_json::json;
    use std::time::{Duration, Instant};

    fn unused(index: &str) -> Finding {
        Finding {
            check_id: "unused-index".into(),
            area: "indexes".into(),
            severity: Severity::Info,
            status: Status::Ok,
            object_kind: "index".into(),
            object_name: Some(index.into()),
            title: String::new(),
            message: format!("{index} has served no scan on this server in 30 days and takes 440 kB"),
            remediation: String::new(),
            fix_sql: None,
            undo_sql: None,
            confidence: None,
            detail: json!({}),
            fingerprint: String::new(),
            schema_name: None,
        }
    }

    /// The indexes of `unused_indexes` that go although `query` runs, with the reasons. Called through SQL, because only a
    /// new statement has a snapshot that shows what the test created.
    #[pg_extern]
    fn dropped(query: &str, unused_indexes: Vec<String>) -> Vec<String> {
        let deadline = Instant::now() + Duration::from_secs(60);
        let mut given = workload::given(vec![Some(query.into())], None).unwrap();
        let mut what_if = WhatIf::default();
        let planned = Planned::new(&what_if, &mut given, deadline);
        let oids = planned.accesses().map(|access| access.table).collect();
        let tables = crate::read::advised_tables::tables(&oids, None).unwrap();
        let judged = planned.compress(&what_if, &tables, deadline);
        let limits = Limits { max_columns: 4, methods: Default::default() };
        let request = Request {
            upkeep_factor: 1.0,
            storage_budget: None,
            max_indexes: None,
            limits,
            tables: None,
            dismissed: Default::default(),
            deadline,
        };
        let mut left_out = LeftOut::default();
        let mut advised = Advised {
            what_if: &mut what_if,
            judged: &judged,
            tables: &tables,
            suggested: Vec::new(),
            request: &request,
            workload: &given,
            left_out: &mut left_out,
        };
        let known = advised.indexes().unwrap().into_iter().map(|i| (i.qualified.clone(), i)).collect();
        let findings: Vec<Finding> = unused_indexes.iter().map(|index| unused(index)).collect();
        let mut trials = Trials::new(&mut advised).unwrap();
        let rows = indexes::drop(&[], &mut advised, Some(&mut trials), &known, &findings);
        rows.into_iter().map(|row| format!("{}: {}", row.index_name, row.reason)).collect()
    }

    fn going(query: &str) -> Vec<String> {
        let indexes: Vec<String> =
            ["public.t_a", "public.t_b", "public.t_sum", "public.t_pkey"].map(String::from).to_vec();
        Spi::get_one_with_args("SELECT tests.dropped($1, $2)", &[query.into(), indexes.into()])
            .unwrap()
            .unwrap_or_default()
    }

    #[pg_test]
    fn an_unused_index_goes_unless_a_plan_or_an_estimate_needs_it() {
        Spi::run(
            "CREATE TABLE t (id int PRIMARY KEY, a int, b int);
             INSERT INTO t SELECT g, g, g FROM generate_series(1, 20000) AS g;
             CREATE INDEX t_a ON t (a); CREATE INDEX t_b ON t (b); CREATE INDEX t_sum ON t ((a + b)); ANALYZE t",
        )
        .unwrap();
        let gone = going("SELECT * FROM public.t WHERE a = 7");
        assert_eq!(gone.len(), 1, "{gone:?}");
        assert_eq!(
            gone[0],
            "public.t_b: public.t_b has served no scan on this server in 30 days and takes 440 kB. The statement that \
             was judged does not use it. Other statements were not looked at. Replicas count their own scans: look \
             there first."
        );
        assert_eq!(going("SELECT * FROM public.t WHERE a = 7 OR b = 8"), Vec::<String>::new());
    }
}
