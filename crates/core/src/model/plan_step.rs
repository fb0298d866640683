//! What a plan does, as far as an index can change it: scans, sorts and joins. Knows neither costs nor conditions.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    SequentialScan,
    IndexScan,
    IndexOnlyScan,
    BitmapScan,
    Sort,
    IncrementalSort,
    NestedLoop,
    HashJoin,
    MergeJoin,
}

/// One step of a plan. The scans of all partitions that are done in the same way, without an index or with one of the same name,
/// are one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    pub kind: StepKind,
    /// OID of the table that is scanned, or of the one that it is a partition of.
    pub table: Option<u32>,
    /// Raw names of the indexes that are scanned.
    pub indexes: Vec<String>,
}

/// A plan as people and as reasons see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownPlan {
    /// As EXPLAIN prints it.
    pub text: String,
    pub steps: Vec<PlanStep>,
}
