//! Lists in texts, and columns that are numbered through.
use super::sampled_column::words;
use crate::model::sample::{SampledTable, Values};
use std::collections::{BTreeMap, HashMap, HashSet};

pub struct List {
    pub separator: char,
    /// Of the values those with several items.
    pub share: f64,
    /// Different items.
    pub items: usize,
}

/// Letters of an item; what is longer is prose.
const LONGEST_ITEM: usize = 40;
const MOST_WORDS: usize = 3;

/// The separator by which the values are lists, if they are. Prose has long parts that do not come again; "Last, First" and
/// coordinates always have the same number of parts.
pub fn list(values: &Values, least: usize, share: f64) -> Option<List> {
    if values.known() < least {
        return None;
    }
    let frequencies = values.frequencies();
    [',', ';', '|'].into_iter().find_map(|separator| by_separator(&frequencies, separator, share))
}

fn by_separator(frequencies: &[(&str, usize)], separator: char, share: f64) -> Option<List> {
    let known: usize = frequencies.iter().map(|(_, rows)| rows).sum();
    let (mut several, mut items) = (0, 0);
    let mut lengths = HashSet::new();
    // Items with the different texts that have them: the same list in many rows proves nothing.
    let mut met: HashMap<String, usize> = HashMap::new();
    for (text, rows) in frequencies {
        let parts: Vec<&str> = text.split(separator).map(str::trim).filter(|part| !part.is_empty()).collect();
        if parts.len() > 1 {
            several += rows;
            lengths.insert(parts.len());
        }
        for part in &parts {
            let is_item =
                part.chars().count() <= LONGEST_ITEM && part.split_whitespace().count() <= MOST_WORDS;
            if parts.len() > 1 && (!is_item || part.starts_with(['{', '['])) {
                // One long part among many short ones may be a slip.
                items += 3;
                continue;
            }
            if parts.len() > 1 || is_item {
                items += 1;
                *met.entry(part.to_lowercase()).or_default() += 1;
            }
        }
    }
    let found = several as f64 / known.max(1) as f64;
    let repeated: usize = met.values().filter(|count| **count > 1).sum();
    let is_vocabulary = repeated * 2 >= items && met.len() >= 3;
    let are_numbers = met.keys().filter(|item| item.parse::<f64>().is_ok() && item.contains('.')).count();
    let fits = found >= share && lengths.len() > 1 && is_vocabulary && are_numbers * 2 < met.len();
    fits.then_some(List { separator, share: found, items: met.len() })
}

/// Parts of a text, not the same thing again.
const LINES: [&str; 6] = ["address", "addr", "line", "street", "description", "part"];

/// Columns of one type whose names differ by a number at the end, and whose values say that they are one: a good part of
/// the second's are among those of the first, or the second is used only where the first is, and not always.
pub fn numbered_groups(table: &SampledTable, least: usize) -> Vec<Vec<usize>> {
    let mut stems: BTreeMap<(String, &str), Vec<(u32, usize)>> = BTreeMap::new();
    for (place, column) in table.sampled().filter(|(_, column)| !column.is_generated) {
        let stem = column.name.trim_end_matches(|c: char| c.is_ascii_digit());
        let Ok(number) = column.name[stem.len()..].parse() else { continue };
        let stem = stem.trim_end_matches('_');
        let is_line = words(stem).iter().any(|word| LINES.contains(&word.as_str()));
        if !stem.is_empty() && !is_line {
            stems.entry((stem.to_string(), &column.base_type)).or_default().push((number, place));
        }
    }
    let groups = stems.into_values().map(|mut members| {
        members.sort_unstable();
        members.into_iter().map(|(_, place)| place).collect::<Vec<_>>()
    });
    groups.filter(|group| group.len() > 1 && is_repetition(table, group, least)).collect()
}

fn is_repetition(table: &SampledTable, group: &[usize], least: usize) -> bool {
    group.windows(2).all(|pair| {
        let (first, next) = (&table.columns[pair[0]].values, &table.columns[pair[1]].values);
        if first.known() < least || next.known() == 0 {
            return false;
        }
        let known: HashSet<&str> = first.texts.iter().map(String::as_str).collect();
        let shared = next.texts.iter().filter(|text| known.contains(text.as_str())).count();
        let overlap = next.distinct() >= 5 && shared * 5 >= next.distinct();
        let filled = first.codes.iter().zip(&next.codes);
        let in_order = filled.clone().all(|(a, b)| *a != 0 || *b == 0);
        let unused = filled.filter(|(a, b)| **a != 0 && **b == 0).count();
        overlap || (in_order && next.known() >= 10 && unused * 5 >= first.known())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sampled_column::tests::{table, values};

    fn of(make: impl Fn(usize) -> String) -> Option<char> {
        let made = values(300, make);
        list(&Values::of(made.iter().map(Option::as_deref)), 50, 0.2).map(|list| list.separator)
    }

    #[test]
    fn lists_are_told_from_prose_names_and_points() {
        let tags = ["red", "green", "blue", "very big"];
        assert_eq!(of(|n| tags[..n % 4 + 1].join(",")), Some(','));
        assert_eq!(of(|n| tags[n % 3..].join("; ")), Some(';'));
        assert_eq!(of(|n| format!("Smith{}, John", n % 20)), None);
        assert_eq!(of(|n| format!("{}.5,{}.25", n % 9, n % 7)), None);
        assert_eq!(of(|n| format!("Well, this is number {n}, and it is different, see {}", n * 3)), None);
        assert_eq!(of(|n| format!("word{n}")), None);
        assert_eq!(of(|n| format!("a{n}, b{}, {}", n * 2, "c, ".repeat(n % 2))), None);
    }

    #[test]
    fn numbered_columns_hold_the_same_things() {
        let some = |n: usize, share: usize, k: usize| {
            n.is_multiple_of(share).then(|| format!("+49 {}", n * k % 1000))
        };
        let t = table([
            ("phone1", "text", values(300, |n| format!("+49 {n}"))),
            ("phone2", "text", (0..300).map(|n| some(n, 3, 7)).collect()),
            ("address1", "text", values(300, |n| format!("road {n}"))),
            ("address2", "text", (0..300).map(|n| some(n, 3, 7)).collect()),
            ("q1", "integer", values(300, |n| n.to_string())),
            ("q2", "integer", values(300, |n| (n + 100_000).to_string())),
        ]);
        assert_eq!(numbered_groups(&t, 50), [vec![0, 1]]);
    }
}
