//! Fills the message and remediation templates of the catalogue.
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde_json::{Map, Value};

/// Bytes in the unit that people read, as `pg_size_pretty` would round them.
pub fn bytes(value: f64) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB"];
    let mut size = value;
    let mut unit = 0;
    while size.abs() >= 10240.0 && unit + 1 < units.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{} {}", size.round(), units[unit])
}

/// Fills `template` from `values`. A name that does not exist is an error, since a message with a hole misleads.
pub fn fill(template: &str, values: &Map<String, Value>) -> Result<String, String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("bytes", bytes);
    environment.render_str(template, Serde(values)).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn with(template: &str, values: Value) -> Result<String, String> {
        fill(template, values.as_object().unwrap())
    }

    #[test]
    fn names_and_sizes_are_filled() {
        let text = with("{{ t }} wastes {{ n | bytes }}", json!({"t": "a<b", "n": 26_214_400}));
        assert_eq!(text.unwrap(), "a<b wastes 25 MB");
        assert_eq!(bytes(10.0), "10 bytes");
    }

    #[test]
    fn a_hole_is_an_error() {
        assert!(with("{{ nothing }}", json!({})).is_err());
    }
}
