//! Index advice: from what statements ask of tables to recommendations. Costs come in through `oracle::CostOracle`;
//! nothing here knows how they were obtained.

pub mod candidate;
mod column_quantile;
pub mod ddl;
mod existing;
pub mod generate;
mod greedy;
mod improve;
mod ledger;
mod merge;
pub use crate::finding::name;
pub mod oracle;
mod path;
mod pattern;
pub mod plan_memory;
pub mod pricing;
pub mod problem;
pub mod reason;
pub mod recommend;
pub mod relevance;
pub mod select;
mod simplify;
mod together;
pub mod typical_values;
pub mod validation;
mod value_scale;
pub mod write_cost;
