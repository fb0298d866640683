//! id          = "table-naming"
//! title       = "Table name off the convention"
//! severity    = "info"
//! object      = "table"
//! confidence  = "medium"
//! reads       = ["constraint_names", "function_mentions", "index_names", "relation_names", "sequence_names", "tables"]
//! message     = "{{ table_name }} should be called {{ suggested_name }}: {{ reason }}"
//! remediation = "Rename it together with the code that names it{% if not name_is_free %}; {{ suggested_name }} is already taken, so first decide which of the two keeps it{% endif %}. Views and foreign keys follow{% if functions %}, but the text of {{ functions }} function{{ 's' if functions > 1 }} here mentions the name{% else %}, the text of functions does not{% endif %}. A view under the old name keeps old code alive meanwhile."
//! since       = "0.1.0"
//! tags        = ["readability"]
//! [params.profile]
//! default = "auto"
//! about   = "Convention: seed, postgresql, rails, or auto, the one that most names follow."
//! [params.template]
//! default = ""
//! about   = "Template in place of the profile's: text around <plural>, <singular> or <name>."
//! [params.letter_case]
//! default = ""
//! about   = "Letter case in place of the profile's: snake_case, camelCase, PascalCase or UPPER_CASE."
//! [params.min_objects]
//! default = 5
//! about   = "With auto: as many names there must be."
//! [params.min_percent]
//! default = 60
//! about   = "With auto: a convention needs more than this share of the names, in percent."
//! [params.exempt]
//! default = ["schema_migrations", "alembic_version", "flyway_schema_history", "databasechangelog*", "ar_internal_metadata", "spatial_ref_sys"]
//! about   = "Names that are not judged; * stands for any text."
//! [params.collective_words]
//! default = ["archive", "audit", "backup", "cache", "config", "configuration", "history", "inventory", "log", "lookup", "map", "mapping", "queue", "staff", "staging", "stock", "summary", "tree", "version"]
//! about   = "Words that may end a table's name in singular and plural alike."
//! ---
//! ## What it does
//! Looks for tables whose last word is in the singular where the others are in the plural, or the reverse, and for
//! names in another letter case than the others. The convention is that of the parameter `profile`. With `auto` it is
//! the one that most tables follow, if there are at least 5 and more than 60 percent agree; otherwise nothing is said.
//! Where that is snake_case, names in capitals are left to name-needs-quotes. Partitions follow their parent,
//! and extensions' tables are left out. Numbers at the end are no words.
//!
//! ## Why it matters
//! A mixture of singular and plural makes everybody look up what a table is called.
//!
//! ## How to fix
//! `ALTER TABLE ... RENAME TO ...` is instant once it gets its exclusive lock, and carries views and foreign keys along,
//! but not the text of functions and applications. It does not rename what is called after the table either: the
//! script also renames indexes, constraints and sequences whose names follow a known convention with the old name in it,
//! foreign keys of other tables included. Rename with a view of the old name in place for the time of transition.
//!
//! ## False positives
//! Words that are the same in singular and plural and are unknown to English grammar rules, names in other languages,
//! and tables that another product dictates: name them in `exempt`.
//!
//! ## Sources
//! Profiles seed and rails: snake_case in the plural; postgresql: snake_case. Plurals are those of the crate
//! `pluralizer`.
use super::convention::{Profile, Wanted};
use super::dependents::{Dependents, Renamed};
use super::deviation::{is_exempt, refused, relations_of, Rename, Taken};
use super::letter_case::{self, LetterCase};
use crate::catalogue::{Params, Rule};
use crate::finding::name::MAX_BYTES;
use crate::finding::Row;
use crate::model::snapshot::{Snapshot, Table};
use crate::rules::words::{last_english_word, number, snake_case, Inflection, Number};
use serde_json::json;
use std::collections::HashMap;

pub struct TableNaming;

type Share = Option<(usize, usize)>;

/// What tables' names are held to.
struct Style {
    case: Option<(LetterCase, String, Share)>,
    number: Option<(Inflection, String, Share)>,
    prefix: String,
    suffix: String,
}

