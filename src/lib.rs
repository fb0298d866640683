//! The PostgreSQL face of dbarch: module list, magic block and `_PG_init`, nothing else.
// A test that unwraps fails where it stands; clippy.toml says so for #[test] and cannot see #[pg_test].
#![cfg_attr(any(test, feature = "pg_test"), allow(clippy::unwrap_used))]

use pgrx::prelude::*;

::pgrx::pg_module_magic!(name, version);

mod api;
mod error;
mod pg;
mod read;
mod run;
mod settings;
mod store;
mod worker;

#[pg_guard]
pub extern "C-unwind" fn _PG_init() {
    settings::define(pg::entry::preloading());
    pg::hooks::install();
    pg::invalidation::install();
    pg::entry::register();
}

#[cfg(test)]
pub mod pg_test {
    //! Cluster settings of the in-server test run (called by name from pgrx-tests).
    pub fn setup(_options: Vec<&str>) {}

    #[must_use]
    pub fn postgresql_conf_options() -> Vec<&'static str> {
        vec!["shared_preload_libraries = 'pg_stat_statements, dbarch'", "max_worker_processes = 16"]
    }
}
