use super::*;
use proptest::prelude::*;
use serde_json::Value;

fn same(one: &str, other: &str) {
    let (first, second) = (Identity::of(one), Identity::of(other));
    assert!(first.is_some(), "{one}");
    assert_eq!(first, second, "{one}\n{other}");
}

fn different(one: &str, other: &str) {
    let (first, second) = (Identity::of(one), Identity::of(other));
    assert!(first.is_some() && second.is_some(), "{one}\n{other}");
    assert_ne!(first, second, "{one}\n{other}");
}

fn row(action: &str, ddl: &str, undo_ddl: &str) -> Recommendation {
    Recommendation {
        rank: 1,
        action: action.into(),
        table_name: "shop.orders".into(),
        index_name: "shop.i".into(),
        method: "btree".into(),
        ddl: ddl.into(),
        undo_ddl: undo_ddl.into(),
        size_bytes: 1,
        cost_before: None,
        cost_after: None,
        improvement_pct: None,
        write_overhead_pct: None,
        query_count: 0,
        confidence: "low".into(),
        reason: String::new(),
        detail: Value::Null,
    }
}

#[test]
fn never_changes() {
    let create = row(
        "create",
        "CREATE INDEX CONCURRENTLY idx_orders_user_id ON shop.orders USING btree (user_id, created_at DESC)",
        "DROP INDEX CONCURRENTLY shop.idx_orders_user_id",
    );
    assert_eq!(of_recommendation(&create), "8d3d2b3f36b8bfb5");
    let partial =
        "CREATE INDEX ON shop.orders USING gin (tags, ((a + 1))) INCLUDE (b) WHERE (status = 'open'::text)";
    assert_eq!(of_definition("shop.orders", partial), "d3bfb9f947520fc8");
}

#[test]
fn a_name_is_no_part_of_it() {
    same("CREATE INDEX i ON t (a)", "CREATE INDEX ON t (a)");
    same(
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS \"on\" ON ONLY s.\"T\" (a)",
        "create index j on s.\"T\" using BTREE ( a )",
    );
    same(
        "CREATE INDEX i ON t (a) WITH (fillfactor = 70) TABLESPACE fast WHERE b",
        "CREATE INDEX ON t (a) WHERE b",
    );
    same("CREATE INDEX i ON t (a); DROP INDEX j;", "CREATE INDEX ON t (a)");
    same("ANALYZE t; CREATE INDEX i ON t (a) WHERE b > 1; DROP INDEX j", "CREATE INDEX ON t (a) WHERE b > 1");
}

#[test]
fn whatever_changes_the_index_is() {
    let different = |other: &str| different("CREATE INDEX ON t USING btree (a, b)", other);
    different("CREATE INDEX ON t USING btree (b, a)");
    different("CREATE INDEX ON t USING btree (a)");
    different("CREATE INDEX ON t USING btree (a, b DESC)");
    different("CREATE INDEX ON t USING btree (a, b NULLS FIRST)");
    different("CREATE INDEX ON t USING brin (a, b)");
    different("CREATE INDEX ON t USING btree (a, b text_pattern_ops)");
    different("CREATE INDEX ON t USING btree (a, b COLLATE \"C\")");
    different("CREATE INDEX ON t USING btree (a) INCLUDE (b)");
    different("CREATE INDEX ON t USING btree (a, b) WHERE c");
    different("CREATE INDEX ON t USING btree (a, lower(b))");
    different("CREATE INDEX ON t USING btree (a, \"B\")");
    different("CREATE UNIQUE INDEX ON t USING btree (a, b)");
}

#[test]
fn the_same_may_be_spelled_otherwise() {
    same("CREATE INDEX ON t (a ASC, b DESC NULLS FIRST)", "CREATE INDEX ON t (a NULLS LAST, b DESC)");
    same("CREATE INDEX ON t (\"a\", B)", "CREATE INDEX ON t (a, \"b\")");
    same("CREATE INDEX ON t ((lower(x)), (a))", "CREATE INDEX ON t (lower(x), a)");
    same("CREATE INDEX ON t ((((a + b))) int4_ops DESC)", "CREATE INDEX ON t ((a+b) int4_ops DESC)");
    same("CREATE INDEX ON t ((data ->> 'k'))", "CREATE INDEX ON t (((data->>'k')))");
    same("CREATE INDEX ON t (a) INCLUDE (c, b)", "CREATE INDEX ON t (a) INCLUDE (b, c)");
    same(
        "CREATE INDEX ON t (a) WHERE ((b IS NULL) AND (c = 'X'))",
        "CREATE INDEX ON t (a) WHERE (b IS NULL) AND (c = 'X')",
    );
    different("CREATE INDEX ON t (a) WHERE c = 'X'", "CREATE INDEX ON t (a) WHERE c = 'x'");
    different("CREATE INDEX ON t (((a) + (b)))", "CREATE INDEX ON t ((a))");
}

