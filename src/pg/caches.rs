//! What a session remembers of catalogs, which PostgreSQL never forgets by itself: some kilobytes for each relation that
//! a function such as `pg_get_indexdef()` has looked at.
use pgrx::pg_sys;

/// Bytes that the caches may grow by before they are emptied.
const MOST: usize = 32 << 20;

/// Watches how the caches grow.
pub struct Caches {
    before: usize,
}

fn size() -> usize {
    // SAFETY: the context exists in every process with a database.
    unsafe { pg_sys::MemoryContextMemAllocated(pg_sys::CacheMemoryContext, true) }
}

impl Caches {
    pub fn watch() -> Self {
        Caches { before: size() }
    }

    /// Empties the caches if they have grown much. The memory stays with the process and is used again, so that many steps,
    /// each of which looks at all relations, take no more than the greediest of them.
    pub fn empty_when_large(&self) {
        if size().saturating_sub(self.before) > MOST {
            // SAFETY: what the server does by itself when a session has missed invalidations
            // (src/backend/storage/ipc/sinval.c), which may happen wherever a lock is taken.
            unsafe { pg_sys::InvalidateSystemCaches() };
        }
    }
}

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use super::*;
    use pgrx::prelude::*;

    #[pg_test]
    fn emptied_caches_fill_again() {
        Spi::run("CREATE TABLE things (id int PRIMARY KEY); INSERT INTO things VALUES (1)").unwrap();
        Caches { before: 0 }.empty_when_large();
        // SAFETY: as in empty_when_large().
        unsafe { pg_sys::InvalidateSystemCaches() };
        assert_eq!(Spi::get_one::<i32>("SELECT id FROM things"), Ok(Some(1)));
    }
}
