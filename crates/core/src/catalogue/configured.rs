//! What a user has set for a check, and what holds for it then.
use super::{CheckMeta, Param, Profile};
use crate::finding::Severity;
use serde::Deserialize;
use serde_json::{Map, Number, Value};

/// What is set for one check; what is not set is as in the catalogue.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Configured {
    pub check_id: String,
    #[serde(default)]
    pub enabled: Option<bool>,
    #[serde(default)]
    pub severity: Option<Severity>,
    #[serde(default)]
    pub parameters: Map<String, Value>,
}

/// What holds for a check in a run.
#[derive(Debug, Clone)]
pub struct Effective {
    /// Whether a run has the check that does not name it.
    pub enabled: bool,
    pub severity: Severity,
    /// A user has set it: it goes for findings of which the check says otherwise.
    pub severity_is_set: bool,
    /// All its parameters.
    pub parameters: Map<String, Value>,
    /// A user has set something.
    pub is_configured: bool,
}

/// Why a parameter was refused.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    pub message: String,
    pub hint: String,
}

impl Param {
    /// The type as users write it in JSON.
    fn described(&self) -> &'static str {
        match self.sql_type() {
            Some("boolean") => "true or false",
            Some("bigint") => "a whole number",
            Some("double precision") => "a number",
            Some("text[]") => "an array of strings",
            _ => "a string",
        }
    }

    /// `given` as a value of this parameter's type, if it is one.
    fn accept(&self, given: &Value) -> Option<Value> {
        let fits = match (self.sql_type()?, given) {
            ("boolean", Value::Bool(_)) | ("text", Value::String(_)) => true,
            ("bigint", Value::Number(number)) => return whole(number).map(Value::from),
            ("double precision", Value::Number(_)) => true,
            ("text[]", Value::Array(items)) => items.iter().all(Value::is_string),
            _ => false,
        };
        fits.then(|| given.clone())
    }
}

/// 90 and 90.0 are the same number in SQL.
fn whole(number: &Number) -> Option<i64> {
    /// Above that not every whole number has a double of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    number.as_i64().or_else(|| {
        let value = number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() <= EXACT)?;
        Some(value as i64)
    })
}

impl CheckMeta {
    /// `given` with each value in the type of its parameter. A null, which takes a setting back, stays one.
    pub fn accept_parameters(&self, given: &Map<String, Value>) -> Result<Map<String, Value>, Refused> {
        let accepted = given.iter().map(|(name, value)| {
            let Some(param) = self.params.get(name) else {
                return Err(self.unknown_parameter(name));
            };
            let value = match value {
                Value::Null => Value::Null,
                other => param.accept(other).ok_or_else(|| Refused {
                    message: format!("parameter \"{name}\" of check \"{}\" cannot be {other}", self.id),
                    hint: format!(
                        "It is {}, by default {}: {}",
                        param.described(),
                        param.default,
                        param.about
                    ),
                })?,
            };
            Ok((name.clone(), value))
        });
        accepted.collect()
    }

    fn unknown_parameter(&self, name: &str) -> Refused {
        let names: Vec<&str> = self.params.keys().map(String::as_str).collect();
        Refused {
            message: format!("check \"{}\" has no parameter \"{name}\"", self.id),
            hint: match names[..] {
                [] => "It has none.".to_string(),
                _ => format!("Its parameters are: {}.", names.join(", ")),
            },
        }
    }

