//! id          = "foreign-key-column-naming"
//! title       = "Foreign-key column not called after what it refers to"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! identity    = ["referenced_name"]
//! reads       = ["column_names", "constraint_names", "foreign_key_columns", "index_names", "relation_names", "sequence_names"]
//! message     = "{{ described }} refers to {{ referenced_name }} {{ problem }}{% if suggested_name %}; it should be called {{ suggested_name }}: {{ reason }}{% endif %}"
//! remediation = "{% if suggested_name %}Rename it together with the code that names it{% if not fix_sql %}; {{ suggested_name }} is already taken, so say in the name which of the two this is{% endif %}. Views follow; the text of functions does not.{% else %}Look whether the foreign key refers to the right table. If it does, give the column a name that says so.{% endif %}"
//! since       = "0.1.0"
//! tags        = ["readability"]
//! [params.profile]
//! default = "auto"
//! about   = "Convention: seed, postgresql, rails, or auto, the one that most names follow."
//! [params.template]
//! default = ""
//! about   = "Template in place of the profile's."
//! [params.min_objects]
//! default = 5
//! about   = "With auto: as many names there must be."
//! [params.min_percent]
//! default = 60
//! about   = "With auto: a convention needs more than this share of the names, in percent."
//! [params.exempt]
//! default = ["*_by"]
//! about   = "Names that are not judged; * stands for any text."
//! ---
//! ## What it does
//! Looks for columns of foreign keys that are called otherwise than most are, such as `<referenced_singular>_<key>`,
//! which is `customer_id` for a reference to `customers (id)`. A column may say a role in front (`billing_address_id`) or
//! instead (`author_id` for a user). Not accepted are abbreviations of the table (`cust_id`), the wrong number
//! (`customers_id`), names without the key (`customer`), and names that say another table.
//!
//! With `auto` the convention is the one that most columns follow, if there are at least 5 and more than 60 percent agree;
//! otherwise nothing is said. Only references to keys called id, uuid, key or pk, with or without the table's name, are
//! judged: a natural key is called by what it is. A template of your own is made of text, `<referenced>`,
//! `<referenced_singular>` and `<key>`.
//!
//! ## Why it matters
//! The name of the column is how people and tools know what to join with. One that says another table gets joined with
//! it, and numbers match without meaning.
//!
//! ## How to fix
//! `ALTER TABLE ... RENAME COLUMN ...` is instant once it gets its exclusive lock. Views, constraints and indexes follow;
//! the text of functions and applications does not. The script also renames indexes and constraints that are called
//! after the column by a known convention.
//!
//! ## False positives
//! Roles that look like an abbreviation of the table, or that are the name of another table: name them in `exempt`.
//!
//! ## Sources
//! Profiles seed and rails: `<referenced_singular>_<key>` (Rails guide, "Active Record Basics"); postgresql: no
//! convention.
use super::convention::{Convention, Judged, Kind, Slots, Template, Wanted};
use super::dependents::Dependents;
use super::deviation::{is_exempt, refused, Taken};
use super::letter_case::LetterCase;
use super::renamed_column::{columns_of, RenamedColumn};
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::{ForeignKeyColumn, Snapshot};
use crate::rules::words::{plural, singular, snake_case};
use serde_json::json;
use std::collections::HashSet;

pub struct ForeignKeyColumnNaming;

/// What keys are called that mean nothing by themselves.
const KEYS: [&str; 4] = ["id", "uuid", "key", "pk"];

const WITHOUT_KEY: &str = "without saying that it holds its key";

/// How a column is called after what it refers to.
enum Reading {
    /// By a known template, with a role in front (`billing_`) or none.
    After { role: String, judged: Judged },
    /// Otherwise, and not by a role.
    Off { judged: Judged, problem: String, is_misleading: bool },
    /// By a role, or by what the referenced column is called.
    Role,
}

/// Whether `short` is the beginning of `long` or what is left of it without vowels: `cust`, `acct`, `usr`.
fn abbreviates(short: &str, long: &str) -> bool {
    if short.len() < 2 || short.len() >= long.len() {
        return false;
    }
    let same = short.chars().zip(long.chars()).take_while(|(a, b)| a == b).count();
    let rest: String = short.chars().skip(same).collect();
    if rest.is_empty() {
        return short.len() + 2 <= long.len();
    }
    let mut letters = long.chars().skip(same);
    same > 0
        && rest.chars().all(|c| !"aeiou".contains(c) && c.is_alphabetic() && letters.any(|other| other == c))
}

