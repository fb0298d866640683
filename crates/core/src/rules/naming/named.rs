//! Objects of a snapshot as the names that are judged.
use super::convention::{Kind, Slots};
use super::deviation::{constraints_of, relations_of, Named, Rename, Taken};
use crate::model::snapshot::{ConstraintName, FunctionName, IndexName, Snapshot, TriggerName};
use crate::rules::words::snake_case;

/// The words for each key column; an expression is named by the words in it.
fn key_words(index: &IndexName) -> Vec<String> {
    let texts = index.key_texts.as_deref().unwrap_or_default();
    index
        .key_columns
        .iter()
        .enumerate()
        .map(|(place, column)| match column {
            Some(column) => column.clone(),
            None => snake_case(texts.get(place).map_or("", String::as_str)).trim_matches('_').to_string(),
        })
        .filter(|words| !words.is_empty())
        .collect()
}

pub fn index_slots(index: &IndexName) -> Slots {
    Slots {
        table: index.table_name.clone(),
        columns: key_words(index),
        // A predicate is what such an index is named for, and an expression may be called by any words.
        any_columns: index.is_partial || index.key_columns.first().is_some_and(Option::is_none),
        ..Slots::default()
    }
}

pub fn indexes(snapshot: &Snapshot, is_unique: bool) -> Vec<Named> {
    let indexes = snapshot.index_names.iter().filter(|index| index.is_unique == is_unique);
    indexes
        .map(|index| {
            let slots = index_slots(index);
            Named {
                schema_name: index.schema_name.clone(),
                name: index.index_name.clone(),
                object_name: index.qualified.clone(),
                object_kind: None,
                described: format!(
                    "{} on {} ({})",
                    index.index_name,
                    index.table_name,
                    index.key_texts.clone().unwrap_or_else(|| slots.columns.clone()).join(", ")
                ),
                slots,
                rename: Rename::of("ALTER INDEX", &index.schema_name),
                places: vec![relations_of(&index.schema_name)],
            }
        })
        .collect()
}

pub fn constraint_kind(kind: &str) -> Option<Kind> {
    Some(match kind {
        "primary key" => Kind::PrimaryKey,
        "unique" => Kind::Unique,
        "foreign key" => Kind::ForeignKey,
        "check" => Kind::Check,
        "exclusion" => Kind::Exclusion,
        _ => return None,
    })
}

pub fn constraint_slots(constraint: &ConstraintName) -> Slots {
    Slots {
        table: constraint.table_name.clone(),
        columns: constraint.column_names.clone(),
        // That of an exclusion may be expressions, which have no names.
        any_columns: constraint.column_names.is_empty() && constraint.kind == "exclusion",
        referenced: constraint.referenced_name.clone().unwrap_or_default(),
        ..Slots::default()
    }
}

/// The constraints of `kind`; all names of constraints go into `taken`.
pub fn constraints(snapshot: &Snapshot, kind: Kind, taken: &mut Taken) -> Vec<Named> {
    let mut named = Vec::new();
    for constraint in &snapshot.constraint_names {
        let own = constraints_of(&constraint.table_qualified);
        taken.add(&own, &constraint.constraint_name);
        if constraint_kind(&constraint.kind) != Some(kind) {
            continue;
        }
        let mut places = vec![own];
        if matches!(kind, Kind::PrimaryKey | Kind::Unique | Kind::Exclusion) {
            places.push(relations_of(&constraint.schema_name));
        }
        let on = match &constraint.referenced_name {
            Some(referenced) => format!(" to {referenced}"),
            None => String::new(),
        };
        let columns = match constraint.column_names.as_slice() {
            [] => String::new(),
            columns => format!(" ({})", columns.join(", ")),
        };
        named.push(Named {
            schema_name: constraint.schema_name.clone(),
            name: constraint.constraint_name.clone(),
            object_name: constraint.qualified.clone(),
            object_kind: None,
            described: format!("{} on {}{columns}{on}", constraint.constraint_name, constraint.table_name),
            slots: constraint_slots(constraint),
            rename: Rename::constraint(&constraint.table_qualified),
            places,
        });
    }
    named
}