    /// What holds for the check. A value that another release has accepted and this one does not is passed over: it must
    /// not cost the check.
    pub fn effective(&self, configured: Option<&Configured>, profile: Profile) -> Effective {
        let severity = configured.and_then(|set| set.severity).unwrap_or(self.severity);
        let mut parameters = self.defaults();
        for (name, value) in configured.iter().flat_map(|set| &set.parameters) {
            if let Some(value) = self.params.get(name).and_then(|param| param.accept(value)) {
                parameters.insert(name.clone(), value);
            }
        }
        Effective {
            enabled: configured
                .and_then(|set| set.enabled)
                .unwrap_or_else(|| profile.includes(self, severity)),
            severity,
            severity_is_set: configured.is_some_and(|set| set.severity.is_some()),
            parameters,
            is_configured: configured.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::header::{split, Source};
    use serde_json::json;

    fn meta(fields: &str) -> CheckMeta {
        let sections = ["What it does", "Why it matters", "How to fix", "False positives", "Sources"];
        let page: String = sections.iter().map(|title| format!("-- ## {title}\n-- text\n")).collect();
        let head = "-- id = \"a\"\n-- title = \"t\"\n-- severity = \"warning\"\n-- object = \"table\"\n-- since = \"0\"\n\
                    -- message = \"m\"\n-- remediation = \"r\"\n";
        let text: &str = format!("{head}{fields}-- ---\n{page}\nSELECT 1\n").leak();
        let source = Source { path: "sql/checks/tables/a.sql", text };
        CheckMeta::parse(&source, &split(&source).unwrap()).unwrap()
    }

    const PARAMS: &str = "-- params.n = { default = 5, about = \"N.\" }\n\
                          -- params.f = { default = 0.5, about = \"F.\" }\n\
                          -- params.words = { default = [\"a\"], about = \"W.\" }\n";

    fn accepted(given: Value) -> Result<Value, Refused> {
        meta(PARAMS).accept_parameters(given.as_object().unwrap()).map(Value::Object)
    }

    #[test]
    fn parameters_take_values_of_their_type() {
        assert_eq!(
            accepted(json!({"n": 7.0, "f": 3, "words": [], "N": null}).clone()).unwrap_err().message,
            "check \"a\" has no parameter \"N\""
        );
        assert_eq!(
            accepted(json!({"n": 7.0, "f": 3, "words": []})),
            Ok(json!({"n": 7, "f": 3, "words": []}))
        );
        assert_eq!(accepted(json!({"n": null})), Ok(json!({"n": null})));
        for wrong in [json!({"n": 1.5}), json!({"n": "7"}), json!({"f": true}), json!({"words": [1]})] {
            let refused = accepted(wrong).unwrap_err();
            assert!(refused.hint.starts_with("It is a"), "{refused:?}");
        }
    }

    #[test]
    fn what_is_set_beats_the_profile_and_the_catalogue() {
        let check = meta(PARAMS);
        let set = |enabled, severity, parameters: Value| Configured {
            check_id: "a".into(),
            enabled,
            severity,
            parameters: parameters.as_object().unwrap().clone(),
        };
        let plain = check.effective(None, Profile::Default);
        assert!(plain.enabled && !plain.is_configured && plain.severity == Severity::Warning);
        let off = check.effective(Some(&set(Some(false), None, json!({"n": 9}))), Profile::Strict);
        assert_eq!(
            (off.enabled, &off.parameters["n"], &off.parameters["f"]),
            (false, &json!(9), &json!(0.5))
        );
        let lower = check.effective(Some(&set(None, Some(Severity::Info), json!({}))), Profile::Essential);
        assert!(!lower.enabled, "essential goes by the severity that holds");
        let stale = check.effective(Some(&set(None, None, json!({"n": "x", "gone": 1}))), Profile::Default);
        assert_eq!(stale.parameters, check.defaults());
    }

    #[test]
    fn profiles_differ_in_taste_and_weight() {
        let includes = |fields: &str, profile: Profile| meta(fields).effective(None, profile).enabled;
        let taste = "-- opinionated = true\n";
        assert!(!includes(taste, Profile::Default) && includes(taste, Profile::Strict));
        assert!(!includes("-- enabled = false\n", Profile::Strict));
        assert!(
            includes("", Profile::Essential) && !includes("-- confidence = \"low\"\n", Profile::Essential)
        );
        assert!(includes("-- confidence = \"low\"\n", Profile::Default));
    }
}
