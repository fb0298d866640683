//! GitLab's code quality report, a subset of the Code Climate format
//! (GitLab documentation, "Code Quality", "Import code quality results from a CI/CD job").
use super::{path, Exported};
use crate::finding::{Severity, Status};
use serde_json::{json, Value};

/// What could not be judged is left out: the format has findings only.
pub fn write(exported: &Exported<'_>) -> Result<String, String> {
    let issues: Vec<Value> = exported
        .findings
        .iter()
        .filter(|finding| finding.status == Status::Ok)
        .map(|finding| {
            let severity = match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Info => "info",
            };
            json!({
                "description": finding.message,
                "check_name": finding.check_id,
                "fingerprint": finding.fingerprint,
                "severity": severity,
                "location": {"path": path(finding), "lines": {"begin": 1}},
            })
        })
        .collect();
    serde_json::to_string_pretty(&issues).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use crate::report::export::tests::{awkward, exported, unjudged};
    use serde_json::Value;

    #[test]
    fn an_issue_has_what_gitlab_requires() {
        let issues: Vec<Value> = serde_json::from_str(&exported("gitlab", &[awkward(), unjudged()])).unwrap();
        assert_eq!(issues.len(), 1, "what could not be judged is no issue");
        assert_eq!(issues[0]["severity"], "major");
        assert_eq!(issues[0]["location"]["lines"]["begin"], 1);
        for field in ["description", "check_name", "fingerprint"] {
            assert!(issues[0][field].is_string(), "{field}");
        }
    }
}
