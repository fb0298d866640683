//! The only place that composes: read, judge, report.

mod actions;
pub mod advice;
pub mod bloat;
pub mod catalogue;
pub mod checks;
pub mod exports;
mod foreign_keys;
mod judged;
mod planned;
mod plans_shown;
pub mod pricing;
pub mod report;
pub mod structure;
mod taken_over;
pub mod typical_constants;
mod typical_constants_tests;
pub mod validation;
