use super::*;
use proptest::prelude::*;

fn refuse(kind: Kind, position: Option<usize>) -> Result<String, Refusal<&'static str>> {
    Err(Refusal { error: "refused", kind, position })
}

/// All texts that are tried when `judge` refuses them.
fn attempts(text: &str, judge: impl Fn(&str) -> (Kind, Option<usize>)) -> Vec<String> {
    let mut tried = Vec::new();
    let outcome = attempt(text, |text| {
        tried.push(text.to_string());
        let (kind, position) = judge(text);
        refuse(kind, position)
    });
    assert!(outcome.is_err());
    tried
}

#[test]
fn a_text_that_is_taken_is_tried_as_it_is() {
    let taken = attempt("SELECT interval $1", |text| Ok::<_, Refusal<()>>(text.to_string()));
    assert_eq!(taken.unwrap(), "SELECT interval $1");
}

#[test]
fn other_errors_are_final() {
    assert_eq!(attempts("SELECT interval $1", |_| (Kind::Other, Some(17))).len(), 1);
    assert_eq!(attempts("SELECT interval $1", |_| (Kind::Type, None)).len(), 1);
    assert_eq!(attempts("SELECT $1 FROM", |_| (Kind::Syntax, Some(1))).len(), 1);
    assert_eq!(attempts("SELECT interval $1", |_| (Kind::Syntax, None)).len(), 2);
}

#[test]
fn types_are_found_for_one_group_after_the_other() {
    let found = attempt("SELECT date $1 + $2, f($3)", |text| {
        let at = |what: &str| text.find(what).map(|n| n + 1);
        if text.contains("date $1") {
            refuse(Kind::Syntax, None)
        } else if !text.contains("($2)::") {
            refuse(Kind::Type, at("+"))
        } else if text.contains("pg_catalog.int4, f($3)") {
            refuse(Kind::Type, at("f("))
        } else if text.contains("($2)::pg_catalog.int4") {
            // Nothing that f takes goes with a number in front.
            refuse(Kind::Type, at("f("))
        } else {
            Ok(text.to_string())
        }
    });
    assert_eq!(found.unwrap(), "SELECT ($1)::date + ($2)::pg_catalog.text, f($3)");
}

#[test]
fn one_of_several_parameters_may_be_enough() {
    let found = attempt("SELECT f($1, $2)", |text| {
        if text == "SELECT f($1, ($2)::pg_catalog.timestamptz)" {
            Ok(text.to_string())
        } else {
            refuse(Kind::Type, Some(8))
        }
    });
    assert!(found.is_ok());
}

#[test]
fn what_is_wrong_besides_types_is_told() {
    let judge = |text: &str| if text.contains("::") { Kind::Other } else { Kind::Type };
    let outcome = attempt("SELECT $1 + $2 FROM gone", |text| refuse(judge(text), Some(11)));
    assert_eq!(outcome.unwrap_err().kind, Kind::Other);
}

#[test]
fn a_search_has_an_end() {
    let text = format!("SELECT {}", (1..40).map(|n| format!("f(${n})")).collect::<Vec<_>>().join(", "));
    let tried = attempts(&text, |text| (Kind::Type, text.find("f($").map(|n| n + 1)));
    assert!(tried.len() <= 2 + MOST_ATTEMPTS, "{}", tried.len());
}

/// Pieces of SQL in any order, which is what breaks readers of SQL.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "$1",
        "$2",
        "$",
        "$$",
        "'",
        "''",
        "\"",
        "--",
        "/*",
        "*/",
        "/*, ... */",
        "\n",
        " ",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "::",
        "+",
        "-",
        "date",
        "interval",
        "extract",
        "normalize",
        "from",
        "case",
        "end",
        "then",
        "prepare",
        "(values (",
        ") t (x)",
        "values",
        "as",
        "as",
        "with",
        "time",
        "zone",
        "varying",
        "precision",
        "sum",
        "in",
        "E'\\",
        "x",
        "é",
        "1",
        "U&'",
        "$t$",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn all_forms(text: &str, at: usize) -> usize {
    attempts(text, |_| (Kind::Syntax, Some(at))).len() + attempts(text, |_| (Kind::Type, Some(at))).len()
}

proptest! {
    #[test]
    fn anything_is_read_without_panic(text in ".{0,200}", at in 0..220usize) {
        prop_assert!(all_forms(&text, at) > 0);
    }

    #[test]
    fn pieces_of_sql_are_read_without_panic(text in soup(), at in 0..220usize) {
        prop_assert!(all_forms(&text, at) > 0);
    }

    #[test]
    fn a_text_without_parameters_stays_as_it_is(text in soup()) {
        let text = text.replace('$', "").replace("prepare", "");
        prop_assert!(attempts(&text, |_| (Kind::Syntax, Some(3))).iter().all(|tried| *tried == text));
        prop_assert!(attempts(&text, |_| (Kind::Type, Some(3))).iter().all(|tried| *tried == text));
    }

    #[test]
    fn what_was_repaired_once_stays_as_it_is(text in soup()) {
        let once = literals::with_parameters(&text).into_owned();
        let twice = literals::with_parameters(&once).into_owned();
        prop_assert_eq!(once, twice);
    }
}
