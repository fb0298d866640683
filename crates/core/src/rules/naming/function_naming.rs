//! id          = "function-naming"
//! title       = "Function name off the convention"
//! severity    = "info"
//! object      = "function"
//! confidence  = "low"
//! reads       = ["function_names"]
//! message     = "{{ described }} should be called {{ suggested_name }}: {{ reason }}"
//! remediation = "Rename it together with the code that calls it: PostgreSQL does not look into the text of other functions."
//! opinionated = true
//! since       = "0.1.0"
//! tags        = ["readability"]
//! [params.profile]
//! default = "auto"
//! about   = "Convention: seed, postgresql, rails, or auto, the one that most names follow."
//! [params.template]
//! default = ""
//! about   = "Template of functions, in place of the profile's."
//! [params.procedure_template]
//! default = ""
//! about   = "Template of procedures, in place of the profile's."
//! [params.trigger_function_template]
//! default = ""
//! about   = "Template of trigger functions, in place of the profile's."
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
//! Looks for functions and procedures that lack the prefix or suffix that the others have, such as `fn_<name>`, and
//! for those that have one where the others have none. Aggregates and functions in C are left out.
//!
//! The convention is that of the parameter `profile`. With `auto` it is the one that most functions (and, counted
//! apart, procedures and trigger functions) follow, if there are at least 5 and more than 60 percent agree;
//! otherwise nothing is said. A template of your own is made of text and `<name>`.
//!
//! ## Why it matters
//! Who looks for a function by the habit of the schema does not find it.
//!
//! ## How to fix
//! `ALTER ROUTINE ... RENAME TO ...` is instant. Triggers, defaults and views follow, the text of other functions
//! and of applications does not.
//!
//! ## False positives
//! Functions that an API, a framework or an operator class dictates; names in which f or fn is a word of the
//! matter.
//!
//! ## Sources
//! `fn_<name>` is the profile seed. PostgreSQL and Rails have no convention for functions: with these profiles
//! nothing is found.
use super::convention::Kind;
use super::deviation::{judged, Taken};
use super::named::functions;
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::Snapshot;

pub struct FunctionNaming;

impl Rule for FunctionNaming {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let mut taken = Taken::default();
        let kinds = [
            (Kind::Function, "template", functions(snapshot, Kind::Function, &mut taken)),
            (Kind::Procedure, "procedure_template", functions(snapshot, Kind::Procedure, &mut taken)),
            (
                Kind::TriggerFunction,
                "trigger_function_template",
                functions(snapshot, Kind::TriggerFunction, &mut taken),
            ),
        ];
        judged(params, &kinds, &mut taken)
    }
}
