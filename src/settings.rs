//! Every setting of dbarch, one record each; `docs/settings.md` says the same to users.
use pgrx::guc::{GucContext, GucFlags, GucRegistry, GucSetting};

/// How long planning a statement may wait for a table lock that somebody holds.
pub static LOCK_TIMEOUT: GucSetting<i32> = GucSetting::<i32>::new(1000);

pub fn define() {
    GucRegistry::define_int_guc(
        c"dbarch.lock_timeout",
        c"Longest wait for a lock while dbarch looks at a table; the statement is then skipped with its error.",
        c"Advice must not queue behind DDL, nor make others queue behind it.",
        &LOCK_TIMEOUT,
        1,
        3_600_000,
        GucContext::Userset,
        GucFlags::UNIT_MS,
    );
}
