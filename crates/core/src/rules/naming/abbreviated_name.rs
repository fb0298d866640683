//! id          = "abbreviated-name"
//! title       = "Word abbreviated here and written out elsewhere"
//! severity    = "info"
//! object      = "column"
//! confidence  = "low"
//! reads       = ["column_names", "constraint_names", "index_names", "relation_names", "sequence_names"]
//! message     = "{{ described }} should be called {{ suggested_name }}: {{ reason }}"
//! remediation = "Rename it together with the code that names it{% if not fix_sql %}; {{ suggested_name }} is already taken or too long{% endif %}. Views follow; the text of functions does not."
//! opinionated = true
//! since       = "0.1.0"
//! tags        = ["readability"]
//! [params.abbreviations]
//! default = ["acct=account", "addr=address", "amt=amount", "cat=category", "cntry=country", "cust=customer", "dept=department", "emp=employee", "grp=group", "inv=invoice", "mgr=manager", "msg=message", "nbr=number", "num=number", "ord=order", "org=organization", "pct=percent", "prod=product", "pwd=password", "qty=quantity", "tel=telephone", "usr=user"]
//! about   = "Abbreviations, each as short=long."
//! [params.only_inconsistent]
//! default = true
//! about   = "Whether an abbreviation is reported only where at least as many columns write the word out."
//! [params.exempt]
//! default = []
//! about   = "Columns that are not judged; * stands for any text."
//! ---
//! ## What it does
//! Looks for columns with a word of the list `abbreviations` that at least as many other columns write out, such as
//! `cust_name` beside `customer_id` and `customer_since`. With `only_inconsistent` off every abbreviation of the list is
//! reported.
//!
//! ## Why it matters
//! Where one thing has two words, people search for one and miss the other.
//!
//! ## How to fix
//! `ALTER TABLE ... RENAME COLUMN ...` is instant once it gets its exclusive lock. Views, constraints and indexes follow;
//! the text of functions and applications does not. The script also renames what is called after the column by a known
//! convention.
//!
//! ## False positives
//! Short words that mean something else, such as `cat` where animals are meant: take them off the list.
//!
//! ## Sources
//! Opinion; the list holds abbreviations that are common and have one meaning as a rule.
use super::dependents::Dependents;
use super::deviation::{is_exempt, Taken};
use super::letter_case::LetterCase;
use super::renamed_column::{columns_of, RenamedColumn};
use crate::catalogue::{Params, Rule};
use crate::finding::Row;
use crate::model::snapshot::Snapshot;
use crate::rules::words::{singular, snake_case};
use std::collections::HashMap;

pub struct AbbreviatedName;

/// How many columns say each word, in the singular.
fn counted(snapshot: &Snapshot) -> HashMap<String, usize> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for column in snapshot.column_names.iter().flat_map(|table| &table.column_names) {
        for word in snake_case(column).split('_') {
            if let Some(count) = counts.get_mut(word) {
                *count += 1;
            } else {
                counts.insert(word.to_string(), 1);
            }
        }
    }
    let mut by_singular = HashMap::new();
    for (word, count) in counts {
        *by_singular.entry(singular(&word)).or_default() += count;
    }
    by_singular
}

impl Rule for AbbreviatedName {
    fn check(&self, snapshot: &Snapshot, params: &Params<'_>) -> Vec<Row> {
        let exempt = params.list("exempt");
        let pairs = params.list("abbreviations");
        let mut words: HashMap<&str, &str> = pairs.iter().filter_map(|pair| pair.split_once('=')).collect();
        let counts = counted(snapshot);
        let count = |word: &str| counts.get(word).copied().unwrap_or_default();
        words.retain(|short, long| {
            count(short) > 0 && (!params.bool("only_inconsistent") || count(long) >= count(short))
        });
        if words.is_empty() {
            return Vec::new();
        }
        let dependents = Dependents::of(snapshot);
        let mut taken = Taken::of_relations(snapshot);
        columns_of(snapshot, &mut taken);
        let mut rows = Vec::new();
        for table in &snapshot.column_names {
            for column in table.column_names.iter().filter(|column| !is_exempt(column, &exempt)) {
                let snake = snake_case(column);
                let Some((short, long)) = snake.split('_').find_map(|word| words.get_key_value(word)) else {
                    continue;
                };
                let written: Vec<&str> =
                    snake.split('_').map(|word| words.get(word).copied().unwrap_or(word)).collect();
                let suggested = LetterCase::of(column).apply(&written.join("_"));
                let reason = match count(long) {
                    0 => format!("\"{short}\" stands for {long}"),
                    others => format!("{others} columns write {long} out, {} \"{short}\"", count(short)),
                };
                let column = RenamedColumn {
                    schema_name: &table.schema_name,
                    table_name: &table.table_name,
                    table_qualified: &table.table_qualified,
                    column_name: column,
                };
                rows.push(column.row(Some(&suggested), &reason, None, &dependents, &mut taken));
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::snapshot::ColumnNames;
    use serde_json::json;

    fn run(columns: &[&str], only_inconsistent: bool) -> Vec<String> {
        let snapshot = Snapshot {
            column_names: vec![ColumnNames {
                schema_name: "shop".into(),
                table_name: "t".into(),
                table_qualified: "shop.t".into(),
                column_names: columns.iter().map(|column| (*column).to_string()).collect(),
            }],
            ..Snapshot::default()
        };
        let params = json!({"abbreviations": ["cust=customer", "qty=quantity"], "only_inconsistent": only_inconsistent});
        let rows = AbbreviatedName.check(&snapshot, &Params(params.as_object().unwrap()));
        rows.into_iter().filter_map(|row| row.detail["suggested_name"].as_str().map(str::to_string)).collect()
    }

    #[test]
    fn an_abbreviation_counts_where_the_word_is_written_out() {
        assert_eq!(run(&["cust_name", "customer_id", "qty"], true), ["customer_name"]);
        assert_eq!(run(&["custName", "customers"], true), ["customerName"]);
        assert!(run(&["cust_name", "cust_id", "customer_day"], true).is_empty());
        assert_eq!(run(&["qty"], false), ["quantity"]);
    }
}
