//! Index advice: from what statements ask of tables to recommendations. Costs come in through `oracle::CostOracle`;
//! nothing here knows how they were obtained.

pub mod candidate;
pub mod ddl;
mod distinct;
pub use crate::finding::name;
pub mod oracle;
mod packing;
pub mod recommend;
pub mod relevance;
pub mod select;
pub mod size;