#[test]
fn a_unique_index_serves_as_a_plain_one() {
    let of = |ddl| Identity::of(ddl).unwrap();
    let (plain, unique) =
        (of("CREATE INDEX ON t (a)"), of("CREATE UNIQUE INDEX ON t (a) NULLS NOT DISTINCT"));
    assert!(plain.is_served_by(&unique));
    assert!(!unique.is_served_by(&plain));
    assert!(!unique.is_served_by(&of("CREATE UNIQUE INDEX ON t (a)")));
}

#[test]
fn each_action_has_its_own_fingerprint() {
    let (create, drop) = ("CREATE INDEX i ON shop.orders (a)", "DROP INDEX shop.i");
    let replace = format!("{create}; DROP INDEX shop.j");
    let prints = [row("create", create, drop), row("drop", drop, create), row("replace", &replace, drop)]
        .map(|r| of_recommendation(&r));
    assert_ne!(prints[0], prints[1]);
    assert_eq!(prints[0], prints[2], "it creates the same index");
    let renamed = row("drop", "DROP INDEX shop.j", "CREATE INDEX j ON shop.orders USING btree (a)");
    assert_eq!(prints[1], of_recommendation(&renamed), "which index goes is not a matter of its name");
    assert_eq!(prints[0], of_definition("shop.orders", create));
    assert_ne!(prints[0], of_definition("shop.items", create));
}

#[test]
fn other_statements_count_as_they_are() {
    let statistics = |ddl: &str| of_recommendation(&row("statistics", ddl, ""));
    assert_eq!(
        statistics("CREATE STATISTICS shop.one (dependencies) ON a, b FROM shop.orders"),
        statistics("create statistics two (dependencies) on a, b from shop.orders")
    );
    assert_ne!(
        statistics("CREATE STATISTICS one ON a, b FROM shop.orders"),
        statistics("CREATE STATISTICS one ON a, c FROM shop.orders")
    );
    assert_ne!(
        of_recommendation(&row("analyze", "ANALYZE a", "")),
        of_recommendation(&row("analyze", "ANALYZE b", ""))
    );
}

#[test]
fn the_search_path_is_no_part_of_a_fingerprint() {
    let print = |definition: &str| of_definition("shop.orders", definition);
    let near = "CREATE INDEX ON shop.orders USING gin (f(note) gin_trgm_ops) WHERE mood = 'ok'::mood";
    let far =
        "CREATE INDEX ON shop.orders USING gin (\"X\".f(note) p.gin_trgm_ops) WHERE mood = 'ok'::s.mood";
    assert_eq!(print(near), print(far));
    let operator = |name: &str| print(&format!("CREATE INDEX ON shop.orders (a) WHERE a {name} 5"));
    assert_eq!(operator("%%"), operator("OPERATOR(public.%%)"));
    assert_ne!(operator("%%"), operator("OPERATOR(public.@@)"));
    assert_ne!(
        print("CREATE INDEX ON shop.orders (a)"),
        of_definition("other.orders", "CREATE INDEX ON other.orders (a)")
    );
    let field = |name: &str| print(&format!("CREATE INDEX ON shop.orders (((a).{name}))"));
    assert_ne!(field("x"), field("y"));
}

#[test]
fn a_condition_counts_without_its_constants() {
    let rewrite = |clause: &str| {
        of_recommendation(&Recommendation {
            detail: serde_json::json!({"clause": clause}),
            ..row("rewrite", "", "")
        })
    };
    assert_eq!(rewrite("(a + 1) = 5"), rewrite("(a + 2) = '7'"));
    assert_ne!(rewrite("(a + 1) = 5"), rewrite("(b + 1) = 5"));
    let reindex = |name: &str, definition: &str| {
        let ddl = format!("REINDEX INDEX CONCURRENTLY {name}");
        of_recommendation(&Recommendation {
            detail: serde_json::json!({"definition": definition}),
            ..row("reindex", &ddl, "")
        })
    };
    assert_eq!(
        reindex("shop.a", "CREATE INDEX a ON shop.orders (x)"),
        reindex("shop.b", "CREATE INDEX b ON shop.orders (x)")
    );
}

#[test]
fn what_cannot_be_read_has_no_identity() {
    for text in [
        "",
        "CREATE",
        "CREATE INDEX",
        "CREATE INDEX i ON",
        "CREATE INDEX i ON t",
        "CREATE INDEX i ON t (a",
        "DROP INDEX i",
        "CREATE INDEX i ON t (a) INCLUDE",
        "CREATE INDEX ON t.",
        "CREATE INDEX ON t USING",
    ] {
        assert_eq!(Identity::of(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_is_too_much(text in "(CREATE |INDEX |ON |t|\\.|\\(|\\)|,| WHERE | DESC| NULLS|;|'|\"|é){0,20}") {
        let _ = Identity::of(&text);
        let _ = of_recommendation(&row("create", &text, &text));
    }
}
