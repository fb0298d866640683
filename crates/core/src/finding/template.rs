//! Fills the message and remediation templates of the catalogue.
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde_json::Value;
use std::collections::BTreeMap;

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

/// The two templates of a check, compiled once for all its rows.
pub struct Templates<'a> {
    environment: Environment<'a>,
    needed: [Vec<String>; 2],
}

#[derive(Debug, Clone, Copy)]
pub enum Text {
    Message,
    Remediation,
}

impl Text {
    fn name(self) -> &'static str {
        match self {
            Text::Message => "message",
            Text::Remediation => "remediation",
        }
    }
}

impl<'a> Templates<'a> {
    pub fn new(message: &'a str, remediation: &'a str) -> Result<Self, String> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.add_filter("bytes", bytes);
        let mut add = |text: Text, source| -> Result<Vec<String>, minijinja::Error> {
            environment.add_template(text.name(), source)?;
            let names = environment.get_template(text.name())?.undeclared_variables(false);
            Ok(names.into_iter().collect())
        };
        let mut needed = || Ok([add(Text::Message, message)?, add(Text::Remediation, remediation)?]);
        let needed = needed().map_err(|error: minijinja::Error| error.to_string())?;
        Ok(Templates { environment, needed })
    }

    /// Fills the template with what `value` knows by name. A name that does not exist is an error, since a message with a
    /// hole misleads. Only names that the template has are asked for: a row may have large values beside them.
    pub fn fill<'v>(&self, text: Text, value: impl Fn(&str) -> Option<&'v Value>) -> Result<String, String> {
        let values: BTreeMap<&str, _> = self.needed[text as usize]
            .iter()
            .filter_map(|name| Some((name.as_str(), minijinja::Value::from(Serde(value(name)?)))))
            .collect();
        let template = self.environment.get_template(text.name()).map_err(|error| error.to_string())?;
        template.render(values).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn with(template: &str, values: Value) -> Result<String, String> {
        Templates::new(template, "")?.fill(Text::Message, |name| values.get(name))
    }

    #[test]
    fn names_and_sizes_are_filled() {
        let text = with("{{ t }} wastes {{ n | bytes }}", json!({"t": "a<b", "n": 26_214_400}));
        assert_eq!(text.unwrap(), "a<b wastes 25 MB");
        assert_eq!(bytes(10.0), "10 bytes");
        let list =
            "{% for c in columns if c %}{{ c }}{% if not loop.last %}, {% endif %}{% endfor %} of {{ p.x }}";
        assert_eq!(with(list, json!({"columns": ["a", "b"], "p": {"x": 1}})).unwrap(), "a, b of 1");
    }

    #[test]
    fn a_hole_is_an_error() {
        assert!(with("{{ nothing }}", json!({})).is_err());
        assert!(with("{{ p.nothing }}", json!({"p": {}})).is_err());
        assert!(with("{{ unclosed", json!({})).is_err());
    }
}
