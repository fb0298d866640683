//! Indexes that can go: repeated, begun by a wider one, or unused. Those that guard a rule are never among them, and all
//! but exact repetitions go only if no statement misses them.

use serde_json::json;

use super::super::changes::{fall_pct, rounded, shorten};
use super::row;
use crate::advisor::recommend::Recommendation;
use crate::finding::bytes;
use crate::model::existing_index::ExistingIndex;
use crate::model::workload::Statement;

/// Share by which a statement, or the workload, may become dearer.
const TOLERATED: f64 = 0.02;

/// What the judged statements cost when an index is hidden.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Damage {
    /// Judged statements, and how many of them scan the index today.
    pub judged: usize,
    pub using: usize,
    /// Weighted cost of the workload with and without the index.
    pub cost_before: f64,
    pub cost_after: f64,
    /// The statement that loses most: position among the judged, cost of one execution before and after.
    pub worst: Option<(usize, f64, f64)>,
    /// The same for the workload, against what it costs with all indexes that exist and are suggested.
    pub total: (f64, f64),
}

impl Damage {
    /// Costs of one execution by judged statement: with all indexes, as things were before this one was hidden, and after
    /// it. Indexes hidden before this one count as well, so that many small losses do not add up.
    pub fn of(weights: &[f64], with_all: &[f64], before: &[f64], after: &[f64]) -> Self {
        let total = |costs: &[f64]| costs.iter().zip(weights).map(|(cost, weight)| cost * weight).sum();
        let loss = |&(_, all, now): &(usize, f64, f64)| if all > 0.0 { now / all } else { 1.0 };
        let each = with_all.iter().zip(after).enumerate().map(|(place, (all, now))| (place, *all, *now));
        Damage {
            judged: with_all.len(),
            using: 0,
            cost_before: total(before),
            cost_after: total(after),
            worst: each.filter(|one| loss(one) > 1.0).max_by(|a, b| loss(a).total_cmp(&loss(b))),
            total: (total(with_all), total(after)),
        }
    }

    pub fn is_tolerable(&self) -> bool {
        let within = |before: f64, after: f64| after <= before * (1.0 + TOLERATED);
        within(self.total.0, self.total.1)
            && self.worst.is_none_or(|(_, before, after)| within(before, after))
    }

    /// Says it of `subject`, "it" or "them".
    pub(super) fn sentence(&self, subject: &str) -> String {
        let one = self.judged == 1;
        let statements =
            if one { "the statement".to_owned() } else { format!("the {} statements", self.judged) };
        let were = if one { "was" } else { "were" };
        match self.worst {
            None if self.using == 0 && one => format!("The statement that was judged does not use {subject}."),
            None if self.using == 0 => format!("None of {statements} that {were} judged uses {subject}."),
            None if one => format!("The statement that was judged uses {subject}, and costs no more without."),
            None => format!(
                "{} of {statements} that {were} judged {} {subject}, and none costs more without.",
                self.using,
                if self.using == 1 { "uses" } else { "use" }
            ),
            Some((_, before, after)) => format!(
                "Without {subject} none of {statements} that {were} judged costs more than {:.1} % more (the worst: \
                 {after:.2} in place of {before:.2}).",
                (after / before - 1.0) * 100.0,
            ),
        }
    }
}

/// What speaks for dropping an index.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// Another index is the same.
    Duplicate { kept: String },
    /// Another index begins with it.
    Prefix { kept: String },
    /// What the check found, as a sentence without its full stop.
    Unused { message: String },
}

/// Where the judgement comes from.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    pub source: &'a str,
    /// The statements are all that ran, as far as it was recorded, and none of them was left out.
    pub is_whole: bool,
    pub statements: &'a [Statement],
    /// Position in `statements` of each judged one.
    pub judged: &'a [usize],
}

impl Evidence<'_> {
    /// What to say where statements may miss an index that nobody looked at.
    pub(super) fn reservation(&self) -> &'static str {
        if self.is_whole {
            ""
        } else {
            " Other statements were not looked at."
        }
    }
}

/// The row for an index whose loss was found tolerable, or was not looked at because nothing depends on a repetition.
pub fn recommendation(
    index: &ExistingIndex,
    why: &Why,
    damage: Option<&Damage>,
    evidence: &Evidence,
) -> Recommendation {
    let (check, mut reason, confidence) = match why {
        Why::Duplicate { kept } => (
            "duplicate-index",
            format!(
                "{} repeats {kept}: every write maintains both, and a query needs one. It takes {}.",
                index.qualified,
                bytes(index.bytes)
            ),
            "high",
        ),
        Why::Prefix { kept } => (
            "redundant-prefix-index",
            format!(
                "{} begins as {kept} does, which can stand in for it. It takes {}.",
                index.qualified,
                bytes(index.bytes)
            ),
            if evidence.is_whole { "medium" } else { "low" },
        ),
        Why::Unused { message } => {
            ("unused-index", format!("{message}."), if evidence.is_whole { "medium" } else { "low" })
        }
    };
    if let Some(damage) = damage {
        reason.push(' ');
        reason.push_str(&damage.sentence("it"));
    }
    if !matches!(why, Why::Duplicate { .. }) {
        reason.push_str(evidence.reservation());
    }
    if matches!(why, Why::Unused { .. }) {
        reason.push_str(" Replicas count their own scans: look there first.");
    }
    if index.is_clustered {
        reason.push_str(" CLUSTER orders the table by it: name another index for that first.");
    }
    let kept = match why {
        Why::Duplicate { kept } | Why::Prefix { kept } => Some(kept),
        Why::Unused { .. } => None,
    };
    Recommendation {
        index_name: index.qualified.clone(),
        method: index.method.clone(),
        ddl: index.drop_sql.clone(),
        undo_ddl: index.create_sql.clone(),
        size_bytes: index.bytes as i64,
        cost_before: damage.map(|damage| rounded(damage.cost_before)),
        cost_after: damage.map(|damage| rounded(damage.cost_after)),
        improvement_pct: damage.map(|damage| fall_pct(damage.cost_before, damage.cost_after)),
        query_count: damage.map_or(0, |damage| i32::try_from(damage.using).unwrap_or(i32::MAX)),
        confidence: confidence.into(),
        reason,
        detail: json!({
            "source": evidence.source,
            "check_id": check,
            "kept_index": kept,
            "definition": index.definition,
            "scans": index.scans,
            "last_scan": index.last_scan,
            "clustered": index.is_clustered,
            "hidden": damage.map(|damage| hidden(damage, evidence)),
        }),
        ..row("drop", &index.table_qualified)
    }
}

