//! Values of columns as the statistics know them.
use crate::error::Result;
use crate::pg::catalog_query::{self, LocalSettings};
use crate::pg::sandbox::{self, Role};
use crate::pg::Oid;
use dbarch_core::model::parameters::ColumnValues;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    relation: u32,
    number: i16,
    #[serde(flatten)]
    values: ColumnValues,
}

/// The values of `columns` (relation and number) that `role` may read. Row security hides them, as it does in pg_stats:
/// the plannings that they are for run functions with the rights of that role.
pub fn read(role: Role, columns: &[(u32, i16)]) -> Result<Vec<((u32, i16), ColumnValues)>> {
    let (relations, numbers): (Vec<Oid>, Vec<i16>) =
        columns.iter().map(|(relation, number)| (Oid::from(*relation), *number)).unzip();
    sandbox::run(role, || {
        // As text that means the same whatever the settings under which it becomes a value again.
        let _settings = LocalSettings::set(&[
            (c"DateStyle", c"ISO, YMD"),
            (c"TimeZone", c"UTC"),
            (c"IntervalStyle", c"postgres"),
            (c"extra_float_digits", c"1"),
            (c"bytea_output", c"hex"),
        ]);
        let query = include_str!("../../sql/read/column_values.sql");
        let rows: Vec<Row> = catalog_query::rows(query, &[relations.into(), numbers.into()])?;
        Ok(rows.into_iter().map(|row| ((row.relation, row.number), row.values)).collect())
    })
}
