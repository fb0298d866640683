//! Cancel, timeout and shutdown requests are honoured in every loop.

/// Raises the pending cancel or shutdown, if there is one.
pub fn check() {
    pgrx::check_for_interrupts!();
}