impl Style {
    fn choose(params: &Params<'_>, names: &[&str], collective: &[&str]) -> Result<Style, String> {
        let wanted = Wanted::from_params(params)?;
        let case = letter_case::choose(params.text("letter_case"), &wanted, "tables", names.iter().copied())?;
        if wanted.template.is_empty() {
            let number = number_of(&wanted, names, collective);
            let number = number.map(|(number, reason, share)| (Inflection::to(number), reason, share));
            return Ok(Style { case, number, prefix: String::new(), suffix: String::new() });
        }
        let (number, prefix, suffix) = parse(&wanted.template)?;
        let reason = format!("the template for tables is {}", wanted.template);
        let number = number.map(|number| (Inflection::to(number), reason, None));
        Ok(Style { case, number, prefix: prefix.to_string(), suffix: suffix.to_string() })
    }

    /// What `name` should be, why, and how many agree.
    fn judge(&mut self, name: &str, collective: &[&str]) -> Option<(String, String, Share)> {
        let snake = snake_case(name);
        let mut reasons = Vec::new();
        let mut share = None;
        let bare = snake.strip_prefix(self.prefix.as_str()).unwrap_or(&snake);
        let bare = bare.strip_suffix(self.suffix.as_str()).unwrap_or(bare);
        let mut wanted = bare.to_string();
        if let Some((inflection, reason, following)) = &mut self.number {
            let is_free = last_english_word(bare).is_some_and(|word| collective.contains(&word));
            if !is_free {
                wanted = inflection.apply(bare);
            }
            if wanted != bare {
                reasons.push(reason.clone());
                share = *following;
            }
        }
        let wanted = format!("{}{wanted}{}", self.prefix, self.suffix);
        if wanted != snake && reasons.is_empty() {
            reasons.push(format!("the template wants {}...{}", self.prefix, self.suffix));
        }
        let own = LetterCase::of(name);
        let wanted = match &self.case {
            Some((case, reason, following)) => {
                if !case.allows(own) {
                    reasons.push(reason.clone());
                    share = share.or(*following);
                }
                case.apply(&wanted)
            }
            None => own.apply(&wanted),
        };
        // PostgreSQL would cut a longer one, and a name without a letter has no better form.
        let is_name = wanted.len() <= MAX_BYTES && wanted.chars().any(char::is_alphanumeric);
        (is_name && !reasons.is_empty() && wanted != name).then(|| (wanted, reasons.join("; "), share))
    }
}

/// The number that a template wants, and what it wants around the name.
fn parse(template: &str) -> Result<(Option<Number>, &str, &str), String> {
    let kinds =
        [("<plural>", Some(Number::Plural)), ("<singular>", Some(Number::Singular)), ("<name>", None)];
    let found = kinds.iter().find_map(|(text, number)| {
        let (prefix, suffix) = template.split_once(text)?;
        Some((*number, prefix, suffix))
    });
    found.ok_or_else(|| format!("\"{template}\" has neither <plural> nor <singular> nor <name>"))
}

fn number_of(wanted: &Wanted, names: &[&str], collective: &[&str]) -> Option<(Number, String, Share)> {
    match wanted.profile {
        Profile::Postgresql => None,
        Profile::Seed | Profile::Rails => {
            Some((Number::Plural, "the profile wants tables in the plural".to_string(), None))
        }
        Profile::Auto => {
            let mut known: HashMap<String, Option<Number>> = HashMap::new();
            let mut counts = (0, 0);
            for name in names {
                let snake = snake_case(name);
                let Some(word) = last_english_word(&snake).filter(|word| !collective.contains(word)) else {
                    continue;
                };
                match known.entry(word.to_string()).or_insert_with_key(|word| number(word)) {
                    Some(Number::Plural) => counts.0 += 1,
                    Some(Number::Singular) => counts.1 += 1,
                    None => {}
                }
            }
            let judged = counts.0 + counts.1;
            let dominant = [(counts.0, Number::Plural, "plural"), (counts.1, Number::Singular, "singular")];
            let (following, number, text) =
                dominant.into_iter().find(|(count, ..)| wanted.is_dominant(*count, judged))?;
            let reason = format!("{following} of {judged} tables are in the {text}");
            Some((number, reason, Some((following, judged))))
        }
    }
}

