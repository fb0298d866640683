//! Predicates to write in another way, so that an index can serve them.

use serde_json::{json, Value};

use super::super::changes::rounded;
use super::super::reason::percent;
use super::{described, row, Concerned};
use crate::advisor::recommend::Recommendation;
use crate::model::statistics::Trigrams;
use crate::model::unservable::{Form, Unservable};
use crate::model::workload::Statement;
use crate::normalised::tokens::{replace, tokens, Kind};

/// A recorded statement matters if it is this share of the workload's cost.
pub const STATEMENT_SHARE: f64 = 0.01;
/// Reading the table matters if it is this share of the statement's cost, and the other way round: a LIMIT that stops
/// the scan early leaves little to gain.
const SCAN_SHARE: f64 = 0.2;
/// Share of its cost that a statement must keep in spite of all suggested indexes.
const KEPT: f64 = 0.5;
pub const MOST_ROWS: usize = 20;

/// Whether a statement that costs `now` and with all suggested indexes `later` has much to gain from another predicate.
pub fn matters(found: &Unservable, now: f64, later: f64) -> bool {
    found.scan_cost >= now * SCAN_SHARE && now >= found.scan_cost * SCAN_SHARE && later >= now * KEPT
}

/// What to write instead, as SQL if it can be said so; `None` where only words can tell.
fn instead(found: &Unservable) -> Option<String> {
    let Unservable { column, other, operand, .. } = found;
    match found.form {
        Form::Day => day(found, &format!("{other} + 1")),
        Form::Truncated => {
            // There is no interval of that name.
            let unit = if operand == "quarter" { "3 months".to_owned() } else { format!("1 {operand}") };
            day(found, &format!("{other} + interval '{unit}'"))
        }
        Form::Sum => Some(format!("{column} {} {other} - {operand}", found.operator)),
        Form::Difference => Some(format!("{column} {} {other} + {operand}", found.operator)),
        Form::Cast => whole_number(found).map(|number| format!("{column} {} {number}", found.operator)),
        Form::Element => Some(format!("{column} @> ARRAY[{other}]::{}", found.column_type)),
        Form::Mutable | Form::Arithmetic | Form::Pattern | Form::Optional | Form::AcrossTables => None,
    }
}

/// The constant that an integer column is compared with, if that is the same as an integer.
fn whole_number(found: &Unservable) -> Option<i64> {
    if !matches!(found.column_type.as_str(), "smallint" | "integer" | "bigint") {
        return None;
    }
    let (value, of_type) = found.other.split_once("::").unwrap_or((&found.other, ""));
    let value = value.trim_matches('\'');
    let number: i64 = value.split_once('.').map_or(value, |(whole, _)| whole).parse().ok()?;
    let is_same = match of_type {
        "text" | "character varying" => value == number.to_string(),
        _ => value.parse::<f64>().is_ok_and(|value| value.fract() == 0.0),
    };
    is_same.then_some(number)
}

/// A comparison of the day, or another unit, as a range of the column; `next` is where the next one begins.
fn day(found: &Unservable, next: &str) -> Option<String> {
    let Unservable { column, other, .. } = found;
    match found.operator.as_str() {
        "=" => Some(format!("{column} >= {other} AND {column} < {next}")),
        "<" => Some(format!("{column} < {other}")),
        ">=" => Some(format!("{column} >= {other}")),
        "<=" => Some(format!("{column} < {next}")),
        ">" => Some(format!("{column} >= {next}")),
        _ => None,
    }
}

/// The same with `?` for constants: reasons are kept and shown to those who may not see them.
fn without_constants(found: &Unservable) -> Unservable {
    let masked = |text: &str| {
        let tokens = tokens(text);
        let constants = tokens.iter().filter(|token| matches!(token.kind, Kind::Number | Kind::Literal));
        let edits: Vec<_> = constants.map(|token| (token.start..token.end(), "?".to_owned())).collect();
        if tokens.is_empty() {
            String::new()
        } else {
            replace(text, &edits)
        }
    };
    Unservable {
        clause: masked(&found.clause),
        expression: masked(&found.expression),
        other: masked(&found.other),
        // The unit is none.
        operand: if found.form == Form::Truncated { found.operand.clone() } else { masked(&found.operand) },
        ..found.clone()
    }
}

