use super::*;
use serde_json::json;

const CREATE: Recorded<'_> = Recorded {
    action: "create",
    index_name: "shop.idx_t_a",
    ddl: "CREATE INDEX CONCURRENTLY idx_t_a ON shop.t USING btree (a, b DESC)",
    undo_ddl: "DROP INDEX CONCURRENTLY shop.idx_t_a",
    definition: None,
    equivalents: 0,
    decision: Decision::New,
    overdue: false,
};

fn index(name: &str, definition: &str) -> Existing {
    Existing {
        name: name.into(),
        definition: definition.replace("INDEX", &format!("INDEX {}", name.trim_start_matches("shop."))),
        valid: true,
    }
}

fn state(recorded: &Recorded, indexes: &[Existing]) -> &'static str {
    recorded.state(Some(indexes)).0.as_str()
}

#[test]
fn an_index_of_any_name_counts_as_applied() {
    let there = index("shop.other", "CREATE INDEX ON shop.t USING btree (a, b DESC)");
    assert_eq!(
        CREATE.state(Some(std::slice::from_ref(&there))),
        (State::Applied, Some("shop.other is there".into()))
    );
    assert_eq!(state(&CREATE, &[]), "new");
    assert_eq!(state(&CREATE, &[index("shop.idx_t_a", "CREATE INDEX ON shop.t USING btree (a, b)")]), "new");
    assert_eq!(
        state(&CREATE, &[Existing { valid: false, ..there.clone() }]),
        "new",
        "an invalid one is none"
    );
    for decision in [Decision::Accepted, Decision::Dismissed] {
        let decided = Recorded { decision, ..CREATE };
        assert_eq!(state(&decided, std::slice::from_ref(&there)), "applied");
        assert_eq!(state(&decided, &[]), decision.as_str());
    }
}

#[test]
fn the_servers_own_spelling_decides_where_it_is_known() {
    let ddl = "CREATE INDEX i ON shop.t USING gin (data jsonb_ops) WHERE kind = 'x'";
    let definition = Some("CREATE INDEX ON shop.t USING gin (data) WHERE (kind = 'x'::text)");
    let there = [index("shop.i", "CREATE INDEX ON shop.t USING gin (data) WHERE (kind = 'x'::text)")];
    assert_eq!(state(&Recorded { ddl, ..CREATE }, &there), "new");
    assert_eq!(state(&Recorded { ddl, definition, ..CREATE }, &there), "applied");
}

#[test]
fn a_dropped_index_is_gone_whatever_it_was_called() {
    let drop = Recorded {
        action: "drop",
        index_name: "shop.one",
        ddl: "DROP INDEX CONCURRENTLY shop.one",
        undo_ddl: "CREATE INDEX one ON shop.t USING btree (a)",
        equivalents: 2,
        ..CREATE
    };
    let of = |name| index(name, "CREATE INDEX ON shop.t USING btree (a)");
    assert_eq!(state(&drop, &[of("shop.one"), of("shop.two")]), "new");
    assert_eq!(state(&drop, &[of("shop.renamed"), of("shop.two")]), "new");
    assert_eq!(state(&drop, &[of("shop.two")]), "applied");
    assert_eq!(drop.state(Some(&[])), (State::Applied, Some("shop.one is gone".into())));
    let invalid = Existing { valid: false, ..of("shop.one") };
    assert_eq!(
        state(&Recorded { equivalents: 1, ..drop }, &[invalid]),
        "new",
        "an invalid one is still there"
    );
    let unknown = Recorded { undo_ddl: "", ..drop };
    assert_eq!(state(&unknown, &[of("shop.one")]), "new");
    assert_eq!(state(&unknown, &[of("shop.two")]), "applied");
}

#[test]
fn a_replacement_is_applied_when_its_index_is_there() {
    let replace = Recorded {
        action: "replace",
        ddl: "CREATE INDEX CONCURRENTLY wide ON shop.t USING btree (a, b); DROP INDEX CONCURRENTLY shop.old",
        undo_ddl: "CREATE INDEX old ON shop.t USING btree (a); DROP INDEX wide",
        ..CREATE
    };
    assert_eq!(state(&replace, &[index("shop.old", "CREATE INDEX ON shop.t USING btree (a)")]), "new");
    assert_eq!(
        state(&replace, &[index("shop.wide", "CREATE INDEX ON shop.t USING btree (a, b)")]),
        "applied"
    );
}

#[test]
fn what_is_not_made_again_expires_unless_it_was_dismissed() {
    let overdue = Recorded { overdue: true, ..CREATE };
    assert_eq!(overdue.state(Some(&[])), (State::Expired, Some("not suggested for 35 days".into())));
    assert_eq!(state(&Recorded { decision: Decision::Accepted, ..overdue }, &[]), "expired");
    assert_eq!(state(&Recorded { decision: Decision::Dismissed, ..overdue }, &[]), "dismissed");
    assert_eq!(overdue.state(None), (State::Expired, Some("the table is gone".into())));
    assert_eq!(Recorded { decision: Decision::Dismissed, ..CREATE }.state(None).0, State::Expired);
}

#[test]
fn other_actions_leave_no_trace_to_look_for() {
    let other = Recorded { action: "analyze", ddl: "ANALYZE shop.t", undo_ddl: "", ..CREATE };
    assert_eq!(state(&other, &[index("shop.i", "CREATE INDEX ON shop.t USING btree (a, b DESC)")]), "new");
}

#[test]
fn no_text_of_a_statement_is_stored() {
    let detail = json!({
        "source": "queries",
        "keys": [{"column": "a"}],
        "statements": [
            {"statement": 1, "sql": "SELECT 'secret'", "calls": 2.0, "plan": "Filter: secret", "constants": "own"},
            {"statement": 2, "constants": ["secret"]},
        ],
        "skipped": [{"sql": "SELECT 'secret'"}],
        "hidden": {"judged": 3, "worst": {"sql": "SELECT 'secret'", "cost_after": 4.0}},
        "plans": ["secret"],
        "finding": {"secret": 1},
    });
    let stored = storable(&detail);
    assert!(!stored.to_string().contains("secret"), "{stored}");
    assert_eq!(
        stored,
        json!({
            "source": "queries",
            "keys": [{"column": "a"}],
            "statements": [{"statement": 1, "calls": 2.0, "constants": "own"}, {"statement": 2}],
            "hidden": {"judged": 3, "worst": {"cost_after": 4.0}},
            "finding": {},
        })
    );
    assert_eq!(storable(&Value::Null), Value::Null);
}

#[test]
fn stored_keys_are_sorted() {
    assert!(STORED.is_sorted());
}
