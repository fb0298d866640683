//! The statements that create and drop a proposed index.

use super::candidate::{Candidate, CandidateKey};
use crate::finding::quote::quote_identifier;
use crate::model::table::{Index, Table};

/// `CREATE INDEX`, which does not block writers, except on a partitioned parent: PostgreSQL refuses CONCURRENTLY there.
/// `name` is raw text.
pub fn create_index(table: &Table, candidate: &Candidate, name: &str) -> String {
    let concurrently = if table.partitioned { "" } else { "CONCURRENTLY " };
    format!("CREATE INDEX {concurrently}{} {}", quote_identifier(name), target(table, candidate))
}

/// The undo of `create_index`. An index of a partitioned parent cannot be dropped concurrently.
pub fn drop_index(table: &Table, name: &str) -> String {
    let concurrently = if table.partitioned { "" } else { "CONCURRENTLY " };
    format!("DROP INDEX {concurrently}{}", qualified_index(table, name))
}

/// Creates an existing plain b-tree (default operator classes and collations, no predicate) again.
pub(super) fn recreate_index(table: &Table, index: &Index) -> String {
    let plain = |k: &crate::model::table::IndexKey| {
        Some(CandidateKey { column: k.column?, descending: k.descending, nulls_first: k.nulls_first })
    };
    let keys = index.keys.iter().filter_map(plain).collect();
    create_index(table, &Candidate::btree(table.oid, keys), &index.name)
}

/// The index without a name, for what-if functions and for people.
pub fn hypothetical_definition(table: &Table, candidate: &Candidate) -> String {
    format!("CREATE INDEX {}", target(table, candidate))
}

/// `schema.table`, quoted where necessary.
pub fn qualified_name(table: &Table) -> String {
    format!("{}.{}", quote_identifier(&table.schema), quote_identifier(&table.name))
}

/// `schema.index`, quoted where necessary: an index lives in the schema of its table.
pub fn qualified_index(table: &Table, name: &str) -> String {
    format!("{}.{}", quote_identifier(&table.schema), quote_identifier(name))
}

fn target(table: &Table, candidate: &Candidate) -> String {
    let keys: Vec<String> = candidate.keys.iter().map(|key| key_text(table, key)).collect();
    let included: Vec<String> = candidate.included.iter().map(|c| key_definition(table, *c)).collect();
    let include =
        if included.is_empty() { String::new() } else { format!(" INCLUDE ({})", included.join(", ")) };
    let predicate = candidate
        .predicate
        .map_or(String::new(), |number| format!(" WHERE {}", predicate_text(table, number)));
    let (name, method) = (qualified_name(table), candidate.method.name());
    format!("ON {name} USING {method} ({}){include}{predicate}", keys.join(", "))
}

/// One key as `pg_get_indexdef()` writes it: only what differs from the default.
pub(super) fn key_text(table: &Table, key: &CandidateKey) -> String {
    let direction = match (key.descending, key.nulls_first) {
        (false, false) => "",
        (false, true) => " NULLS FIRST",
        (true, true) => " DESC",
        (true, false) => " DESC NULLS LAST",
    };
    format!("{}{direction}", key_definition(table, key.column))
}

/// What stands for the key in a definition, without its direction.
pub(super) fn key_definition(table: &Table, number: i16) -> String {
    let defined = table.column(number).and_then(|column| column.definition.clone());
    defined.unwrap_or_else(|| quote_identifier(&column_name(table, number)))
}

/// As for columns, a number that the table does not have gives a statement that fails.
pub(super) fn predicate_text(table: &Table, number: i16) -> String {
    table.predicate(number).map_or_else(|| format!("unknown predicate {number}"), |p| p.sql.clone())
}

/// A number that the table does not have (candidates are made of its columns) gives a statement that fails, not one that
/// creates another index.
pub(super) fn column_name(table: &Table, number: i16) -> String {
    table.column(number).map_or_else(|| format!("unknown column {number}"), |c| c.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::access_method::AccessMethod;
    use crate::model::table::{Column, Predicate};

    fn table() -> Table {
        let column = |number, name: &str| Column { number, name: name.into(), ..Column::default() };
        Table {
            oid: 7,
            schema: "shop".into(),
            name: "Orders".into(),
            columns: vec![column(1, "user_id"), column(2, "Order Date"), column(3, "a\"b")],
            ..Table::default()
        }
    }

    fn candidate(keys: &[(i16, bool, bool)]) -> Candidate {
        let key = |&(column, descending, nulls_first)| CandidateKey { column, descending, nulls_first };
        Candidate::btree(7, keys.iter().map(key).collect())
    }

    #[test]
    fn t94_t28_quotes_and_directions() {
        let c = candidate(&[(1, false, false), (2, true, false), (3, true, true)]);
        assert_eq!(
            create_index(&table(), &c, "idx_Orders"),
            "CREATE INDEX CONCURRENTLY \"idx_Orders\" ON shop.\"Orders\" USING btree \
             (user_id, \"Order Date\" DESC NULLS LAST, \"a\"\"b\" DESC)"
        );
        assert_eq!(drop_index(&table(), "idx_Orders"), "DROP INDEX CONCURRENTLY shop.\"idx_Orders\"");
    }

    #[test]
    fn t97_methods_expressions_included_columns_and_predicates() {
        let mut table = table();
        let lower = Some("lower(a) text_pattern_ops".to_owned());
        table.columns.push(Column { number: 2000, definition: lower, ..Column::default() });
        table.predicates.push(Predicate { number: 2000, sql: "(b IS NULL)".into(), ..Predicate::default() });
        let c = Candidate {
            included: vec![2, 3],
            predicate: Some(2000),
            method: AccessMethod::Gist,
            ..candidate(&[(2000, false, false), (1, true, true)])
        };
        assert_eq!(
            hypothetical_definition(&table, &c),
            "CREATE INDEX ON shop.\"Orders\" USING gist (lower(a) text_pattern_ops, user_id DESC) \
             INCLUDE (\"Order Date\", \"a\"\"b\") WHERE (b IS NULL)"
        );
    }

    #[test]
    fn partitioned_parents_get_no_concurrently() {
        let table = Table { partitioned: true, ..table() };
        let c = candidate(&[(1, false, true)]);
        assert_eq!(
            create_index(&table, &c, "i"),
            "CREATE INDEX i ON shop.\"Orders\" USING btree (user_id NULLS FIRST)"
        );
        assert_eq!(drop_index(&table, "i"), "DROP INDEX shop.i");
        assert_eq!(
            hypothetical_definition(&table, &c),
            "CREATE INDEX ON shop.\"Orders\" USING btree (user_id NULLS FIRST)"
        );
    }
}
