//! id          = "foreign-key-constraint-naming"
//! title       = "Foreign key named off the convention"
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
//! Looks for foreign keys whose constraint is not called by the convention, such as `<table>_<columns>_fkey`. The
//! first column has to be in the name, further ones may be shortened. Partitions follow their parent.
//!
//! The convention is that of the parameter `profile`. With `auto` it is the one that most foreign keys follow, if
//! there are at least 5 and more than 60 percent agree; otherwise nothing is said. A template of your own is made
//! of text and `<table>`, `<columns>`, `<columns joined by _and_>`, `<referenced>`.
//!
//! ## Why it matters
//! A violated foreign key is reported by its name. That should lead to table and column.
//!
//! ## How to fix
//! `ALTER TABLE ... RENAME CONSTRAINT` takes a short exclusive lock and rewrites nothing. The index of a key is
//! renamed with it. Migrations and `ON CONFLICT ON CONSTRAINT` may name the old one.
//!
//! ## False positives
//! Names that a framework generates and its migrations refer to.
//!
//! ## Sources
//! PostgreSQL makes `<table>_<columns>_fkey` for what it names itself (ChooseConstraintName() and makeObjectName(),
//! indexcmds.c and pg_constraint.c). Rails: `fk_rails_` and a hash, which only Rails can make: with that profile no
//! new name is suggested.
use super::convention::Kind;
use super::deviation::{judged, Taken};
use super::named::constraints;
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::Snapshot;

pub struct ForeignKeyConstraintNaming;

impl Rule for ForeignKeyConstraintNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let mut taken = Taken::of_relations(snapshot);
        let named = constraints(snapshot, Kind::ForeignKey, &mut taken);
        judged(params, &[(Kind::ForeignKey, "template", named)], &mut taken)
    }
}
