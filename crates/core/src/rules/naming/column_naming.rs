//! id          = "column-naming"
//! title       = "Column name in another letter case"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! reads       = ["column_names", "constraint_names", "index_names", "relation_names", "sequence_names"]
//! message     = "{{ described }} should be called {{ suggested_name }}: {{ reason }}"
//! remediation = "Rename it together with the code that names it{% if not fix_sql %}; {{ suggested_name }} is already taken, so first decide which of the two keeps it{% endif %}. Views follow and keep showing the old name; the text of functions does not follow."
//! since       = "0.1.0"
//! tags        = ["readability"]
//! [params.profile]
//! default = "auto"
//! about   = "Convention: seed, postgresql, rails, or auto, the one that most names follow."
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
//! default = []
//! about   = "Names that are not judged; * stands for any text."
//! ---
//! ## What it does
//! Looks for columns whose name is in another letter case than that of the others: camelCase, PascalCase, UPPER_CASE or
//! snake_case. With the profile `auto` that is the one that most columns have, if more than 60 percent agree; where it is
//! snake_case, names in capitals are left to name-needs-quotes. The other profiles want snake_case.
//! Columns of partitions and inherited columns follow their parent.
//!
//! ## Why it matters
//! A name with capitals must be quoted. Where some names are in capitals and some are not, everybody has to look up
//! which ones.
//!
//! ## How to fix
//! `ALTER TABLE ... RENAME COLUMN ...` is instant once it gets its exclusive lock. Views, constraints and indexes follow;
//! the text of functions and applications does not. The script also renames indexes, constraints and sequences that are
//! called after the column by a known convention.
//!
//! ## False positives
//! Tables that another product dictates: name their columns in `exempt`.
//!
//! ## Sources
//! PostgreSQL documentation, "Identifiers and Key Words", on the folding of unquoted names to lower case.
use super::convention::Wanted;
use super::dependents::Dependents;
use super::deviation::{is_exempt, refused, Taken};
use super::letter_case::{self, LetterCase};
use super::renamed_column::{columns_of, RenamedColumn};
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::Snapshot;

pub struct ColumnNaming;

impl Rule for ColumnNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let exempt = params.list("exempt");
        let columns = || {
            snapshot
                .column_names
                .iter()
                .flat_map(|table| table.column_names.iter().map(move |column| (table, column)))
                .filter(|(_, column)| !is_exempt(column, &exempt))
        };
        let chosen = Wanted::from_params(params).and_then(|wanted| {
            let names = columns().map(|(_, column)| column.as_str());
            letter_case::choose(params.text("letter_case"), &wanted, "columns", names)
        });
        let (case, reason, share) = match chosen {
            Ok(Some(chosen)) => chosen,
            Ok(None) => return Vec::new(),
            Err(message) => return refused(message),
        };
        let off: Vec<_> = columns()
            .map(|(table, column)| (table, column, case.apply(column)))
            .filter(|(_, column, new)| {
                !case.allows(LetterCase::of(column)) && !new.is_empty() && new != *column
            })
            .collect();
        if off.is_empty() {
            return Vec::new();
        }
        let dependents = Dependents::of(snapshot);
        let mut taken = Taken::of_relations(snapshot);
        columns_of(snapshot, &mut taken);
        off.into_iter()
            .map(|(table, column, suggested)| {
                let column = RenamedColumn {
                    schema_name: &table.schema_name,
                    table_name: &table.table_name,
                    table_qualified: &table.table_qualified,
                    column_name: column,
                };
                column.row(Some(&suggested), &reason, share, &dependents, &mut taken)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::snapshot::ColumnNames;
    use serde_json::json;

    fn run(names: &[&str], letter_case: &str) -> Vec<Option<String>> {
        let snapshot = Snapshot {
            column_names: vec![ColumnNames {
                schema_name: "shop".into(),
                table_name: "t".into(),
                table_qualified: "shop.t".into(),
                column_names: names.iter().map(|name| (*name).to_string()).collect(),
            }],
            ..Snapshot::default()
        };
        let params =
            json!({"profile": "auto", "letter_case": letter_case, "min_objects": 5, "min_percent": 60});
        let rows = ColumnNaming.check(&snapshot, &Params(params.as_object().unwrap()));
        rows.into_iter().map(|row| row.fix_sql).collect()
    }

    #[test]
    fn one_case_is_the_convention() {
        let camel = ["id", "createdAt", "updatedAt", "userId", "orderId", "total", "paid_at"];
        assert_eq!(
            run(&camel, ""),
            [Some("ALTER TABLE shop.t RENAME COLUMN paid_at TO \"paidAt\"".to_string())]
        );
        assert!(run(&["id", "created_at", "userId", "paid_at", "due_at"], "").is_empty());
        let snake = run(&["id", "userId", "user_id"], "snake_case");
        assert_eq!(snake, [None], "user_id is taken");
    }
}
