//! Index advice: from what statements ask of tables to recommendations. Costs come in through `oracle::CostOracle`;
//! nothing here knows how they were obtained.

pub mod candidate;
pub mod ddl;
mod distinct;
mod existing;
pub mod generate;
mod greedy;
mod improve;
mod ledger;
mod merge;
pub use crate::finding::name;
pub mod oracle;
mod packing;
mod path;
mod pattern;
pub mod plan_memory;
pub mod problem;
pub mod reason;
pub mod recommend;
pub mod relevance;
pub mod select;
pub mod shape;
mod simplify;
pub mod size;
mod together;
pub mod validation;
pub mod write_cost;
