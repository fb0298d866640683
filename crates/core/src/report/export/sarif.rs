//! SARIF 2.1.0 (OASIS standard), with what GitHub code scanning reads besides.
//!
//! A result is a finding. Checks that found nothing are no results: code scanning would show them as alerts, and ignores
//! `kind: pass` and suppressions. What could not be judged is a notification of the run.
use super::{path, Exported};
use crate::catalogue::CheckMeta;
use crate::finding::{Finding, Severity, Status};
use serde_json::{json, Value};
use serde_sarif::sarif::{
    ArtifactLocation, Invocation, Location, LogicalLocation, Message, MultiformatMessageString, Notification,
    PhysicalLocation, PropertyBag, Region, ReportingConfiguration, ReportingDescriptor,
    ReportingDescriptorReference, Result as SarifResult, ResultLevel, Run, Sarif, Tool, ToolComponent,
};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// A change of how fingerprints are made would be a new name.
const FINGERPRINT: &str = "dbarch/v1";

pub fn write(exported: &Exported<'_>) -> Result<String, String> {
    let (found, unjudged): (Vec<&Finding>, Vec<&Finding>) =
        exported.findings.iter().partition(|finding| finding.status == Status::Ok);
    let rules: Vec<ReportingDescriptor> = exported.checks.iter().map(|check| rule(check)).collect();
    let driver = ToolComponent::builder()
        .name("dbarch")
        .version(exported.version.to_string())
        .semantic_version(exported.version.to_string())
        .rules(rules)
        .build();
    let invocation = Invocation::builder()
        .execution_successful(true)
        .tool_execution_notifications(unjudged.into_iter().map(notification).collect::<Vec<_>>())
        .build();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .invocations(vec![invocation])
        .results(found.into_iter().map(result).collect::<Vec<_>>())
        .column_kind(json!("unicodeCodePoints"))
        .properties(bag(&[], [("database", json!(exported.database))]))
        .build();
    let sarif = Sarif::builder().schema(SCHEMA).version(json!("2.1.0")).runs(vec![run]).build();
    serde_json::to_string_pretty(&sarif).map_err(|error| error.to_string())
}

fn rule(check: &CheckMeta) -> ReportingDescriptor {
    let text = |text: &str| MultiformatMessageString::builder().text(text.to_string()).build();
    let page = check.page();
    let mut properties = vec![("precision", json!(precision(&check.confidence)))];
    if check.area == "security" {
        // What code scanning sorts alerts of security by: 0 to 10, as CVSS scores are.
        let score = match check.severity {
            Severity::Error => "8.0",
            Severity::Warning => "5.0",
            Severity::Info => "2.0",
        };
        properties.push(("security-severity", json!(score)));
    }
    let tags: Vec<String> = std::iter::once(&check.area).chain(&check.tags).cloned().collect();
    ReportingDescriptor::builder()
        .id(check.id.clone())
        .short_description(text(&check.title))
        .full_description(text(check.rationale()))
        .help(MultiformatMessageString::builder().text(page.clone()).markdown(page).build())
        .default_configuration(
            ReportingConfiguration::builder().level(json!(level(check.severity).to_string())).build(),
        )
        .properties(bag(&tags, properties))
        .build()
}

fn result(finding: &Finding) -> SarifResult {
    let properties = [
        ("remediation", json!(finding.remediation)),
        ("confidence", json!(finding.confidence)),
        ("fix_sql", json!(finding.fix_sql)),
        ("undo_sql", json!(finding.undo_sql)),
        ("detail", finding.detail.clone()),
    ];
    SarifResult::builder()
        .rule_id(finding.check_id.clone())
        .level(level(finding.severity))
        .message(message(format!("{}. {}", finding.message.trim_end_matches('.'), finding.remediation)))
        .locations(vec![location(finding)])
        .partial_fingerprints(BTreeMap::from([(FINGERPRINT.to_string(), finding.fingerprint.clone())]))
        .properties(bag(&[], properties.into_iter().filter(|(_, value)| !value.is_null())))
        .build()
}

