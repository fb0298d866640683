//! id          = "double-encoded-text"
//! title       = "Text that was decoded with the wrong encoding"
//! severity    = "warning"
//! object      = "column"
//! confidence  = "high"
//! enabled     = false
//! message     = "{{ column_name }} of {{ table_name }} has {{ broken }} different texts that were read with the wrong encoding on their way in"
//! remediation = "Find the program that writes them and its client_encoding first; then repair the rows. detail.examples shows some as they are and as they were meant{% if is_repairable %}: convert_from(convert_to({{ column_name }}, 'WIN1252'), 'UTF8') repairs those that were UTF-8{% endif %}."
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
//! [params.min_texts]
//! default = 2
//! about   = "Different texts of that kind below which nothing is reported."
//! ---
//! ## What it does
//! Looks for texts that become different, valid text when their characters are taken for bytes of Windows-1252 and read
//! as UTF-8 ("MÃ¼ller" for "Müller"), and for texts with the replacement character U+FFFD, in which the original is
//! lost.
//!
//! The check reads a sample of rows, so it runs only when it is named. Tables that the caller may not read are left out
//! and counted.
//!
//! ## Why it matters
//! The texts cannot be found by what they say, sort wrongly, and get worse with each further way through the same
//! mistake. The longer it goes on, the harder it is to tell good rows from bad ones.
//!
//! ## How to fix
//! Correct client_encoding or the conversion in the program, then update the rows in portions, only those that match the
//! pattern.
//!
//! ## False positives
//! A text that quotes such letters. A single one is not reported.
//!
//! ## Sources
//! The Unicode Standard, chapter 5.22 on U+FFFD. PostgreSQL documentation, "Character Set Support".
use crate::catalogue::{Params, Rows, SampleRule};
use crate::finding::Row;
use crate::model::sample::SampledTable;
use crate::rules::sampled_column::column_row;
use serde_json::json;

pub struct DoubleEncodedText;

impl SampleRule for DoubleEncodedText {
    fn check(&self, table: &SampledTable, _rows: &dyn Rows, params: &Params<'_>) -> Vec<Row> {
        let texts = table.sampled().filter(|(_, column)| column.category == "S" && !column.is_generated);
        texts
            .filter_map(|(place, column)| {
                let broken: Vec<(&str, Option<String>)> =
                    column.values.texts.iter().filter_map(|text| judge(text)).collect();
                let enough = broken.len() as f64 >= params.number("min_texts").max(1.0);
                enough.then(|| row(table, place, &broken))
            })
            .collect()
    }
}

/// A broken text with what was meant, if that can be told.
fn judge(text: &str) -> Option<(&str, Option<String>)> {
    if text.is_ascii() {
        return None;
    }
    repaired(text)
        .map(|good| (text, Some(good)))
        .or_else(|| text.contains('\u{fffd}').then_some((text, None)))
}

/// The characters as bytes of Windows-1252, read as UTF-8.
fn repaired(text: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    String::from_utf8(bytes?).ok().filter(|good| good.chars().count() < text.chars().count())
}

/// The byte that Windows-1252 has for a character, or else Latin 1.
fn byte(c: char) -> Option<u8> {
    const FROM_128: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match u32::from(c) {
        code @ 0..=0xff => u8::try_from(code).ok(),
        _ => FROM_128.iter().zip(0x80..).find(|(known, _)| **known == c).map(|(_, byte)| byte),
    }
}

fn row(table: &SampledTable, place: usize, broken: &[(&str, Option<String>)]) -> Row {
    let examples: Vec<_> =
        broken.iter().take(5).map(|(bad, good)| json!({"stored": bad, "meant": good})).collect();
    column_row(
        table,
        place,
        "high",
        [
            ("broken", json!(broken.len())),
            ("is_repairable", json!(broken.iter().any(|(_, good)| good.is_some()))),
            ("examples", json!(examples)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        assert_eq!(repaired("MÃ¼ller").as_deref(), Some("Müller"));
        assert_eq!(repaired("itâ€™s").as_deref(), Some("it’s"));
        for fine in ["Müller", "Ã la carte", "São Paulo", "日本", "naïve café", "x"] {
            assert_eq!(judge(fine), None, "{fine}");
        }
        assert_eq!(judge("M\u{fffd}ller"), Some(("M\u{fffd}ller", None)));
    }
}
