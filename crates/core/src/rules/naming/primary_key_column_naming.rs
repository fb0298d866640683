//! id          = "primary-key-column-naming"
//! title       = "Key column named off the convention"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! reads       = ["column_names", "constraint_names", "index_names", "primary_key_columns", "relation_names", "sequence_names"]
//! message     = "{{ described }} should be called {{ suggested_name }}: {{ reason }}"
//! remediation = "Rename it together with the code that names it{% if not fix_sql %}; {{ suggested_name }} is already taken, so first decide what that column should be called{% endif %}. Foreign keys and views follow; the text of functions does not."
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
//! default = []
//! about   = "Names that are not judged; * stands for any text."
//! ---
//! ## What it does
//! Looks for primary keys of one column that is called otherwise than those of most tables: `id` or
//! `<table_singular>_id`, for instance. Only keys that are made up are judged, that is integers and UUIDs: a natural key
//! is called by what it is. A key that is a foreign key too is called after the table that it refers to.
//!
//! With `auto` the convention is the one that most keys follow, if there are at least 5 and more than 60 percent agree;
//! otherwise nothing is said. A template of your own is made of text, `<table>` and `<table_singular>`.
//!
//! ## Why it matters
//! Every join and every generated class names the key. Where it is `id` in most tables and something else in a few,
//! each of these joins is looked up or gets it wrong.
//!
//! ## How to fix
//! `ALTER TABLE ... RENAME COLUMN ...` is instant once it gets its exclusive lock. Foreign keys, views and indexes
//! follow; the text of functions and applications does not. The script also renames what is called after the column by
//! a known convention, such as its sequence.
//!
//! ## False positives
//! Numbers that mean something, such as an ISBN kept as bigint: name them in `exempt`.
//!
//! ## Sources
//! Profile seed: `id` or `<table_singular>_id`; rails: `id`; postgresql: no convention.
use super::convention::{Convention, Judged, Kind, Slots, Wanted};
use super::dependents::Dependents;
use super::deviation::{is_exempt, refused, Taken};
use super::letter_case::LetterCase;
use super::renamed_column::{columns_of, RenamedColumn};
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::{PrimaryKeyColumn, Snapshot};
use crate::rules::words::snake_case;

pub struct PrimaryKeyColumnNaming;

fn judged(key: &PrimaryKeyColumn) -> Judged {
    let slots = Slots { table: snake_case(&key.table_name), ..Slots::default() };
    Judged::new(&snake_case(&key.column_name), slots)
}

impl Rule for PrimaryKeyColumnNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let exempt = params.list("exempt");
        let keys: Vec<(&PrimaryKeyColumn, Judged)> = snapshot
            .primary_key_columns
            .iter()
            .filter(|key| key.is_surrogate && !key.is_foreign_key && !is_exempt(&key.column_name, &exempt))
            .map(|key| (key, judged(key)))
            .collect();
        let names: Vec<Judged> = keys.iter().map(|(_, judged)| judged.clone()).collect();
        let chosen = Wanted::from_params(params)
            .and_then(|wanted| Convention::choose(Kind::PrimaryKeyColumn, &wanted, &names));
        let convention = match chosen {
            Ok(Some(convention)) => convention,
            Ok(None) => return Vec::new(),
            Err(message) => return refused(message),
        };
        let off: Vec<_> = keys.into_iter().filter(|(_, judged)| !convention.follows(judged)).collect();
        if off.is_empty() {
            return Vec::new();
        }
        let dependents = Dependents::of(snapshot);
        let mut taken = Taken::of_relations(snapshot);
        columns_of(snapshot, &mut taken);
        off.into_iter()
            .filter_map(|(key, judged)| {
                let (name, _) = convention.suggests(&judged)?;
                let suggested = LetterCase::of(&key.column_name).apply(&name);
                let column = RenamedColumn {
                    schema_name: &key.schema_name,
                    table_name: &key.table_name,
                    table_qualified: &key.table_qualified,
                    column_name: &key.column_name,
                };
                Some(column.row(
                    Some(&suggested),
                    &convention.reason,
                    convention.share,
                    &dependents,
                    &mut taken,
                ))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn run(keys: &[(&str, &str)], profile: &str) -> Vec<String> {
        let snapshot = Snapshot {
            primary_key_columns: keys
                .iter()
                .map(|(table, column)| PrimaryKeyColumn {
                    table_name: (*table).into(),
                    table_qualified: format!("shop.{table}"),
                    column_name: (*column).into(),
                    is_surrogate: true,
                    ..PrimaryKeyColumn::default()
                })
                .collect(),
            ..Snapshot::default()
        };
        let params = json!({"profile": profile, "template": "", "min_objects": 5, "min_percent": 60});
        let rows = PrimaryKeyColumnNaming.check(&snapshot, &Params(params.as_object().unwrap()));
        rows.into_iter().filter_map(|row| row.fix_sql).collect()
    }

    #[test]
    fn keys_are_called_alike() {
        let ids = [("a", "id"), ("b", "id"), ("c", "id"), ("d", "Id"), ("orders", "order_id")];
        assert_eq!(run(&ids, "auto"), ["ALTER TABLE shop.orders RENAME COLUMN order_id TO id"]);
        assert!(run(&ids, "seed").is_empty());
        assert!(run(&[("orders", "order_no")], "postgresql").is_empty());
        assert_eq!(run(&[("orders", "order_no")], "rails").len(), 1);
        let own = [
            ("people", "person_id"),
            ("orders", "order_id"),
            ("cities", "city_id"),
            ("days", "day_id"),
            ("x", "id"),
        ];
        assert_eq!(run(&own, "auto"), ["ALTER TABLE shop.x RENAME COLUMN id TO x_id"]);
    }
}
