//! id          = "view-naming"
//! title       = "View name off the convention"
//! severity    = "info"
//! object      = "view"
//! confidence  = "low"
//! reads       = ["relation_names", "view_names"]
//! message     = "{{ described }} should be called {{ suggested_name }}: {{ reason }}"
//! remediation = "Rename it together with the code that names it. A view under the old name keeps old code alive meanwhile."
//! since       = "0.1.0"
//! tags        = ["readability"]
//! [params.profile]
//! default = "auto"
//! about   = "Convention: seed, postgresql, rails, or auto, the one that most names follow."
//! [params.template]
//! default = ""
//! about   = "Template of views, in place of the profile's."
//! [params.materialized_template]
//! default = ""
//! about   = "Template of materialized views, in place of the profile's."
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
//! Looks for views that lack the prefix or suffix that the others have, such as `vw_<name>`, and for those that
//! have one where the others have none. A view keeps its prefix where the name without it is taken.
//!
//! The convention is that of the parameter `profile`. With `auto` it is the one that most views (and, counted
//! apart, materialized views) follow, if there are at least 5 and more than 60 percent agree; otherwise nothing is
//! said. A template of your own is made of text and `<name>`.
//!
//! ## Why it matters
//! Where most views are marked, one that is not is taken for a table; where none is, a prefix is one more thing to
//! remember.
//!
//! ## How to fix
//! `ALTER VIEW ... RENAME TO ...` is instant, and other views follow. The text of functions and applications does
//! not.
//!
//! ## False positives
//! Views that stand in for a former table keep its name on purpose, and so do views that an API publishes.
//!
//! ## Sources
//! `vw_<name>` is the profile seed. PostgreSQL and Rails have no convention for views: with these profiles nothing
//! is found.
use super::convention::Kind;
use super::deviation::{judged, Taken};
use super::named::views;
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::Snapshot;

pub struct ViewNaming;

impl Rule for ViewNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let mut taken = Taken::of_relations(snapshot);
        let kinds = [
            (Kind::View, "template", views(snapshot, false)),
            (Kind::MaterializedView, "materialized_template", views(snapshot, true)),
        ];
        judged(params, &kinds, &mut taken)
    }
}