impl Rule for TableNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let exempt = params.list("exempt");
        let collective = params.list("collective_words");
        // A partition is called after its parent.
        let mut tables: Vec<&Table> = snapshot
            .tables
            .iter()
            .filter(|table| !table.is_partition && !is_exempt(&table.table_name, &exempt))
            .collect();
        tables.sort_by_key(|table| &table.qualified);
        let names: Vec<&str> = tables.iter().map(|table| table.table_name.as_str()).collect();
        let mut style = match Style::choose(params, &names, &collective) {
            Ok(style) => style,
            Err(message) => return refused(message),
        };
        let judged: Vec<_> = tables
            .into_iter()
            .filter_map(|table| Some((table, style.judge(&table.table_name, &collective)?)))
            .collect();
        if judged.is_empty() {
            return Vec::new();
        }
        let mut taken = Taken::of_relations(snapshot);
        let dependents = Dependents::of(snapshot);
        let mentions: HashMap<_, _> = snapshot
            .function_mentions
            .iter()
            .map(|m| ((m.schema_name.as_str(), m.table_name.as_str()), m.functions))
            .collect();
        judged
            .into_iter()
            .map(|(table, judgement)| {
                let key = (table.schema_name.as_str(), table.table_name.as_str());
                let functions = mentions.get(&key).copied().unwrap_or_default();
                row(table, judgement, functions, &dependents, &mut taken)
            })
            .collect()
    }
}

