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
    create_index(table, &Candidate { table: table.oid, keys }, &index.name)
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
    format!("ON {} USING btree ({})", qualified_name(table), keys.join(", "))
}

/// One key as `pg_get_indexdef()` writes it: only what differs from the default.
pub(super) fn key_text(table: &Table, key: &CandidateKey) -> String {
    let direction = match (key.descending, key.nulls_first) {
        (false, false) => "",
        (false, true) => " NULLS FIRST",
        (true, true) => " DESC",
        (true, false) => " DESC NULLS LAST",
    };
    format!("{}{direction}", quote_identifier(&column_name(table, key.column)))
}

/// A number that the table does not have (candidates are made of its columns) gives a statement that fails, not one that
/// creates another index.
pub(super) fn column_name(table: &Table, number: i16) -> String {
    table.column(number).map_or_else(|| format!("unknown column {number}"), |c| c.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::Column;

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
        Candidate { table: 7, keys: keys.iter().map(key).collect() }
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
