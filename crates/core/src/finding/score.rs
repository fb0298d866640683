//! How well an area does, in one number.
//!
//! Each check that could judge weighs 10, 3 or 1, as its severity is error, warning or info, or as its worst finding if that
//! weighs more. A check with findings loses the weight of its worst one. The score is the share that is not lost, in per
//! cent, rounded down to a tenth: 100 is for areas where nothing was found.
use super::suppression::is_suppressed;
use super::{Finding, Severity, Status};
use std::collections::BTreeMap;

/// A check that a run had.
#[derive(Debug, Clone)]
pub struct Ran {
    pub check_id: String,
    pub area: String,
    pub severity: Severity,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct AreaScore {
    pub area: String,
    /// `None` if no check could judge.
    pub score: Option<f64>,
    pub checks_run: i64,
    pub checks_with_findings: i64,
    pub checks_not_judged: i64,
    pub errors: i64,
    pub warnings: i64,
    pub infos: i64,
}

fn weight(severity: Severity) -> u32 {
    match severity {
        Severity::Error => 10,
        Severity::Warning => 3,
        Severity::Info => 1,
    }
}

/// What a run says of one check.
#[derive(Default)]
struct Said {
    worst: Option<Severity>,
    not_judged: bool,
    counts: [i64; 3],
}

/// The areas of `ran` by name. `findings` are all of the run: suppressed ones cost nothing, but one that says that a check
/// could not judge counts as such.
pub fn scores(ran: &[Ran], findings: &[Finding]) -> Vec<AreaScore> {
    let mut said: BTreeMap<&str, Said> = BTreeMap::new();
    for finding in findings {
        let one = said.entry(&finding.check_id).or_default();
        if finding.status != Status::Ok {
            one.not_judged = true;
        } else if !is_suppressed(finding) {
            one.worst = one.worst.max(Some(finding.severity));
            one.counts[finding.severity as usize] += 1;
        }
    }
    let mut areas: BTreeMap<&str, (AreaScore, u32, u32)> = BTreeMap::new();
    let nothing = Said::default();
    for check in ran {
        let (area, total, lost) = areas.entry(&check.area).or_default();
        let one = said.get(check.check_id.as_str()).unwrap_or(&nothing);
        area.checks_run += 1;
        let [infos, warnings, errors] = one.counts;
        (area.infos, area.warnings, area.errors) =
            (area.infos + infos, area.warnings + warnings, area.errors + errors);
        match one.worst {
            Some(worst) => {
                area.checks_with_findings += 1;
                *total += weight(check.severity.max(worst));
                *lost += weight(worst);
            }
            None if one.not_judged => area.checks_not_judged += 1,
            None => *total += weight(check.severity),
        }
    }
    let rows = areas.into_iter().map(|(name, (area, total, lost))| AreaScore {
        area: name.to_string(),
        score: (total > 0).then(|| f64::from((total - lost) * 1000 / total) / 10.0),
        ..area
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Row, Texts};
    use serde_json::json;

    fn ran(check_id: &str, area: &str, severity: Severity) -> Ran {
        Ran { check_id: check_id.into(), area: area.into(), severity }
    }

    fn finding(check_id: &str, severity: Severity, status: Option<Status>) -> Finding {
        let texts = Texts {
            check_id,
            area: "a",
            severity,
            object_kind: "table",
            title: "t",
            message: "m",
            remediation: "r",
            confidence: "high",
            identity: &[],
        };
        texts.plain(Row { status, severity: Some(severity), ..Row::default() })
    }

    use Severity::{Error, Info, Warning};

    #[test]
    fn a_check_loses_what_its_worst_finding_weighs() {
        let checks = [ran("e", "a", Error), ran("w", "a", Warning), ran("i", "a", Info), ran("x", "b", Info)];
        let of = |findings: &[Finding]| scores(&checks, findings)[0].clone();
        assert_eq!(of(&[]).score, Some(100.0));
        let one = of(&[finding("w", Warning, None), finding("w", Info, None)]);
        // 14 in all, 3 lost.
        assert_eq!((one.score, one.checks_with_findings, one.warnings, one.infos), (Some(78.5), 1, 1, 1));
        // A warning that was found to be an error weighs as one: 21, 10 lost.
        assert_eq!(of(&[finding("w", Error, None)]).score, Some(52.3));
        // An error check with a small finding: 14, 1 lost.
        assert_eq!(of(&[finding("e", Info, None)]).score, Some(92.8));
        let all = [finding("e", Error, None), finding("w", Warning, None), finding("i", Info, None)];
        assert_eq!(of(&all).score, Some(0.0));
    }

    #[test]
    fn what_is_not_known_does_not_count_for_or_against() {
        let checks = [ran("e", "a", Error), ran("w", "a", Warning)];
        let unknown = finding("e", Info, Some(Status::InsufficientEvidence));
        let score = &scores(&checks, std::slice::from_ref(&unknown))[0];
        assert_eq!((score.score, score.checks_run, score.checks_not_judged), (Some(100.0), 2, 1));
        let neither = [unknown.clone(), finding("w", Info, Some(Status::Error))];
        assert_eq!(scores(&checks, &neither)[0].score, None);
        // One that judged part of its objects has judged.
        let partly = [unknown, finding("e", Error, None)];
        assert_eq!(scores(&checks, &partly)[0].checks_not_judged, 0);
    }

    #[test]
    fn suppressed_findings_cost_nothing() {
        let mut hidden = finding("w", Warning, None);
        hidden.detail = json!({"suppressed": {}});
        let score = &scores(&[ran("w", "a", Warning)], &[hidden])[0];
        assert_eq!((score.score, score.warnings), (Some(100.0), 0));
    }
}
