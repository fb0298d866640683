//! Tables whose statistics are missing or of another time.

use serde_json::json;

use super::super::changes::rounded;
use super::row;
use crate::advisor::recommend::Recommendation;
use crate::model::statistics::TableStatistics;

/// Share of the rows that may have changed since, and how many at least.
const CHANGED: f64 = 0.5;
const CHANGED_ROWS: f64 = 1000.0;
/// How many times a table may have grown or shrunk.
const OFF: f64 = 10.0;
/// Smaller ones get no index, and any plan reads them quickly.
const PAGES: f64 = 10.0;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Finding {
    Never,
    Changed(f64),
    Off(f64),
}

fn finding(table: &TableStatistics) -> Option<Finding> {
    let pages = table.current_pages.unwrap_or(table.pages);
    if pages < PAGES && table.pages < PAGES {
        return None;
    }
    let unseen = table.has_statistics == Some(false) && table.last_analyze.is_none();
    let Some(rows) = table.rows.filter(|_| !unseen) else { return Some(Finding::Never) };
    if let Some(now) = table.current_pages.filter(|_| table.pages > 0.0 && rows > 0.0) {
        let times = now / table.pages;
        if times >= OFF || times <= 1.0 / OFF {
            return Some(Finding::Off(times));
        }
    }
    // Autovacuum has its chance first. And what a session writes just before ANALYZE is often counted just after it.
    let modified = table.modified.filter(|_| !table.is_recent)?;
    (modified >= CHANGED_ROWS && modified > rows * CHANGED).then_some(Finding::Changed(modified))
}

/// The row for a table that `statements` statements of the workload use; `None` if its statistics are good enough.
pub fn recommendation(table: &TableStatistics, statements: usize, source: &str) -> Option<Recommendation> {
    let found = finding(table)?;
    let rows = table.rows.unwrap_or(0.0);
    let mut reason = match found {
        Finding::Never => format!(
            "{} was never analysed: the planner guesses how many rows a condition lets through, and no index can be judged",
            table.qualified
        ),
        Finding::Changed(modified) => format!(
            "{modified:.0} rows of {} have changed since the last ANALYZE, which counted {rows:.0}: the planner goes by values \
             that are not there any more",
            table.qualified
        ),
        Finding::Off(times) => format!(
            "{} has {} pages, and had {} when its {rows:.0} rows were counted: the planner reckons with {}",
            table.qualified,
            table.current_pages.unwrap_or(table.pages),
            table.pages,
            if times > 1.0 {
                "many more rows now, but with the values of then".to_owned()
            } else {
                format!("about {:.0} rows now, but with the values of then", rows * times)
            }
        ),
    };
    reason.push_str(&format!(". Statements of the workload that use it: {statements}."));
    Some(Recommendation {
        ddl: format!("ANALYZE {}", table.qualified),
        query_count: i32::try_from(statements).unwrap_or(i32::MAX),
        confidence: "high".into(),
        reason,
        detail: json!({
            "source": source,
            "rows": table.rows,
            "pages": table.pages,
            "current_pages": table.current_pages,
            "last_analyze": table.last_analyze,
            "modified_since": table.modified,
            "finding": match found {
                Finding::Never => "never analysed",
                Finding::Changed(_) => "many rows changed",
                Finding::Off(_) => "size changed",
            },
            "times": match found { Finding::Off(times) => Some(rounded(times)), _ => None },
        }),
        ..row("analyze", &table.qualified)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> TableStatistics {
        TableStatistics {
            qualified: "shop.t".into(),
            rows: Some(10_000.0),
            pages: 100.0,
            current_pages: Some(100.0),
            has_statistics: Some(true),
            last_analyze: Some("2026-01-01".into()),
            modified: Some(0.0),
            ..TableStatistics::default()
        }
    }

    #[test]
    fn t23_never_analysed() {
        assert_eq!(finding(&TableStatistics { rows: None, ..table() }), Some(Finding::Never));
        let built_an_index = TableStatistics { has_statistics: Some(false), last_analyze: None, ..table() };
        assert_eq!(finding(&built_an_index), Some(Finding::Never));
        assert_eq!(
            finding(&TableStatistics { has_statistics: None, last_analyze: None, ..table() }),
            None,
            "hidden"
        );
        let tiny = TableStatistics { rows: None, pages: 0.0, current_pages: Some(2.0), ..table() };
        assert_eq!(finding(&tiny), None);
    }

    #[test]
    fn t24_stale() {
        assert_eq!(finding(&table()), None);
        assert_eq!(
            finding(&TableStatistics { modified: Some(5_000.0), ..table() }),
            None,
            "half is not more than half"
        );
        assert_eq!(
            finding(&TableStatistics { modified: Some(5_001.0), ..table() }),
            Some(Finding::Changed(5_001.0))
        );
        let just_now = TableStatistics { modified: Some(9_000.0), is_recent: true, ..table() };
        assert_eq!(finding(&just_now), None);
        assert_eq!(finding(&TableStatistics { rows: Some(0.0), modified: Some(999.0), ..table() }), None);
        let grown = TableStatistics { current_pages: Some(1000.0), ..table() };
        assert_eq!(finding(&grown), Some(Finding::Off(10.0)));
        assert_eq!(
            finding(&TableStatistics { current_pages: Some(10.0), ..table() }),
            Some(Finding::Off(0.1))
        );
        assert_eq!(finding(&TableStatistics { current_pages: None, modified: None, ..table() }), None);
    }

    #[test]
    fn rows_say_what_changed() {
        let stale = TableStatistics { modified: Some(8_000.0), ..table() };
        let row = recommendation(&stale, 1, "captured").unwrap();
        assert_eq!(
            (row.action.as_str(), row.ddl.as_str(), row.undo_ddl.as_str()),
            ("analyze", "ANALYZE shop.t", "")
        );
        assert_eq!(
            row.reason,
            "8000 rows of shop.t have changed since the last ANALYZE, which counted 10000: the planner goes by values \
             that are not there any more. Statements of the workload that use it: 1."
        );
    }
}
