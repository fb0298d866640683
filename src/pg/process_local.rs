//! Values of this process, without what `thread_local!` costs in a shared library: a call for every look.
//!
//! A process of the server has one thread; pgrx checks that nothing of the server is called from another one.
use std::ops::Deref;

pub struct ProcessLocal<T>(T);

// SAFETY: there is no second thread to share with.
unsafe impl<T> Sync for ProcessLocal<T> {}

impl<T> ProcessLocal<T> {
    pub const fn new(value: T) -> Self {
        ProcessLocal(value)
    }
}

impl<T> Deref for ProcessLocal<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
