//! `cargo xtask <command>`: development chores.
fn main() {}
