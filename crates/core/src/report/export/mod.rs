//! Findings in the formats that other tools read.
//!
//! Takes findings and the checks that made them, and returns text; knows neither server nor file. Nothing in it is volatile:
//! two exports of the same findings are the same text, but for the time of a SARIF run.
mod code_quality;
mod github;
mod junit;
mod markdown;
mod sarif;
mod tabular;

use crate::catalogue::CheckMeta;
use crate::finding::Finding;

/// What is exported.
pub struct Exported<'a> {
    pub findings: &'a [Finding],
    /// All checks that ran, those without a finding too.
    pub checks: &'a [&'a CheckMeta],
    /// Version of dbarch.
    pub version: &'a str,
    /// Name of the database that was checked.
    pub database: &'a str,
}

/// The formats, by the name that users give.
pub const FORMATS: [&str; 8] = ["sarif", "json", "jsonl", "junit", "github", "gitlab", "markdown", "csv"];

/// `None` if `format` is none of [`FORMATS`]; the inner error says what could not be written.
pub fn export(format: &str, exported: &Exported<'_>) -> Option<Result<String, String>> {
    Some(match format {
        "sarif" => sarif::write(exported),
        "json" => tabular::json(exported),
        "jsonl" => tabular::json_lines(exported),
        "csv" => tabular::csv(exported),
        "junit" => junit::write(exported),
        "github" => Ok(github::write(exported)),
        "gitlab" => code_quality::write(exported),
        "markdown" => Ok(markdown::write(exported)),
        _ => return None,
    })
}

/// A path for tools that only know files: kind and name of the object, such as `table/shop.orders`. Characters that a URI does
/// not take are percent-encoded (RFC 3986, section 2.3).
fn path(finding: &Finding) -> String {
    let mut path = finding.object_kind.replace(' ', "-");
    if let Some(name) = &finding.object_name {
        path.push('/');
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                path.push(byte as char);
            } else {
                path += &format!("%{byte:02X}");
            }
        }
    }
    path
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::catalogue::{Registry, Source};
    use crate::finding::{Severity, Status};
    use serde_json::json;

    /// A finding with everything that needs escaping somewhere.
    pub fn awkward() -> Finding {
        Finding {
            check_id: "first-check".into(),
            area: "tables".into(),
            severity: Severity::Warning,
            status: Status::Ok,
            object_kind: "table".into(),
            object_name: Some("shop.\"Ordèr, <1> %\"".into()),
            title: "A title".into(),
            message: "Line one\nline | two: \"100 %\", <b>::error".into(),
            remediation: "Do `this`, then that.".into(),
            fix_sql: Some("ALTER TABLE shop.\"Ordèr, <1> %\" RENAME TO orders".into()),
            undo_sql: None,
            confidence: Some("high".into()),
            detail: json!({"rows": 3}),
            fingerprint: "00c0ffee00c0ffee".into(),
            schema_name: None,
        }
    }

    pub fn unjudged() -> Finding {
        Finding {
            check_id: "second-check".into(),
            severity: Severity::Info,
            status: Status::InsufficientPrivilege,
            object_name: None,
            message: "Cannot be judged".into(),
            fix_sql: None,
            confidence: None,
            fingerprint: "00c0ffee00c0ffef".into(),
            ..awkward()
        }
    }

    /// Exports `findings` of a catalogue with three checks.
    pub fn exported(format: &str, findings: &[Finding]) -> String {
        let source = |name: &str| {
            let pages: String =
                ["What it does", "Why it matters", "How to fix", "False positives", "Sources"]
                    .iter()
                    .map(|title| format!("-- ## {title}\n-- text\n"))
                    .collect();
            let text = format!(
                "-- id = \"{name}\"\n-- title = \"T\"\n-- severity = \"warning\"\n-- object = \"table\"\n\
                 -- since = \"0\"\n-- message = \"m\"\n-- remediation = \"r\"\n-- tags = [\"storage\"]\n-- ---\n{pages}\nSELECT 1\n"
            );
            Source { path: format!("sql/checks/tables/{name}.sql").leak(), text: text.leak() }
        };
        let sources = ["first-check", "second-check", "third-check"].map(source);
        let registry = Registry::new(&sources, &[], &[]).unwrap();
        let checks: Vec<&CheckMeta> = registry.checks().map(|check| &check.meta).collect();
        let exported = Exported { findings, checks: &checks, version: "1.2.3", database: "shop" };
        export(format, &exported).unwrap().unwrap()
    }

    #[test]
    fn every_format_takes_everything_and_nothing() {
        for format in FORMATS {
            assert!(exported(format, &[awkward(), unjudged()]).contains("first-check"), "{format}");
            exported(format, &[]);
        }
        assert!(export("pdf", &Exported { findings: &[], checks: &[], version: "", database: "" }).is_none());
    }

    #[test]
    fn a_path_is_part_of_a_uri() {
        assert_eq!(path(&awkward()), "table/shop.%22Ord%C3%A8r%2C%20%3C1%3E%20%25%22");
        assert_eq!(path(&unjudged()), "table");
    }
}
