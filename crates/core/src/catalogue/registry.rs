//! All checks and reads, parsed once, with unique ids and an order in which reads can follow each other.
use super::header::{split, Source};
use super::{CatalogueError, CheckMeta, ReadMeta, Rule};
use std::collections::{BTreeMap, BTreeSet};

/// What a check runs.
#[derive(Clone, Copy)]
pub enum Body {
    Sql(&'static str),
    Rust(&'static dyn Rule),
}

pub struct Check {
    pub meta: CheckMeta,
    pub body: Body,
}

/// One query of `sql/read`.
#[derive(Debug)]
pub struct Read {
    pub meta: ReadMeta,
    pub sql: &'static str,
}

/// Ids of reads that need not run, because their rows are there under that name.
pub type Given = BTreeSet<String>;

pub struct Registry {
    checks: BTreeMap<String, Check>,
    reads: BTreeMap<String, Read>,
}

impl Registry {
    pub fn new(
        checks: &[Source],
        reads: &[Source],
        rules: &[(Source, &'static dyn Rule)],
    ) -> Result<Self, CatalogueError> {
        let mut registry = Registry { checks: BTreeMap::new(), reads: BTreeMap::new() };
        for source in reads {
            let parts = split(source)?;
            let meta = ReadMeta::parse(source, &parts)?;
            registry.reads.insert(meta.id.clone(), Read { meta, sql: parts.body });
        }
        for source in reads {
            registry.order(source.path, &[source.stem().to_string()], &Given::new())?;
        }
        let sql = checks.iter().map(|source| (source, None));
        for (source, rule) in sql.chain(rules.iter().map(|(source, rule)| (source, Some(*rule)))) {
            let parts = split(source)?;
            let meta = CheckMeta::parse(source, &parts)?;
            registry.order(source.path, &meta.reads, &Given::new())?;
            if let Some(other) = registry.checks.get(&meta.id) {
                return Err(CatalogueError::DuplicateId {
                    path: source.path.into(),
                    id: meta.id,
                    other: format!("a check of area {}", other.meta.area),
                });
            }
            let body = rule.map_or(Body::Sql(parts.body), Body::Rust);
            registry.checks.insert(meta.id.clone(), Check { meta, body });
        }
        Ok(registry)
    }

    /// All checks, by id.
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.checks.values()
    }

    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.get(id)
    }

    pub fn read(&self, id: &str) -> Option<&Read> {
        self.reads.get(id)
    }

    /// `wanted` and everything that it reads, in an order in which each query only names earlier ones or what is given.
    pub fn reads_in_order(&self, wanted: &[String], given: &Given) -> Result<Vec<&Read>, CatalogueError> {
        self.order("the caller", wanted, given)
    }

    fn order(&self, path: &str, wanted: &[String], given: &Given) -> Result<Vec<&Read>, CatalogueError> {
        let mut ordered = Vec::new();
        let mut chain = Vec::new();
        for name in wanted {
            self.visit(path, name, given, &mut chain, &mut ordered)?;
        }
        Ok(ordered)
    }

    fn visit<'a>(
        &'a self,
        path: &str,
        name: &str,
        given: &Given,
        chain: &mut Vec<String>,
        ordered: &mut Vec<&'a Read>,
    ) -> Result<(), CatalogueError> {
        if given.contains(name) || ordered.iter().any(|read| read.meta.id == name) {
            return Ok(());
        }
        if chain.iter().any(|earlier| earlier == name) {
            return Err(CatalogueError::Cycle { path: path.into(), chain: chain.join(" > ") });
        }
        let read = self
            .reads
            .get(name)
            .ok_or_else(|| CatalogueError::UnknownRead { path: path.into(), read: name.into() })?;
        chain.push(name.to_string());
        for deeper in &read.meta.reads {
            self.visit(path, deeper, given, chain, ordered)?;
        }
        chain.pop();
        ordered.push(read);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn read(path: &'static str, text: &'static str) -> Source {
        Source { path, text }
    }

    #[test]
    fn reads_come_after_what_they_read() {
        let reads = [
            read("sql/read/a.sql", "-- id = \"a\"\n-- reads = [\"b\"]\n-- ---\nSELECT 1"),
            read("sql/read/b.sql", "-- id = \"b\"\n-- ---\nSELECT 2"),
        ];
        let registry = Registry::new(&[], &reads, &[]).unwrap();
        let order = registry.reads_in_order(&["a".into(), "b".into()], &Given::new()).unwrap();
        assert_eq!(order.iter().map(|r| r.meta.id.as_str()).collect::<Vec<_>>(), ["b", "a"]);
        let given = Given::from(["b".to_string()]);
        let order = registry.reads_in_order(&["a".into(), "b".into()], &given).unwrap();
        assert_eq!(order.iter().map(|r| r.meta.id.as_str()).collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn cycles_unknown_reads_and_bad_fields_name_the_file() {
        let refused = |text| match Registry::new(&[], &[read("sql/read/a.sql", text)], &[]) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        };
        let cycle = refused("-- id = \"a\"\n-- reads = [\"a\"]\n-- ---\nSELECT 1");
        assert_eq!(cycle, "sql/read/a.sql: reads itself through a");
        let unknown = refused("-- id = \"a\"\n-- reads = [\"x\"]\n-- ---\nSELECT 1");
        assert_eq!(unknown, "sql/read/a.sql: reads `x`, which no file of sql/read provides");
        let field = refused("-- id = \"a\"\n-- reeds = []\n-- ---\nSELECT 1");
        assert!(field.starts_with("sql/read/a.sql:2: unknown field `reeds`"), "{field}");
    }
}
