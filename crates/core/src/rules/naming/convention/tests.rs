use super::*;
use serde_json::json;

fn slots(table: &str, columns: &[&str], referenced: &str) -> Slots {
    Slots {
        table: table.into(),
        columns: columns.iter().map(|column| (*column).to_string()).collect(),
        referenced: referenced.into(),
        key: "id".into(),
        timing: "before".into(),
        events: vec!["insert".into(), "update".into()],
        ..Slots::default()
    }
}

fn fits(template: &str, name: &str, slots: &Slots) -> bool {
    Template::parse(template).unwrap().fits(name, slots).is_some()
}

const KINDS: [Kind; 16] = [
    Kind::Index,
    Kind::UniqueIndex,
    Kind::PrimaryKey,
    Kind::ForeignKey,
    Kind::Unique,
    Kind::Check,
    Kind::Exclusion,
    Kind::Sequence,
    Kind::View,
    Kind::MaterializedView,
    Kind::Function,
    Kind::Procedure,
    Kind::TriggerFunction,
    Kind::Trigger,
    Kind::PrimaryKeyColumn,
    Kind::ForeignKeyColumn,
];

#[test]
fn every_template_parses_and_takes_what_it_makes() {
    let slots = Slots { base: "total".into(), ..slots("orders", &["customer_id", "day"], "customers") };
    for kind in KINDS {
        let profiles = [Profile::Seed, Profile::Postgresql, Profile::Rails];
        let accepted = profiles.iter().flat_map(|profile| kind.of(*profile));
        for text in kind.known().iter().chain(accepted) {
            let template = Template::parse(text).unwrap();
            if let Some(name) = template.render(&slots) {
                assert!(template.fits(&name, &slots).is_some(), "{text} makes {name}");
                assert!(template.fits(&format!("{name}_2"), &slots).is_some(), "{text} makes {name}_2");
            } else {
                assert!(text.contains("<hash>"), "{text}");
            }
        }
    }
    assert!(Template::parse("idx_<tabel>").is_err());
    assert!(Template::parse("idx_<table").is_err());
}

#[test]
fn names_are_recognised() {
    let orders = slots("orders", &["user_id", "created_at"], "users");
    for (template, name, expected) in [
        ("idx_<table>_<columns>", "idx_orders_user_id_created_at", true),
        ("idx_<table>_<columns>", "idx_orders_user_id_created", true),
        ("idx_<table>_<columns>", "idx_orders_user_id_open", true),
        ("idx_<table>_<columns>", "idx_orders_user_ids", false),
        ("idx_<table>_<columns>", "idx_orders", false),
        ("idx_<table>_<columns>", "IDX_orders_user_id", false),
        ("<table>_<columns>_idx", "orders_user_id_created_at_idx", true),
        ("<table>_<columns>_idx", "orders_user_id_idx1", true),
        ("<table>_<columns>_idx", "orders_day_idx", false),
        ("<table>_<columns>_idx", "users_user_id_idx", false),
        ("index_<table>_on_<columns joined by _and_>", "index_orders_on_user_id_and_created_at", true),
        ("fk_rails_<hash>", "fk_rails_0a1b2c3d4e", true),
        ("fk_rails_<hash>", "fk_rails_user", false),
        ("fk_<table>_<referenced>", "fk_orders_users", true),
        ("<referenced_singular>_<key>", "user_id", true),
        ("trg_<table>_<timing>_<events>", "trg_orders_before_update_or_insert", true),
        ("trg_<table>_<timing>_<events>", "trg_orders_before_insert", false),
        ("trg_<table>_<timing>_<events>", "trg_orders_after_insert_update", false),
    ] {
        assert_eq!(fits(template, name, &orders), expected, "{template} {name}");
    }
}

#[test]
fn mixed_case_names_go_in_as_they_are_or_folded() {
    let mixed = slots("OrderItem", &["UserId"], "Users");
    assert!(fits("<table>_<columns>_idx", "OrderItem_UserId_idx", &mixed));
    assert!(fits("idx_<table>_<columns>", "idx_order_item_user_id", &mixed));
    assert!(fits("IX_<table>_<columns>", "IX_OrderItem_UserId", &mixed));
    let rendered = |text| Template::parse(text).unwrap().render(&mixed).unwrap();
    assert_eq!(rendered("<table>_<columns>_idx"), "OrderItem_UserId_idx");
    assert_eq!(rendered("idx_<table>_<columns>"), "idx_order_item_user_id");
}

#[test]
fn names_that_were_cut_are_recognised() {
    let table = "a_rather_long_name_of_a_table_in_this_schema";
    let long = slots(table, &["a_long_name_of_a_column_too"], "users");
    // As PostgreSQL cuts: both parts to about the same length, the ending kept.
    let name = "a_rather_long_name_of_a_table_i_a_long_name_of_a_column_too_idx";
    assert!(fits("<table>_<columns>_idx", name, &long));
    assert!(!fits("<table>_<columns>_key", name, &long));
}

fn choose(kind: Kind, params: serde_json::Value, names: &[Judged]) -> Option<Convention> {
    let wanted = Wanted::from_params(&Params(params.as_object().unwrap())).unwrap();
    Convention::choose(kind, &wanted, names).unwrap()
}

fn auto() -> serde_json::Value {
    json!({"profile": "auto", "template": "", "min_objects": 5, "min_percent": 60})
}

#[test]
fn auto_takes_what_most_names_follow() {
    let mut names: Vec<Judged> = ["a", "b", "c", "d", "e"]
        .iter()
        .map(|column| Judged::new(&format!("t_{column}_idx"), slots("t", &[column], "")))
        .collect();
    assert!(choose(Kind::Index, auto(), &names[..4]).is_none());
    names.push(Judged::new("idx_t_f", slots("t", &["f"], "")));
    let found = choose(Kind::Index, auto(), &names).unwrap();
    assert_eq!(found.reason, "5 of 6 indexes are called <table>_<columns>_idx");
    assert!(!found.follows(&names[5]));
    assert_eq!(found.suggests(&names[5]), Some(("t_f_idx".to_string(), "_idx")));
    for _ in 0..4 {
        names.push(Judged::new("whatever", slots("t", &["g"], "")));
    }
    assert!(choose(Kind::Index, auto(), &names).is_none(), "5 of 10 are no convention");
}

#[test]
fn auto_knows_names_without_prefix_and_suffix() {
    let mut names: Vec<Judged> = ["total", "ship", "pay", "close", "open"]
        .iter()
        .map(|name| Judged::new(name, Slots::default()))
        .collect();
    names.push(Judged::new("fn_refund", Slots::default()));
    let found = choose(Kind::Function, auto(), &names).unwrap();
    assert_eq!(found.reason, "5 of 6 functions have neither prefix nor suffix");
    assert_eq!(found.suggests(&names[5]).unwrap().0, "refund");
}

#[test]
fn a_template_beats_the_profile() {
    let name = [Judged::new("orders_total_check", Slots { table: "orders".into(), ..Slots::default() })];
    let params = json!({"profile": "postgresql", "template": "c_<table>_<name>"});
    let chosen = choose(Kind::Check, params, &name).unwrap();
    assert_eq!(chosen.suggests(&name[0]).unwrap().0, "c_orders_total");
    assert_eq!(chosen.reason, "the template for check constraints is c_<table>_<name>");
    let unknown = json!({"profile": "django", "template": ""});
    assert!(Wanted::from_params(&Params(unknown.as_object().unwrap())).is_err());
}
