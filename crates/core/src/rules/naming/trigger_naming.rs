//! id          = "trigger-naming"
//! title       = "Trigger name off the convention"
//! severity    = "info"
//! object      = "trigger"
//! confidence  = "low"
//! reads       = ["trigger_names"]
//! message     = "{{ described }} should be called {{ suggested_name }}: {{ reason }}"
//! remediation = "Rename it, unless its place among the triggers of the table matters: they fire in the order of their names."
//! since       = "0.1.0"
//! tags        = ["readability"]
//! [params.profile]
//! default = "auto"
//! about   = "Convention: seed, postgresql, rails, or auto, the one that most names follow."
//! [params.template]
//! default = ""
//! about   = "Template, in place of the profile's."
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
//! Looks for triggers that are not called by the convention, such as `trg_<table>_<timing>_<events>` or
//! `<name>_trigger`. Triggers that PostgreSQL makes for foreign keys and for partitions are left out.
//!
//! The convention is that of the parameter `profile`. With `auto` it is the one that most triggers follow, if there
//! are at least 5 and more than 60 percent agree; otherwise nothing is said. A template of your own is made of text
//! and `<table>`, `<timing>` (before, after, instead_of), `<events>` (insert_update), `<name>`.
//!
//! ## Why it matters
//! Triggers of one kind fire in the order of their names, so the name is part of what they do; and an error message
//! shows it.
//!
//! ## How to fix
//! `ALTER TRIGGER ... RENAME TO ...` is instant. Look first whether another trigger of the same timing must come
//! before or after it, since the order is that of the names.
//!
//! ## False positives
//! Names that were chosen for their order, such as `a_first` and `z_last`.
//!
//! ## Sources
//! PostgreSQL documentation, "Overview of Trigger Behavior", on the order. `trg_<table>_<timing>_<events>` is the
//! profile seed; PostgreSQL and Rails have no convention.
use super::convention::Kind;
use super::deviation::{judged, Taken};
use super::named::triggers;
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::Snapshot;

pub struct TriggerNaming;

impl Rule for TriggerNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let mut taken = Taken::default();
        let named = triggers(snapshot, &mut taken);
        judged(params, &[(Kind::Trigger, "template", named)], &mut taken)
    }
}
