//! A statement of the workload with names in the place of OIDs: what the view shows, and what one database exports and
//! another imports.
use super::statement::Captured;
use super::text::without_constants;
use crate::model::parameters::{Constant, Constants};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Of an export that other releases may have written.
pub const FORMAT: u32 = 1;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exported {
    pub query_id: i64,
    pub role: String,
    /// `None` where it could not be kept or may not be seen; `note` says why.
    pub query: Option<String>,
    pub note: Option<String>,
    pub search_path: Option<String>,
    pub calls: u64,
    pub nested_calls: u64,
    pub nesting: u64,
    pub total_time_ms: f64,
    pub max_time_ms: f64,
    pub rows: u64,
    pub shared_blks_hit: u64,
    pub shared_blks_read: u64,
    pub shared_blks_dirtied: u64,
    pub shared_blks_written: u64,
    pub temp_blks_read: u64,
    pub temp_blks_written: u64,
    pub wal_records: u64,
    pub wal_bytes: u64,
    /// As a timestamptz is written.
    pub first_seen: Option<String>,
    pub last_seen: Option<String>,
    pub tables: Vec<TableUse>,
    /// Types of the slots of `constants`: parameters, then the constants of the text.
    pub types: Vec<String>,
    pub parameters: usize,
    pub constants: Vec<Constants>,
    pub scans: Vec<ScanOf>,
    /// A table that it used is not there any more, so it cannot run again.
    #[serde(skip)]
    pub obsolete: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableUse {
    pub table: String,
    /// Columns that the statement sets.
    pub updated: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScanOf {
    pub table: String,
    pub node: String,
    pub index: Option<String>,
    pub filtered: Vec<String>,
    pub samples: u64,
    pub loops: f64,
    pub estimated_rows: f64,
    pub actual_rows: f64,
    pub removed_rows: f64,
}

/// What the catalogs say of a relation that a statement names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    /// Whether the caller may read all of it, and so its constants.
    pub readable: bool,
    pub columns: BTreeMap<i16, String>,
}

pub type Names = BTreeMap<u32, Named>;

const OBSOLETE: &str = "a table that it uses was dropped";
const HIDDEN: &str = "constants are hidden: they are shown to roles that may read the tables";

/// `captured` as the caller may see it, who has the privileges of the role that ran it if it is `own`. The times of its
/// first and last execution are still missing.
pub fn exported(captured: Captured, role: String, own: bool, names: &Names) -> Exported {
    let Captured { facts, amounts, .. } = captured;
    // Where no table is, constants are arguments of functions, which are nobody else's business.
    let readable = (own || !facts.relations.is_empty())
        && facts.relations.iter().all(|r| names.get(&r.oid).is_some_and(|named| named.readable));
    let text = Some(facts.sql).filter(|sql| !sql.is_empty());
    let obsolete = facts.relations.iter().any(|relation| !names.contains_key(&relation.oid));
    let (query, note) = match text {
        Some(sql) if obsolete => (without_constants(&sql), Some(OBSOLETE.to_string())),
        Some(sql) if readable => (Some(sql), facts.masked.then(|| "constants were not kept".to_string())),
        Some(sql) => (without_constants(&sql), Some(HIDDEN.to_string())),
        None => (None, facts.lost),
    };
    let name = |oid: u32| names.get(&oid).map_or_else(|| oid.to_string(), |named| named.name.clone());
    let columns = |oid: u32, numbers: &[i16]| -> Vec<String> {
        let known = names.get(&oid).map(|named| &named.columns);
        numbers.iter().filter_map(|number| known?.get(number).cloned()).collect()
    };
    Exported {
        query_id: captured.query_id,
        role,
        query,
        note,
        search_path: Some(facts.search_path),
        calls: amounts.calls,
        nested_calls: amounts.nested_calls,
        nesting: amounts.nesting,
        total_time_ms: amounts.time as f64 / 1e6,
        max_time_ms: amounts.longest as f64 / 1e6,
        rows: amounts.rows,
        shared_blks_hit: amounts.shared_blks_hit,
        shared_blks_read: amounts.shared_blks_read,
        shared_blks_dirtied: amounts.shared_blks_dirtied,
        shared_blks_written: amounts.shared_blks_written,
        temp_blks_read: amounts.temp_blks_read,
        temp_blks_written: amounts.temp_blks_written,
        wal_records: amounts.wal_records,
        wal_bytes: amounts.wal_bytes,
        first_seen: None,
        last_seen: None,
        tables: facts
            .relations
            .iter()
            .map(|r| TableUse { table: name(r.oid), updated: columns(r.oid, &r.updated) })
            .collect(),
        types: facts.types,
        parameters: facts.parameters,
        constants: if readable { captured.vectors } else { Vec::new() },
        obsolete,
        scans: captured
            .scans
            .into_iter()
            .map(|scan| ScanOf {
                table: name(scan.relation),
                index: (scan.index != 0).then(|| name(scan.index)),
                filtered: columns(scan.relation, &scan.filtered),
                node: scan.node,
                samples: scan.samples,
                loops: scan.loops,
                estimated_rows: scan.estimated_rows,
                actual_rows: scan.actual_rows,
                removed_rows: scan.removed_rows,
            })
            .collect(),
    }
}

/// The vectors with which a statement can be planned: all know the same slots, and each is there once. None if a
/// parameter is not known in all of them.
pub fn usable(types: &[String], parameters: usize, vectors: &[Constants]) -> Vec<Constants> {
    let fitting: Vec<&Constants> = vectors.iter().filter(|vector| vector.len() == types.len()).collect();
    let known: Vec<bool> =
        (0..types.len()).map(|slot| fitting.iter().all(|vector| vector[slot] != Constant::Unknown)).collect();
    let needed = types.iter().take(parameters).zip(&known);
    if needed.into_iter().any(|(type_, known)| !type_.is_empty() && !known) {
        return Vec::new();
    }
    let mut usable: Vec<Constants> = Vec::new();
    for vector in fitting {
        let known = known.iter().zip(vector);
        let vector = known.map(|(known, c)| if *known { c.clone() } else { Constant::Unknown }).collect();
        if !usable.contains(&vector) {
            usable.push(vector);
        }
    }
    usable
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::statement::{Facts, Relation};

    fn captured() -> Captured {
        let facts = Facts {
            sql: "SELECT * FROM t WHERE a = 'secret'".into(),
            relations: vec![Relation { oid: 7, updated: vec![2] }],
            types: vec!["text".into()],
            ..Facts::default()
        };
        Captured { facts, vectors: vec![vec![Constant::Text("secret".into())]], ..Captured::default() }
    }

    fn names(readable: bool) -> Names {
        let columns = [(2, "b".to_string())].into();
        [(7, Named { name: "public.t".into(), readable, columns })].into()
    }

    #[test]
    fn constants_are_for_those_who_may_read_the_tables() {
        let seen = exported(captured(), "app".into(), false, &names(true));
        assert_eq!(seen.query.as_deref(), Some("SELECT * FROM t WHERE a = 'secret'"));
        assert_eq!(seen.constants.len(), 1);
        assert_eq!(seen.tables, [TableUse { table: "public.t".into(), updated: vec!["b".into()] }]);
        for names in [names(false), Names::new()] {
            let seen = exported(captured(), "app".into(), true, &names);
            assert_eq!(seen.query.as_deref(), Some("SELECT * FROM t WHERE a = $1"));
            assert!(seen.constants.is_empty() && seen.note.is_some());
            assert!(!serde_json::to_string(&seen).unwrap().contains("secret"));
        }
    }

    #[test]
    fn arguments_of_functions_are_for_those_who_gave_them() {
        let mut login = captured();
        login.facts.relations.clear();
        let seen = |own| exported(login.clone(), "app".into(), own, &names(true));
        assert_eq!(seen(true).constants.len(), 1);
        assert!(!serde_json::to_string(&seen(false)).unwrap().contains("secret"));
    }

    #[test]
    fn vectors_agree_in_what_they_know() {
        let text = |t: &str| Constant::Text(t.into());
        let types = ["integer".to_string(), String::new(), "text".to_string()];
        let vectors = [
            vec![text("1"), Constant::Unknown, text("a")],
            vec![text("2"), Constant::Unknown, Constant::Unknown],
            vec![text("1"), Constant::Unknown, text("b")],
            vec![text("1")],
        ];
        let expected = [
            vec![text("1"), Constant::Unknown, Constant::Unknown],
            vec![text("2"), Constant::Unknown, Constant::Unknown],
        ];
        assert_eq!(usable(&types, 2, &vectors), expected);
        assert!(usable(&types, 3, &vectors).is_empty());
    }
}
