//! A finding on a column that should be called otherwise, with the script that renames it.
use super::dependents::{Dependents, Renamed};
use super::deviation::{detail, Rename, Taken};
use crate::finding::name::MAX_BYTES;
use crate::finding::quote::quote_identifier;
use crate::finding::Row;
use crate::model::snapshot::Snapshot;

#[derive(Debug, Clone, Copy)]
pub struct RenamedColumn<'a> {
    pub schema_name: &'a str,
    pub table_name: &'a str,
    pub table_qualified: &'a str,
    pub column_name: &'a str,
}

fn place(table_qualified: &str) -> String {
    format!("columns {table_qualified}")
}

/// All names of columns go into `taken`.
pub fn columns_of(snapshot: &Snapshot, taken: &mut Taken) {
    for table in &snapshot.column_names {
        let place = place(&table.table_qualified);
        for column in &table.column_names {
            taken.add(&place, column);
        }
    }
}

impl RenamedColumn<'_> {
    /// Without a script if there is no better name, or if that is taken or too long.
    pub fn row(
        self,
        suggested: Option<&str>,
        reason: &str,
        share: Option<(usize, usize)>,
        dependents: &Dependents,
        taken: &mut Taken,
    ) -> Row {
        let place = place(self.table_qualified);
        let free = suggested.filter(|name| name.len() <= MAX_BYTES && !taken.has(&place, name));
        let script = free.map(|new| {
            taken.add(&place, new);
            let renamed = Renamed {
                table_qualified: self.table_qualified,
                is_table: false,
                old: self.column_name,
                new,
            };
            let rename = Rename::column(self.table_qualified);
            dependents
                .along(renamed, taken)
                .script(&rename.sql(self.column_name, new), &rename.sql(new, self.column_name))
        });
        let (fix_sql, undo_sql) = script.unzip();
        let described = format!("{}.{}", self.table_name, self.column_name);
        Row {
            schema_name: Some(self.schema_name.to_string()),
            object_name: Some(format!("{}.{}", self.table_qualified, quote_identifier(self.column_name))),
            fix_sql,
            undo_sql,
            detail: detail(self.column_name, &described, suggested, reason, share),
            ..Row::default()
        }
    }
}
