//! id          = "sequence-naming"
//! title       = "Sequence named after neither its table nor its column"
//! severity    = "info"
//! object      = "sequence"
//! confidence  = "medium"
//! reads       = ["relation_names", "sequence_names"]
//! message     = "{{ described }} should be called {{ suggested_name }}: {{ reason }}"
//! remediation = "Rename it: that is instant, and the column keeps its default. Look first whether code calls nextval(), currval() or setval() with the name."
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
//! Looks for sequences of serial columns that are not called by the convention, such as `<table>_<column>_seq`.
//! Those of identity columns are part of the column and left out, and so are sequences that belong to no column.
//!
//! The convention is that of the parameter `profile`. With `auto` it is the one that most sequences that belong to
//! a column follow, if there are at least 5 and more than 60 percent agree; otherwise nothing is said. A template
//! of your own is made of text and `<table>`, `<columns>`, `<columns joined by _and_>`.
//!
//! ## Why it matters
//! PostgreSQL does not rename the sequence when its table or column is renamed. Then the name says a table that no
//! longer exists, and grants, dumps and `setval()` are written for the wrong one.
//!
//! ## How to fix
//! `ALTER SEQUENCE ... RENAME TO ...` is instant. The default of the column follows, since it refers to the
//! sequence and not to its name. Code that calls `nextval()` with the name does not.
//!
//! ## False positives
//! A sequence that feeds several tables on purpose.
//!
//! ## Sources
//! PostgreSQL documentation, "Serial Types": the implicit name is `<table>_<column>_seq`.
use super::convention::Kind;
use super::deviation::{judged, Taken};
use super::named::sequences;
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::Snapshot;

pub struct SequenceNaming;

impl Rule for SequenceNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let mut taken = Taken::of_relations(snapshot);
        judged(params, &[(Kind::Sequence, "template", sequences(snapshot))], &mut taken)
    }
}