fn read(fk: &ForeignKeyColumn, templates: &[Template], relations: &HashSet<String>) -> Reading {
    let column = snake_case(&fk.column_name);
    let referenced = snake_case(&fk.referenced_name);
    let referenced_column = snake_case(&fk.referenced_column);
    let key = referenced_column.rsplit('_').next().unwrap_or_default().to_string();
    if column == referenced_column || !KEYS.contains(&key.as_str()) {
        return Reading::Role;
    }
    let slots =
        |referenced: &str| Slots { referenced: referenced.into(), key: key.clone(), ..Slots::default() };
    // `item_id` is enough for `order_items`, and `user_id` for `app_users`.
    for (start, _) in
        std::iter::once((0, "")).chain(referenced.match_indices('_').map(|(at, _)| (at + 1, "")))
    {
        let slots = slots(&referenced[start..]);
        for (at, _) in std::iter::once((0, "")).chain(column.match_indices('_').map(|(at, _)| (at + 1, ""))) {
            let own = &column[at..];
            if templates.iter().any(|template| template.fits_one_of(own, &slots, &slots).is_some()) {
                return Reading::After { role: column[..at].to_string(), judged: Judged::new(own, slots) };
            }
        }
    }
    let judged = Judged::new(&column, slots(&referenced));
    let off =
        |problem: String, is_misleading| Reading::Off { judged: judged.clone(), problem, is_misleading };
    let Some(base) = column.strip_suffix(&key).map(|base| base.trim_end_matches('_')) else {
        return off(WITHOUT_KEY.to_string(), false);
    };
    let last = referenced.rsplit('_').next().unwrap_or_default();
    if abbreviates(base, &singular(&referenced)) || abbreviates(base, &singular(last)) {
        return off(format!("as \"{base}\""), false);
    }
    let other = [base.to_string(), plural(base)].into_iter().find(|name| relations.contains(name));
    match other.filter(|name| *name != referenced && !base.is_empty()) {
        Some(other) => off(format!("but says {other}, which exists as well"), true),
        None => Reading::Role,
    }
}

impl Rule for ForeignKeyColumnNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let exempt = params.list("exempt");
        let templates: Vec<Template> =
            Kind::ForeignKeyColumn.known().iter().filter_map(|text| Template::parse(text).ok()).collect();
        let relations = snapshot.relation_names.iter().map(|r| snake_case(&r.relation_name)).collect();
        let readings: Vec<(&ForeignKeyColumn, Reading)> = snapshot
            .foreign_key_columns
            .iter()
            .filter(|fk| !is_exempt(&fk.column_name, &exempt))
            .map(|fk| (fk, read(fk, &templates, &relations)))
            .collect();
        let names: Vec<Judged> = readings
            .iter()
            .filter_map(|(_, reading)| match reading {
                Reading::After { judged, .. } | Reading::Off { judged, .. } => Some(judged.clone()),
                Reading::Role => None,
            })
            .collect();
        let chosen = Wanted::from_params(params)
            .and_then(|wanted| Convention::choose(Kind::ForeignKeyColumn, &wanted, &names));
        let convention = match chosen {
            Ok(Some(convention)) => convention,
            Ok(None) => return Vec::new(),
            Err(message) => return refused(message),
        };
        let dependents = Dependents::of(snapshot);
        let mut taken = Taken::of_relations(snapshot);
        columns_of(snapshot, &mut taken);
        readings
            .into_iter()
            .filter_map(|(fk, reading)| finding(fk, &reading, &convention, &dependents, &mut taken))
            .collect()
    }
}

