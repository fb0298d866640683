//! id          = "index-naming"
//! title       = "Index name off the convention"
//! severity    = "info"
//! object      = "index"
//! confidence  = "medium"
//! reads       = ["index_names", "relation_names"]
//! message     = "{{ described }} should be called {{ suggested_name }}: {{ reason }}"
//! remediation = "Rename it: that is instant, and no query names an index."
//! since       = "0.1.0"
//! tags        = ["readability"]
//! [params.profile]
//! default = "auto"
//! about   = "Convention: seed, postgresql, rails, or auto, the one that most names follow."
//! [params.template]
//! default = ""
//! about   = "Template of indexes, in place of the profile's."
//! [params.unique_template]
//! default = ""
//! about   = "Template of unique indexes, in place of the profile's."
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
//! Looks for indexes that are not called by the convention, such as `<table>_<columns>_idx` or
//! `idx_<table>_<columns>`. The first column has to be in the name; further ones may be shortened, and an index on
//! an expression or with a predicate may be called by any words in their place. Left out are indexes that belong to
//! a constraint, whose name is that of the constraint, and those on partitions, most of which PostgreSQL names
//! itself.
//!
//! The convention is that of the parameter `profile`. With `auto` it is the one that most indexes (and, counted
//! apart, unique indexes) follow, if there are at least 5 and more than 60 percent agree; otherwise nothing is
//! said. A template of your own is made of text and `<table>`, `<columns>`, `<columns joined by _and_>`.
//!
//! ## Why it matters
//! A plan, an error message or a monitoring page shows the name alone: it should say which table and columns are
//! meant.
//!
//! ## How to fix
//! `ALTER INDEX ... RENAME TO ...` takes a short lock and rewrites nothing.
//!
//! ## False positives
//! Names that a framework generates and its migrations refer to, and indexes named in hints.
//!
//! ## Sources
//! `idx_<table>_<columns>` is what this project's own advice makes (profile seed). PostgreSQL makes
//! `<table>_<columns>_idx` (ChooseIndexName(), indexcmds.c), Rails `index_<table>_on_<columns>`.
use super::convention::Kind;
use super::deviation::{judged, Taken};
use super::named::indexes;
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::Snapshot;

pub struct IndexNaming;

impl Rule for IndexNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let mut taken = Taken::of_relations(snapshot);
        let kinds = [
            (Kind::Index, "template", indexes(snapshot, false)),
            (Kind::UniqueIndex, "unique_template", indexes(snapshot, true)),
        ];
        judged(params, &kinds, &mut taken)
    }
}
