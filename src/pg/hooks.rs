//! Installs and chains the planner hooks.
pub fn install() {}
