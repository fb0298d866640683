//! id          = "check-constraint-naming"
//! title       = "Check constraint named off the convention"
//! severity    = "info"
//! object      = "constraint"
//! confidence  = "medium"
//! reads       = ["constraint_names", "relation_names"]
//! message     = "{{ described }} should be called {{ suggested_name }}: {{ reason }}"
//! remediation = "Rename it: that is instant. Look first whether migrations, ON CONFLICT ON CONSTRAINT or the handling of errors name it."
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
//! Looks for check constraints that are not called by the convention, such as `<table>_<name>_check`. What the
//! constraint demands may be called by any words. Constraints of domains and those that a table inherits are left
//! out.
//!
//! The convention is that of the parameter `profile`. With `auto` it is the one that most check constraints follow,
//! if there are at least 5 and more than 60 percent agree; otherwise nothing is said. A template of your own is
//! made of text and `<table>` and `<name>`.
//!
//! ## Why it matters
//! The name is all that the error message says about the rule that was broken.
//!
//! ## How to fix
//! `ALTER TABLE ... RENAME CONSTRAINT` takes a short exclusive lock and rewrites nothing. The index of a key is
//! renamed with it. Migrations and `ON CONFLICT ON CONSTRAINT` may name the old one.
//!
//! ## False positives
//! Names that say what is demanded in words of their own: those are good names, and a schema that has many of them
//! should set `exempt` or disable the check.
//!
//! ## Sources
//! PostgreSQL makes `<table>_<column>_check` for what it names itself (ChooseConstraintName() and makeObjectName(),
//! indexcmds.c and pg_constraint.c). `chk_<table>_<name>` is the profile seed.
use super::convention::Kind;
use super::deviation::{judged, Taken};
use super::named::constraints;
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::Snapshot;

pub struct CheckConstraintNaming;

impl Rule for CheckConstraintNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let mut taken = Taken::of_relations(snapshot);
        let named = constraints(snapshot, Kind::Check, &mut taken);
        judged(params, &[(Kind::Check, "template", named)], &mut taken)
    }
}
