use super::*;
use crate::model::parameters::Scale;

const AIM: Aim = Aim { draw: 0.5, share: 0.1, rare: false, frequency: None, solved: false, limit: None };

fn strings(values: impl IntoIterator<Item = String>) -> Vec<String> {
    values.into_iter().collect()
}

fn numbers() -> ColumnValues {
    ColumnValues {
        rows: 10_000.0,
        n_distinct: -1.0,
        histogram: strings((0..=100).map(|n| (n * 10).to_string())),
        ..ColumnValues::default()
    }
}

fn of(comparisons: &[Comparison], column: ColumnValues, aim: &Aim) -> Vec<String> {
    let uses = ParameterUses {
        slots: comparisons.len(),
        uses: comparisons
            .iter()
            .enumerate()
            .map(|(slot, comparison)| ParameterUse {
                slot,
                comparison: *comparison,
                column: (1, 1),
                scale: Scale::Integer,
            })
            .collect(),
        ..ParameterUses::default()
    };
    constants(&uses, &HashMap::from([((1, 1), column)]), aim)
        .into_iter()
        .map(|constant| match constant {
            Constant::Text(text) => text,
            other => format!("{other:?}"),
        })
        .collect()
}

#[test]
fn ranges_let_the_share_through() {
    assert_eq!(of(&[Comparison::Above], numbers(), &AIM), ["900"]);
    assert_eq!(of(&[Comparison::Below], numbers(), &AIM), ["100"]);
    assert_eq!(of(&[Comparison::Above, Comparison::Below], numbers(), &AIM), ["450", "550"]);
    let tiny = Aim { share: 0.001, ..AIM };
    assert_eq!(of(&[Comparison::Above], numbers(), &tiny), ["999"]);
}

#[test]
fn equalities_with_one_column_differ() {
    let column = ColumnValues {
        common: vec!["a".into(), "b".into()],
        frequencies: vec![0.8, 0.2],
        ..ColumnValues::default()
    };
    assert_eq!(
        of(&[Comparison::Equal, Comparison::Equal], column.clone(), &Aim { draw: 0.3, ..AIM }),
        ["a", "b"]
    );
    assert_eq!(of(&[Comparison::Equal], column.clone(), &Aim { rare: true, ..AIM }), ["b"]);
    assert_eq!(of(&[Comparison::Unequal, Comparison::Unequal], column.clone(), &AIM), ["b", "a"]);
    assert_eq!(of(&[Comparison::Equal], column, &Aim { frequency: Some(0.0), ..AIM }), ["b"]);
}

#[test]
fn prefixes_are_as_long_as_it_takes() {
    let column = ColumnValues {
        histogram: strings((0..100).map(|n| format!("user{n:02}%x"))),
        ..ColumnValues::default()
    };
    let with = |share| Aim { share, solved: true, ..AIM };
    assert_eq!(of(&[Comparison::Like], column.clone(), &with(0.1)), ["user5%"]);
    assert_eq!(of(&[Comparison::Like], column.clone(), &with(0.01)), ["user50%"]);
    assert_eq!(of(&[Comparison::Like], column.clone(), &with(0.001)), ["user50&%"]);
    let percents = ColumnValues { histogram: vec!["a%".into(), "a%".into()], ..ColumnValues::default() };
    assert_eq!(of(&[Comparison::Like], percents, &with(0.1)), ["a&%"]);
    assert_eq!(of(&[Comparison::Regex], column.clone(), &with(0.1)), ["^user5"]);
    assert_eq!(of(&[Comparison::Prefix], column, &with(0.1)), ["user5"]);
}

#[test]
fn lists_have_the_length_that_the_rows_tell() {
    let length = |aim: &Aim| of(&[Comparison::AnyOf], numbers(), aim)[0].matches(',').count() + 1;
    assert_eq!(length(&AIM), 10);
    assert_eq!(length(&Aim { share: 0.003, solved: true, ..AIM }), 30);
    assert_eq!(length(&Aim { share: 0.9, solved: true, ..AIM }), 1000);
    let column = ColumnValues { elements: vec!["with \"quotes\"".into()], ..ColumnValues::default() };
    assert_eq!(of(&[Comparison::Match], column.clone(), &AIM), [r#"'with "quotes"'"#]);
    assert_eq!(of(&[Comparison::Overlap], column, &AIM), [r#"{"with \"quotes\""}"#]);
}

#[test]
fn limits_are_pages() {
    assert_eq!(of(&[Comparison::Limit, Comparison::Offset], numbers(), &AIM), ["20", "0"]);
    assert_eq!(of(&[Comparison::Limit], numbers(), &Aim { limit: Some(7.2), ..AIM }), ["8"]);
    assert_eq!(of(&[Comparison::Limit], numbers(), &Aim { limit: Some(0.0), ..AIM }), ["1"]);
}

#[test]
fn without_statistics_nothing_is_made_up() {
    let all =
        [Comparison::Equal, Comparison::Above, Comparison::Like, Comparison::AnyOf, Comparison::Overlap];
    assert_eq!(of(&all, ColumnValues::default(), &AIM), vec!["Unknown"; 5]);
}
