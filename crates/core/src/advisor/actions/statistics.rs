//! Extended statistics, where executions met other numbers of rows than the planner expected.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::changes::rounded;
use super::super::ddl::{column_name, qualified_name};
use super::{described, row, Concerned};
use crate::advisor::recommend::Recommendation;
use crate::finding::name::statistics_name;
use crate::finding::quote::quote_identifier;
use crate::model::statistics::ExtendedStatistics;
use crate::model::table::Table;
use crate::model::workload::{ObservedScan, Statement, TableAccess};

/// How many times expectation and truth may differ.
const OFF: f64 = 10.0;
/// STATS_MAX_DIMENSIONS (src/include/statistics/statistics.h).
const MAX_COLUMNS: usize = 8;
/// A sequential scan that saw so much of the table was not stopped early.
const ALL: f64 = 0.9;

/// A scan whose estimate was far off, and the columns whose connection may be the cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Misestimate {
    pub columns: Vec<i16>,
    pub estimated: f64,
    pub actual: f64,
    pub samples: u64,
    pub node: &'static str,
}

impl Misestimate {
    /// How many times expectation and truth differ.
    pub fn times(&self) -> f64 {
        let (estimated, actual) = (self.estimated.max(1.0), self.actual.max(1.0));
        (actual / estimated).max(estimated / actual)
    }
}

/// What `scan` of `table` tells. `access` is what the statement asks of the table, if that is known: the filter of an
/// index scan does not name the columns that the index was searched by.
pub fn misestimate(table: &Table, scan: &ObservedScan, access: Option<&TableAccess>) -> Option<Misestimate> {
    let (estimated, actual) = (scan.estimated_rows.max(1.0), scan.actual_rows.max(1.0));
    let fewer = estimated >= actual * OFF;
    if !fewer && actual < estimated * OFF {
        return None;
    }
    // A LIMIT or a join may stop a scan, which then has fewer rows without any error in the estimate.
    let seen = scan.actual_rows + scan.removed_rows;
    if fewer && (scan.index.is_some() || seen < table.rows * ALL) {
        return None;
    }
    let number = |name: &String| table.columns.iter().find(|column| column.name == *name).map(|c| c.number);
    let mut columns: BTreeSet<i16> = scan.columns.iter().filter_map(number).collect();
    if let Some(access) = access.filter(|_| scan.index.is_some()) {
        columns.extend(access.equalities.iter().map(|equality| equality.column));
        columns.extend(access.in_lists.iter().chain(&access.ranges).chain(&access.null_tests));
    }
    // Statistics need an order, and that of a column alone must be there for their connection to be missing.
    let fits = |number: &i16| {
        table.column(*number).is_some_and(|c| c.btree_indexable && c.has_statistics && c.definition.is_none())
    };
    let columns: Vec<i16> = columns.into_iter().filter(fits).collect();
    (2..=MAX_COLUMNS).contains(&columns.len()).then_some(Misestimate {
        columns,
        estimated: scan.estimated_rows,
        actual: scan.actual_rows,
        samples: scan.samples,
        node: if scan.index.is_some() { "index" } else { "table" },
    })
}

/// Lowers the confidence of `rows`, which create indexes, where they rest on an estimate that `statistics` show to be wrong.
pub fn doubt(rows: &mut [Recommendation], statistics: &[Recommendation]) {
    for row in rows.iter_mut().filter(|row| matches!(row.action.as_str(), "create" | "replace")) {
        let keys: BTreeSet<String> = names(&row.detail["keys"], "column");
        let of_table = statistics.iter().filter(|other| other.table_name == row.table_name);
        let misjudged = of_table
            .map(|other| names(&other.detail["columns"], ""))
            .map(|columns| columns.intersection(&keys).cloned().collect::<Vec<_>>())
            .find(|both| both.len() > 1);
        if let Some(both) = misjudged {
            row.confidence = "low".into();
            row.reason.push_str(&format!(
                " The planner misjudges {} together, see the row of the action statistics: create these first and ask again.",
                both.join(" and ")
            ));
        }
    }
}

/// Texts of a JSON array, or those under `key` of its elements.
fn names(list: &serde_json::Value, key: &str) -> BTreeSet<String> {
    let elements = list.as_array().map_or(&[][..], Vec::as_slice);
    let text = |one: &serde_json::Value| one.as_str().or_else(|| one[key].as_str()).map(str::to_string);
    elements.iter().filter_map(text).collect()
}

/// Whether statistics on all of `columns` are there already.
pub fn exist(existing: &[ExtendedStatistics], table: &Table, columns: &[i16]) -> bool {
    existing.iter().any(|one| {
        one.table == table.oid
            && columns.iter().all(|column| one.columns.contains(column))
            && one.kinds.iter().any(|kind| kind == "f" || kind == "m")
    })
}

