//! id          = "primary-key-constraint-naming"
//! title       = "Primary key named off the convention"
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
//! Looks for primary keys that are not called by the convention, such as `<table>_pkey`. One that still says the
//! former name of its table is off it too. Partitions follow their parent.
//!
//! The convention is that of the parameter `profile`. With `auto` it is the one that most primary keys follow, if
//! there are at least 5 and more than 60 percent agree; otherwise nothing is said. A template of your own is made
//! of text and `<table>`, `<columns>`, `<columns joined by _and_>`.
//!
//! ## Why it matters
//! The name is what an error message, `ON CONFLICT ON CONSTRAINT` and a plan show: it should say whose key it is.
//! After a table is renamed its key still says the old name.
//!
//! ## How to fix
//! `ALTER TABLE ... RENAME CONSTRAINT` takes a short exclusive lock and rewrites nothing. The index of a key is
//! renamed with it. Migrations and `ON CONFLICT ON CONSTRAINT` may name the old one.
//!
//! ## False positives
//! Names that a framework generates and its migrations refer to.
//!
//! ## Sources
//! PostgreSQL makes `<table>_pkey` for what it names itself (ChooseConstraintName() and makeObjectName(),
//! indexcmds.c and pg_constraint.c). `pk_<table>_<columns>` is the profile seed.
use super::convention::Kind;
use super::deviation::{judged, Taken};
use super::named::constraints;
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::Snapshot;

pub struct PrimaryKeyConstraintNaming;

impl Rule for PrimaryKeyConstraintNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let mut taken = Taken::of_relations(snapshot);
        let named = constraints(snapshot, Kind::PrimaryKey, &mut taken);
        judged(params, &[(Kind::PrimaryKey, "template", named)], &mut taken)
    }
}
