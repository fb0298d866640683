//! JUnit XML: an area is a test suite, a check a test case. A check with findings failed, one that could not judge is
//! skipped, one that broke is an error.
use super::Exported;
use crate::catalogue::CheckMeta;
use crate::finding::{Finding, Status};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;

pub fn write(exported: &Exported<'_>) -> Result<String, String> {
    let mut of_check: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in exported.findings {
        of_check.entry(&finding.check_id).or_default().push(finding);
    }
    let mut areas: BTreeMap<&str, TestSuite> = BTreeMap::new();
    for check in exported.checks {
        let findings = of_check.get(check.id.as_str()).map_or(&[][..], Vec::as_slice);
        let suite = areas.entry(&check.area).or_insert_with(|| TestSuite::new(check.area.clone()));
        suite.add_test_case(test_case(check, findings));
    }
    let mut report = Report::new(format!("dbarch {}", exported.database));
    report.add_test_suites(areas.into_values());
    report.to_string().map_err(|error| error.to_string())
}

fn test_case(check: &CheckMeta, findings: &[&Finding]) -> TestCase {
    let found: Vec<&&Finding> = findings.iter().filter(|finding| finding.status == Status::Ok).collect();
    let broken = findings.iter().any(|finding| finding.status == Status::Error);
    let status = if let Some(worst) = found.iter().max_by_key(|finding| finding.severity) {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        let summary =
            if found.len() == 1 { worst.message.clone() } else { format!("{} findings", found.len()) };
        status.set_message(summary).set_type(worst.severity.to_string()).set_description(described(findings));
        status
    } else if broken {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message(described(findings));
        status
    } else if !findings.is_empty() {
        let mut status = TestCaseStatus::skipped();
        status.set_message(described(findings));
        status
    } else {
        TestCaseStatus::success()
    };
    let mut case = TestCase::new(check.id.clone(), status);
    case.set_classname(format!("dbarch.{}", check.area));
    case
}

fn described(findings: &[&Finding]) -> String {
    let lines = findings.iter().map(|finding| match &finding.object_name {
        Some(name) => format!("{} {name}: {}", finding.severity, finding.message),
        None => format!("{}: {}", finding.severity, finding.message),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use crate::report::export::tests::{awkward, exported, unjudged};

    #[test]
    fn checks_fail_are_skipped_or_pass() {
        let text = exported("junit", &[awkward(), unjudged()]);
        let report = quick_junit::Report::deserialize_from_str(&text).unwrap();
        let suite = &report.test_suites[0];
        assert_eq!((suite.tests, suite.failures, suite.disabled), (3, 1, None));
        assert_eq!(text.matches("<skipped").count(), 1);
        assert_eq!(suite.test_cases[2].name.as_str(), "third-check");
        assert!(text.contains("&lt;b&gt;"), "{text}");
    }
}