/// What hiding showed, for `detail`.
pub(super) fn hidden(damage: &Damage, evidence: &Evidence) -> serde_json::Value {
    let worst = damage.worst.map(|(place, before, after)| {
        let position = evidence.judged.get(place).copied();
        let statement = position.and_then(|position| evidence.statements.get(position));
        json!({
            "statement": position.map(|position| position + 1),
            "sql": statement.map(|statement| shorten(&statement.sql)),
            "cost_before": rounded(before),
            "cost_after": rounded(after),
        })
    });
    json!({"judged": damage.judged, "using": damage.using, "worst": worst})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(statements: &[Statement]) -> Evidence<'_> {
        Evidence { source: "queries", is_whole: false, statements, judged: &[0, 1] }
    }

    fn index() -> ExistingIndex {
        ExistingIndex {
            qualified: "shop.a".into(),
            table_qualified: "shop.t".into(),
            method: "btree".into(),
            drop_sql: "DROP INDEX CONCURRENTLY shop.a".into(),
            create_sql: "CREATE INDEX CONCURRENTLY a ON shop.t USING btree (a)".into(),
            bytes: 26_214_400.0,
            ..ExistingIndex::default()
        }
    }

    #[test]
    fn two_per_cent_of_a_statement_or_of_the_workload_are_tolerated() {
        let damage = |after: &[f64]| Damage::of(&[1.0, 100.0], &[100.0, 10.0], &[100.0, 10.0], after);
        assert!(damage(&[100.0, 10.0]).is_tolerable());
        assert!(damage(&[102.0, 10.0]).is_tolerable());
        assert!(!damage(&[103.0, 10.0]).is_tolerable(), "one statement");
        assert!(!damage(&[100.0, 10.3]).is_tolerable());
        assert_eq!(damage(&[102.0, 10.1]).worst, Some((0, 100.0, 102.0)));
        assert!(damage(&[90.0, 10.0]).worst.is_none(), "what gets cheaper is no loss");
    }

    #[test]
    fn small_losses_add_up() {
        let step = Damage::of(&[1.0], &[100.0], &[101.5], &[103.0]);
        assert!(!step.is_tolerable(), "1.5 % each, but 3 % in all");
    }

    #[test]
    fn t07_a_repetition_needs_no_trial() {
        let why = Why::Duplicate { kept: "shop.b".into() };
        let row = recommendation(&index(), &why, None, &evidence(&[]));
        assert_eq!((row.action.as_str(), row.confidence.as_str()), ("drop", "high"));
        assert_eq!(
            row.reason,
            "shop.a repeats shop.b: every write maintains both, and a query needs one. It takes 25 MB."
        );
        assert_eq!((row.cost_before, row.detail["hidden"].is_null()), (None, true));
    }

    #[test]
    fn reasons_say_what_hiding_showed() {
        let why = Why::Prefix { kept: "shop.a_b".into() };
        let statements = [Statement { sql: "SELECT 1".into(), ..Statement::default() }];
        let mut damage = Damage::of(&[1.0, 1.0], &[100.0, 8.0], &[100.0, 8.0], &[101.0, 8.0]);
        damage.using = 1;
        let clustered = ExistingIndex { is_clustered: true, ..index() };
        let row = recommendation(&clustered, &why, Some(&damage), &evidence(&statements));
        assert_eq!(
            row.reason,
            "shop.a begins as shop.a_b does, which can stand in for it. It takes 25 MB. Without it none of the 2 \
             statements that were judged costs more than 1.0 % more (the worst: 101.00 in place of 100.00). Other statements were not looked at. CLUSTER \
             orders the table by it: name another index for that first."
        );
        assert_eq!(row.detail["hidden"]["worst"]["sql"], "SELECT 1");
        assert_eq!((row.cost_before, row.cost_after), (Some(108.0), Some(109.0)));
        damage.worst = None;
        assert_eq!(
            damage.sentence("it"),
            "1 of the 2 statements that were judged uses it, and none costs more without."
        );
        damage.using = 0;
        assert_eq!(damage.sentence("it"), "None of the 2 statements that were judged uses it.");
    }
}
