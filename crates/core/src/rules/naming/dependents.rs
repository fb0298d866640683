//! What PostgreSQL does not rename along with a table or a column: indexes, constraints and sequences that are called
//! after it.
use super::convention::{Kind, Slots, Template};
use super::deviation::{constraints_of, relations_of, Rename, Taken};
use super::named::{constraint_kind, constraint_slots, index_slots};
use crate::finding::name::MAX_BYTES;
use crate::model::snapshot::Snapshot;
use crate::rules::words::snake_case;
use std::collections::HashMap;

#[derive(Debug)]
struct Dependent {
    kind: Kind,
    name: String,
    slots: Slots,
    rename: Rename,
    places: Vec<String>,
}

/// By table, qualified and quoted.
#[derive(Debug, Default)]
pub struct Dependents {
    of: HashMap<String, Vec<Dependent>>,
    /// Foreign keys of other tables, by the table that they refer to.
    referring: HashMap<String, Vec<Dependent>>,
}

/// What is renamed: the table, or a column of it.
#[derive(Debug, Clone, Copy)]
pub struct Renamed<'a> {
    pub table_qualified: &'a str,
    pub is_table: bool,
    pub old: &'a str,
    pub new: &'a str,
}

/// Statements to run before the rename, and those to run after taking it back.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Along {
    pub fix: Vec<String>,
    pub undo: Vec<String>,
    pub names: Vec<String>,
}

impl Along {
    /// One script of them and the rename itself: these statements know the table by its old name.
    pub fn script(&self, fix: &str, undo: &str) -> (String, String) {
        let join = |parts: Vec<&str>| parts.join(";\n");
        let fix = self.fix.iter().map(String::as_str).chain([fix]).collect();
        let undo = std::iter::once(undo).chain(self.undo.iter().map(String::as_str)).collect();
        (join(fix), join(undo))
    }
}

impl Dependents {
    pub fn of(snapshot: &Snapshot) -> Dependents {
        let mut all = Dependents::default();
        for index in &snapshot.index_names {
            all.add(
                &index.table_qualified,
                Dependent {
                    kind: if index.is_unique { Kind::UniqueIndex } else { Kind::Index },
                    name: index.index_name.clone(),
                    slots: index_slots(index),
                    rename: Rename::of("ALTER INDEX", &index.schema_name),
                    places: vec![relations_of(&index.schema_name)],
                },
            );
        }
        for constraint in &snapshot.constraint_names {
            let Some(kind) = constraint_kind(&constraint.kind) else { continue };
            let dependent = || Dependent {
                kind,
                name: constraint.constraint_name.clone(),
                slots: constraint_slots(constraint),
                rename: Rename::constraint(&constraint.table_qualified),
                // An index of the same name goes with most.
                places: vec![
                    relations_of(&constraint.schema_name),
                    constraints_of(&constraint.table_qualified),
                ],
            };
            if let Some(referenced) = &constraint.referenced_qualified {
                if *referenced != constraint.table_qualified {
                    all.referring.entry(referenced.clone()).or_default().push(dependent());
                }
            }
            all.add(&constraint.table_qualified, dependent());
        }
        for sequence in &snapshot.sequence_names {
            all.add(
                &sequence.table_qualified,
                Dependent {
                    kind: Kind::Sequence,
                    name: sequence.sequence_name.clone(),
                    slots: Slots {
                        table: sequence.table_name.clone(),
                        columns: vec![sequence.column_name.clone()],
                        ..Slots::default()
                    },
                    rename: Rename::of("ALTER SEQUENCE", &sequence.schema_name),
                    places: vec![relations_of(&sequence.schema_name)],
                },
            );
        }
        all
    }

    fn add(&mut self, table: &str, dependent: Dependent) {
        if let Some(dependents) = self.of.get_mut(table) {
            dependents.push(dependent);
        } else {
            self.of.insert(table.to_string(), vec![dependent]);
        }
    }

    /// The renames that go with `renamed`. A name that would be too long or is taken stays as it is.
    pub fn along(&self, renamed: Renamed<'_>, taken: &mut Taken) -> Along {
        let mut along = Along::default();
        let own =
            self.of.get(renamed.table_qualified).into_iter().flatten().map(|dependent| (dependent, false));
        let referring = self.referring.get(renamed.table_qualified).into_iter().flatten();
        let referring = referring.filter(|_| renamed.is_table).map(|dependent| (dependent, true));
        // In the order of names, so that the script is the same tomorrow.
        let mut all: Vec<(&Dependent, bool)> = own.chain(referring).collect();
        all.sort_by_key(|(dependent, _)| &dependent.name);
        for (dependent, is_referring) in all {
            let Some(new) = dependent.renamed(renamed, is_referring) else { continue };
            if new.len() > MAX_BYTES || dependent.places.iter().any(|place| taken.has(place, &new)) {
                continue;
            }
            for place in &dependent.places {
                taken.add(place, &new);
            }
            along.fix.push(dependent.rename.sql(&dependent.name, &new));
            along.undo.push(dependent.rename.sql(&new, &dependent.name));
            along.names.push(dependent.name.clone());
        }
        along
    }
}