fn notification(finding: &Finding) -> Notification {
    let level = if finding.status == Status::Error { "error" } else { "note" };
    Notification::builder()
        .descriptor(ReportingDescriptorReference::builder().id(finding.check_id.clone()).build())
        .level(json!(level))
        .message(message(finding.message.clone()))
        .properties(bag(&[], [("status", json!(finding.status))]))
        .build()
}

fn location(finding: &Finding) -> Location {
    let name = finding.object_name.clone().unwrap_or_else(|| finding.object_kind.clone());
    let logical =
        LogicalLocation::builder().fully_qualified_name(name).kind(finding.object_kind.clone()).build();
    // Code scanning refuses a result without a file and a line.
    let physical = PhysicalLocation::builder()
        .artifact_location(ArtifactLocation::builder().uri(path(finding)).build())
        .region(Region::builder().start_line(1).build())
        .build();
    Location::builder().physical_location(physical).logical_locations(vec![logical]).build()
}

fn message(text: String) -> Message {
    Message::builder().text(text).build()
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Info => ResultLevel::Note,
    }
}

/// Code scanning's word for confidence.
fn precision(confidence: &str) -> &str {
    match confidence {
        "high" => "high",
        "medium" => "medium",
        _ => "low",
    }
}

fn bag<'a>(tags: &[String], properties: impl IntoIterator<Item = (&'a str, Value)>) -> PropertyBag {
    let properties: BTreeMap<String, Value> =
        properties.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
    let bag = PropertyBag::builder().additional_properties(properties);
    if tags.is_empty() {
        bag.build()
    } else {
        bag.tags(tags.to_vec()).build()
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Finding;
    use crate::report::export::tests::{awkward, exported, unjudged};
    use serde_json::Value;
    use std::path::PathBuf;
    use std::process::Command;

    /// The official JSON schema, as the crate `serde-sarif` brings it to make its types of.
    fn schema() -> Value {
        let metadata = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--offline", "--manifest-path"])
            .arg(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
            .output()
            .unwrap();
        let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
        let package = metadata["packages"].as_array().unwrap().iter().find(|p| p["name"] == "serde-sarif");
        let manifest = PathBuf::from(package.unwrap()["manifest_path"].as_str().unwrap());
        let text = std::fs::read_to_string(manifest.with_file_name("src").join("schema.json")).unwrap();
        let mut schema: Value = serde_json::from_str(&text).unwrap();
        assert!(schema["$id"].as_str().unwrap().contains("oasis-tcs/sarif-spec"));
        // Its patterns for languages have a bracket too many, which is no regular expression; we write no language.
        for part in ["run", "toolComponent"] {
            schema["definitions"][part]["properties"]["language"].as_object_mut().unwrap().remove("pattern");
        }
        schema
    }

    fn document(findings: &[Finding]) -> Value {
        serde_json::from_str(&exported("sarif", findings)).unwrap()
    }

    #[test]
    fn what_is_written_is_valid_by_the_official_schema() {
        let schema = jsonschema::validator_for(&schema()).unwrap();
        for findings in [vec![], vec![awkward()], vec![unjudged()], vec![awkward(), unjudged()]] {
            let written = document(&findings);
            let errors: Vec<String> = schema.iter_errors(&written).map(|error| error.to_string()).collect();
            assert_eq!(errors, [""; 0]);
        }
        let mut broken = document(&[awkward()]);
        broken["runs"][0]["results"][0]["level"] = "bad".into();
        assert!(!schema.is_valid(&broken), "a schema that everything fits proves nothing");
    }

    #[test]
    fn results_are_findings_and_notifications_are_not() {
        let written = document(&[awkward(), unjudged()]);
        let run = &written["runs"][0];
        assert_eq!(run["results"].as_array().unwrap().len(), 1);
        let result = &run["results"][0];
        assert_eq!((&result["ruleId"], &result["level"]), (&"first-check".into(), &"warning".into()));
        assert_eq!(result["partialFingerprints"]["dbarch/v1"], awkward().fingerprint);
        assert_eq!(
            result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
            "shop.\"Ordèr, <1> %\""
        );
        let notes = &run["invocations"][0]["toolExecutionNotifications"];
        assert_eq!(notes[0]["descriptor"]["id"], "second-check");
        assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 3);
    }
}