/// Why no index serves it, and what to do, of a predicate without constants. `whole`: the column is compared with a whole
/// number.
fn advice(found: &Unservable, trigrams: Trigrams, whole: bool) -> String {
    let Unservable { column, expression, column_type, .. } = found;
    let written = instead(found).map(|text| format!("write {text}"));
    let or = |words: &str| written.clone().unwrap_or_else(|| words.to_owned());
    match found.form {
        Form::Day | Form::Truncated => format!(
            "{expression} depends on the session's time zone, so no index can hold it: {}{}",
            or(&format!("compare {column} itself with a range")),
            // Other values are never met by a truncated one.
            if found.form == Form::Truncated { ", where the value is itself such a beginning" } else { "" }
        ),
        Form::Mutable => format!(
            "{expression} depends on more than the row, so no index can hold it: compare {column} itself, or keep the value \
             in a column of its own"
        ),
        Form::Sum | Form::Difference | Form::Arithmetic => format!(
            "an index on {column} does not know {expression}: {}",
            or(&format!("leave {column} alone on its side of the comparison"))
        ),
        Form::Cast => format!(
            "each {column} is cast before it is compared, as {expression}, so an index on it is of no use: give the \
             parameter the type of the column ({column_type}){}",
            if whole { ", or write the constant so" } else { "" }
        ),
        Form::Element => format!(
            "no index serves = ANY on an array column: {}, which a GIN index on {column} serves",
            or("use @>")
        ),
        Form::Pattern => format!(
            "a match may begin with anything, and a b-tree is sorted by beginnings: {}",
            match trigrams {
                Trigrams::Available => "create the extension pg_trgm, whose operator class gin_trgm_ops serves it",
                Trigrams::Missing =>
                    "the extension pg_trgm would serve it, but this server does not have it: install it, or search by the \
                     beginning or by full text",
                Trigrams::Installed => "a GIN index with gin_trgm_ops serves it",
            }
        ),
        Form::Optional => {
            "a plan for all values must be right for NULL as well, and so reads the whole table: send the condition \
             only where there is a value, or leave plan_cache_mode at auto, so that each value gets a plan"
                .to_owned()
        }
        Form::AcrossTables => {
            "its arms are about different tables, so the join must be made before it is decided: write one query for each \
             arm and put them together with UNION, with the keys of both tables among their columns"
                .to_owned()
        }
    }
}

/// A predicate with the statements that have it, the costliest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Written<'a> {
    pub found: &'a Unservable,
    pub table_name: String,
    pub concerned: Vec<Concerned>,
    /// Cost of one execution of the first.
    pub cost: f64,
    /// For [`Form::Optional`]: the cost of a plan made for a value.
    pub custom_cost: Option<f64>,
}

/// The row.
pub fn recommendation(
    written: &Written,
    trigrams: Trigrams,
    statements: &[Statement],
    source: &str,
) -> Recommendation {
    let found = written.found;
    let share: f64 = written.concerned.iter().map(|one| one.share).sum();
    let pattern = found.form == Form::Pattern && trigrams == Trigrams::Available;
    let shown = without_constants(found);
    let whole = whole_number(found).is_some();
    let mut reason = format!(
        "No index can serve {} as it is written: {}. ",
        bare(&shown.clause),
        advice(&shown, trigrams, whole)
    );
    reason.push_str(&match written.custom_cost {
        Some(custom) => format!(
            "A generic plan costs {:.1}, one made for a value {custom:.1}, in a statement that is {} of the workload's cost.",
            written.cost,
            percent(share * 100.0)
        ),
        None => format!(
            "Reading all of {} costs {:.1} of the {:.1} of one execution; {} with it {} {} of the workload's cost.",
            written.table_name,
            found.scan_cost.min(written.cost),
            written.cost,
            if written.concerned.len() == 1 { "the statement" } else { "the statements" },
            if written.concerned.len() == 1 { "is" } else { "are" },
            percent(share.min(1.0) * 100.0)
        ),
    });
    Recommendation {
        ddl: if pattern { "CREATE EXTENSION pg_trgm".into() } else { String::new() },
        undo_ddl: if pattern { "DROP EXTENSION pg_trgm".into() } else { String::new() },
        query_count: i32::try_from(written.concerned.len()).unwrap_or(i32::MAX),
        confidence: if written.custom_cost.is_some() { "low".into() } else { "medium".into() },
        reason,
        detail: json!({
            "source": source,
            "clause": bare(&found.clause),
            "instead": instead(found),
            "column": Some(&found.column).filter(|column| !column.is_empty()),
            "scan_cost": rounded(found.scan_cost),
            "statement_cost": rounded(written.cost),
            "custom_cost": written.custom_cost.map(rounded),
            "cost_share_pct": rounded(share.min(1.0) * 100.0),
            "statements": written.concerned.iter().map(|one| described(statements, one)).collect::<Vec<Value>>(),
        }),
        ..row("rewrite", &written.table_name)
    }
}

