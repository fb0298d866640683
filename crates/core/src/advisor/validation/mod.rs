//! What the measured costs, times and sizes of an index say about it. How they are measured is none of this module's
//! business.

pub mod reason;
pub mod repetition;
pub mod verdict;
