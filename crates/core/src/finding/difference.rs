//! What has changed between two runs, as far as both have looked and could judge.
use super::suppression::is_suppressed;
use super::{Finding, Severity, Status};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Ordered as the rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    New,
    /// There before, with another severity.
    Changed,
    /// One of the runs could not judge.
    Unknown,
    Unchanged,
    Resolved,
}

impl Change {
    pub fn as_str(self) -> &'static str {
        match self {
            Change::New => "new",
            Change::Changed => "changed",
            Change::Unknown => "unknown",
            Change::Unchanged => "unchanged",
            Change::Resolved => "resolved",
        }
    }
}

/// A finding as it is recorded.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Observed {
    pub fingerprint: String,
    pub check_id: String,
    pub area: String,
    pub severity: Severity,
    pub object_kind: String,
    pub object_name: Option<String>,
    pub schema_name: Option<String>,
    pub title: String,
    pub message: String,
    pub confidence: Option<String>,
    pub is_suppressed: bool,
}

impl From<&Finding> for Observed {
    fn from(finding: &Finding) -> Self {
        Observed {
            fingerprint: finding.fingerprint.clone(),
            check_id: finding.check_id.clone(),
            area: finding.area.clone(),
            severity: finding.severity,
            object_kind: finding.object_kind.clone(),
            object_name: finding.object_name.clone(),
            schema_name: finding.schema_name.clone(),
            title: finding.title.clone(),
            message: finding.message.clone(),
            confidence: finding.confidence.clone(),
            is_suppressed: is_suppressed(finding),
        }
    }
}

/// What a run has looked at, and what it has found there.
#[derive(Debug, Clone, Default)]
pub struct Observation {
    /// The checks that could judge, and those that could not, or not all.
    pub judged: BTreeSet<String>,
    pub not_judged: BTreeSet<String>,
    /// `None`: all.
    pub schemas: Option<Vec<String>>,
    pub findings: Vec<Observed>,
}

impl Observation {
    /// `findings` are all of a run of `checks`, whatever their status. Of two with one fingerprint the first counts.
    pub fn new<'a>(
        checks: impl Iterator<Item = &'a str>,
        schemas: Option<Vec<String>>,
        findings: &[Finding],
    ) -> Self {
        let status = findings.iter().filter(|finding| finding.status != Status::Ok);
        let not_judged: BTreeSet<String> = status.map(|finding| finding.check_id.clone()).collect();
        let judged = checks.filter(|id| !not_judged.contains(*id)).map(str::to_string).collect();
        let mut seen = BTreeSet::new();
        let found = findings
            .iter()
            .filter(|finding| finding.status == Status::Ok && seen.insert(finding.fingerprint.as_str()));
        Observation { judged, not_judged, schemas, findings: found.map(Observed::from).collect() }
    }

    pub fn has(&self, check: &str) -> bool {
        self.judged.contains(check) || self.not_judged.contains(check)
    }

    fn looked_at(&self, finding: &Observed) -> bool {
        self.has(&finding.check_id)
            && match (&self.schemas, &finding.schema_name) {
                (Some(schemas), Some(schema)) => schemas.contains(schema),
                _ => true,
            }
    }
}

/// One difference, or that there is none; places in the findings of both runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    pub change: Change,
    pub before: Option<usize>,
    pub now: Option<usize>,
}

/// Compares what both runs have looked at. Suppressed findings are there, but not shown.
pub fn compare(before: &Observation, now: &Observation, include_suppressed: bool) -> Vec<Difference> {
    let shown = |finding: &Observed| include_suppressed || !finding.is_suppressed;
    let known: HashMap<&str, usize> = places(before).filter(|(_, at)| shown(&before.findings[*at])).collect();
    let current: BTreeMap<&str, usize> = places(now).collect();
    let mut differences = Vec::new();
    for (at, finding) in now.findings.iter().enumerate() {
        if !shown(finding) || !before.looked_at(finding) || !now.looked_at(finding) {
            continue;
        }
        let earlier = known.get(finding.fingerprint.as_str()).copied();
        let change = match earlier {
            Some(place) if before.findings[place].severity != finding.severity => Change::Changed,
            Some(_) => Change::Unchanged,
            None if before.judged.contains(&finding.check_id) => Change::New,
            None => Change::Unknown,
        };
        differences.push(Difference { change, before: earlier, now: Some(at) });
    }
    for (at, finding) in before.findings.iter().enumerate() {
        let is_there = current.contains_key(finding.fingerprint.as_str());
        if is_there || !shown(finding) || !now.looked_at(finding) || !before.looked_at(finding) {
            continue;
        }
        let judged = now.judged.contains(&finding.check_id);
        let change = if judged { Change::Resolved } else { Change::Unknown };
        differences.push(Difference { change, before: Some(at), now: None });
    }
    differences
}

