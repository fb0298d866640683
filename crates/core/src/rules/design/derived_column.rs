//! id          = "derived-column"
//! title       = "Column that can be computed from others"
//! severity    = "info"
//! object      = "column"
//! confidence  = "medium"
//! enabled     = false
//! message     = "{{ column_name }} of {{ table_name }} is {{ expression }} in each of {{ rows_compared }} looked-at rows"
//! remediation = "If it always is, let the server compute it: a column GENERATED ALWAYS AS ({{ expression }}) STORED, or an expression in the queries. detail.generated_sql has the statements; adding a stored column rewrites the table under an exclusive lock."
//! since       = "0.1.0"
//! tags        = ["reads rows"]
//! [params.sample_rows]
//! default = 5000
//! about   = "Rows of each table that are looked at, about."
//! [params.max_tables]
//! default = 200
//! about   = "Tables that are looked at, the largest first."
//! [params.max_seconds]
//! default = 10
//! about   = "Seconds after which no further table is looked at."
//! [params.min_rows]
//! default = 100
//! about   = "Rows with all values below which nothing is concluded."
//! [params.min_distinct]
//! default = 20
//! about   = "Different values of the column below which it may be so by accident."
//! ---
//! ## What it does
//! Looks for numbers that are the sum, difference or product of two other columns of the row (a product may be rounded),
//! and for texts that are two others joined with a blank, comma or nothing between, in all sampled rows.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! When a part is changed and the result is not, the row contradicts itself. Totals of money that are wrong in a few
//! rows are found late.
//!
//! ## How to fix
//! A generated column stays right by itself. Until then a CHECK constraint says the same.
//!
//! ## False positives
//! Results that are kept on purpose as they were computed once, with the rounding or the tax of that time.
//!
//! ## Sources
//! PostgreSQL documentation, "Generated Columns".
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::Row;
use crate::model::sample::{SampledColumn, SampledTable};
use crate::rules::sampled_column::{column_row, is_key, is_referencing, is_text, words};
use serde_json::json;
use std::collections::BTreeSet;

pub struct DerivedColumn;

/// Number columns that are compared with each other: all triples are.
const MOST_NUMBERS: usize = 12;
const MOST_TEXTS: usize = 8;

impl SampleRule for DerivedColumn {
    fn check(&self, table: &SampledTable, _rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        let (least, distinct) = (params.number("min_rows") as usize, params.number("min_distinct") as usize);
        if table.rows < least {
            return Vec::new();
        }
        let found = numbers(table, least, distinct).into_iter().chain(texts(table, least, distinct));
        let mut told = BTreeSet::new();
        found.filter(|derived| told.insert(derived.column)).map(|derived| row(table, &derived)).collect()
    }
}

struct Derived {
    column: usize,
    expression: String,
    rows: usize,
}

struct Numbers {
    place: usize,
    values: Vec<Option<f64>>,
    distinct: usize,
}

/// Amounts: no keys, no references, no numbers that the server counts.
fn amounts(table: &SampledTable) -> Vec<Numbers> {
    let is_amount = |place: usize, column: &SampledColumn| {
        let is_id =
            words(&column.name).last().is_some_and(|word| matches!(word.as_str(), "id" | "year" | "code"));
        let is_number = column.category == "N" && !column.is_generated && !column.is_counted;
        is_number
            && !is_id
            && !is_key(table, place)
            && !is_referencing(table, place)
            && column.values.distinct() > 2
    };
    let columns = table.sampled().filter(|(place, column)| is_amount(*place, column)).take(MOST_NUMBERS);
    columns
        .map(|(place, column)| {
            let known: Vec<Option<f64>> = column.values.texts.iter().map(|text| text.parse().ok()).collect();
            let value = |code: &u32| known.get((*code as usize).checked_sub(1)?).copied().flatten();
            let values = column.values.codes.iter().map(value).collect();
            Numbers { place, values, distinct: column.values.distinct() }
        })
        .collect()
}

/// Rows in which all three have a value, if `of` gives the result in all of them. Where `neutral` is an operand nothing is
/// proven, so most rows must have another.
fn holds(
    a: &Numbers,
    b: &Numbers,
    c: &Numbers,
    neutral: f64,
    slack: f64,
    of: impl Fn(f64, f64) -> f64,
) -> Option<usize> {
    let (mut rows, mut proven) = (0, 0);
    for ((a, b), c) in a.values.iter().zip(&b.values).zip(&c.values) {
        let (Some(a), Some(b), Some(c)) = (*a, *b, *c) else { continue };
        if (of(a, b) - c).abs() > slack.max(c.abs() * 1e-9) {
            return None;
        }
        rows += 1;
        proven += usize::from(a != neutral && b != neutral && a != 0.0 && b != 0.0);
    }
    (proven * 2 >= rows).then_some(rows)
}

/// Of three columns of which two make the third, the one that reads like a result; else the last.
fn reads_like_a_result(column: &SampledColumn) -> bool {
    const RESULTS: [&str; 14] = [
        "total",
        "sum",
        "net",
        "gross",
        "balance",
        "remaining",
        "available",
        "profit",
        "margin",
        "difference",
        "delta",
        "subtotal",
        "due",
        "count",
    ];
    words(&column.name).iter().any(|word| RESULTS.contains(&word.as_str()))
}