impl Dependent {
    /// Its new name, if its name follows a known convention that says the old name, and would follow it after.
    fn renamed(&self, renamed: Renamed<'_>, is_referring: bool) -> Option<String> {
        let mut after = self.slots.clone();
        if is_referring {
            after.referenced = renamed.new.to_string();
        } else if renamed.is_table {
            after.table = renamed.new.to_string();
        } else {
            for column in after.columns.iter_mut().filter(|column| *column == renamed.old) {
                *column = renamed.new.to_string();
            }
        }
        let old_in_snake = snake_case(renamed.old);
        let new = [(renamed.old, renamed.new), (old_in_snake.as_str(), renamed.new)]
            .into_iter()
            .find_map(|(old, new)| replaced(&self.name, old, new))?;
        self.kind
            .known()
            .iter()
            .filter_map(|text| Template::parse(text).ok())
            .filter(|template| !is_referring || template.names_referenced())
            .any(|template| {
                template.fits(&self.name, &self.slots).is_some() && template.fits(&new, &after).is_some()
            })
            .then_some(new)
    }
}

/// `name` with the words `old` in it replaced, the first time that they stand between underscores.
fn replaced(name: &str, old: &str, new: &str) -> Option<String> {
    let is_between = |at: usize| {
        (at == 0 || name[..at].ends_with('_'))
            && (name[at + old.len()..].is_empty() || name[at + old.len()..].starts_with('_'))
    };
    let at = name.match_indices(old).map(|(at, _)| at).find(|at| !old.is_empty() && is_between(*at))?;
    Some(format!("{}{new}{}", &name[..at], &name[at + old.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::snapshot::{ConstraintName, IndexName, SequenceName};

    fn index(name: &str, column: &str) -> IndexName {
        IndexName {
            schema_name: "shop".into(),
            table_name: "order".into(),
            table_qualified: "shop.\"order\"".into(),
            index_name: name.into(),
            key_columns: vec![Some(column.into())],
            ..IndexName::default()
        }
    }

    fn snapshot() -> Snapshot {
        let constraint = |table: &str, name: &str, kind: &str, column: &str| ConstraintName {
            schema_name: "shop".into(),
            table_name: table.into(),
            table_qualified: format!("shop.\"{table}\""),
            constraint_name: name.into(),
            kind: kind.into(),
            column_names: vec![column.into()],
            ..ConstraintName::default()
        };
        Snapshot {
            index_names: vec![
                index("order_day_idx", "day"),
                index("whatever", "day"),
                index("idx_order_day", "day"),
            ],
            constraint_names: vec![
                constraint("order", "order_pkey", "primary key", "id"),
                ConstraintName {
                    referenced_name: Some("order".into()),
                    referenced_qualified: Some("shop.\"order\"".into()),
                    ..constraint("item", "fk_item_order", "foreign key", "order_id")
                },
                ConstraintName {
                    referenced_name: Some("order".into()),
                    referenced_qualified: Some("shop.\"order\"".into()),
                    ..constraint("item", "item_order_id_fkey", "foreign key", "order_id")
                },
            ],
            sequence_names: vec![SequenceName {
                schema_name: "shop".into(),
                sequence_name: "order_id_seq".into(),
                table_name: "order".into(),
                table_qualified: "shop.\"order\"".into(),
                column_name: "id".into(),
                ..SequenceName::default()
            }],
            ..Snapshot::default()
        }
    }

    #[test]
    fn what_is_called_after_a_table_goes_with_it() {
        let snapshot = snapshot();
        let mut taken = Taken::default();
        taken.add("relations shop", "idx_orders_day");
        let renamed =
            Renamed { table_qualified: "shop.\"order\"", is_table: true, old: "order", new: "orders" };
        let along = Dependents::of(&snapshot).along(renamed, &mut taken);
        assert_eq!(along.names, ["fk_item_order", "order_day_idx", "order_id_seq", "order_pkey"]);
        assert_eq!(along.fix[3], "ALTER TABLE shop.\"order\" RENAME CONSTRAINT order_pkey TO orders_pkey");
        assert_eq!(along.undo[2], "ALTER SEQUENCE shop.orders_id_seq RENAME TO order_id_seq");
        let (fix, undo) = along.script("LAST", "FIRST");
        assert!(fix.ends_with(";\nLAST") && undo.starts_with("FIRST;\n"));
    }

    #[test]
    fn what_is_called_after_a_column_goes_with_it() {
        let renamed =
            Renamed { table_qualified: "shop.\"order\"", is_table: false, old: "day", new: "placed_on" };
        let along = Dependents::of(&snapshot()).along(renamed, &mut Taken::default());
        assert_eq!(
            along.fix,
            [
                "ALTER INDEX shop.idx_order_day RENAME TO idx_order_placed_on",
                "ALTER INDEX shop.order_day_idx RENAME TO order_placed_on_idx"
            ]
        );
    }

    #[test]
    fn only_whole_words_are_replaced() {
        assert_eq!(replaced("reorder_order_idx", "order", "orders").as_deref(), Some("reorder_orders_idx"));
        assert_eq!(replaced("border_idx", "order", "orders"), None);
    }
}