fn row(
    table: &Table,
    (suggested, reason, share): (String, String, Share),
    functions: i64,
    dependents: &Dependents,
    taken: &mut Taken,
) -> Row {
    let place = relations_of(&table.schema_name);
    // Two tables may ask for one name ("Order" and "order"): the first one gets it.
    let is_free = !taken.has(&place, &suggested);
    let mut script = None;
    let mut along = Vec::new();
    if is_free {
        taken.add(&place, &suggested);
        let alter = if table.is_foreign { "ALTER FOREIGN TABLE" } else { "ALTER TABLE" };
        let rename = Rename::of(alter, &table.schema_name);
        let renamed = Renamed {
            table_qualified: &table.qualified,
            is_table: true,
            old: &table.table_name,
            new: &suggested,
        };
        let others = dependents.along(renamed, taken);
        script =
            Some(others.script(
                &rename.sql(&table.table_name, &suggested),
                &rename.sql(&suggested, &table.table_name),
            ));
        along = others.names;
    }
    let (fix_sql, undo_sql) = script.unzip();
    Row {
        schema_name: Some(table.schema_name.clone()),
        object_name: Some(table.qualified.clone()),
        object_kind: table.is_foreign.then(|| table.kind.clone()),
        fix_sql,
        undo_sql,
        detail: [
            ("table_name".to_string(), json!(table.table_name)),
            ("suggested_name".to_string(), json!(suggested)),
            ("reason".to_string(), json!(reason)),
            ("name_is_free".to_string(), json!(is_free)),
            ("following".to_string(), json!(share.map(|(following, _)| following))),
            ("judged".to_string(), json!(share.map(|(_, judged)| judged))),
            ("renamed_along".to_string(), json!(along)),
            ("functions".to_string(), json!(functions)),
        ]
        .into_iter()
        .collect(),
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::snapshot::{IndexName, RelationName};

    fn snapshot(names: &[&str]) -> Snapshot {
        Snapshot {
            tables: names
                .iter()
                .map(|name| Table {
                    schema_name: "shop".into(),
                    table_name: (*name).into(),
                    qualified: format!("shop.{name}"),
                    ..Table::default()
                })
                .collect(),
            relation_names: names
                .iter()
                .map(|name| RelationName { schema_name: "shop".into(), relation_name: (*name).into() })
                .collect(),
            ..Snapshot::default()
        }
    }

    fn run(names: &[&str], changes: serde_json::Value) -> Vec<Row> {
        let mut params = json!({"profile": "auto", "template": "", "letter_case": "", "min_objects": 5,
            "min_percent": 60, "exempt": ["schema_migration"], "collective_words": ["history"]});
        params.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        TableNaming.check(&snapshot(names), &Params(params.as_object().unwrap()))
    }

    fn suggested(rows: &[Row]) -> Vec<&str> {
        rows.iter().filter_map(|row| row.detail["suggested_name"].as_str()).collect()
    }

    const PLURAL: [&str; 6] = ["orders", "users", "order_items", "people", "cities", "categories_2024"];

    #[test]
    fn auto_reports_what_differs_from_most() {
        let names = [&PLURAL[..], &["payment", "data", "order_history", "schema_migration"]].concat();
        let rows = run(&names, json!({}));
        assert_eq!(suggested(&rows), ["payments"]);
        assert_eq!(rows[0].detail["reason"], "6 of 7 tables are in the plural");
        assert!(run(&PLURAL[..4], json!({})).is_empty());
        assert!(run(&["orders", "users", "payment", "city", "item", "person"], json!({"min_percent": 70}))
            .is_empty());
        let singular = ["order", "user", "item", "person", "city", "Payments"];
        assert_eq!(suggested(&run(&singular, json!({}))), ["Payment"]);
    }

    #[test]
    fn letter_case_is_judged_where_it_is_not_a_matter_of_quotes() {
        let pascal = ["Orders", "Users", "OrderItems", "People", "Cities", "order_states"];
        let rows = run(&pascal, json!({}));
        assert_eq!(suggested(&rows), ["OrderStates"]);
        assert_eq!(rows[0].detail["reason"], "5 of 6 tables are in PascalCase");
        let names = [&PLURAL[..], &["OrderStates"]].concat();
        assert!(run(&names, json!({})).is_empty());
        assert_eq!(suggested(&run(&["OrderStates"], json!({"profile": "seed"}))), ["order_states"]);
        assert_eq!(suggested(&run(&["Order State"], json!({"profile": "rails"}))), ["order_states"]);
        assert_eq!(suggested(&run(&["orders"], json!({"letter_case": "UPPER_CASE"}))), ["ORDERS"]);
    }

    #[test]
    fn templates_are_the_users() {
        let set = |template: &str| json!({"template": template});
        assert_eq!(suggested(&run(&["orders"], set("tbl_<singular>"))), ["tbl_order"]);
        assert!(run(&["tbl_order"], set("tbl_<singular>")).is_empty());
        assert!(run(&["orders"], set("<plural>")).is_empty());
        assert_eq!(run(&["orders"], set("<plurals>"))[0].status, Some(crate::finding::Status::Error));
        assert_eq!(run(&["orders"], json!({"profile": "x"})).len(), 1);
    }

    #[test]
    fn a_rename_takes_what_is_called_after_the_table_along() {
        let mut snapshot = snapshot(&["order"]);
        snapshot.index_names = vec![IndexName {
            schema_name: "shop".into(),
            table_name: "order".into(),
            table_qualified: "shop.order".into(),
            index_name: "order_day_idx".into(),
            key_columns: vec![Some("day".into())],
            ..IndexName::default()
        }];
        let params = json!({"profile": "seed", "template": "", "letter_case": ""});
        let rows = TableNaming.check(&snapshot, &Params(params.as_object().unwrap()));
        assert_eq!(
            rows[0].fix_sql.as_deref(),
            Some("ALTER INDEX shop.order_day_idx RENAME TO orders_day_idx;\nALTER TABLE shop.\"order\" RENAME TO orders")
        );
        assert_eq!(
            rows[0].undo_sql.as_deref(),
            Some("ALTER TABLE shop.orders RENAME TO \"order\";\nALTER INDEX shop.orders_day_idx RENAME TO order_day_idx")
        );
    }

    #[test]
    fn no_rename_is_offered_to_a_taken_name() {
        let seed = || json!({"profile": "seed"});
        assert_eq!(run(&["order", "orders"], seed())[0].fix_sql, None);
        let rows = run(&["order", "Order"], seed());
        assert_eq!(rows.iter().filter(|row| row.fix_sql.is_some()).count(), 1);
    }
}