fn numbers(table: &SampledTable, least: usize, distinct: usize) -> Vec<Derived> {
    let columns = amounts(table);
    let name = |numbers: &Numbers| table.columns[numbers.place].quoted.as_str();
    let mut found = Vec::new();
    for c in columns.iter().filter(|c| c.distinct >= distinct) {
        for (n, a) in columns.iter().enumerate().filter(|(_, a)| a.place != c.place) {
            for b in columns[n + 1..].iter().filter(|b| b.place != c.place) {
                if let Some(rows) = holds(a, b, c, 0.0, 1e-6, |a, b| a + b).filter(|rows| *rows >= least) {
                    found.push(of_sum(table, a, b, c, rows));
                } else if let Some(rows) =
                    holds(a, b, c, 1.0, 0.00501, |a, b| a * b).filter(|rows| *rows >= least)
                {
                    let is_exact = holds(a, b, c, 1.0, 1e-6, |a, b| a * b).is_some();
                    let product = format!("{} * {}", name(a), name(b));
                    let expression = if is_exact { product } else { format!("round({product}, 2)") };
                    found.push(Derived { column: c.place, expression, rows });
                }
            }
        }
    }
    found
}

fn of_sum(table: &SampledTable, a: &Numbers, b: &Numbers, c: &Numbers, rows: usize) -> Derived {
    let name = |numbers: &Numbers| table.columns[numbers.place].quoted.as_str();
    let result = |numbers: &Numbers| reads_like_a_result(&table.columns[numbers.place]);
    let (column, expression) = match (result(a), result(b), result(c)) {
        (true, false, false) => (a.place, format!("{} - {}", name(c), name(b))),
        (false, true, false) => (b.place, format!("{} - {}", name(c), name(a))),
        _ => (c.place, format!("{} + {}", name(a), name(b))),
    };
    Derived { column, expression, rows }
}

fn texts(table: &SampledTable, least: usize, distinct: usize) -> Vec<Derived> {
    let columns: Vec<(usize, &SampledColumn)> = table
        .sampled()
        .filter(|(_, column)| is_text(column) && column.values.distinct() >= 3)
        .take(MOST_TEXTS)
        .collect();
    let mut found = Vec::new();
    for (place, c) in columns.iter().filter(|(_, c)| c.values.distinct() >= distinct) {
        for (first, a) in columns.iter().filter(|(first, _)| first != place) {
            for (second, b) in columns.iter().filter(|(second, _)| second != place && second != first) {
                for between in [" ", ", ", ""] {
                    let rows = joined(table.rows, a, b, c, between).unwrap_or(0);
                    if rows >= least {
                        let (a, b) = (&table.columns[*first].quoted, &table.columns[*second].quoted);
                        let middle =
                            if between.is_empty() { String::new() } else { format!("'{between}' || ") };
                        found.push(Derived {
                            column: *place,
                            expression: format!("{a} || {middle}{b}"),
                            rows,
                        });
                    }
                }
            }
        }
    }
    found
}

fn joined(
    rows: usize,
    a: &SampledColumn,
    b: &SampledColumn,
    c: &SampledColumn,
    between: &str,
) -> Option<usize> {
    let mut compared = 0;
    for row in 0..rows {
        let (Some(a), Some(b), Some(c)) = (a.values.get(row), b.values.get(row), c.values.get(row)) else {
            continue;
        };
        let rest = c.strip_prefix(a)?.strip_prefix(between)?;
        if rest != b || a.is_empty() || b.is_empty() {
            return None;
        }
        compared += 1;
    }
    Some(compared)
}

fn row(table: &SampledTable, derived: &Derived) -> Row {
    let column = &table.columns[derived.column];
    let sql = [
        format!("ALTER TABLE {} DROP COLUMN {};", table.qualified, column.quoted),
        format!(
            "ALTER TABLE {} ADD COLUMN {} {} GENERATED ALWAYS AS ({}) STORED;",
            table.qualified, column.quoted, column.type_name, derived.expression
        ),
    ];
    column_row(
        table,
        derived.column,
        if derived.rows >= 1000 { "high" } else { "medium" },
        [
            ("expression", json!(derived.expression)),
            ("rows_compared", json!(derived.rows)),
            ("generated_sql", json!(sql.join("\n"))),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{found, table, values, Others};

    #[test]
    fn sums_products_and_joined_texts() {
        let price = |n: usize| (n * 37 % 101) as f64 + 0.99;
        let t = table([
            ("id", "integer", values(300, |n| n.to_string())),
            ("quantity", "integer", values(300, |n| (n % 7 + 1).to_string())),
            ("price", "numeric", values(300, |n| price(n).to_string())),
            ("amount", "numeric", values(300, |n| format!("{:.2}", price(n) * (n % 7 + 1) as f64))),
            ("tax", "numeric", values(300, |n| (n % 19).to_string())),
            (
                "total",
                "numeric",
                values(300, |n| format!("{:.2}", price(n) * (n % 7 + 1) as f64 + (n % 19) as f64)),
            ),
            ("noise", "integer", values(300, |n| (n * 7919 % 97).to_string())),
            ("first", "text", values(300, |n| format!("f{}", n % 40))),
            ("last", "text", values(300, |n| format!("l{}", n % 70))),
            ("full", "text", values(300, |n| format!("f{} l{}", n % 40, n % 70))),
        ]);
        let rows = found(&DerivedColumn, "derived-column", &t, &Others::default());
        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                (row.detail["column_name"].as_str().unwrap(), row.detail["expression"].as_str().unwrap())
            })
            .collect();
        assert_eq!(
            told,
            [("amount", "quantity * price"), ("total", "amount + tax"), ("full", "first || ' ' || last")]
        );
    }
}
