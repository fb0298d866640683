//! What can be read from `EXPLAIN (FORMAT JSON)`.
use serde_json::Value;

/// Names of the indexes that a plan scans, each once, in the order in which EXPLAIN prints them.
pub fn indexes_used(explain: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(explain, &mut found);
    found
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(fields) => {
            if let Some(Value::String(name)) = fields.get("Index Name") {
                if !found.contains(name) {
                    found.push(name.clone());
                }
            }
            fields.values().for_each(|field| collect(field, found));
        }
        _ => (),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn nested_scans_are_found_once() {
        let plan = json!([{"Plan": {"Node Type": "Nested Loop", "Plans": [
            {"Node Type": "Index Scan", "Index Name": "b"},
            {"Node Type": "Bitmap Heap Scan", "Plans": [{"Node Type": "Bitmap Index Scan", "Index Name": "a"}]},
            {"Node Type": "Index Only Scan", "Index Name": "b"}]}}]);
        assert_eq!(super::indexes_used(&plan), ["b", "a"]);
    }

    #[test]
    fn a_plan_without_indexes_uses_none() {
        assert!(super::indexes_used(&json!([{"Plan": {"Node Type": "Seq Scan"}}])).is_empty());
    }
}
