//! The statements that move dependent columns to where they belong. A join brings the old rows back.
use crate::dependencies::Determinant;
use crate::finding::quote::quote_identifier;
use crate::model::sample::{SampledReference, SampledTable};

/// The foreign key that the determinant is: what follows from it belongs to the table that it leads to.
pub(super) fn reference<'a>(table: &'a SampledTable, left: &[usize]) -> Option<&'a SampledReference> {
    table.foreign_keys.iter().find(|key| {
        key.columns.len() == left.len()
            && left.iter().all(|column| key.columns.contains(&table.columns[*column].name))
    })
}

fn quoted(table: &SampledTable, columns: &[usize]) -> Vec<String> {
    columns.iter().map(|column| table.columns[*column].quoted.clone()).collect()
}

fn known(names: &[String]) -> String {
    names.iter().map(|name| format!("{name} IS NOT NULL")).collect::<Vec<_>>().join(" AND ")
}

/// `original` names the column of the referenced table that a column is a copy of.
pub(super) fn ddl(
    table: &SampledTable,
    found: &Determinant,
    original: &dyn Fn(usize) -> Option<String>,
) -> String {
    let mut lines = match reference(table, &found.left) {
        Some(key) => to_parent(table, found, key, original),
        None => to_new_table(table, found),
    };
    let drops: Vec<String> =
        quoted(table, &found.right).iter().map(|name| format!("DROP COLUMN {name}")).collect();
    lines.push("-- When nothing reads or writes the columns in the old place any more:".into());
    lines.push(format!("-- ALTER TABLE {} {};", table.qualified, drops.join(", ")));
    lines.join("\n")
}

fn to_new_table(table: &SampledTable, found: &Determinant) -> Vec<String> {
    let (left, right) = (quoted(table, &found.left), quoted(table, &found.right));
    let names: Vec<&str> = found.left.iter().map(|c| table.columns[*c].name.as_str()).collect();
    let name: String = format!("{}_by_{}", table.table_name, names.join("_")).chars().take(60).collect();
    let name = format!("{}.{}", quote_identifier(&table.schema_name), quote_identifier(&name));
    let columns = found.left.iter().chain(&found.right).map(|column| {
        let column = &table.columns[*column];
        format!("{} {}", column.quoted, column.type_name)
    });
    let columns: Vec<String> = columns.chain([format!("PRIMARY KEY ({})", left.join(", "))]).collect();
    let all: Vec<String> = left.iter().chain(&right).cloned().collect();
    vec![
        format!("CREATE TABLE {name} ({});", columns.join(", ")),
        format!(
            "INSERT INTO {name} ({0}) SELECT DISTINCT {0} FROM {1} WHERE {2};",
            all.join(", "),
            table.qualified,
            known(&left)
        ),
        format!("ALTER TABLE {} ADD FOREIGN KEY ({}) REFERENCES {name};", table.qualified, left.join(", ")),
    ]
}

fn to_parent(
    table: &SampledTable,
    found: &Determinant,
    key: &SampledReference,
    original: &dyn Fn(usize) -> Option<String>,
) -> Vec<String> {
    let parent = &key.referenced_qualified;
    let is_there = |column: usize| {
        let own = &table.columns[column].quoted;
        original(column).map(|name| format!("-- {own} is {parent}.{name}, which is there already."))
    };
    let mut lines: Vec<String> = found.right.iter().filter_map(|column| is_there(*column)).collect();
    let moved: Vec<usize> =
        found.right.iter().copied().filter(|column| original(*column).is_none()).collect();
    if moved.is_empty() {
        return lines;
    }
    let new_name = |column: &usize| {
        let name = &table.columns[*column].name;
        let free = !key.referenced_names.contains(name);
        quote_identifier(&if free { name.clone() } else { format!("{}_{name}", table.table_name) })
    };
    let added =
        |column: &usize| format!("ADD COLUMN {} {}", new_name(column), table.columns[*column].type_name);
    let set = |column: &usize| format!("{} = d.{}", new_name(column), table.columns[*column].quoted);
    let additions: Vec<String> = moved.iter().map(added).collect();
    let sets: Vec<String> = moved.iter().map(set).collect();
    let own: Vec<String> = key.columns.iter().map(|name| quote_identifier(name)).collect();
    let joins = own.iter().zip(&key.referenced_columns);
    let joins: Vec<String> =
        joins.map(|(own, other)| format!("p.{} = d.{own}", quote_identifier(other))).collect();
    let all: Vec<String> = own.iter().cloned().chain(quoted(table, &moved)).collect();
    let distinct =
        format!("SELECT DISTINCT {} FROM {} WHERE {}", all.join(", "), table.qualified, known(&own));
    lines.push(format!("ALTER TABLE {parent} {};", additions.join(", ")));
    lines.push(format!(
        "UPDATE {parent} AS p SET {} FROM ({distinct}) AS d WHERE {};",
        sets.join(", "),
        joins.join(" AND ")
    ));
    lines
}