/// The row: `concerned` are the statements with the same columns, the costliest first.
pub fn recommendation(
    table: &Table,
    found: &Misestimate,
    concerned: &[Concerned],
    statements: &[Statement],
    existing: &[ExtendedStatistics],
    source: &str,
) -> Recommendation {
    let names: Vec<String> = found.columns.iter().map(|column| column_name(table, *column)).collect();
    let raw: Vec<&str> = names.iter().map(String::as_str).collect();
    let taken =
        existing.iter().filter(|one| one.schema == table.schema).map(|one| one.name.clone()).collect();
    let name = statistics_name(&table.name, &raw, &taken);
    let object = format!("{}.{}", quote_identifier(&table.schema), quote_identifier(&name));
    let quoted: Vec<String> = names.iter().map(|name| quote_identifier(name)).collect();
    let qualified = qualified_name(table);
    let create =
        format!("CREATE STATISTICS {object} (dependencies, mcv) ON {} FROM {qualified}", quoted.join(", "));
    let times = found.times();
    Recommendation {
        ddl: format!("{create};\nANALYZE {qualified}"),
        undo_ddl: format!("DROP STATISTICS {object}"),
        query_count: i32::try_from(concerned.len()).unwrap_or(i32::MAX),
        reason: format!(
            "Scans of {qualified} by {} let through {} rows where the planner expected {}, {times:.0} times as {}: it takes \
             the columns for independent of each other. Statistics on them together tell it otherwise, from the next \
             ANALYZE on.",
            quoted.join(", "),
            figure(found.actual),
            figure(found.estimated),
            if found.actual >= found.estimated { "many" } else { "few" },
        ),
        detail: json!({
            "source": source,
            "statistics_name": object,
            "columns": names,
            "estimated_rows": rounded(found.estimated),
            "actual_rows": rounded(found.actual),
            "executions": found.samples,
            "scan_of": found.node,
            "ddl_steps": [create, format!("ANALYZE {qualified}")],
            "statements": concerned.iter().map(|one| described(statements, one)).collect::<Vec<_>>(),
        }),
        ..row("statistics", &qualified)
    }
}

/// Rows as people say them; means of executions have decimals.
fn figure(rows: f64) -> String {
    if rows < 10.0 {
        format!("{:.1}", rows).trim_end_matches(".0").to_owned()
    } else {
        format!("{rows:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::Column;
    use crate::model::workload::EqualityColumn;

    fn table() -> Table {
        let column = |number, name: &str| Column {
            number,
            name: name.into(),
            btree_indexable: true,
            has_statistics: true,
            ..Column::default()
        };
        Table {
            oid: 7,
            schema: "shop".into(),
            name: "places".into(),
            rows: 10_000.0,
            columns: vec![column(1, "city"), column(2, "Zip")],
            ..Table::default()
        }
    }

    fn scan(estimated_rows: f64, actual_rows: f64, removed_rows: f64) -> ObservedScan {
        let columns = vec!["city".to_owned(), "Zip".to_owned()];
        ObservedScan {
            columns,
            samples: 4,
            estimated_rows,
            actual_rows,
            removed_rows,
            ..ObservedScan::default()
        }
    }

    #[test]
    fn t22_ten_times_off_on_two_columns() {
        let found = misestimate(&table(), &scan(10.0, 100.0, 9900.0), None).unwrap();
        assert_eq!((found.columns, found.samples), (vec![1, 2], 4));
        assert!(misestimate(&table(), &scan(10.0, 99.0, 9901.0), None).is_none());
        let one = ObservedScan { columns: vec!["city".into()], ..scan(10.0, 100.0, 9900.0) };
        assert!(misestimate(&table(), &one, None).is_none());
    }

    #[test]
    fn fewer_rows_count_only_if_all_were_read() {
        assert!(misestimate(&table(), &scan(1000.0, 10.0, 9990.0), None).is_some());
        assert!(misestimate(&table(), &scan(1000.0, 10.0, 500.0), None).is_none(), "a LIMIT");
    }

    #[test]
    fn columns_of_an_index_scan_come_from_the_statement() {
        let scan =
            ObservedScan { index: Some("i".into()), columns: vec!["Zip".into()], ..scan(1.0, 500.0, 0.0) };
        assert!(misestimate(&table(), &scan, None).is_none());
        let access = TableAccess { equalities: vec![EqualityColumn { column: 1 }], ..TableAccess::default() };
        assert_eq!(misestimate(&table(), &scan, Some(&access)).unwrap().columns, [1, 2]);
    }

    #[test]
    fn the_row_creates_analyses_and_undoes() {
        let found = misestimate(&table(), &scan(0.0, 250.0, 9750.0), None).unwrap();
        let taken = ExtendedStatistics {
            schema: "shop".into(),
            name: "stat_places_city_Zip".into(),
            ..ExtendedStatistics::default()
        };
        let row = recommendation(&table(), &found, &[], &[], &[taken], "captured");
        assert_eq!(
            row.ddl,
            "CREATE STATISTICS shop.\"stat_places_city_Zip_2\" (dependencies, mcv) ON city, \"Zip\" FROM shop.places;\n\
             ANALYZE shop.places"
        );
        assert_eq!(row.undo_ddl, "DROP STATISTICS shop.\"stat_places_city_Zip_2\"");
        assert!(row.reason.contains("let through 250 rows where the planner expected 0, 250 times as many"));
    }

    #[test]
    fn what_exists_is_not_proposed() {
        let existing = |columns: &[i16], kind: &str| ExtendedStatistics {
            table: 7,
            columns: columns.to_vec(),
            kinds: vec![kind.into()],
            ..ExtendedStatistics::default()
        };
        assert!(exist(&[existing(&[1, 2, 3], "m")], &table(), &[1, 2]));
        assert!(!exist(&[existing(&[1, 3], "m")], &table(), &[1, 2]));
        assert!(!exist(&[existing(&[1, 2], "d")], &table(), &[1, 2]), "distinct values alone");
    }
}