fn finding(
    fk: &ForeignKeyColumn,
    reading: &Reading,
    convention: &Convention,
    dependents: &Dependents,
    taken: &mut Taken,
) -> Option<Row> {
    let (name, problem) = match reading {
        Reading::Role => return None,
        Reading::After { judged, .. } if convention.follows(judged) => return None,
        Reading::After { role, judged } => (
            convention.suggests(judged).map(|(name, _)| format!("{role}{name}")),
            "by another pattern".to_string(),
        ),
        Reading::Off { judged, .. } if convention.follows(judged) => return None,
        Reading::Off { problem, is_misleading: true, .. } => (None, problem.clone()),
        Reading::Off { judged, problem, .. } => {
            let name = convention.suggests(judged).map(|(name, _)| name);
            // Where names do not end in the key anyway, `parent` may be a role as well as `recipient`.
            let key = snake_case(&fk.referenced_column);
            let says_key = |name: &String| key.rsplit('_').next().is_some_and(|key| name.ends_with(key));
            if problem == WITHOUT_KEY && !name.as_ref().is_some_and(says_key) {
                return None;
            }
            (name, problem.clone())
        }
    };
    let suggested = name.map(|name| LetterCase::of(&fk.column_name).apply(&name));
    let column = RenamedColumn {
        schema_name: &fk.schema_name,
        table_name: &fk.table_name,
        table_qualified: &fk.table_qualified,
        column_name: &fk.column_name,
    };
    let mut row = column.row(suggested.as_deref(), &convention.reason, convention.share, dependents, taken);
    row.detail.insert("referenced_name".to_string(), json!(fk.referenced_name));
    row.detail.insert("problem".to_string(), json!(problem));
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::snapshot::RelationName;

    fn fk(column: &str, referenced: &str, key: &str) -> ForeignKeyColumn {
        ForeignKeyColumn {
            table_name: "t".into(),
            table_qualified: "shop.t".into(),
            column_name: column.into(),
            referenced_name: referenced.into(),
            referenced_column: key.into(),
            ..ForeignKeyColumn::default()
        }
    }

    #[test]
    fn roles_are_not_told_from_names_without_the_key() {
        let mut columns: Vec<_> = ["users", "orders", "cities", "people", "items", "days"]
            .map(|table| fk(&singular(table), table, "id"))
            .to_vec();
        columns.push(fk("parent", "users", "id"));
        let snapshot = Snapshot { foreign_key_columns: columns, ..Snapshot::default() };
        let params =
            json!({"profile": "auto", "template": "", "min_objects": 5, "min_percent": 60, "exempt": []});
        let rows = ForeignKeyColumnNaming.check(&snapshot, &Params(params.as_object().unwrap()));
        assert_eq!(rows.len(), 0);
    }

    fn run(more: &[ForeignKeyColumn], profile: &str) -> Vec<(String, Option<String>)> {
        let usual = ["users", "orders", "cities", "people", "items", "days"]
            .map(|table| fk(&format!("{}_id", singular(table)), table, "id"));
        let snapshot = Snapshot {
            foreign_key_columns: [&usual[..], more].concat(),
            relation_names: ["users", "customers"]
                .map(|name| RelationName { schema_name: "shop".into(), relation_name: name.into() })
                .to_vec(),
            ..Snapshot::default()
        };
        let params = json!({"profile": profile, "template": "", "min_objects": 5, "min_percent": 60, "exempt": ["*_by"]});
        let rows = ForeignKeyColumnNaming.check(&snapshot, &Params(params.as_object().unwrap()));
        let text = |row: &Row, name: &str| row.detail[name].as_str().map(str::to_string);
        rows.iter().map(|row| (text(row, "problem").unwrap(), text(row, "suggested_name"))).collect()
    }

    #[test]
    fn abbreviations_are_recognised() {
        for (short, long) in
            [("cust", "customer"), ("acct", "account"), ("usr", "user"), ("dept", "department")]
        {
            assert!(abbreviates(short, long), "{short}");
        }
        for (short, long) in
            [("pet", "patient"), ("author", "user"), ("user", "users"), ("parent", "partner")]
        {
            assert!(!abbreviates(short, long), "{short}");
        }
    }

    #[test]
    fn roles_and_natural_keys_pass() {
        let fine = [
            fk("billing_address_id", "addresses", "id"),
            fk("author_id", "users", "id"),
            fk("created_by", "users", "id"),
            fk("parent_id", "nodes", "id"),
            fk("item_id", "order_items", "id"),
            fk("user_id", "app_users", "user_id"),
            fk("country_code", "countries", "code"),
            fk("currency", "currencies", "code"),
            fk("productId", "Products", "Id"),
        ];
        assert_eq!(run(&fine, "auto"), []);
        assert_eq!(run(&fine, "seed"), []);
    }

    #[test]
    fn what_says_too_little_or_something_else_is_found() {
        let found = |column, referenced| run(&[fk(column, referenced, "id")], "auto").pop().unwrap();
        let named = |name: &str| Some(name.to_string());
        assert_eq!(found("cust_id", "customers"), ("as \"cust\"".into(), named("customer_id")));
        assert_eq!(found("customers_id", "customers").1, named("customer_id"));
        assert_eq!(found("customer", "customers").1, named("customer_id"));
        assert_eq!(found("id_customer", "customers").1, named("customer_id"));
        assert_eq!(found("old_customers_id", "customers").1, named("old_customer_id"));
        assert_eq!(found("owner", "customers").1, named("customer_id"));
        assert_eq!(found("user_id", "persons"), ("but says users, which exists as well".into(), None));
        assert_eq!(run(&[fk("owner", "customers", "id")], "postgresql"), []);
    }
}
