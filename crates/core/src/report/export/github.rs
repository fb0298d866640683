//! Annotations of GitHub Actions: one workflow command a finding
//! (GitHub documentation, "Workflow commands for GitHub Actions").
use super::Exported;
use crate::finding::{Finding, Severity, Status};

pub fn write(exported: &Exported<'_>) -> String {
    exported.findings.iter().map(line).collect()
}

fn line(finding: &Finding) -> String {
    let command = match (finding.status, finding.severity) {
        (Status::Ok, Severity::Error) => "error",
        (Status::Ok, Severity::Warning) => "warning",
        _ => "notice",
    };
    let about = finding.object_name.as_ref().map_or(String::new(), |name| format!(" {name}"));
    let title = property(&format!("{}{about}", finding.check_id));
    format!("::{command} title={title}::{}\n", data(&format!("{}\n{}", finding.message, finding.remediation)))
}

/// A newline would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Properties are separated by commas and end at the colons.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use crate::report::export::tests::{awkward, exported, unjudged};

    #[test]
    fn a_finding_is_a_line_whatever_it_says() {
        let text = exported("github", &[awkward(), unjudged()]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "::warning title=first-check shop.\"Ordèr%2C <1> %25\"::Line one%0Aline | two: \"100 %25\", \
             <b>::error%0ADo `this`, then that."
        );
        assert!(lines[1].starts_with("::notice title=second-check::Cannot"));
        assert_eq!(lines.len(), 2);
    }
}
