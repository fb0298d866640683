//! Findings as they are: a JSON array, JSON lines, CSV.
use super::Exported;
use serde_json::Value;

pub fn json(exported: &Exported<'_>) -> Result<String, String> {
    serde_json::to_string_pretty(exported.findings).map_err(|error| error.to_string())
}

pub fn json_lines(exported: &Exported<'_>) -> Result<String, String> {
    let mut text = String::new();
    for finding in exported.findings {
        text += &serde_json::to_string(finding).map_err(|error| error.to_string())?;
        text.push('\n');
    }
    Ok(text)
}

/// RFC 4180 with a header line; `detail` is JSON in a field.
pub fn csv(exported: &Exported<'_>) -> Result<String, String> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|error| error.to_string())?;
    for finding in exported.findings {
        let row = serde_json::to_value(finding).map_err(|error| error.to_string())?;
        let fields = COLUMNS.iter().map(|column| match &row[*column] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        writer.write_record(fields).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

/// The columns of `dbarch.finding`.
const COLUMNS: [&str; 14] = [
    "check_id",
    "area",
    "severity",
    "status",
    "object_kind",
    "object_name",
    "title",
    "message",
    "remediation",
    "fix_sql",
    "undo_sql",
    "confidence",
    "detail",
    "fingerprint",
];

#[cfg(test)]
mod tests {
    use crate::finding::Finding;
    use crate::report::export::tests::{awkward, exported, unjudged};

    #[test]
    fn json_can_be_read_back() {
        let findings = [awkward(), unjudged()];
        let read: Vec<Finding> = serde_json::from_str(&exported("json", &findings)).unwrap();
        assert_eq!(read, findings);
        let lines: Vec<Finding> =
            exported("jsonl", &findings).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines, findings);
    }

    #[test]
    fn csv_has_every_column_and_can_be_read_back() {
        let text = exported("csv", &[awkward()]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let fields = serde_json::to_value(awkward()).unwrap().as_object().unwrap().len();
        assert_eq!(reader.headers().unwrap().len(), fields);
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!(&record[7], awkward().message);
        assert_eq!(&record[12], r#"{"rows":3}"#);
    }
}
