//! Capture of the workload: hooks → what this backend knows → shared memory.
//!
//! An execution that is nothing new costs two look-ups in memory of the backend's own and one addition to a backlog that
//! nobody else uses. All else happens when a statement is met for the first time, or when its turn comes to be looked at
//! closely (`schedule.rs` in the core).
mod arriving;
mod constants;
mod counting;
mod execution;
mod file;
mod hooks;
mod local;
mod memory;
pub(in crate::pg) mod nesting;
mod parsed;
mod query_id;
pub mod read;
pub(in crate::pg) mod relations;
pub(in crate::pg) mod running;
mod scans;

pub use memory::is_there;

pub use execution::current_role as role;
pub use file::save_while_running;

/// Call once, from `_PG_init`, while the server loads its libraries.
pub fn install() {
    memory::request();
    hooks::install();
    nesting::install();
}

/// Whether this session's statements are captured.
pub fn is_on() -> bool {
    crate::settings::CAPTURE.get() && is_there() && !query_id::are_forbidden()
}
