//! What the server looks like, as plain values: filled by `read`, judged by `rules` and `advisor`.

pub mod access_method;
pub mod existing_index;
pub mod index_terms;
pub mod parameters;
pub mod plan;
pub mod plan_step;
pub mod sample;
pub mod snapshot;
pub mod statistics;
pub mod table;
pub mod unservable;
pub mod workload;
