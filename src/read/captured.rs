//! The captured workload of this database, and what was imported into it, as far as the caller may see them.
use crate::error::{Error, Result};
use crate::pg::capture::read;
use crate::pg::sandbox::Role;
use crate::pg::{catalog_query, Oid};
use dbarch_core::capture::exported::{exported, Exported, Named, Names};
use dbarch_core::capture::statement::Captured;
use pgrx::datum::TimestampWithTimeZone;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A statement, and whose rights its planning has; `None` if the caller has not the privileges of that role.
pub struct Seen {
    pub statement: Exported,
    pub role: Option<Role>,
}

#[derive(Default)]
pub struct SeenWorkload {
    /// The costliest first.
    pub statements: Vec<Seen>,
    /// Number of statements that the caller may not see.
    pub hidden: usize,
}

#[derive(Deserialize)]
struct NamedRow {
    oid: u32,
    name: String,
    readable: bool,
    columns: BTreeMap<i16, String>,
}

#[derive(Deserialize)]
struct RoleRow {
    oid: u32,
    name: String,
    may_see: bool,
    may_plan: bool,
}

#[derive(Deserialize)]
struct ImportedRow {
    statement: Exported,
    role: u32,
    may_plan: bool,
}

#[derive(Deserialize)]
struct Readable {
    readable: bool,
}

/// What ran here.
pub fn captured() -> Result<SeenWorkload> {
    let mut all = read::statements(Some(read::this_database()));
    // Never finished, or met by somebody who has not counted yet.
    all.retain(|statement| statement.amounts.calls > 0);
    all.sort_by(|a, b| b.amounts.time.cmp(&a.amounts.time).then(a.query_id.cmp(&b.query_id)));
    let roles = roles(&all)?;
    let (seen, hidden): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|s| roles.get(&s.role).is_some_and(|role| role.may_see));
    let relations = relations(&seen)?;
    let statements = seen.into_iter().filter_map(|captured| {
        let role = roles.get(&captured.role)?;
        let (first, last) = (captured.first_seen, captured.amounts.last_seen);
        let oid = captured.role;
        let mut statement = exported(captured, role.name.clone(), role.may_plan, &relations);
        statement.first_seen = timestamp(first);
        statement.last_seen = timestamp(i64::try_from(last).unwrap_or(0));
        Some(Seen { statement, role: role.may_plan.then_some(Some(oid)) })
    });
    Ok(SeenWorkload { statements: statements.collect(), hidden: hidden.len() })
}

/// What was imported.
pub fn imported() -> Result<SeenWorkload> {
    let readable: Option<Readable> =
        catalog_query::row(include_str!("../../sql/read/imported_statements_readable.sql"), &[])?;
    if !readable.is_some_and(|row| row.readable) {
        return Ok(SeenWorkload::default());
    }
    let rows: Vec<ImportedRow> =
        catalog_query::rows(include_str!("../../sql/read/imported_statements.sql"), &[])?;
    let seen =
        |row: ImportedRow| Seen { statement: row.statement, role: row.may_plan.then_some(Some(row.role)) };
    Ok(SeenWorkload { statements: rows.into_iter().map(seen).collect(), hidden: 0 })
}

fn roles(statements: &[Captured]) -> Result<BTreeMap<u32, RoleRow>> {
    let oids: BTreeSet<u32> = statements.iter().map(|statement| statement.role).collect();
    let oids: Vec<Oid> = oids.into_iter().map(Oid::from).collect();
    let rows: Vec<RoleRow> =
        catalog_query::rows(include_str!("../../sql/read/captured_roles.sql"), &[oids.into()])?;
    Ok(rows.into_iter().map(|row| (row.oid, row)).collect())
}

fn relations(statements: &[Captured]) -> Result<Names> {
    let mut oids: BTreeSet<u32> = BTreeSet::new();
    for statement in statements {
        oids.extend(statement.facts.relations.iter().map(|relation| relation.oid));
        oids.extend(statement.scans.iter().flat_map(|scan| [scan.relation, scan.index]));
    }
    let oids: Vec<Oid> = oids.into_iter().map(Oid::from).collect();
    let rows: Vec<NamedRow> =
        catalog_query::rows(include_str!("../../sql/read/captured_relations.sql"), &[oids.into()])?;
    let named =
        |row: NamedRow| (row.oid, Named { name: row.name, readable: row.readable, columns: row.columns });
    Ok(rows.into_iter().map(named).collect())
}

fn timestamp(microseconds: i64) -> Option<String> {
    let time = TimestampWithTimeZone::try_from(microseconds).ok()?;
    let text = serde_json::to_value(time).ok()?;
    text.as_str().filter(|_| microseconds != 0).map(str::to_string)
}

/// A time as [`Exported`] has it.
pub fn time(text: Option<&str>) -> Result<Option<TimestampWithTimeZone>> {
    let parse = |text: &str| text.parse::<TimestampWithTimeZone>();
    text.map(parse).transpose().map_err(|error| Error::invalid_argument(format!("not a time: {error}")))
}
