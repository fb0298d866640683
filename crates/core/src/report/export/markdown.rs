//! GitHub Markdown: a summary, then each check with its findings as a table.
use super::Exported;
use crate::catalogue::CheckMeta;
use crate::finding::{Finding, Severity, Status};
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub fn write(exported: &Exported<'_>) -> String {
    let (found, unjudged): (Vec<&Finding>, Vec<&Finding>) =
        exported.findings.iter().partition(|finding| finding.status == Status::Ok);
    let mut text = format!("# Findings in {}\n\n", cell(exported.database));
    text += "| Severity | Findings |\n|---|---:|\n";
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let count = found.iter().filter(|finding| finding.severity == severity).count();
        let _ = writeln!(text, "| {severity} | {count} |");
    }
    let _ = writeln!(text, "\n{} checks ran.", exported.checks.len());
    let titles: BTreeMap<&str, &CheckMeta> =
        exported.checks.iter().map(|check| (check.id.as_str(), *check)).collect();
    for group in by_check(&found) {
        let _ = writeln!(text, "\n## {}: {}\n", group[0].check_id, cell(&group[0].title));
        if let Some(check) = titles.get(group[0].check_id.as_str()) {
            let _ = writeln!(text, "{}\n", check.rationale());
        }
        text += "| Severity | Object | Finding | What to do |\n|---|---|---|---|\n";
        for finding in &group {
            let object = finding.object_name.as_deref().map_or(String::new(), code);
            let (message, remedy) = (cell(&finding.message), cell(&finding.remediation));
            let _ = writeln!(text, "| {} | {object} | {message} | {remedy} |", finding.severity);
        }
        text += &fixes(&group);
    }
    if !unjudged.is_empty() {
        text += "\n## Not judged\n\n| Check | Status | Why |\n|---|---|---|\n";
        for finding in unjudged {
            let _ =
                writeln!(text, "| {} | {} | {} |", finding.check_id, finding.status, cell(&finding.message));
        }
    }
    text
}

/// Groups in the order of their first finding: worst first, as findings come.
fn by_check<'a>(found: &[&'a Finding]) -> Vec<Vec<&'a Finding>> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in found {
        let place = *places.entry(&finding.check_id).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(finding);
    }
    groups
}

fn fixes(group: &[&Finding]) -> String {
    let script: String =
        group.iter().filter_map(|finding| finding.fix_sql.as_ref()).map(|sql| format!("{sql};\n")).collect();
    if script.is_empty() {
        return String::new();
    }
    // A fence longer than any run of backticks inside (CommonMark, "Fenced code blocks").
    let fence = "`".repeat(longest_run(&script).max(2) + 1);
    format!("\n<details>\n<summary>Statements that repair it</summary>\n\n{fence}sql\n{script}{fence}\n\n</details>\n")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Text in a cell of a table: no newline, no bar, no HTML.
fn cell(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;")
}

/// A name as code. Bars must be escaped even there (GFM, "Tables").
fn code(name: &str) -> String {
    let fence = "`".repeat(longest_run(name) + 1);
    format!("{fence}{}{fence}", name.replace('|', "\\|").replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use crate::report::export::tests::{awkward, exported, unjudged};

    #[test]
    fn nothing_breaks_the_table() {
        let text = exported("markdown", &[awkward(), unjudged()]);
        let row = text.lines().find(|line| line.starts_with("| warning | `")).unwrap();
        assert_eq!(row.matches(" | ").count(), 3, "{row}");
        assert!(row.contains("line \\| two") && row.contains("&lt;b>"), "{row}");
        assert!(text.contains("| warning | 1 |") && text.contains("## Not judged"));
        assert!(text.contains("```sql\nALTER TABLE shop.\"Ordèr, <1> %\" RENAME TO orders;\n```"));
    }
}