/// An expression without the parentheses around all of it.
fn bare(text: &str) -> &str {
    let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) else { return text };
    let mut depth = 0;
    for c in inner.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => (),
        }
        if depth < 0 {
            return text;
        }
    }
    inner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(form: Form) -> Unservable {
        Unservable {
            table: 7,
            form,
            clause: "((a + 1) = 5)".into(),
            column: "a".into(),
            column_type: "integer".into(),
            expression: "(a + 1)".into(),
            operator: "=".into(),
            other: "5".into(),
            operand: "1".into(),
            scan_cost: 900.0,
        }
    }

    #[test]
    fn outer_parentheses_go_in_pairs() {
        assert_eq!(bare("((a + 1) = 5)"), "(a + 1) = 5");
        assert_eq!(bare("(a) = (b)"), "(a) = (b)");
        assert_eq!(bare("a"), "a");
    }

    #[test]
    fn t53_days_become_ranges() {
        let day = |operator: &str| {
            let found = Unservable {
                column: "at".into(),
                operator: operator.into(),
                other: "'2026-01-02'::date".into(),
                ..found(Form::Day)
            };
            instead(&found).unwrap_or_default()
        };
        assert_eq!(day("="), "at >= '2026-01-02'::date AND at < '2026-01-02'::date + 1");
        assert_eq!(day("<="), "at < '2026-01-02'::date + 1");
        assert_eq!(day(">"), "at >= '2026-01-02'::date + 1");
        assert_eq!(day("<"), "at < '2026-01-02'::date");
        assert_eq!(day("<>"), "");
    }

    #[test]
    fn t55_t59_t61_other_forms() {
        assert_eq!(instead(&found(Form::Sum)).as_deref(), Some("a = 5 - 1"));
        assert_eq!(instead(&found(Form::Difference)).as_deref(), Some("a = 5 + 1"));
        assert_eq!(instead(&found(Form::Arithmetic)), None);
        let cast = |other: &str| instead(&Unservable { other: other.into(), ..found(Form::Cast) });
        assert_eq!(cast("5.0").as_deref(), Some("a = 5"));
        assert_eq!(cast("'7'::text").as_deref(), Some("a = 7"));
        assert_eq!(cast("'-7'::double precision").as_deref(), Some("a = -7"));
        for other in ["5.5", "'07'::text", "$1", "'NaN'::double precision", "(b.x)::numeric"] {
            assert_eq!(cast(other), None, "{other} is no integer");
        }
        let quarter = Unservable { operand: "quarter".into(), ..found(Form::Truncated) };
        assert_eq!(instead(&quarter).as_deref(), Some("a >= 5 AND a < 5 + interval '3 months'"));
        let tags = Unservable {
            column: "tags".into(),
            column_type: "text[]".into(),
            other: "'x'::text".into(),
            ..found(Form::Element)
        };
        assert_eq!(instead(&tags).as_deref(), Some("tags @> ARRAY['x'::text]::text[]"));
    }

    #[test]
    fn reasons_have_no_constants() {
        let secret = Unservable {
            clause: "((name)::text ~~ '%secret%'::text)".into(),
            column: "name".into(),
            other: "'%secret%'::text".into(),
            ..found(Form::Pattern)
        };
        let shown = without_constants(&secret);
        assert_eq!((shown.clause.as_str(), shown.other.as_str()), ("((name)::text ~~ ?::text)", "?::text"));
        let hour = Unservable {
            operand: "hour".into(),
            other: "'2026-01-01'::timestamptz".into(),
            ..found(Form::Truncated)
        };
        assert_eq!(
            instead(&without_constants(&hour)).as_deref(),
            Some("a >= ?::timestamptz AND a < ?::timestamptz + interval '1 hour'")
        );
    }

    #[test]
    fn what_matters_reads_the_table_and_goes_on_doing_so() {
        assert!(matters(&found(Form::Sum), 1000.0, 1000.0));
        assert!(!matters(&found(Form::Sum), 1000.0, 400.0), "an index helps already");
        assert!(!matters(&found(Form::Sum), 5000.0, 5000.0), "the rest of the statement is dearer");
        assert!(!matters(&found(Form::Sum), 100.0, 100.0), "a LIMIT stops it");
    }

    #[test]
    fn rows_tell_clause_remedy_and_cost() {
        let sum = found(Form::Sum);
        let written = |found| Written {
            found,
            table_name: "shop.t".into(),
            concerned: vec![Concerned { statement: 0, share: 0.5 }],
            cost: 1000.0,
            custom_cost: None,
        };
        let row = recommendation(&written(&sum), Trigrams::Missing, &[], "queries");
        assert_eq!(
            row.reason,
            "No index can serve (a + ?) = ? as it is written: an index on a does not know (a + ?): write a = ? - ?. \
             Reading all of shop.t costs 900.0 of the 1000.0 of one execution; the statement with it is 50 % of the \
             workload's cost."
        );
        assert_eq!((row.ddl.as_str(), row.detail["instead"].as_str()), ("", Some("a = 5 - 1")));
        let pattern = found(Form::Pattern);
        let row = recommendation(&written(&pattern), Trigrams::Available, &[], "queries");
        assert_eq!(
            (row.ddl.as_str(), row.undo_ddl.as_str()),
            ("CREATE EXTENSION pg_trgm", "DROP EXTENSION pg_trgm")
        );
        let row = recommendation(&written(&pattern), Trigrams::Missing, &[], "queries");
        assert!(row.ddl.is_empty() && row.reason.contains("this server does not have it"));
    }
}
