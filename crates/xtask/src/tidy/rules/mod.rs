//! The rules, one file each.
mod catalogs;
mod check_pages;
mod features;
mod fence;
mod fixtures;
mod layers;
mod length;
mod meta;
mod names;
mod sql_literals;

use super::tree::Tree;
use super::Violation;

pub const ALL: [fn(&Tree) -> Vec<Violation>; 10] = [
    catalogs::check,
    check_pages::check,
    features::check,
    fence::check,
    fixtures::check,
    layers::check,
    length::check,
    meta::check,
    names::check,
    sql_literals::check,
];

/// What a rule says of one file: `path:line` of each violation's line, for tests.
#[cfg(test)]
fn lines_of(violations: &[Violation]) -> Vec<usize> {
    violations.iter().map(|violation| violation.line).collect()
}