fn places(run: &Observation) -> impl Iterator<Item = (&str, usize)> {
    run.findings.iter().enumerate().map(|(at, finding)| (finding.fingerprint.as_str(), at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observed(fingerprint: &str, severity: Severity) -> Observed {
        let (check_id, object) = fingerprint.split_once(':').unwrap();
        let schema = object.split_once('.').map(|(schema, _)| schema.to_string());
        Observed {
            fingerprint: fingerprint.into(),
            check_id: check_id.into(),
            area: "tables".into(),
            severity,
            object_kind: "table".into(),
            object_name: Some(object.into()),
            schema_name: schema,
            title: String::new(),
            message: String::new(),
            confidence: None,
            is_suppressed: false,
        }
    }

    fn run(judged: &[&str], not_judged: &[&str], findings: &[&str]) -> Observation {
        let set = |ids: &[&str]| ids.iter().map(|id| id.to_string()).collect();
        Observation {
            judged: set(judged),
            not_judged: set(not_judged),
            schemas: None,
            findings: findings.iter().map(|print| observed(print, Severity::Warning)).collect(),
        }
    }

    fn changes(before: &Observation, now: &Observation) -> Vec<(Change, String)> {
        let mut all: Vec<_> = compare(before, now, false)
            .into_iter()
            .map(|one| {
                let finding =
                    one.now.map_or_else(|| &before.findings[one.before.unwrap()], |at| &now.findings[at]);
                (one.change, finding.fingerprint.clone())
            })
            .collect();
        all.sort();
        all
    }

    #[test]
    fn findings_are_new_unchanged_changed_or_resolved() {
        let before = run(&["a"], &[], &["a:s.old", "a:s.same", "a:s.worse"]);
        let mut now = run(&["a"], &[], &["a:s.new", "a:s.same", "a:s.worse"]);
        now.findings[2].severity = Severity::Error;
        let expected = [
            (Change::New, "a:s.new"),
            (Change::Changed, "a:s.worse"),
            (Change::Unchanged, "a:s.same"),
            (Change::Resolved, "a:s.old"),
        ];
        assert_eq!(changes(&before, &now), expected.map(|(change, print)| (change, print.to_string())));
    }

    #[test]
    fn what_one_run_could_not_judge_is_unknown() {
        let both = changes(&run(&[], &["a"], &[]), &run(&["a"], &[], &["a:s.t"]));
        assert_eq!(both[0].0, Change::Unknown);
        let both = changes(&run(&["a"], &[], &["a:s.t"]), &run(&[], &["a"], &[]));
        assert_eq!(both[0].0, Change::Unknown);
        // It found this one all the same.
        let both = changes(&run(&["a"], &[], &["a:s.t"]), &run(&[], &["a"], &["a:s.t"]));
        assert_eq!(both[0].0, Change::Unchanged);
    }

    #[test]
    fn what_only_one_run_has_looked_at_is_left_out() {
        assert!(changes(&run(&["a"], &[], &["a:s.t"]), &run(&["b"], &[], &["b:s.t"])).is_empty());
        let mut narrow = run(&["a"], &[], &["a:s.t"]);
        narrow.schemas = Some(vec!["s".into()]);
        let wide = run(&["a"], &[], &["a:other.t", "a:database"]);
        let forth = changes(&narrow, &wide);
        assert_eq!(forth, [(Change::New, "a:database".into()), (Change::Resolved, "a:s.t".into())]);
        assert_eq!(changes(&wide, &narrow).len(), 2);
    }

    #[test]
    fn suppressing_resolves_nothing_and_its_end_is_news() {
        let (before, mut now) = (run(&["a"], &[], &["a:s.t"]), run(&["a"], &[], &["a:s.t"]));
        now.findings[0].is_suppressed = true;
        assert!(changes(&before, &now).is_empty());
        assert_eq!(compare(&before, &now, true)[0].change, Change::Unchanged);
        assert_eq!(changes(&now, &before), [(Change::New, "a:s.t".into())]);
    }
}