/// Sequences of serial columns: that of an identity column is part of the column.
pub fn sequences(snapshot: &Snapshot) -> Vec<Named> {
    let sequences = snapshot.sequence_names.iter().filter(|sequence| !sequence.is_identity);
    sequences
        .map(|sequence| Named {
            schema_name: sequence.schema_name.clone(),
            name: sequence.sequence_name.clone(),
            object_name: sequence.qualified.clone(),
            object_kind: None,
            described: format!(
                "{} of {}.{}",
                sequence.sequence_name, sequence.table_name, sequence.column_name
            ),
            slots: Slots {
                table: sequence.table_name.clone(),
                columns: vec![sequence.column_name.clone()],
                ..Slots::default()
            },
            rename: Rename::of("ALTER SEQUENCE", &sequence.schema_name),
            places: vec![relations_of(&sequence.schema_name)],
        })
        .collect()
}

pub fn views(snapshot: &Snapshot, is_materialized: bool) -> Vec<Named> {
    let (kind, alter) = if is_materialized {
        (Some("materialized view".to_string()), "ALTER MATERIALIZED VIEW")
    } else {
        (None, "ALTER VIEW")
    };
    let views = snapshot.view_names.iter().filter(|view| view.is_materialized == is_materialized);
    views
        .map(|view| Named {
            schema_name: view.schema_name.clone(),
            name: view.view_name.clone(),
            object_name: view.qualified.clone(),
            object_kind: kind.clone(),
            described: view.view_name.clone(),
            slots: Slots::default(),
            rename: Rename::of(alter, &view.schema_name),
            places: vec![relations_of(&view.schema_name)],
        })
        .collect()
}

fn functions_of(function: &FunctionName) -> String {
    format!("functions {} {}", function.schema_name, function.argument_types)
}

pub fn functions(snapshot: &Snapshot, kind: Kind, taken: &mut Taken) -> Vec<Named> {
    let mut named = Vec::new();
    let wanted = match kind {
        Kind::Procedure => "procedure",
        Kind::TriggerFunction => "trigger function",
        _ => "function",
    };
    for function in &snapshot.function_names {
        let place = functions_of(function);
        taken.add(&place, &function.function_name);
        if function.kind != wanted {
            continue;
        }
        let mut rename = Rename::of("ALTER ROUTINE", &function.schema_name);
        rename.between = format!("{} RENAME TO ", function.argument_types);
        named.push(Named {
            schema_name: function.schema_name.clone(),
            name: function.function_name.clone(),
            object_name: function.qualified.clone(),
            object_kind: (kind == Kind::Procedure).then(|| "procedure".to_string()),
            described: format!("{}{}", function.function_name, function.argument_types),
            slots: Slots::default(),
            rename,
            places: vec![place],
        });
    }
    named
}

fn trigger(trigger: &TriggerName, place: &str) -> Named {
    let events: Vec<String> = trigger.events.iter().map(|event| event.to_uppercase()).collect();
    Named {
        schema_name: trigger.schema_name.clone(),
        name: trigger.trigger_name.clone(),
        object_name: trigger.qualified.clone(),
        object_kind: None,
        described: format!(
            "{} {} {} on {}",
            trigger.trigger_name,
            trigger.timing.to_uppercase().replace('_', " "),
            events.join(" OR "),
            trigger.table_name
        ),
        slots: Slots {
            table: trigger.table_name.clone(),
            timing: trigger.timing.clone(),
            events: trigger.events.clone(),
            ..Slots::default()
        },
        rename: Rename {
            before: "ALTER TRIGGER ".to_string(),
            between: format!(" ON {} RENAME TO ", trigger.table_qualified),
        },
        places: vec![place.to_string()],
    }
}

pub fn triggers(snapshot: &Snapshot, taken: &mut Taken) -> Vec<Named> {
    let names = snapshot.trigger_names.iter();
    names
        .map(|name| {
            let place = format!("triggers {}", name.table_qualified);
            taken.add(&place, &name.trigger_name);
            trigger(name, &place)
        })
        .collect()
}
