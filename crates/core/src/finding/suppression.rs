//! What users do not want to hear of.
use super::{Finding, Status};
use serde::Deserialize;
use serde_json::{json, Value};

/// Stands for every check.
pub const EVERY_CHECK: &str = "*";
/// Stands for every object, and for what has none.
pub const EVERY_OBJECT: &str = "*";

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Suppression {
    pub check_id: String,
    pub object_pattern: String,
    pub reason: Option<String>,
    pub until: Option<String>,
    #[serde(default)]
    pub is_expired: bool,
}

/// Whether `name` is what `pattern` says: `*` stands for any characters or none, `?` for one, all others for themselves.
pub fn is_like(name: &str, pattern: &str) -> bool {
    let (name, pattern): (Vec<char>, Vec<char>) = (name.chars().collect(), pattern.chars().collect());
    let (mut at, mut of) = (0, 0);
    // The last `*`, and how far into the name it reaches as far as is known.
    let mut star: Option<(usize, usize)> = None;
    while at < name.len() {
        match pattern.get(of) {
            Some('*') => {
                star = Some((of, at));
                of += 1;
            }
            Some('?') => (at, of) = (at + 1, of + 1),
            Some(c) if *c == name[at] => (at, of) = (at + 1, of + 1),
            _ => match star {
                Some((place, reach)) => {
                    star = Some((place, reach + 1));
                    (at, of) = (reach + 1, place + 1);
                }
                None => return false,
            },
        }
    }
    pattern[of..].iter().all(|c| *c == '*')
}

impl Suppression {
    /// Whether it speaks of `finding`, expired or not. That something could not be judged is no fault of an object: only
    /// who wants to hear nothing at all of a check does not hear that.
    pub fn covers(&self, finding: &Finding) -> bool {
        let everything = self.object_pattern == EVERY_OBJECT;
        if finding.status != Status::Ok {
            return everything && self.check_id == finding.check_id;
        }
        (self.check_id == EVERY_CHECK || self.check_id == finding.check_id)
            && (everything
                || is_like(finding.object_name.as_deref().unwrap_or_default(), &self.object_pattern))
    }

    fn mark(&self) -> Value {
        json!({"reason": self.reason, "until": self.until, "pattern": self.object_pattern})
    }
}

/// Writes into the detail of each suppressed finding why it is. Of several, the one that was made for the check counts.
pub fn mark(findings: &mut [Finding], suppressions: &[Suppression]) {
    let mut valid: Vec<&Suppression> = suppressions.iter().filter(|one| !one.is_expired).collect();
    valid.sort_by_key(|one| one.check_id == EVERY_CHECK);
    if valid.is_empty() {
        return;
    }
    for finding in findings {
        let Some(by) = valid.iter().find(|one| one.covers(finding)) else { continue };
        if let Value::Object(detail) = &mut finding.detail {
            detail.insert("suppressed".into(), by.mark());
        }
    }
}

pub fn is_suppressed(finding: &Finding) -> bool {
    finding.detail.get("suppressed").is_some_and(Value::is_object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Row, Severity, Texts};
    use proptest::prelude::*;

    fn finding(check_id: &str, object: Option<&str>, status: Option<Status>) -> Finding {
        let texts = Texts {
            check_id,
            area: "tables",
            severity: Severity::Warning,
            object_kind: "table",
            title: "t",
            message: "m",
            remediation: "r",
            confidence: "high",
            identity: &[],
        };
        texts.plain(Row { object_name: object.map(str::to_string), status, ..Row::default() })
    }

    fn suppression(check_id: &str, pattern: &str) -> Suppression {
        Suppression { check_id: check_id.into(), object_pattern: pattern.into(), ..Suppression::default() }
    }

    #[test]
    fn patterns_are_globs() {
        for (name, pattern) in [
            ("", "*"),
            ("shop.orders", "shop.orders"),
            ("shop.orders", "shop.*"),
            ("shop.orders.note", "shop.orders.*"),
            ("shop.orders", "*.o?ders"),
            ("shop.\"Line Item\"", "shop.\"*\""),
            ("a.b_c", "*_c"),
            ("äöü.x", "???.x"),
            ("aab", "*ab"),
            ("a[1]", "a[1]"),
        ] {
            assert!(is_like(name, pattern), "{name} {pattern}");
        }
        for (name, pattern) in [
            ("shop.orders", "shop.order"),
            ("shop.orders", "orders"),
            ("shop.Orders", "shop.orders"),
            ("shop.orders", "shop.orders.*"),
            ("axc", "a_c"),
            ("ac", "a?c"),
            ("", "?"),
        ] {
            assert!(!is_like(name, pattern), "{name} {pattern}");
        }
        let long = "a".repeat(5000);
        assert!(!is_like(&long, &format!("{}b", "*a".repeat(50))), "takes no exponential time");
    }

    proptest! {
        #[test]
        fn a_name_is_like_itself_with_any_part_starred(name in "[a-c.\"]{0,12}", from in 0usize..13, to in 0usize..13) {
            let (from, to) = (from.min(to).min(name.len()), from.max(to).min(name.len()));
            let pattern = format!("{}*{}", &name[..from], &name[to..]);
            prop_assert!(is_like(&name, &pattern));
        }
    }

    #[test]
    fn what_could_not_be_judged_is_hidden_with_the_whole_check_only() {
        let unknown = finding("a", Some("public"), Some(Status::InsufficientPrivilege));
        assert!(suppression("a", "*").covers(&unknown));
        assert!(!suppression("a", "pub*").covers(&unknown) && !suppression("*", "*").covers(&unknown));
        let whole = finding("a", None, None);
        assert!(suppression("a", "*").covers(&whole) && !suppression("a", "x*").covers(&whole));
        assert!(!suppression("b", "*").covers(&whole));
    }

    #[test]
    fn expired_ones_do_not_count_and_the_closest_reason_is_shown() {
        let mut findings = vec![finding("a", Some("s.t"), None), finding("b", Some("s.t"), None)];
        let expired = Suppression { is_expired: true, ..suppression("b", "*") };
        let general = Suppression { reason: Some("general".into()), ..suppression("*", "s.t") };
        let own = Suppression { reason: Some("own".into()), ..suppression("a", "s.*") };
        mark(&mut findings, std::slice::from_ref(&expired));
        assert!(!findings.iter().any(is_suppressed));
        mark(&mut findings, &[expired, general, own]);
        let reasons: Vec<_> = findings.iter().map(|f| f.detail["suppressed"]["reason"].as_str()).collect();
        assert_eq!(reasons, [Some("own"), Some("general")]);
    }
}
